import { nounPhraseAfter } from '../grammar/noun-phrase.ts';
import type { Token } from '../grammar/token.ts';
import { skipAdverbs } from './clauses.ts';
import { hasClauseVerb } from './objects.ts';

/** "As Roe noted in a speech, the dam is old": the comma behind an "as" clause that opens the sentence; null: it is none. */
export function commaOfAs(tokens: readonly Token[], left: number, after: number): number | null {
  const as = left - 1;
  const isOpening =
    as === 0 || (as === 2 && tokens[1]?.lower === ',') || (as === 1 && tokens[0]?.tag === 'coordinator');
  if (!isOpening || tokens[as]?.lower !== 'as') return null;
  let at = skipAdverbs(tokens, after);
  while (tokens[at]?.tag === 'preposition' || tokens[at]?.tag === 'to') {
    const phrase = nounPhraseAfter(tokens, at + 1);
    if (phrase === null) return null;
    at = skipAdverbs(tokens, phrase.to);
  }
  return tokens[at]?.lower === ',' ? at : null;
}

/** "cautioned, as did the bank itself, that": the "that" behind what stands in commas; null: nothing stands there. */
export function thatBehindInsertion(tokens: readonly Token[], at: number): number | null {
  if (tokens[at]?.lower !== ',') return null;
  const end = behindApposition(tokens, at);
  return end > at && tokens[end]?.lower === 'that' && tokens[end]?.tag === 'subordinator' ? end : null;
}

/** Longest apposition that is stepped over, in tokens. */
const MAX_APPOSITION = 15;

/** "asked Jane Roe, the moderator, to …": past what stands between two commas. */
export function behindApposition(tokens: readonly Token[], at: number): number {
  if (tokens[at]?.lower !== ',') return at;
  for (let end = at + 2; end < at + MAX_APPOSITION; end += 1) if (tokens[end]?.lower === ',') return end + 1;
  return at;
}

/** Where a clause without "that" begins behind phrases of time and place: "said in a statement on Friday it had no plans". */
export function bareStart(tokens: readonly Token[], from: number): number | null {
  let at = from;
  while (tokens[at]?.tag === 'preposition') {
    const phrase = nounPhraseAfter(tokens, at + 1);
    if (phrase === null) return null;
    at = phrase.to;
  }
  const isSubject = SUBJECT_PRONOUN.test(tokens[at]?.lower ?? '');
  return at > from && isSubject && hasClauseVerb(tokens, at) ? at : null;
}

/** Other words behind a phrase may belong to it. */
const SUBJECT_PRONOUN = /^(?:i|he|she|it|we|they|there)$/u;
