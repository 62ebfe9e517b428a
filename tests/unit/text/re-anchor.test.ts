import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SpannedText, type TextSpan } from '../../../src/kernel/text-span.ts';
import { reAnchor } from '../../../src/text/re-anchor.ts';

/** Few enough that texts repeat themselves. */
const SENTENCES = [
  'The council met on Monday. ',
  '“We agreed 😀,” she said. ',
  'He left. ',
  'He left. He left. ',
  'Munir 𝒵 spoke of peace and of the long way to it. ',
];
const text = fc
  .array(fc.constantFrom(...SENTENCES), { minLength: 1, maxLength: 12 })
  .map((sentences) => sentences.join(''));

/** A part of the text, as fractions, that is cut out; words that the text never had come in its place. */
const edits = fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat({ max: 40 })), {
  maxLength: 4,
});

/** The edited text, and for each of its characters where it stood before; null for those that are new. */
function edited(words: string, cuts: readonly (readonly [number, number])[]) {
  let characters = Array.from(words, (character, place): [string, number | null] => [character, place]);
  for (const [number, [at, length]] of cuts.entries()) {
    const from = Math.floor(at * characters.length);
    const fresh = Array.from(`⟦${number}⟧`, (character): [string, null] => [character, null]);
    characters = [...characters.slice(0, from), ...fresh, ...characters.slice(from + length)];
  }
  return {
    after: characters.map(([character]) => character).join(''),
    origin: characters.map(([, place]) => place),
  };
}

function spanOf(before: SpannedText, at: number, length: number): TextSpan {
  const start = Math.floor(at * (before.length - 1));
  return before.span(start, Math.min(before.length, start + 1 + length));
}

const passage = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat({ max: 60 }));

it('a passage is found where its own characters have come to stand, or not at all, however the text was edited', () => {
  fc.assert(
    fc.property(text, edits, passage, (words, cuts, [at, length]) => {
      const before = new SpannedText(words);
      const { after, origin } = edited(words, cuts);
      const corrected = new SpannedText(after);
      const span = spanOf(before, at, length);
      const anchor = reAnchor(before, corrected)(span);
      if (anchor.state === 'LOST') return;
      expect(anchor.span.exact).toBe(span.exact);
      expect(corrected.span(anchor.span.start, anchor.span.end)).toEqual(anchor.span);
      expect(origin.slice(anchor.span.start, anchor.span.end)).toEqual(
        Array.from({ length: span.end - span.start }, (_, place) => span.start + place),
      );
      expect(anchor.state === 'EXACT').toBe(anchor.span.start === span.start);
    }),
    { numRuns: 3_000 },
  );
});

it('every passage of a text that was not edited is EXACT', () => {
  fc.assert(
    fc.property(text, passage, (words, [at, length]) => {
      const before = new SpannedText(words);
      const span = spanOf(before, at, length);
      expect(reAnchor(before, new SpannedText(words))(span)).toEqual({ state: 'EXACT', span });
    }),
  );
});

function anchored(before: string, after: string, exact: string, nth = 0) {
  const text = new SpannedText(before);
  const span = text.locateAll({ exact })[nth];
  if (span === undefined) throw new Error(`"${exact}" is not in the text`);
  const anchor = reAnchor(text, new SpannedText(after))(span);
  return anchor.state === 'LOST' ? 'LOST' : `${anchor.state} ${anchor.span.start}`;
}

const STORY =
  'The minister arrived in the capital on Monday. “We will go on with the talks,” he said. Nobody asked.';

it('a passage before the edit is EXACT, and one behind it is MOVED', () => {
  const corrected = STORY.replace('Monday', 'Monday evening');
  expect(anchored(STORY, corrected, 'minister')).toBe('EXACT 4');
  expect(anchored(STORY, corrected, 'We will go on with the talks,')).toBe('MOVED 56');
});

/** Paragraphs that are alike but for a number. */
const ALIKE = Array.from(
  { length: 8 },
  (_, n) => `“We are happy,” said Anna Berg. They won game 1${n} here.`,
).join('\n\n');

it('a passage right before the edit or right behind it is found in a text that repeats itself', () => {
  const corrected = ALIKE.replace('won game 13', 'missed game 13');
  expect(anchored(ALIKE, corrected, 'Anna Berg', 3)).toBe(
    `EXACT ${ALIKE.split('Anna Berg', 4).join('Anna Berg').length}`,
  );
  expect(anchored(ALIKE, corrected, '“We are happy,”', 4)).toMatch(/^MOVED/u);
  expect(anchored(ALIKE, ALIKE, 'Anna Berg', 3)).toMatch(/^EXACT/u);
});

it('of what stands several times and once less, nobody says which one in the middle went', () => {
  const before = `Roe spoke. ${'He left. '.repeat(12)}She stayed.`;
  const after = `Roe spoke. ${'He left. '.repeat(11)}She stayed.`;
  expect(anchored(before, after, 'He left.', 5)).toBe('LOST');
  expect(anchored(before, after, 'Roe')).toBe('EXACT 0');
  expect(anchored(before, after, 'She stayed.')).toBe('MOVED 110');
});

it('what known edits left is found whatever stands around it', () => {
  const before = new SpannedText('a b. a b. a b.');
  const after = new SpannedText('a b. a c. a b.');
  const kept = [
    { start: 0, end: 7, shift: 0 },
    { start: 8, end: 14, shift: 0 },
  ];
  expect(reAnchor(before, after, kept)(before.span(5, 6)).state).toBe('EXACT');
  expect(reAnchor(before, after, kept)(before.span(5, 8)).state).toBe('LOST');
});

it('a passage whose own words were edited is LOST', () => {
  expect(anchored(STORY, STORY.replace('go on', 'continue'), 'We will go on with the talks,')).toBe('LOST');
});

it('a long passage is found where everything around it was rewritten', () => {
  expect(
    anchored(
      STORY,
      'He spoke at night: “We will go on with the talks,” and that was all.',
      'We will go on with the talks,',
    ),
  ).toBe('MOVED 20');
});

it('of two equal passages the one is found whose surroundings fit', () => {
  const before = 'Roe spoke first. Everybody else in the room was silent then. Roe left early.';
  const after = 'On Monday Roe spoke first. Everybody else in the room was silent then. Doe left early.';
  expect(anchored(before, after, 'Roe', 0)).toBe('MOVED 10');
  expect(anchored(before, after, 'Roe', 1)).toBe('LOST');
});

it('a short passage whose surroundings are all new is LOST, though its words stand in the text once', () => {
  expect(anchored('Then he left the town for good.', 'Now that he is gone, all is well.', 'he', 1)).toBe(
    'LOST',
  );
});
