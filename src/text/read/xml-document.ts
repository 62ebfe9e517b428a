import { decodeDeclared } from './decode.ts';
import { parseXml, type XmlElement } from './xml.ts';

/** An XML document with its characters, which its elements' positions refer to. */
export interface XmlDocument {
  readonly text: string;
  readonly encoding: string;
  readonly root: XmlElement;
}

/** How far into a document its XML declaration reaches at most. */
const DECLARATION_BYTES = 200;

/**
 * Reads the bytes of an XML document, in the encoding of its byte order mark, of HTTP's header, or of its declaration.
 * Refuses what `parseXml` and `decodeDeclared` refuse.
 */
export function readXml(bytes: Uint8Array, charset: string | null): XmlDocument {
  const { text, encoding } = decodeDeclared(bytes, charset ?? declaredEncoding(bytes));
  // saxes compares the declaration's encoding with nothing, so one that was decoded already may stay.
  return { text, encoding, root: parseXml(text) };
}

function declaredEncoding(bytes: Uint8Array): string | null {
  const start = new TextDecoder('windows-1252').decode(bytes.subarray(0, DECLARATION_BYTES));
  return /^(?:ï»¿)?\s*<\?xml[^>]*?\sencoding\s*=\s*["']([^"']+)["']/u.exec(start)?.[1] ?? null;
}

/** The bytes of one element alone. Those of the document where it is UTF-8; else its characters in UTF-8. */
export function elementBytes({ text }: XmlDocument, { start, end }: XmlElement): Uint8Array {
  return new TextEncoder().encode(text.slice(start, end));
}
