import { AppError } from '../../kernel/app-error.ts';
import { NO_FIELDS, type SourceText } from './source-text.ts';

/**
 * Reads the bytes of a plain text document as UTF-8, verbatim: nothing is trimmed, normalised or replaced.
 *
 * A UTF-8 byte order mark is no part of the text (RFC 3629, section 6) and is noted in the metadata. Refuses, with
 * BAD_USER_INPUT and the byte offset: what is empty or white space only, what is not UTF-8, and NUL, which PostgreSQL
 * cannot store.
 */
export function readPlainText(bytes: Uint8Array): SourceText {
  refuseUtf16(bytes);
  const hasByteOrderMark = BYTE_ORDER_MARK.every((byte, index) => bytes[index] === byte);
  const text = decodeUtf8(bytes);
  const nul = bytes.indexOf(0);
  if (nul !== -1) throw refused(`has a NUL at byte offset ${nul}: it is a binary file, or a broken one`);
  if (!/\S/u.test(text)) throw refused(`holds no text (${bytes.length} bytes)`);
  return {
    text,
    mediaType: 'text/plain',
    reader: 'plain@1',
    fields: NO_FIELDS,
    marked: [],
    metadata: hasByteOrderMark ? { byteOrderMark: true } : {},
  };
}

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

function refuseUtf16(bytes: Uint8Array): void {
  const [first, second] = bytes;
  if ((first === 0xfe && second === 0xff) || (first === 0xff && second === 0xfe)) {
    throw refused('begins with a UTF-16 byte order mark at byte offset 0: save it as UTF-8');
  }
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw refused(`is not UTF-8: ${describeInvalidUtf8(bytes)}`, { cause });
  }
}

/** TextDecoder does not say where it failed: the shortest part that it refuses ends with the invalid byte. */
function describeInvalidUtf8(bytes: Uint8Array): string {
  if (isValidStart(bytes))
    return `it ends in the middle of a character, after byte offset ${bytes.length - 1}`;
  let valid = 0;
  let invalid = bytes.length;
  while (invalid - valid > 1) {
    const middle = (valid + invalid) >>> 1;
    if (isValidStart(bytes.subarray(0, middle))) valid = middle;
    else invalid = middle;
  }
  const byte = (bytes[valid] ?? 0).toString(16).toUpperCase().padStart(2, '0');
  return `invalid byte 0x${byte} at byte offset ${valid}`;
}

function isValidStart(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function refused(what: string, options?: ErrorOptions): AppError {
  return new AppError('BAD_USER_INPUT', `The document ${what}.`, options);
}
