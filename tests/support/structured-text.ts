import fc from 'fast-check';
import { expect } from 'vitest';
import { SpannedText } from '../../src/kernel/text-span.ts';
import { analyse } from '../../src/text/analyse.ts';
import type { SourceItem } from '../../src/text/read/source-text.ts';

/** Characters that offsets, markup and right-to-left scripts are tried with. */
const word = fc.oneof(
  fc.constantFrom(
    'Jane',
    'Roe',
    'said',
    '“yes”',
    '😀',
    '𝕁𝕒𝕟𝕖',
    'e\u0301',
    'قال',
    'שלום',
    '\u202eabc',
    '国',
    '<b>',
    '&amp;',
    ']]>',
    '"',
    "'",
    '--',
    '👩‍👩‍👧',
  ),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }),
);

/**
 * Paragraphs of words with one space between them; each begins with a letter and ends with a point, so that no reader
 * takes it for a headline, and white space within a word is none that formats run together.
 */
export const lines = fc
  .array(fc.array(word, { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 5 })
  .map((paragraphs) =>
    paragraphs.map((words, index) =>
      `P${index} ${words
        .map((one) => one.replace(/[\s\p{Cc}\uFFFE\uFFFF\uFEFF]/gu, ''))
        .filter((one) => one !== '')
        .join(' ')} end.`.replace(/ +/gu, ' '),
    ),
  );

/** A text as markup has it, and XML too. */
export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** Every span that the pipeline cuts out of an item's text holds the words at its place, in both ways of counting. */
export function expectExactSpans(item: SourceItem): void {
  const spanned = new SpannedText(item.text);
  const points = Array.from(item.text);
  const { blocks, mentions, quotes } = analyse(item);
  const spans = [
    ...blocks.map(({ span }) => span),
    ...mentions.map(({ span }) => span),
    ...quotes.flatMap((quote) => [...quote.spans, ...quote.quotedSpans]),
  ];
  for (const span of spans) {
    expect(span).toEqual(spanned.span(span.start, span.end));
    expect(points.slice(span.start, span.end).join('')).toBe(span.exact);
    expect(item.text.slice(span.utf16Start, span.utf16End)).toBe(span.exact);
  }
}
