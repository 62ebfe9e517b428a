import { type NounPhrase, nounPhraseBefore } from '../grammar/noun-phrase.ts';
import type { Token } from '../grammar/token.ts';
import { FINITE, type TokenRange } from './clauses.ts';
import type { Cue } from './cues.ts';
import type { Subject } from './subjects.ts';

/** ", many of whom say": a share of those named before the comma. */
export function quantifiedRelative(tokens: readonly Token[], to: number): NounPhrase | null {
  const isOfWhom = /^(?:whom|which)$/u.test(tokens[to - 1]?.lower ?? '') && tokens[to - 2]?.lower === 'of';
  if (!isOfWhom || to < 4) return null;
  return { from: to - 3, to };
}

/** "…, a charge ministers reject": a plural behind "a" and a noun is the subject of a relative clause; null: none is. */
export function besideAntecedent(
  tokens: readonly Token[],
  cue: Cue,
  { from, to }: NounPhrase,
): NounPhrase | null {
  const isOneThing =
    /^an?$/u.test(tokens[from]?.lower ?? '') && tokens[to - 2]?.tag === 'noun' && to - from > 2;
  const isPlural = tokens[to - 1]?.tag === 'noun' && /[^su]s$/u.test(tokens[to - 1]?.lower ?? '');
  const agrees = cue.readings.some(({ form }) => form === 'base' || form === 'past');
  return isOneThing && isPlural && agrees ? { from: to - 1, to } : null;
}

/** "The experts we spoke to said", "everyone I met said": the phrase before a relative clause without its pronoun. */
export function beforeContactClause(tokens: readonly Token[], to: number): NounPhrase | null {
  let at = to - 1;
  if (/^(?:to|with)$/u.test(tokens[at]?.lower ?? '')) at -= 1;
  if (tokens[at]?.tag !== 'verb') return null;
  at -= 1;
  while (tokens[at]?.tag === 'auxiliary' || tokens[at]?.tag === 'adverb') at -= 1;
  if (!/^(?:i|we|he|she|they)$/u.test(tokens[at]?.lower ?? '')) return null;
  const phrase = nounPhraseBefore(tokens, at);
  return phrase === null ? null : { from: phrase.from, to: at };
}

/** "which critics say were bribes", "what Roe said": the relative pronoun before a subject, whose place in the clause is empty. */
export function extractedBefore(tokens: readonly Token[], subject: Subject | null): string | null {
  if (subject?.construction !== 'before') return null;
  const { lower = '' } = tokens[subject.from - 1] ?? {};
  return /^(?:what|which|who|whom|that)$/u.test(lower) ? lower : null;
}

/** A relative clause in commas ends before the verb of the clause around it: "which critics say were bribes, were paid back". */
export function relativeRest(tokens: readonly Token[], { from, to }: TokenRange): TokenRange {
  for (let at = from + 1; at < to; at += 1)
    if (tokens[at]?.lower === ',' && FINITE.has(tokens[at + 1]?.tag ?? 'noun')) return { from, to: at };
  return { from, to };
}
