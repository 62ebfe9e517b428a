import { AppError } from '../../kernel/app-error.ts';
import { compose, type Piece } from './compose.ts';
import {
  bylinesOf,
  dateOf,
  embargoOf,
  identifiersOf,
  languageOf,
  mediaTopicsOf,
  oneLine,
  statusOf,
  webUrlOf,
} from './field-values.ts';
import { blocksOfHtml } from './html-blocks.ts';
import type { ReadItem, SourceDocumentItem } from './read-item.ts';
import { refused } from './refused.ts';
import { NO_FIELDS, type SourceFields, type SourcePublisher } from './source-text.ts';
import { childrenOf, elementAt, jsonOf, sourceOf, wordsOf, type XmlElement } from './xml.ts';
import { elementBytes, type XmlDocument } from './xml-document.ts';

/** Items of NewsML-G2 that hold no text of their own. */
const OTHER_ITEMS = ['packageItem', 'conceptItem', 'knowledgeItem', 'planningItem', 'catalogItem', 'hopItem'];

/** Whether a document is NewsML-G2: a newsItem, or a newsMessage with items. */
export function isNewsMl({ name }: XmlElement): boolean {
  return name === 'newsItem' || name === 'newsMessage' || OTHER_ITEMS.includes(name);
}

/**
 * Reads each newsItem of a NewsML-G2 document; other items, and newsItems without text that are not cancelled, are refused
 * by their guid.
 */
export function readNewsMl(document: XmlDocument): SourceDocumentItem[] {
  const { root } = document;
  if (root.name === 'newsItem') return [{ place: null, ...itemOf(document, root, {}) }];
  if (root.name !== 'newsMessage') throw noText(root);
  const items = childrenOf(root, 'itemSet').flatMap(({ children }) =>
    children.filter((child) => typeof child !== 'string'),
  );
  if (items.length === 0) throw refused('is a newsMessage without items');
  const header = elementAt(root, 'header');
  const message = header === undefined ? {} : { header: jsonOf(header) };
  return items.map((element, index) => {
    const place = `item ${index + 1}`;
    try {
      if (element.name !== 'newsItem') throw noText(element);
      return { place, ...itemOf(document, element, message) };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return { outcome: 'refused', place, error };
    }
  });
}

function noText({ name, attributes }: XmlElement): AppError {
  return refused(`has no text in its ${name} ${attributes.get('guid') ?? 'without guid'}`);
}

function itemOf(
  document: XmlDocument,
  item: XmlElement,
  message: Readonly<Record<string, unknown>>,
): ReadItem {
  const content = contentOf(document, item);
  const fields = fieldsOf(item, content?.nitf ?? null);
  const common = {
    mediaType: 'application/vnd.iptc.g2.newsitem+xml',
    reader: 'newsml-g2@1',
    metadata: {
      ...(document.encoding !== 'utf-8' && { encoding: document.encoding }),
      ...message,
      newsItem: jsonOf(item, new Set(['inlineXML', 'inlineData'])),
    },
    bytes: elementBytes(document, item),
  };
  if (content === null) {
    if (fields.status !== 'canceled') throw noText(item);
    return { outcome: 'cancelled', item: { ...common, fields } };
  }
  const { pieces, nitf } = content;
  const meta = elementAt(item, 'contentMeta');
  const head = {
    headline:
      oneLine(collapsed(elementAt(item, 'contentMeta', 'headline'))) ??
      oneLine(collapsed(elementAt(nitf ?? item, 'body', 'body.head', 'hedline', 'hl1'))) ??
      oneLine(collapsed(elementAt(item, 'itemMeta', 'title'))),
    standfirst:
      roleOf(meta, 'headline', /sub|deck/u) ??
      roleOf(meta, 'description', /standfirst|drol:summary$/u) ??
      oneLine(collapsed(elementAt(nitf ?? item, 'body', 'body.head', 'abstract'))),
  };
  const { text, marked } = compose(head, pieces);
  return { outcome: 'read', item: { ...common, text, marked, fields: { ...fields, ...head } } };
}

/** The item's text: XHTML or NITF inline, or plain inline data; the first that holds any. */
function contentOf(
  document: XmlDocument,
  item: XmlElement,
): { pieces: readonly Piece[]; nitf: XmlElement | null } | null {
  const set = elementAt(item, 'contentSet');
  if (set === undefined) return null;
  for (const inline of childrenOf(set, 'inlineXML')) {
    const nitf = elementAt(inline, 'nitf') ?? null;
    const body = nitf === null ? inline : (elementAt(nitf, 'body', 'body.content') ?? nitf);
    const pieces = blocksOfHtml(sourceOf(document.text, body));
    if (pieces.length > 0) return { pieces, nitf };
  }
  for (const inline of childrenOf(set, 'inlineData')) {
    const words = wordsOf(inline);
    const type = inline.attributes.get('contenttype') ?? '';
    if (words === null || inline.attributes.has('encoding')) continue;
    const pieces = /html|xml/u.test(type) ? blocksOfHtml(words) : [{ kind: null, text: words }];
    if (pieces.length > 0) return { pieces, nitf: null };
  }
  return null;
}

/** XML's own line ends and indents are no part of a line of text. */
function collapsed(element: XmlElement | undefined): string | null {
  return wordsOf(element)?.replace(/\s+/gu, ' ').trim() ?? null;
}

function roleOf(meta: XmlElement | undefined, name: string, role: RegExp): string | null {
  if (meta === undefined) return null;
  const element = childrenOf(meta, name).find((one) => role.test(one.attributes.get('role') ?? ''));
  return oneLine(collapsed(element));
}

function fieldsOf(item: XmlElement, nitf: XmlElement | null): SourceFields {
  const at = (...path: string[]) => collapsed(elementAt(item, ...path));
  const code = (...path: string[]) => {
    const attributes = elementAt(item, ...path)?.attributes;
    return attributes?.get('qcode') ?? attributes?.get('uri') ?? attributes?.get('literal') ?? null;
  };
  const version = dateOf(at('itemMeta', 'versionCreated'));
  const published =
    dateOf(at('contentMeta', 'contentCreated')) ?? dateOf(at('itemMeta', 'firstCreated')) ?? version;
  const modified = dateOf(at('contentMeta', 'contentModified')) ?? version;
  const status = statusOf(code('itemMeta', 'pubStatus'));
  // An empty one is an embargo whose end is not known yet (NewsML-G2, DateTimeNull).
  const embargo = elementAt(item, 'itemMeta', 'embargoed');
  const embargoed = embargo === undefined ? null : (collapsed(embargo) ?? '');
  const meta = elementAt(item, 'contentMeta');
  const by =
    meta === undefined ? [] : childrenOf(meta, 'by').flatMap((element) => bylinesOf(collapsed(element)));
  const creators =
    meta === undefined ? [] : childrenOf(meta, 'creator').flatMap((element) => bylinesOf(nameOf(element)));
  const nitfBy = nitf === null ? [] : nitfBylines(elementAt(nitf, 'body', 'body.head', 'byline'));
  const written = [by, nitfBy, creators].find((names) => names.length > 0) ?? [];
  return {
    ...NO_FIELDS,
    uri: oneLine(item.attributes.get('guid')),
    version: oneLine(item.attributes.get('version')),
    bylines: [...new Set(written)],
    dateline:
      oneLine(at('contentMeta', 'dateline')) ??
      oneLine(nameOf(elementAt(item, 'contentMeta', 'located'))) ??
      (nitf === null ? null : oneLine(collapsed(elementAt(nitf, 'body', 'body.head', 'dateline')))),
    publishedAt: published,
    modifiedAt: modified !== null && modified.getTime() !== published?.getTime() ? modified : null,
    embargoedUntil: embargoOf(embargoed),
    status: embargoed === '' && status !== 'canceled' ? 'withheld' : status,
    language:
      languageOf(elementAt(item, 'contentMeta', 'language')?.attributes.get('tag')) ??
      languageOf(item.attributes.get('xml:lang')),
    publisher: publisherOf(elementAt(item, 'itemMeta', 'provider')),
    subjects: mediaTopicsOf(
      (meta === undefined ? [] : childrenOf(meta, 'subject')).map((subject) => ({
        codes: [subject.attributes.get('qcode'), subject.attributes.get('uri')],
        name: nameOf(subject),
      })),
    ),
    sourceUrl: webUrlOf(elementAt(item, 'itemMeta', 'link')?.attributes.get('href')),
    copyrightHolder: oneLine(
      nameOf(elementAt(item, 'rightsInfo', 'copyrightHolder')) ??
        elementAt(item, 'rightsInfo', 'copyrightHolder')?.attributes.get('literal'),
    ),
    usageTerms: oneLine(at('rightsInfo', 'usageTerms')),
  };
}

/** NITF sets a writer's job apart (`byttl`), which is no part of the name; one that stands alone is who wrote. */
function nitfBylines(byline: XmlElement | undefined): string[] {
  if (byline === undefined) return [];
  const names = collapsed({
    ...byline,
    children: byline.children.filter((child) => typeof child === 'string' || child.name !== 'byttl'),
  });
  return bylinesOf(names === null ? collapsed(byline) : names.replace(/[\s,]+$/u, ''));
}

function nameOf(element: XmlElement | undefined): string | null {
  if (element === undefined) return null;
  const names = childrenOf(element, 'name');
  return names.length > 0 ? collapsed(names[0]) : collapsed(element);
}

/** A provider without a name is named by its literal, or by its code without the scheme. */
function publisherOf(provider: XmlElement | undefined): SourcePublisher | null {
  if (provider === undefined) return null;
  const { attributes } = provider;
  const name = oneLine(
    nameOf(provider) ?? attributes.get('literal') ?? attributes.get('qcode')?.replace(/^[^:]*:/u, ''),
  );
  return name === null ? null : { name, identifiers: identifiersOf([attributes.get('uri')]) };
}
