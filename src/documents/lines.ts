import type { Chunks } from './read-bytes.ts';

/** A line without its end, or null where it is longer than the limit; `number` counts from 1. */
export interface ByteLine {
  readonly number: number;
  readonly bytes: Uint8Array | null;
  /** It ended with a line feed, not with the bytes. */
  readonly isWhole: boolean;
}

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/**
 * Splits bytes at each line feed alone: U+2028, a lone carriage return and the like may stand in a line of JSON. A
 * carriage return before the line feed belongs to the line's end.
 *
 * Holds one line, at most `maxBytes` of it; what is longer is passed over, and told of as null.
 */
export async function* splitLines(chunks: Chunks, maxBytes: number): AsyncGenerator<ByteLine> {
  let parts: Uint8Array[] = [];
  let length = 0;
  let number = 1;
  const line = (isWhole: boolean): ByteLine => ({
    number,
    bytes: length > maxBytes ? null : withoutReturn(parts),
    isWhole,
  });
  const add = (part: Uint8Array) => {
    length += part.length;
    if (length > maxBytes) parts = [];
    else if (part.length > 0) parts.push(part);
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (let at = chunk.indexOf(LINE_FEED); at !== -1; at = chunk.indexOf(LINE_FEED, start)) {
      add(chunk.subarray(start, at));
      yield line(true);
      parts = [];
      length = 0;
      number += 1;
      start = at + 1;
    }
    add(chunk.subarray(start));
  }
  if (length > 0) yield line(false);
}

function withoutReturn(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = Buffer.concat(parts);
  return bytes.at(-1) === CARRIAGE_RETURN ? bytes.subarray(0, -1) : bytes;
}
