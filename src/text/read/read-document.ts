import { decodeUtf8, refuseLarge } from './decode.ts';
import { isFeed, readFeed } from './feed.ts';
import { charsetOf, formatOf } from './format.ts';
import { readHtml } from './html.ts';
import { isObject, readJson } from './json.ts';
import { isNewsMl, readNewsMl } from './newsml.ts';
import { cancelledNinjs, isNinjs, ninjsText } from './ninjs.ts';
import { readPlainText } from './plain.ts';
import type { SourceDocumentItem } from './read-item.ts';
import { refused } from './refused.ts';
import type { SourceText } from './source-text.ts';
import { isTextLine, readTextLine } from './text-line.ts';
import { readXml } from './xml-document.ts';

/** Bytes from anywhere, with what is known of them from outside. */
export interface IncomingDocument {
  readonly bytes: Uint8Array;
  /** A file's name: its extension says the format where no media type does. */
  readonly name?: string;
  /** As HTTP's Content-Type has it, parameters included. */
  readonly mediaType?: string;
  /** Where it was fetched from: relative links are read against it. */
  readonly url?: string;
}

/**
 * Reads a document of any format that is known: plain text, HTML, ninjs, `{ "id", "text" }`, NewsML-G2, RSS and Atom.
 * Gives one item, or several of a feed or a message.
 *
 * The format is what the media type says, else the name's extension, else what the bytes begin with. An item that
 * cannot be read does not lose the others; a document that cannot be read is refused whole (BAD_USER_INPUT).
 */
export function readDocument(document: IncomingDocument): readonly SourceDocumentItem[] {
  const { bytes, mediaType, name, url } = document;
  refuseLarge(bytes);
  if (bytes.length === 0) throw refused('is empty');
  const charset = charsetOf(mediaType);
  switch (formatOf(bytes, mediaType, name)) {
    case 'plain':
      return single(readPlainText(bytes, { charset, url: url ?? null }), bytes);
    case 'html':
      return single(readHtml(bytes, { charset, url: url ?? null }), bytes);
    case 'json':
      return readJsonDocument(bytes);
    case 'xml':
      return readXmlDocument(bytes, charset, url ?? null);
  }
}

function single(text: SourceText, bytes: Uint8Array): readonly SourceDocumentItem[] {
  return [{ outcome: 'read', place: null, item: { ...text, bytes } }];
}

function readJsonDocument(bytes: Uint8Array): readonly SourceDocumentItem[] {
  const value = readJson(decodeUtf8(bytes).text);
  if (isObject(value)) {
    if (isNinjs(value)) return readNinjs(value, bytes);
    if (isTextLine(value)) return single(readTextLine(value), bytes);
  }
  throw refused(
    'is JSON, but neither ninjs (an object with a uri and a body) nor an object with an id and a text',
  );
}

function readNinjs(
  value: Readonly<Record<string, unknown>>,
  bytes: Uint8Array,
): readonly SourceDocumentItem[] {
  const cancelled = cancelledNinjs(value);
  if (cancelled === null) return single(ninjsText(value), bytes);
  return [{ outcome: 'cancelled', place: null, item: { ...cancelled, bytes } }];
}

function readXmlDocument(
  bytes: Uint8Array,
  charset: string | null,
  url: string | null,
): readonly SourceDocumentItem[] {
  const xml = readXml(bytes, charset);
  if (isNewsMl(xml.root)) return readNewsMl(xml);
  if (isFeed(xml.root)) return readFeed(xml, url);
  if (xml.root.name === 'html') return single(readHtml(bytes, { charset, url }), bytes);
  throw refused(`is XML of an unknown kind, <${xml.root.name}>: NewsML-G2, RSS, Atom and XHTML are read`);
}
