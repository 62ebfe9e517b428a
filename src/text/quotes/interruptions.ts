import { nounPhraseAfter } from '../grammar/noun-phrase.ts';
import type { Token } from '../grammar/token.ts';
import { DASH, FINITE, type TokenRange } from './clauses.ts';

/** A clause between dashes that tells what happened while somebody spoke; positions are tokens of the sentence. */
export interface Interruption {
  /** The passages in marks before and behind it: parts of one quote. */
  readonly left: number;
  readonly right: number;
  /** Its subject, who speaks unless a report says who does. */
  readonly speaker: TokenRange;
}

const ENDS_IN_DASH = /[—–-]\s*[”"’'»“]+$/u;
const BEGINS_WITH_DASH = /^[“"‘'«„]+\s*[—–-]/u;
const GOES_ON = /^\P{L}*\p{Ll}/u;
/** Longest interruption, in tokens. */
const MAX_INTERRUPTION = 20;

/** Every interruption of a sentence: '“It was” — she looked up — “a bad day.”', '“We — ” he paused “— will go on.”'. */
export function interruptionsOf(tokens: readonly Token[]): Interruption[] {
  const found: Interruption[] = [];
  let left = -1;
  for (let right = 0; right < tokens.length; right += 1) {
    if (tokens[right]?.tag !== 'passage') continue;
    const interruption = left === -1 ? null : interruptionBetween(tokens, left, right);
    if (interruption !== null) found.push(interruption);
    left = right;
  }
  return found;
}

function interruptionBetween(tokens: readonly Token[], left: number, right: number): Interruption | null {
  const from = right - left > MAX_INTERRUPTION ? null : behindDash(tokens, left);
  if (from === null || !opensWithDash(tokens, right)) return null;
  const speaker = nounPhraseAfter(tokens, from);
  const isClause = speaker !== null && FINITE.has(tokens[speaker.to]?.tag ?? 'punctuation');
  return isClause ? { left, right, speaker } : null;
}

/** Words around interruptions: cut where one stands in them, and with the part behind one that stands at their end. */
export function aroundInterruptions(
  ranges: readonly TokenRange[],
  interruptions: readonly Interruption[],
): TokenRange[] {
  let parts = [...ranges];
  for (const { left, right } of interruptions) {
    const after = { from: right, to: right + 1 };
    const isTaken = parts.some(({ from, to }) => from === right && right < to);
    parts = parts.flatMap((range) => {
      if (range.from > left || left >= range.to) return [range];
      const before = { from: range.from, to: left + 1 };
      if (range.to > right) return [before, { from: right, to: range.to }];
      return isTaken ? [before] : [before, after];
    });
  }
  return parts;
}

function behindDash(tokens: readonly Token[], passage: number): number | null {
  if (DASH.test(tokens[passage + 1]?.lower ?? '')) return passage + 2;
  return ENDS_IN_DASH.test(tokens[passage]?.text ?? '') ? passage + 1 : null;
}

function opensWithDash(tokens: readonly Token[], passage: number): boolean {
  const { text = '' } = tokens[passage] ?? {};
  return BEGINS_WITH_DASH.test(text) || (DASH.test(tokens[passage - 1]?.lower ?? '') && GOES_ON.test(text));
}
