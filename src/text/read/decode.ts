import { MAX_DOCUMENT_BYTES } from '../../kernel/document-limit.ts';
import { refused } from './refused.ts';

/** A document's characters, and what its bytes said of themselves. */
export interface Decoded {
  /** Without the byte order mark. */
  readonly text: string;
  /** The encoding's name as the WHATWG has it: `utf-8`, `windows-1252`. */
  readonly encoding: string;
  readonly hasByteOrderMark: boolean;
}

const UTF8_MARK = [0xef, 0xbb, 0xbf];

/** Refuses what is larger than a document may be. */
export function refuseLarge(bytes: Uint8Array): void {
  if (bytes.length > MAX_DOCUMENT_BYTES) {
    throw refused(`has ${bytes.length} bytes; at most ${MAX_DOCUMENT_BYTES} are read: split it`);
  }
}

/**
 * Decodes UTF-8, verbatim. Refuses, with the byte offset: UTF-16 by its mark, what is not UTF-8, and NUL, which
 * PostgreSQL cannot store.
 */
export function decodeUtf8(bytes: Uint8Array): Decoded {
  refuseLarge(bytes);
  if (utf16Of(bytes) !== null) {
    throw refused('begins with a UTF-16 byte order mark at byte offset 0: save it as UTF-8');
  }
  const hasByteOrderMark = hasUtf8Mark(bytes);
  const text = decoded(bytes, 'utf-8', 'is not UTF-8');
  refuseNul(bytes);
  return { text, encoding: 'utf-8', hasByteOrderMark };
}

/**
 * Decodes a document that may say its own encoding: by its byte order mark, else by the label that it declares, else
 * as UTF-8. Refuses a label that is unknown, bytes that the encoding does not have, and NUL.
 */
export function decodeDeclared(bytes: Uint8Array, label: string | null): Decoded {
  refuseLarge(bytes);
  const utf16 = utf16Of(bytes);
  if (utf16 !== null || !(label === null || hasUtf8Mark(bytes))) {
    const encoding = utf16 ?? knownEncoding(label ?? 'utf-8');
    if (encoding !== 'utf-8') {
      const text = decoded(bytes, encoding, `is not in ${encoding}, which it declares`);
      const nul = text.indexOf('\0');
      if (nul !== -1) throw refused(`has a NUL at character ${nul}: it is a binary file, or a broken one`);
      return { text, encoding, hasByteOrderMark: utf16 !== null };
    }
  }
  return decodeUtf8(bytes);
}

function hasUtf8Mark(bytes: Uint8Array): boolean {
  return UTF8_MARK.every((byte, index) => bytes[index] === byte);
}

function utf16Of([first, second]: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : null;
}

/** A page that could be read far enough to find a UTF-16 label is not in UTF-16 (WHATWG, "prescan"). */
function knownEncoding(label: string): string {
  try {
    const { encoding } = new TextDecoder(label);
    return encoding.startsWith('utf-16') ? 'utf-8' : encoding;
  } catch (cause) {
    throw refused(`declares the encoding ${JSON.stringify(label.slice(0, 40))}, which is unknown`, { cause });
  }
}

function refuseNul(bytes: Uint8Array): void {
  const nul = bytes.indexOf(0);
  if (nul !== -1) throw refused(`has a NUL at byte offset ${nul}: it is a binary file, or a broken one`);
}

function decoded(bytes: Uint8Array, encoding: string, fault: string): string {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return encoding === 'windows-1252' ? withWindowsMarks(text) : text;
  } catch (cause) {
    throw refused(`${fault}: ${describeInvalid(bytes, encoding)}`, { cause });
  }
}

/**
 * Node 20's windows-1252 is ISO 8859-1: its quotation marks and dashes come out as control characters, which no text in
 * that encoding has. What a later Node decodes rightly has none of those that stand here.
 *
 * @see https://encoding.spec.whatwg.org/#index-windows-1252
 */
function withWindowsMarks(text: string): string {
  return text.replace(
    /[\u0080-\u009f]/g,
    (control) => WINDOWS_MARKS[control.charCodeAt(0) - 0x80] ?? control,
  );
}

/** From 0x80 on; the five that the encoding leaves open stay as they are. */
const WINDOWS_MARKS = [...'€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ'];

/**
 * TextDecoder does not say where it failed: the shortest part that it refuses ends the invalid character, which begins
 * where the longest part of whole characters ends. So "é" in Latin-1 is named, not the letter behind it.
 */
function describeInvalid(bytes: Uint8Array, encoding: string): string {
  if (isValidStart(bytes, encoding))
    return `it ends in the middle of a character, after byte offset ${bytes.length - 1}`;
  let valid = 0;
  let invalid = bytes.length;
  while (invalid - valid > 1) {
    const middle = (valid + invalid) >>> 1;
    if (isValidStart(bytes.subarray(0, middle), encoding)) valid = middle;
    else invalid = middle;
  }
  while (!isValidStart(bytes.subarray(0, valid), encoding, { isWhole: true })) valid -= 1;
  const byte = (bytes[valid] ?? 0).toString(16).toUpperCase().padStart(2, '0');
  return `invalid byte 0x${byte} at byte offset ${valid}`;
}

function isValidStart(bytes: Uint8Array, encoding: string, { isWhole = false } = {}): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: !isWhole });
    return true;
  } catch {
    return false;
  }
}
