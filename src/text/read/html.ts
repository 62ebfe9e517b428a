import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import { type Composed, compose, type Piece } from './compose.ts';
import { removeConsentNotices } from './consent-notices.ts';
import { decodeDeclared } from './decode.ts';
import { bylinesOf, dateOf, identifiersOf, languageOf, oneLine, webUrlOf } from './field-values.ts';
import { blocksOfHtml, lineOfHtml } from './html-blocks.ts';
import { type HtmlHead, htmlHeadOf } from './html-head.ts';
import { articleOf, listOf, textOf } from './json-ld.ts';
import { refused } from './refused.ts';
import { type DocumentOrigin, NO_FIELDS, type SourceFields, type SourceText } from './source-text.ts';

/** How far into a page its `<meta charset>` is looked for (HTML asks for 1,024; pages with comments above it exist). */
const PRESCAN_BYTES = 4_096;

/**
 * Reads a web page: the article's text, taken out of the page by Readability, and what JSON-LD, OpenGraph, `<meta>`,
 * `<link>` and `<html lang>` say of it. Scripts, styles, comments and what is hidden never reach the text.
 *
 * The text is what a browser shows: references decoded, white space run together, a blank line between blocks.
 */
export function readHtml(bytes: Uint8Array, { charset, url }: DocumentOrigin): SourceText {
  const { text: html, encoding } = decodeDeclared(bytes, charset ?? declaredCharset(bytes));
  const head = htmlHeadOf(html);
  const article = articleOf(head.jsonLd) ?? {};
  const { pieces, byline } = extract(html);
  const composed = compose(
    { headline: headlineOf(head, article), standfirst: null },
    markStandfirst(pieces, [
      textOf(article['alternativeHeadline']),
      textOf(article['description']),
      ...(head.meta.get('og:description') ?? []),
      ...(head.meta.get('description') ?? []),
    ]),
  );
  return {
    text: composed.text,
    mediaType: 'text/html',
    reader: 'html@1',
    fields: fieldsOf(head, article, composed, byline, url),
    marked: composed.marked,
    metadata: metadataOf(head, encoding),
  };
}

/** Only its beginning is looked at; ASCII is the same in every encoding that a page may have. */
function declaredCharset(bytes: Uint8Array): string | null {
  const start = new TextDecoder('windows-1252').decode(bytes.subarray(0, PRESCAN_BYTES));
  return /<meta[^>]+charset\s*=\s*["']?\s*([^\s"'/>;]+)/iu.exec(start)?.[1] ?? null;
}

function extract(html: string): { pieces: Piece[]; byline: string | null } {
  const { document } = parseHTML(withBody(html));
  const isCleaned = removeConsentNotices(document);
  // The extractor takes the document apart.
  const shown = isCleaned ? document.toString() : html;
  const found =
    document.documentElement === null
      ? null
      : new Readability(document, { disableJSONLD: true, serializer: innerHtml }).parse();
  const pieces = blocksOfHtml(found?.content ?? '');
  // What is too short for an article is all that the page has.
  const all = pieces.length > 0 ? pieces : blocksOfHtml(shown);
  if (all.length === 0) throw refused('is a page without text');
  return { pieces: all, byline: found?.byline ?? null };
}

/** The DOM makes no elements that the source leaves out, and the extractor needs a body within a root. */
function withBody(html: string): string {
  const isWhole = /<html[\s>]/iu.test(html) && /<body[\s>]/iu.test(html);
  return isWhole ? html : `<!doctype html><html><body>${html}</body></html>`;
}

function innerHtml(node: unknown): string {
  const isElement = typeof node === 'object' && node !== null && 'innerHTML' in node;
  return isElement ? String(node.innerHTML) : '';
}

/** The headline as the page shows it, where it does: titles in the head often have the site's name behind them. */
function headlineOf(
  { headings, meta, title }: HtmlHead,
  article: Readonly<Record<string, unknown>>,
): string | null {
  const named =
    lineOfHtml(textOf(article['headline'])) ??
    oneLine(meta.get('og:title')?.[0]) ??
    oneLine(meta.get('twitter:title')?.[0]);
  const shown = headings
    .map((heading) => heading.replace(/\s+/gu, ' ').trim())
    .filter((heading) => heading !== '');
  const wanted = named ?? oneLine(title);
  const [only] = shown;
  return (
    shown.find((heading) => wanted !== null && isSameStart(heading, wanted)) ??
    named ??
    (shown.length === 1 && only !== undefined ? only : oneLine(title?.replace(/\s+/gu, ' ')))
  );
}

function isSameStart(heading: string, title: string): boolean {
  return title.replace(/\s+/gu, ' ').toLowerCase().startsWith(heading.toLowerCase());
}

/** Blocks at the top among which the standfirst stands. */
const TOP = 4;

/** A description is a standfirst where the page shows it: one for search engines only is none. */
function markStandfirst(pieces: readonly Piece[], descriptions: readonly (string | null)[]): Piece[] {
  const wanted = new Set(descriptions.map((text) => text?.replace(/\s+/gu, ' ').trim()));
  const at = pieces.slice(0, TOP).findIndex(({ text }) => wanted.has(text.replace(/\s+/gu, ' ').trim()));
  // The first paragraph is often the description too: a standfirst stands apart, before more text.
  const isShort = pieces[at] !== undefined && pieces.length > at + 1;
  return pieces.map((piece, index) => (index === at && isShort ? { ...piece, kind: 'STANDFIRST' } : piece));
}

function fieldsOf(
  head: HtmlHead,
  article: Readonly<Record<string, unknown>>,
  { standfirst, text, marked }: Composed,
  byline: string | null,
  url: string | null,
): SourceFields {
  const meta = (name: string) => head.meta.get(name)?.[0];
  const canonical = webUrlOf(head.links.get('canonical') ?? meta('og:url') ?? textOf(article['url']), url);
  const authors = listOf(article['author']).flatMap((author) => bylinesOf(textOf(author)));
  const written = [meta('author'), meta('article:author'), byline].find(
    (name) => name !== undefined && name !== null && /\S/u.test(name) && !/^https?:/u.test(name),
  );
  const publisher = listOf(article['publisher'])[0];
  const publisherName = oneLine(textOf(publisher) ?? meta('og:site_name'));
  const addresses = (value: unknown): (string | null)[] =>
    typeof value === 'object' && value !== null && 'sameAs' in value ? listOf(value.sameAs).map(textOf) : [];
  const title = marked.find(({ kind }) => kind === 'HEADLINE');
  return {
    ...NO_FIELDS,
    uri: canonical ?? webUrlOf(url),
    version: oneLine(textOf(article['version'])),
    headline: title === undefined ? null : text.slice(title.start, title.end),
    standfirst,
    bylines: [...new Set(authors.length > 0 ? authors : bylinesOf(written))],
    publishedAt: firstDate(
      textOf(article['datePublished']),
      meta('article:published_time'),
      meta('datepublished'),
      meta('dc.date.issued'),
      head.times[0],
    ),
    modifiedAt: firstDate(
      textOf(article['dateModified']),
      meta('article:modified_time'),
      meta('og:updated_time'),
      meta('datemodified'),
    ),
    language:
      languageOf(head.language) ??
      languageOf(textOf(article['inLanguage'])) ??
      languageOf(meta('content-language')) ??
      languageOf(meta('og:locale')),
    publisher:
      publisherName === null || /^https?:/u.test(publisherName)
        ? null
        : { name: publisherName, identifiers: identifiersOf(addresses(publisher)) },
    sourceUrl: webUrlOf(url) ?? canonical,
    copyrightHolder: oneLine(textOf(article['copyrightHolder'])),
    usageTerms: oneLine(
      textOf(article['usageInfo']) ??
        textOf(article['license']) ??
        head.links.get('license') ??
        meta('dcterms.rights'),
    ),
  };
}

function firstDate(...values: readonly (string | null | undefined)[]): Date | null {
  for (const value of values) {
    const date = dateOf(value);
    if (date !== null) return date;
  }
  return null;
}

function metadataOf(head: HtmlHead, encoding: string): Readonly<Record<string, unknown>> {
  return {
    ...(encoding !== 'utf-8' && { encoding }),
    ...(head.language !== null && { language: head.language }),
    ...(head.title !== null && { title: head.title }),
    meta: Object.fromEntries(head.meta),
    links: Object.fromEntries(head.links),
    ...(head.jsonLd.length > 0 && { jsonLd: head.jsonLd }),
    ...(head.times.length > 0 && { times: head.times }),
  };
}
