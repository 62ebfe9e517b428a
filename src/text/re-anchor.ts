import type { SpannedText, TextSpan } from '../kernel/text-span.ts';

/**
 * Where a passage of one text stands in another: EXACT, at the same place; MOVED, at another; LOST, nowhere or not
 * certainly anywhere.
 */
export type Anchor =
  | { readonly state: 'EXACT' | 'MOVED'; readonly span: TextSpan }
  | { readonly state: 'LOST' };

/** How much must stand around the words, in code points before and after. Each tells a place if it does so in both texts. */
interface Context {
  readonly before: number;
  readonly after: number;
}

/** All that a span stores of what stands around it. */
const WHOLE: Context = { before: 32, after: 32 };

/** What is left of the context where something near was edited: one side of it, or less on both. */
const PARTS: readonly Context[] = [
  { before: 32, after: 0 },
  { before: 0, after: 32 },
  { before: 16, after: 16 },
  { before: 16, after: 0 },
  { before: 0, after: 16 },
  { before: 8, after: 8 },
];

/** In code points: words as long as this tell their place without what stands around them, if they occur once. */
const MIN_TELLING_WORDS = 16;

/** A stretch `[start, end)` of a text that stands unchanged in another, `shift` further on; UTF-16 units. */
export interface KeptRun {
  readonly start: number;
  readonly end: number;
  readonly shift: number;
}

/**
 * Finds passages of `before` again in `after`, a corrected text of the same article.
 *
 * Never guesses. A passage stands where the stretch that it is in was kept: what both texts begin with, or end with, or
 * what the edits left, where those are known. Else where its words stand with their context, whole or in part, if that
 * context tells it from every other passage of either text and no two parts of it point to different places. Words that
 * stand in both texts more than once, in the same surroundings, are LOST.
 *
 * A passage outside of what was kept costs a dozen searches of both texts.
 *
 * @param kept what the edits left, in order; the texts alone tell it where it is not given
 */
export function reAnchor(
  before: SpannedText,
  after: SpannedText,
  kept: readonly KeptRun[] = keptEnds(before.text, after.text),
): (span: TextSpan) => Anchor {
  return ({ start, end }) => {
    const from = before.toUtf16(start);
    const to = before.toUtf16(end);
    const run = kept.find((one) => one.start <= from && to <= one.end);
    const places = new Set(
      run === undefined ? telling(before, after, start, end) : [after.toCodePoint(from + run.shift)],
    );
    const [place] = places;
    if (place === undefined || places.size > 1) return { state: 'LOST' };
    const state = place === start ? 'EXACT' : 'MOVED';
    return { state, span: after.span(place, place + end - start) };
  };
}

/**
 * What both begin with and what both end with. Where the two overlap the text repeats itself, and any part of the overlap
 * may be what was put in or taken out: it is in neither.
 */
function keptEnds(before: string, after: string): readonly KeptRun[] {
  if (before === after) return [{ start: 0, end: before.length, shift: 0 }];
  const head = commonHead(before, after);
  const tail = commonTail(before, after);
  const overlap = Math.max(0, head + tail - Math.min(before.length, after.length));
  return [
    { start: 0, end: head - overlap, shift: 0 },
    { start: before.length - tail + overlap, end: before.length, shift: after.length - before.length },
  ];
}

/** Where the context tells the passage to stand: by all of it, else by each part that tells it in both texts. */
function telling(before: SpannedText, after: SpannedText, start: number, end: number): readonly number[] {
  const whole = placesOf(before, after, start, end, WHOLE);
  if (whole.before > 1 || whole.after.length > 0) return whole.before > 1 ? [] : whole.after;
  const words = end - start >= MIN_TELLING_WORDS ? [{ before: 0, after: 0 }] : [];
  return [...PARTS, ...words].flatMap((context) => {
    const found = placesOf(before, after, start, end, context);
    return found.before === 1 && found.after.length === 1 ? found.after : [];
  });
}

/** How often the words stand in that context in the first text, and where in the second, in code points. */
function placesOf(
  before: SpannedText,
  after: SpannedText,
  start: number,
  end: number,
  context: Context,
): { readonly before: number; readonly after: readonly number[] } {
  const from = before.toUtf16(Math.max(0, start - context.before));
  const to = before.toUtf16(Math.min(before.length, end + context.after));
  const words = before.text.slice(from, to);
  // Where the text itself ended, it must end there still, or the context would be that much shorter.
  const isHead = start < context.before;
  const isTail = end + context.after > before.length;
  const matches = ({ text }: SpannedText) =>
    occurrences(text, words).filter(
      (at) => (!isHead || at === 0) && (!isTail || at + words.length === text.length),
    );
  const offset = before.toUtf16(start) - from;
  return {
    before: matches(before).length,
    after: matches(after).map((at) => after.toCodePoint(at + offset)),
  };
}

function occurrences(text: string, words: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(words); at !== -1; at = text.indexOf(words, at + 1)) places.push(at);
  return places;
}

/** How many UTF-16 units the two begin with alike. */
function commonHead(one: string, other: string): number {
  const most = Math.min(one.length, other.length);
  let length = 0;
  while (length < most && one[length] === other[length]) length += 1;
  return length;
}

/** How many UTF-16 units the two end with alike. */
function commonTail(one: string, other: string): number {
  const most = Math.min(one.length, other.length);
  let length = 0;
  while (length < most && one[one.length - 1 - length] === other[other.length - 1 - length]) length += 1;
  return length;
}
