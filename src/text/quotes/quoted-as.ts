import { type NounPhrase, nounPhraseBefore } from '../grammar/noun-phrase.ts';
import type { Token } from '../grammar/token.ts';
import { BE } from '../lexicon/closed-classes.ts';

const PASSES_ON = /^(?:quot(?:ed|es|ing)|cit(?:ed|es|ing))$/u;
/** Longest phrase between "quoted" and "as", in tokens. */
const MAX_BETWEEN = 12;

/** Who says what stands behind "as saying", by the verb before it: "quoted Roe as saying", "Roe was quoted by the Post as saying". */
export function quotedBefore(tokens: readonly Token[], as: number): NounPhrase | null {
  if (tokens[as]?.lower !== 'as') return null;
  for (let at = as - 1; at >= Math.max(0, as - MAX_BETWEEN); at -= 1) {
    if (!PASSES_ON.test(tokens[at]?.lower ?? '')) continue;
    let from = at;
    while (tokens[from - 1]?.tag === 'auxiliary' || tokens[from - 1]?.tag === 'adverb') from -= 1;
    const isPassive = from < at && BE.has(tokens[at - 1]?.lower ?? '');
    if (isPassive) return nounPhraseBefore(tokens, from);
    const phrase = nounPhraseBefore(tokens, as);
    return phrase === null ? null : { ...phrase, from: Math.max(phrase.from, at + 1) };
  }
  return null;
}

/** Where the clause of "the Post quoted Roe as saying" begins, by where its speaker does: with who quotes, if anybody. */
export function passingOnFrom(tokens: readonly Token[], speaker: number): number {
  if (!PASSES_ON.test(tokens[speaker - 1]?.lower ?? '')) return speaker;
  let from = speaker - 1;
  while (tokens[from - 1]?.tag === 'auxiliary' || tokens[from - 1]?.tag === 'adverb') from -= 1;
  return nounPhraseBefore(tokens, from)?.from ?? speaker;
}

/** Whether a verb only passes on what "as saying" behind it reports. */
export function passesOn(tokens: readonly Token[], verb: number): boolean {
  if (!PASSES_ON.test(tokens[verb]?.lower ?? '')) return false;
  for (let at = verb + 1; at <= verb + MAX_BETWEEN; at += 1)
    if (tokens[at]?.lower === 'as') return tokens[at + 1]?.lower.endsWith('ing') === true;
  return false;
}
