import { type FoundDocument, tooLarge } from './found-document.ts';
import { splitLines } from './lines.ts';
import type { Chunks } from './read-bytes.ts';

/** What a line of JSON is declared as to the readers. */
const JSON_MEDIA_TYPE = 'application/json';

/** Each line of a JSON lines file as a document `name:12`; lines of white space alone are none. */
export async function* jsonLineDocuments(
  name: string,
  chunks: Chunks,
  maxBytes: number,
): AsyncGenerator<FoundDocument> {
  for await (const { number, bytes } of splitLines(chunks, maxBytes)) {
    const lineName = `${name}:${number}`;
    if (bytes === null) yield { name: lineName, failure: tooLarge(maxBytes, 'The line') };
    else if (bytes.some(isInk)) yield { name: lineName, bytes, mediaType: JSON_MEDIA_TYPE };
  }
}

/** Whether a line's first bytes, up to a line feed, are one whole JSON object: what tells JSON lines from other documents. */
export function isJsonLine(line: Uint8Array): boolean {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(line));
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return false;
    throw error;
  }
}

/** White space as JSON has it. */
function isInk(byte: number): boolean {
  return byte !== 0x20 && byte !== 0x09 && byte !== 0x0d;
}
