import { type NounPhrase, nounPhraseBefore } from '../grammar/noun-phrase.ts';
import type { Token } from '../grammar/token.ts';

/** ", many of whom say": a share of those named before the comma. */
export function quantifiedRelative(tokens: readonly Token[], to: number): NounPhrase | null {
  const isOfWhom = /^(?:whom|which)$/u.test(tokens[to - 1]?.lower ?? '') && tokens[to - 2]?.lower === 'of';
  if (!isOfWhom || to < 4) return null;
  return { from: to - 3, to };
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
