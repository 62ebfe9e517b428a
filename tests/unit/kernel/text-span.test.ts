import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../../src/kernel/app-error.ts';
import { SpannedText } from '../../../src/kernel/text-span.ts';

const text = fc.string({
  unit: fc.constantFrom('a', 'b', ' ', 'é', 'e\u0301', '語', '😀', '𝒳', '\u202E'),
  maxLength: 200,
});
const textAndSpan = text.chain((value) => {
  const { length } = new SpannedText(value);
  return fc
    .tuple(fc.nat(length), fc.nat(length))
    .map(([a, b]) => ({ value, start: Math.min(a, b), end: Math.max(a, b) }));
});

describe('spans', () => {
  test('a span holds the code points between its ends, and up to 32 on each side', () => {
    fc.assert(
      fc.property(textAndSpan, ({ value, start, end }) => {
        const codePoints = Array.from(value);
        const span = new SpannedText(value).span(start, end);
        expect(span.exact).toBe(codePoints.slice(start, end).join(''));
        expect(span.prefix).toBe(codePoints.slice(Math.max(0, start - 32), start).join(''));
        expect(span.suffix).toBe(codePoints.slice(end, end + 32).join(''));
      }),
    );
  });

  test('the UTF-16 positions of a span cut the same words with slice', () => {
    fc.assert(
      fc.property(textAndSpan, ({ value, start, end }) => {
        const span = new SpannedText(value).span(start, end);
        expect(value.slice(span.utf16Start, span.utf16End)).toBe(span.exact);
      }),
    );
  });

  test('a span made from UTF-16 positions is the one made from code points', () => {
    fc.assert(
      fc.property(textAndSpan, ({ value, start, end }) => {
        const spanned = new SpannedText(value);
        const span = spanned.span(start, end);
        expect(spanned.spanFromUtf16(span.utf16Start, span.utf16End)).toEqual(span);
      }),
    );
  });

  test('a span outside the text is refused', () => {
    const spanned = new SpannedText('a😀b');
    expect(() => spanned.span(0, 4)).toThrow('No span [0, 4) in a text of 3 code points.');
    expect(() => spanned.span(-1, 1)).toThrow(RangeError);
    expect(() => spanned.span(2, 1)).toThrow(RangeError);
    expect(() => spanned.span(0.5, 1)).toThrow(RangeError);
  });

  test('a UTF-16 position in the middle of a surrogate pair is refused', () => {
    expect(() => new SpannedText('a😀b').spanFromUtf16(0, 2)).toThrow('in the middle of a surrogate pair');
  });

  test('a text with a lone surrogate is refused with the place of it', () => {
    expect(() => new SpannedText('ab\uD800c')).toThrow(AppError);
    expect(() => new SpannedText('😀\uDC00')).toThrow('lone surrogate (U+DC00) at UTF-16 position 2');
  });
});

describe('locating a quote', () => {
  test('a span is found again by its own words and context', () => {
    fc.assert(
      fc.property(
        textAndSpan.filter(({ start, end }) => start < end),
        ({ value, start, end }) => {
          const spanned = new SpannedText(value);
          const span = spanned.span(start, end);
          expect(spanned.locateAll(span)).toContainEqual(span);
        },
      ),
    );
  });

  test('every place found holds exactly the words looked for', () => {
    fc.assert(
      fc.property(text, text, (value, exact) => {
        for (const span of new SpannedText(value).locateAll({ exact })) expect(span.exact).toBe(exact);
      }),
    );
  });

  const spanned = new SpannedText('it was reiterated, 😀 it added');

  test('words that stand once are found', () => {
    expect(spanned.locate({ exact: 'added' })).toMatchObject({
      outcome: 'found',
      span: { start: 24, utf16Start: 25 },
    });
  });

  test('words that are not there are absent, and so are no words at all', () => {
    expect(spanned.locate({ exact: 'denied' })).toEqual({ outcome: 'absent' });
    expect(spanned.locate({ exact: '' })).toEqual({ outcome: 'absent' });
    expect(spanned.locate({ exact: '\uDE00' })).toEqual({ outcome: 'absent' });
  });

  test('words that stand several times are ambiguous until the context decides', () => {
    expect(spanned.locate({ exact: 'it' })).toEqual({ outcome: 'ambiguous', count: 3 });
    expect(spanned.locate({ exact: 'it', prefix: '😀 ' })).toMatchObject({
      outcome: 'found',
      span: { start: 21 },
    });
    expect(spanned.locate({ exact: 'it', suffix: ' was' })).toMatchObject({
      outcome: 'found',
      span: { start: 0 },
    });
  });

  test('a part of a word is no whole word', () => {
    expect(spanned.locate({ exact: 'it' }, { wholeWords: true })).toEqual({ outcome: 'ambiguous', count: 2 });
    expect(new SpannedText('𝒳it').locate({ exact: 'it' }, { wholeWords: true })).toEqual({
      outcome: 'absent',
    });
  });

  test('only the given part of the text is looked at', () => {
    expect(spanned.locate({ exact: 'it' }, { within: { utf16Start: 0, utf16End: 5 } })).toMatchObject({
      outcome: 'found',
      span: { start: 0 },
    });
  });

  test('places that overlap are all found', () => {
    expect(new SpannedText('aaa').locateAll({ exact: 'aa' }).map((span) => span.start)).toEqual([0, 1]);
  });
});
