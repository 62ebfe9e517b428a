import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SpannedText } from '../../../src/kernel/text-span.ts';
import { sentencesOf } from '../../../src/text/segment/sentences.ts';

const sentences = (text: string) => {
  const spanned = new SpannedText(text);
  return sentencesOf(spanned, spanned.span(0, spanned.length)).map(({ exact }) => exact);
};

describe('sentences', () => {
  test.each([
    ['two plain ones', ['It rained.', 'The council met.']],
    ['ranks and titles', ['Gen. Roe met Dr. Doe and Lt. Gen. J. R. Smith.', 'They agreed.']],
    ['a country in dots, inside', ['The U.S. President spoke.', 'He left.']],
    ['a country in dots, at the end', ['It was made in the U.S.', 'The council met.']],
    ['dates', ['It began on Jan. 6 and ended on Feb. 7.', 'Nobody came.']],
    ['a month at the end', ['It began in Jan.', 'The council met.']],
    ['numbers', ['It cost 3.5 million, see No. 5 of the list.', '12 people came.']],
    ['closing quotation marks', ['“We met.”', '“We agreed.”', 'She left.']],
    ['a quotation of two sentences', ['“We met.', 'We agreed,” she said.']],
    ['a question inside a sentence', ['“Did we agree?” she asked.', 'Nobody knew.']],
    ['a question and the name of who asked', ['“Did we agree?” Jane Roe asked.', 'Nobody knew.']],
    ['a question and another sentence', ['“Did we agree?”', 'Nobody knew.']],
    ['a bracket', ['They met (in Paris).', '(Nobody knew.)', 'It rained.']],
    ['dots that trail off', ['He said ... well, nothing.', 'Then he left…', 'Nobody knew.']],
    ['companies', ['Acme Inc. Chairman Roe spoke for Acme Corp. and others.', 'He left.']],
    ['Japanese', ['市議会は会合した。', '「反対はない。」', '以上。']],
    ['Spanish', ['¿Quién vino?', '¡Nadie!', 'Es así.']],
  ])('%s', (_what, expected) => {
    const isJapanese = expected.some((sentence) => sentence.endsWith('。'));
    expect(sentences(expected.join(isJapanese ? '' : ' '))).toEqual(expected);
  });

  const anyText = fc.string({
    unit: fc.constantFrom(
      'A',
      'b',
      ' ',
      '.',
      '?',
      '!',
      '”',
      '“',
      ')',
      '😀',
      '\n',
      '。',
      'Gen',
      'U.S',
      'Jan',
      '6',
      'The',
    ),
  });

  test('in any text they are in order, do not overlap, and leave out white space only', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const spanned = new SpannedText(text);
        const start = text.length - text.trimStart().length;
        const block = spanned.spanFromUtf16(start, Math.max(start, text.trimEnd().length));
        let end = block.utf16Start;
        for (const span of sentencesOf(spanned, block)) {
          expect(text.slice(end, span.utf16Start)).toMatch(/^\s*$/u);
          expect(span.exact).toMatch(/^\S(?:[\s\S]*\S)?$/u);
          end = span.utf16End;
        }
        expect(end).toBe(block.utf16End);
      }),
    );
  });
});
