import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPlainText } from '../../../src/text/read/plain.ts';
import { NO_FIELDS } from '../../../src/text/read/source-text.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);

describe('reading plain text', () => {
  test('the text is the bytes, verbatim: line ends, edges and decomposed letters stay', () => {
    const text = '  A\r\n\r\ne\u0301 😀\u2028\n ';
    expect(readPlainText(utf8(text))).toEqual({
      text,
      mediaType: 'text/plain',
      reader: 'plain@1',
      fields: NO_FIELDS,
      marked: [],
      metadata: {},
    });
  });

  test('any text that is not blank comes back as it went in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        fc.pre(/\S/u.test(text) && !text.includes('\0') && !text.startsWith('\uFEFF'));
        expect(readPlainText(utf8(text)).text).toBe(text);
      }),
    );
  });

  test('a byte order mark is no part of the text and is noted', () => {
    expect(readPlainText(utf8('\uFEFFA'))).toMatchObject({ text: 'A', metadata: { byteOrderMark: true } });
  });

  test('a charset that HTTP names is decoded and noted', () => {
    const latin1 = Uint8Array.of(0x63, 0x61, 0x66, 0xe9);
    expect(readPlainText(latin1, { charset: 'iso-8859-1' })).toMatchObject({
      text: 'café',
      metadata: { encoding: 'windows-1252' },
    });
    expect(readPlainText(utf8('café'), { charset: 'UTF-8' })).toMatchObject({ text: 'café', metadata: {} });
  });

  test('a text that was fetched is known by its address', () => {
    const url = 'https://example.org/one.txt';
    expect(readPlainText(utf8('One.'), { url }).fields).toMatchObject({ uri: url, sourceUrl: url });
    expect(readPlainText(utf8('One.')).fields).toMatchObject({ uri: null, sourceUrl: null });
  });

  test.each([
    ['nothing', [], 'holds no text (0 bytes)'],
    ['white space', [0x20, 0x0a, 0xc2, 0xa0], 'holds no text (4 bytes)'],
    ['a NUL', [0x41, 0xc3, 0xa9, 0x00, 0x42], 'has a NUL at byte offset 3'],
    ['Latin-1', [0x41, 0xe9, 0x42], 'invalid byte 0xE9 at byte offset 1'],
    ['a byte that UTF-8 never has', [0x41, 0x42, 0xff], 'invalid byte 0xFF at byte offset 2'],
    ['an overlong form', [0xc0, 0xaf], 'invalid byte 0xC0 at byte offset 0'],
    ['an encoded surrogate', [0x41, 0xed, 0xa0, 0x80], 'invalid byte 0xED at byte offset 1'],
    ['a character cut short', [0x41, 0xe2, 0x82], 'ends in the middle of a character, after byte offset 2'],
    ['UTF-16', [0xff, 0xfe, 0x41, 0x00], 'begins with a UTF-16 byte order mark at byte offset 0'],
  ])('%s is refused with the place', (_what, bytes, message) => {
    expect(() => readPlainText(Uint8Array.from(bytes))).toThrow(message);
  });
});
