import { nounPhraseBefore } from '../grammar/noun-phrase.ts';
import type { Token } from '../grammar/token.ts';
import type { TokenRange } from './clauses.ts';
import { type Cue, takes } from './cues.ts';
import type { Complement } from './frame.ts';
import { shortRange } from './objects.ts';

/** "was accused of lying", "is believed to have left": what is said stands on both sides of the verb. */
export function passiveComplement(
  tokens: readonly Token[],
  cue: Cue,
  cues: readonly Cue[],
): Complement | null {
  const next = tokens[cue.to];
  if (next === undefined) return null;
  if (
    !(
      next.lower === 'to' ||
      next.lower === 'of' ||
      next.lower === 'as' ||
      next.lower === 'by' ||
      next.passage !== null ||
      next.lower === 'that' ||
      (next.lower === 'for' && takes(cue, 'object')) ||
      (next.tag === 'subordinator' && takes(cue, 'clause'))
    )
  )
    return null;
  const found = nounPhraseBefore(tokens, cue.from);
  // "It is understood that": "it" only stands for the clause.
  const about = found !== null && tokens[found.from]?.lower === 'it' && next.lower === 'that' ? null : found;
  const before: readonly TokenRange[] = about === null ? [] : [about];
  if (next.lower === 'by')
    return about === null ? null : { ranges: before, frame: 'passive', addressee: null };
  const end = shortRange(tokens, cue.to, cues).to;
  return { ranges: [...before, { from: cue.to, to: end }], frame: 'passive', addressee: null };
}
