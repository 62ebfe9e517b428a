import { nounPhraseAfter, nounPhraseBefore } from '../grammar/noun-phrase.ts';
import type { Tag, Token } from '../grammar/token.ts';
import { cueFormsOf } from '../lexicon/cue-verbs.ts';
import { clauseEnd, type TokenRange } from './clauses.ts';
import { type Cue, takes } from './cues.ts';
import type { Complement } from './frame.ts';
import { isClause, shortRange } from './objects.ts';

/** "They were backed by": who that is stands elsewhere. */
function isOnlyPronoun(tokens: readonly Token[], { from, to }: TokenRange): boolean {
  return to - from === 1 && tokens[from]?.tag === 'pronoun';
}

/** "was described in court as": past one phrase of place, or of who said it. */
function asBehindPlace(tokens: readonly Token[], at: number): number {
  if (!/^(?:in|at|on|by)$/u.test(tokens[at]?.lower ?? '')) return at;
  const phrase = nounPhraseAfter(tokens, at + 1);
  const isSuchAs =
    phrase !== null && tokens.slice(phrase.from, phrase.to).some(({ lower }) => lower === 'such');
  return phrase !== null && !isSuchAs && tokens[phrase.to]?.lower === 'as' ? phrase.to : at;
}

/** "were called to the scene": no infinitive. */
const STARTS_PLACE: ReadonlySet<Tag> = new Set(['determiner', 'possessive', 'name', 'pronoun', 'number']);

function isAwaited({ readings }: Cue): boolean {
  return readings.some(({ cueClass }) => cueClass.act === 'THOUGHT');
}

/** "was accused of lying", "is believed to have left": what is said stands on both sides of the verb. */
export function passiveComplement(
  tokens: readonly Token[],
  cue: Cue,
  cues: readonly Cue[],
): Complement | null {
  const as = takes(cue, 'as') ? asBehindPlace(tokens, cue.to) : cue.to;
  const next = tokens[as];
  if (next === undefined) return null;
  if (
    !(
      (next.lower === 'to' && !STARTS_PLACE.has(tokens[as + 1]?.tag ?? 'punctuation')) ||
      next.lower === 'of' ||
      (next.lower === 'as' && takes(cue, 'as')) ||
      next.lower === 'by' ||
      next.passage !== null ||
      next.lower === 'that' ||
      (next.lower === 'for' && takes(cue, 'object')) ||
      (next.tag === 'subordinator' && takes(cue, 'clause')) ||
      // "The jury was told the attack lasted an hour".
      (takes(cue, 'addressee') && isClause(tokens, as))
    )
  )
    return null;
  // "is expected to say": nothing is said yet.
  const isUnsaid = cueFormsOf(tokens[cue.to + 1]?.lower ?? '').some(
    ({ particle, cueClass }) => particle === null && cueClass.complements.has('clause'),
  );
  if (next.lower === 'to' && isUnsaid && isAwaited(cue)) return null;
  const found = nounPhraseBefore(tokens, cue.from);
  // "It is understood that": "it" only stands for the clause.
  const about = found !== null && tokens[found.from]?.lower === 'it' && next.lower === 'that' ? null : found;
  // "The jury was told that": to whom it was said is no part of it.
  const isAddressee = takes(cue, 'addressee') && !/^(?:to|of|by|as|for)$/u.test(next.lower);
  const before: readonly TokenRange[] = about === null || isAddressee ? [] : [about];
  if (next.lower === 'by')
    return about === null || isOnlyPronoun(tokens, about)
      ? null
      : { ranges: before, frame: 'passive', addressee: null };
  const end = next.lower === 'to' ? clauseEnd(tokens, as, cues) : shortRange(tokens, as, cues).to;
  return {
    ranges: [...before, { from: as, to: end }],
    frame: 'passive',
    addressee: isAddressee ? about : null,
  };
}
