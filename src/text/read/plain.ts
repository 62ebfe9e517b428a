import { decodeDeclared, decodeUtf8 } from './decode.ts';
import { webUrlOf } from './field-values.ts';
import { refused } from './refused.ts';
import { type DocumentOrigin, NO_FIELDS, type SourceText } from './source-text.ts';

/**
 * Reads the bytes of a plain text document, as UTF-8 unless HTTP's header names another charset, verbatim: nothing is trimmed, normalised or replaced.
 *
 * A text that was fetched is known by its address, as a page is.
 *
 * A UTF-8 byte order mark is no part of the text (RFC 3629, section 6) and is noted in the metadata. Refuses, with
 * BAD_USER_INPUT and the byte offset: what is empty or white space only, what is not UTF-8, and NUL, which PostgreSQL
 * cannot store.
 */
export function readPlainText(
  bytes: Uint8Array,
  { charset = null, url = null }: Partial<DocumentOrigin> = {},
): SourceText {
  const { text, encoding, hasByteOrderMark } =
    charset === null ? decodeUtf8(bytes) : decodeDeclared(bytes, charset);
  if (!/\S/u.test(text)) throw refused(`holds no text (${bytes.length} bytes)`);
  const address = webUrlOf(url);
  return {
    text,
    mediaType: 'text/plain',
    reader: 'plain@1',
    fields: { ...NO_FIELDS, uri: address, sourceUrl: address },
    marked: [],
    metadata: {
      ...(encoding !== 'utf-8' && { encoding }),
      ...(hasByteOrderMark && { byteOrderMark: true }),
    },
  };
}
