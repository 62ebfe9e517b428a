import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_DOCUMENT_BYTES } from '../../../src/kernel/document-limit.ts';
import { readOne, refusalOf } from '../../support/read-one.ts';
import { escaped, expectExactSpans, lines } from '../../support/structured-text.ts';

const bytes = (...values: number[]) => Uint8Array.from(values);
const latin1 = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const json = (body: string) => `{ "uri": "a", "body_text": "${body}" }`;
const feed = (title: string, before = '') =>
  `${before}<rss><channel><item><title>${title}</title><description>x</description></item></channel></rss>`;

describe('a document that cannot be read is refused with a sentence that names the fault', () => {
  test.each<[string, string | Uint8Array, string, string]>([
    ['nothing', '', 'a.txt', 'is empty'],
    ['nothing, as a page', '', 'a.html', 'is empty'],
    ['white space', ' \n\t', 'a.txt', 'holds no text (3 bytes)'],
    [
      'a page without text',
      '<html><body><script>a()</script></body></html>',
      'a.html',
      'is a page without text',
    ],
    ['a PDF', '%PDF-1.7 …', 'a.txt', 'is a PDF file'],
    ['a picture', bytes(0x89, 0x50, 0x4e, 0x47, 0x0d), 'a.html', 'is a PNG picture'],
    ['an archive', bytes(0x50, 0x4b, 3, 4), 'a.docx', 'is a zip archive'],
    ['other binary', bytes(0x41, 0x00, 0x42), 'a', 'has a NUL at byte offset 1'],
    ['NUL in a page', '<p>a\0b</p>', 'a.html', 'has a NUL at byte offset 4'],
    ['NUL in JSON', json('a\\u0000b'), 'a.json', 'has NUL (U+0000) in body_text, at UTF-16 position 1'],
    ['NUL in XML', feed('&#0;'), 'a.xml', 'is not well-formed XML'],
    [
      'a lone surrogate in JSON',
      json('\\ud83d'),
      'a.json',
      'has a lone surrogate (U+D83D) in body_text, at UTF-16 position 0',
    ],
    [
      'a lone surrogate anywhere in it',
      '{ "uri": "a", "body_text": "b", "x": [{ "y": "\\udc00" }] }',
      'a.json',
      'in x.0.y',
    ],
    [
      'a lone surrogate as a name',
      '{ "uri": "a", "body_text": "b", "\\udc00": 1 }',
      'a.json',
      'has a name that cannot be stored',
    ],
    ['a surrogate in XML', feed('&#xD800;'), 'a.xml', 'is not well-formed XML'],
    [
      'undeclared Latin-1',
      latin1('caf\u00e9 and more'),
      'a.txt',
      'is not UTF-8: invalid byte 0xE9 at byte offset 3',
    ],
    [
      'undeclared Latin-1 in a page',
      latin1('<p>caf\u00e9</p>'),
      'a.html',
      'is not UTF-8: invalid byte 0xE9 at byte offset 6',
    ],
    ['undeclared Latin-1 in XML', latin1(feed('caf\u00e9!')), 'a.xml', 'is not UTF-8'],
    [
      'an unknown encoding',
      '<meta charset="utf-9"><p>a</p>',
      'a.html',
      'declares the encoding "utf-9", which is unknown',
    ],
    [
      'an encoding that is not its own',
      latin1('<meta charset="shift_jis"><p>\u0081\u0000'),
      'a.html',
      'which it declares',
    ],
    ['JSON cut short', '{ "uri": "a", ', 'a.json', 'is not JSON'],
    ['JSON that is no object', '[1, 2]', 'a.json', 'is JSON, but neither ninjs'],
    ['JSON that is not ninjs', '{ "title": "a" }', 'a.json', 'is JSON, but neither ninjs'],
    ['ninjs of another shape', '{ "uri": "a", "bodies": "b" }', 'a.json', 'is not ninjs:'],
    [
      'an embargo that is no date',
      '{ "uri": "a", "body_text": "b", "embargoed": "tomorrow" }',
      'a.json',
      'has an embargo that is no date: "tomorrow"',
    ],
    [
      'a ninjs picture',
      '{ "uri": "a", "type": "picture", "headline": "b" }',
      'a.json',
      'is a ninjs picture without a body',
    ],
    [
      'deep JSON',
      `{ "uri": "a", "body_text": "b", "x": ${'['.repeat(100_000)}${']'.repeat(100_000)} }`,
      'a.json',
      'has values nested more than 200 deep',
    ],
    [
      'an entity bomb',
      feed('&b;', '<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'),
      'a.xml',
      'has a DOCTYPE',
    ],
    [
      'an external entity',
      feed('&x;', '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
      'a.xml',
      'has a DOCTYPE',
    ],
    ['an external DTD', feed('a', '<!DOCTYPE r SYSTEM "http://127.0.0.1/r.dtd">'), 'a.xml', 'has a DOCTYPE'],
    ['an entity of nobody', feed('&nbsp;'), 'a.xml', 'is not well-formed XML: 1:33: undefined entity'],
    ['XML cut short', '<rss><channel>', 'a.xml', 'is not well-formed XML'],
    ['deep XML', `<rss>${'<a>'.repeat(100_000)}`, 'a.xml', 'has elements nested more than 200 deep'],
    ['XML of another kind', '<svg/>', 'a.xml', 'is XML of an unknown kind, <svg>'],
    ['a feed without entries', '<rss><channel/></rss>', 'a.xml', 'is a feed without entries'],
    ['a package', '<packageItem guid="urn:p"/>', 'a.xml', 'has no text in its packageItem urn:p'],
    ['a deep page', `<html>${'<div>'.repeat(100_000)}a`, 'a.html', 'has elements nested more than 512 deep'],
    [
      'a page of too many elements',
      `<html>${'<p>a</p>'.repeat(40_000)}`,
      'a.html',
      'has more than 60000 elements',
    ],
    [
      'deep markup in ninjs',
      JSON.stringify({ uri: 'a', bodies: [{ role: 'html', value: `${'<b>'.repeat(100_000)}a` }] }),
      'a.json',
      'has elements nested more than 2000 deep',
    ],
  ])('%s', (_, content, name, says) => {
    const error = refusalOf(content, { name });
    expect({ code: error.code, message: error.message }).toEqual({
      code: 'BAD_USER_INPUT',
      message: expect.stringContaining(says),
    });
    expect(error.message).toMatch(/^The document /u);
  });

  test.each(['a.txt', 'a.html', 'a.json', 'a.xml'])('50 MB, before anything is read: %s', (name) => {
    const error = refusalOf(new Uint8Array(50_000_000).fill(0x61), { name });
    expect(error.message).toContain(`has 50000000 bytes; at most ${MAX_DOCUMENT_BYTES} are read`);
  });
});

describe('a large or hostile document is read to its end', () => {
  const SENTENCE = 'Mayor Jane Roe said the bridge was open. ';
  const LONG = SENTENCE.repeat(120_000);

  // Quadratic work over as much would not end within the test's time limit.
  test.each<[string, string, string]>([
    ['a line of 5 MB, plain', LONG, 'a.txt'],
    ['a line of 5 MB, in a page', `<html><body><p>${LONG}</p></body></html>`, 'a.html'],
    ['a line of 5 MB, in JSON', JSON.stringify({ uri: 'a', headline: 'b', body_text: LONG }), 'a.json'],
    ['a line of 5 MB, in a feed', feed(LONG), 'a.xml'],
    ['spaces in a page', `<html><body><pre>a${' '.repeat(4_000_000)}b</pre></body></html>`, 'a.html'],
    [
      'spaces in JSON',
      JSON.stringify({
        uri: 'a',
        headline: `${' '.repeat(2_000_000)}b`,
        by: ' '.repeat(2_000_000),
        body_text: `${' '.repeat(2_000_000)}c`,
      }),
      'a.json',
    ],
    [
      'angles in JSON',
      JSON.stringify({ uri: 'a', headline: '<a'.repeat(500_000), body_text: '<a'.repeat(1_000_000) }),
      'a.json',
    ],
    ['end tags', `<html><body><p>${SENTENCE}</p>${'</b>'.repeat(1_000_000)}`, 'a.html'],
    [
      'attributes of XML',
      `<rss a="${'x'.repeat(5_000_000)}"><channel><item><description>a</description></item></channel></rss>`,
      'a.xml',
    ],
  ])('%s', (_, content, name) => {
    expect(readOne(content, { name }).text.length).toBeGreaterThan(0);
  });
});

describe('words of any script', () => {
  const TEXTS = [
    'قال «نعم» مرة.',
    '\u202Eabc\u202C שלום.',
    'e\u0301a\u0308\u0323 Z\u0351\u036B.',
    '👩‍👩‍👧 𝕁𝕒 🇳🇴.',
  ];

  test.each(TEXTS)('%s comes back as it went in, through each reader', (text) => {
    for (const [content, name] of wrapped([text])) {
      expect(readOne(content, { name }).text).toBe(text);
    }
  });

  test('spans cut out of what each reader gives are exact, in code points and in UTF-16 units', () => {
    fc.assert(
      fc.property(lines, (paragraphs) => {
        for (const [content, name] of wrapped(paragraphs)) {
          const item = readOne(content, { name });
          expect(item.text).toBe(paragraphs.join('\n\n'));
          expectExactSpans(item);
        }
      }),
      { numRuns: 60 },
    );
  });
});

/** The paragraphs as a document of each format. */
function wrapped(paragraphs: readonly string[]): [content: string, name: string][] {
  const markup = paragraphs.map((words) => `<p>${escaped(words)}</p>`).join('');
  return [
    [paragraphs.join('\n\n'), 'a.txt'],
    [`<html><body><article>${markup}</article></body></html>`, 'a.html'],
    [JSON.stringify({ id: 'a', text: paragraphs.join('\n\n') }), 'a.json'],
    [JSON.stringify({ uri: 'a', body_text: paragraphs.join('\n\n') }), 'a.json'],
    [JSON.stringify({ uri: 'a', bodies: [{ contentType: 'text/html', value: markup }] }), 'a.json'],
    [`<rss><channel><item><description>${escaped(markup)}</description></item></channel></rss>`, 'a.rss'],
    [`<entry><content type="xhtml"><div>${markup}</div></content></entry>`, 'a.atom'],
    [
      `<newsItem guid="a"><contentSet><inlineXML><html><body>${markup}</body></html></inlineXML></contentSet></newsItem>`,
      'a.xml',
    ],
  ];
}
