import { AppError } from '../../kernel/app-error.ts';
import { compose, type Piece } from './compose.ts';
import {
  bylinesOf,
  dateOf,
  hasMarkup,
  languageOf,
  mediaTopicsOf,
  oneLine,
  webUrlOf,
} from './field-values.ts';
import { blocksOfHtml, lineOfHtml } from './html-blocks.ts';
import type { SourceDocumentItem } from './read-item.ts';
import { refused } from './refused.ts';
import { NO_FIELDS, type SourceFields, type SourceItem } from './source-text.ts';
import { childrenOf, elementAt, jsonOf, sourceOf, wordsOf, type XmlElement } from './xml.ts';
import { elementBytes, type XmlDocument } from './xml-document.ts';

/** What a feed says of all its entries. */
interface Feed {
  readonly format: 'rss' | 'atom';
  readonly title: string | null;
  readonly language: string | null;
  readonly rights: string | null;
  readonly base: string | null;
  /** Who writes an entry that names nobody. */
  readonly authors: readonly string[];
  readonly metadata: unknown;
}

/** Whether a document is a feed: RSS 0.9 to 2.0, RSS 1.0 (RDF), Atom, or an Atom entry alone. */
export function isFeed({ name }: XmlElement): boolean {
  return ['rss', 'RDF', 'feed', 'entry'].includes(name);
}

/** Reads each entry of an RSS or Atom feed, with its whole content where the feed has it, else its summary. */
export function readFeed(document: XmlDocument, url: string | null): SourceDocumentItem[] {
  const { root } = document;
  const channel = elementAt(root, 'channel') ?? root;
  const entries =
    root.name === 'entry'
      ? [root]
      : [
          ...childrenOf(root, 'entry'),
          ...childrenOf(channel, 'item'),
          ...(channel === root ? [] : childrenOf(root, 'item')),
        ];
  if (entries.length === 0) throw refused('is a feed without entries');
  const feed = feedOf(root, channel, url);
  return entries.map((element, index) => {
    const place = `entry ${index + 1}`;
    try {
      return { outcome: 'read', place, item: itemOf(document, element, feed) };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return { outcome: 'refused', place, error };
    }
  });
}

function feedOf(root: XmlElement, channel: XmlElement, url: string | null): Feed {
  const format = root.name === 'feed' || root.name === 'entry' ? 'atom' : 'rss';
  return {
    format,
    title: root.name === 'entry' ? null : line(channel, 'title'),
    language: line(channel, 'language') ?? root.attributes.get('xml:lang') ?? null,
    rights: line(channel, 'copyright') ?? line(channel, 'rights'),
    base: webUrlOf(root.attributes.get('xml:base'), url) ?? webUrlOf(url),
    authors: root.name === 'feed' ? authorsOf(root) : [],
    metadata: root.name === 'entry' ? {} : jsonOf(channel, new Set(['item', 'entry'])),
  };
}

function itemOf(document: XmlDocument, entry: XmlElement, feed: Feed): SourceItem {
  const headline = markedUp(entry, 'title', feed);
  const pieces = bodyOf(document, entry);
  if (pieces.length === 0)
    throw refused(`has no text in its entry ${JSON.stringify(headline ?? idOf(entry) ?? '')}`);
  const composed = compose({ headline, standfirst: null }, pieces);
  return {
    text: composed.text,
    mediaType: feed.format === 'atom' ? 'application/atom+xml' : 'application/rss+xml',
    reader: `${feed.format}@1`,
    fields: fieldsOf(entry, headline, feed),
    marked: composed.marked,
    metadata: {
      ...(document.encoding !== 'utf-8' && { encoding: document.encoding }),
      feed: feed.metadata,
      entry: jsonOf(entry, new Set(['encoded', 'content'])),
    },
    bytes: elementBytes(document, entry),
  };
}

/** The longest that the entry has: the whole article is in `content:encoded` or `content`, where a feed gives it. */
function bodyOf(document: XmlDocument, entry: XmlElement): readonly Piece[] {
  for (const name of ['encoded', 'content', 'body', 'description', 'summary']) {
    for (const element of childrenOf(entry, name)) {
      const pieces = piecesOf(document, element);
      if (pieces.length > 0) return pieces;
    }
  }
  return [];
}

function piecesOf(document: XmlDocument, element: XmlElement): readonly Piece[] {
  const type = element.attributes.get('type') ?? '';
  if (type === 'xhtml' || element.children.some((child) => typeof child !== 'string'))
    return blocksOfHtml(sourceOf(document.text, element));
  const words = wordsOf(element);
  if (words === null) return [];
  // Atom's text is text; RSS does not say, and its descriptions are HTML wherever they have a tag or a reference.
  return type === 'text' || type === 'text/plain' || !hasMarkup(words)
    ? [{ kind: null, text: words.trim() }]
    : blocksOfHtml(words);
}

function fieldsOf(entry: XmlElement, headline: string | null, feed: Feed): SourceFields {
  const link = linkOf(entry, feed.base);
  const published = firstDate(entry, ['published', 'pubDate', 'issued', 'date']);
  const updated = firstDate(entry, ['updated', 'modified']);
  return {
    ...NO_FIELDS,
    headline,
    uri: idOf(entry) ?? link,
    bylines: bylinesIn(entry, feed),
    publishedAt: published ?? updated,
    modifiedAt: published !== null && updated?.getTime() !== published.getTime() ? updated : null,
    language: languageOf(entry.attributes.get('xml:lang') ?? line(entry, 'language') ?? feed.language),
    publisher: publisherOf(entry, feed),
    subjects: mediaTopicsOf(
      childrenOf(entry, 'category').map((category) => {
        const scheme = category.attributes.get('scheme') ?? category.attributes.get('domain') ?? '';
        const term = category.attributes.get('term') ?? oneLine(wordsOf(category)) ?? '';
        return {
          codes: [term, `${scheme.replace(/\/$/u, '')}/${term}`],
          name: category.attributes.get('label') ?? null,
        };
      }),
    ),
    sourceUrl: link,
    copyrightHolder: null,
    usageTerms: line(entry, 'rights') ?? feed.rights,
  };
}

/** Those of the entry, else of the feed that it was taken from, else of its own feed (RFC 4287, section 4.1.2 and 4.2.1). */
function bylinesIn(entry: XmlElement, feed: Feed): readonly string[] {
  const own = authorsOf(entry);
  if (own.length > 0 || feed.format !== 'atom') return own;
  const source = elementAt(entry, 'source');
  const theirs = source === undefined ? [] : authorsOf(source);
  return theirs.length > 0 ? theirs : feed.authors;
}

function authorsOf(element: XmlElement): readonly string[] {
  const authors = childrenOf(element, 'author').concat(childrenOf(element, 'creator'));
  return [...new Set(authors.flatMap(namesOf))];
}

/** RSS names who writes as `name@example.org (Jane Doe)`; an address alone is no name. */
function namesOf(author: XmlElement): string[] {
  const name = line(author, 'name') ?? oneLine(wordsOf(author));
  const inBrackets = /^[^\s@]+@[^\s@(]+\s*\((.+)\)$/u.exec(name ?? '')?.[1];
  return bylinesOf(inBrackets ?? (/^[^\s@]+@[^\s@]+$/u.test(name ?? '') ? null : name));
}

/** An entry taken from another feed names it; a feed is named by its title. */
function publisherOf(entry: XmlElement, { title }: Feed): SourceFields['publisher'] {
  const source = elementAt(entry, 'source');
  const name =
    line(entry, 'publisher') ??
    (source === undefined ? null : (line(source, 'title') ?? oneLine(wordsOf(source)))) ??
    title;
  return name === null ? null : { name, identifiers: [] };
}

function idOf(entry: XmlElement): string | null {
  return line(entry, 'id') ?? line(entry, 'guid') ?? entry.attributes.get('about') ?? null;
}

function linkOf(entry: XmlElement, base: string | null): string | null {
  const links = childrenOf(entry, 'link');
  const alternate = links.find((link) => (link.attributes.get('rel') ?? 'alternate') === 'alternate');
  const written = alternate?.attributes.get('href') ?? oneLine(wordsOf(alternate));
  const guid = elementAt(entry, 'guid');
  const permanent = guid?.attributes.get('isPermaLink') === 'false' ? null : oneLine(wordsOf(guid));
  return webUrlOf(written, base) ?? webUrlOf(permanent);
}

function firstDate(entry: XmlElement, names: readonly string[]): Date | null {
  for (const name of names) {
    const date = dateOf(line(entry, name));
    if (date !== null) return date;
  }
  return null;
}

function line(element: XmlElement, name: string): string | null {
  return oneLine(wordsOf(elementAt(element, name))?.replace(/\s+/gu, ' '));
}

/** A title may hold HTML, escaped (most feeds do not say so). */
function markedUp(entry: XmlElement, name: string, { format }: Feed): string | null {
  const words = line(entry, name);
  const type = elementAt(entry, name)?.attributes.get('type') ?? (format === 'rss' ? 'html' : 'text');
  return type === 'text' ? words : lineOfHtml(words);
}
