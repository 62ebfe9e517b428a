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

/**
 * Finds passages of `before` again in `after`, a corrected text of the same article.
 *
 * Never guesses. A passage is where all that stands before it, or after it, is as it was; else where its words stand with
 * their context, whole or in part, if that context tells it from every other passage of either text and no two parts of
 * it point to different places. Words that stand in both texts more than once, in the same surroundings, are LOST.
 *
 * Each passage costs a dozen searches of both texts, and none where only what follows it or comes before it was edited.
 */
export function reAnchor(before: SpannedText, after: SpannedText): (span: TextSpan) => Anchor {
  const head = commonHead(before.text, after.text);
  const tail = commonTail(before.text, after.text);
  return ({ start, end }) => {
    const places = new Set<number>();
    const contextEnd = before.toUtf16(Math.min(before.length, end + WHOLE.after));
    const contextStart = before.toUtf16(Math.max(0, start - WHOLE.before));
    if (contextEnd <= head) places.add(start);
    if (contextStart >= before.text.length - tail) places.add(start + after.length - before.length);
    if (places.size === 0) for (const place of telling(before, after, start, end)) places.add(place);
    const [place] = places;
    if (place === undefined || places.size > 1) return { state: 'LOST' };
    const state = place === start ? 'EXACT' : 'MOVED';
    return { state, span: after.span(place, place + end - start) };
  };
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
