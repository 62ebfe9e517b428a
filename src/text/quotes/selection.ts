import type { Token } from '../grammar/token.ts';
import { cueFormsOf } from '../lexicon/cue-verbs.ts';
import { canAct, DOCUMENT_NOUNS } from '../lexicon/people-nouns.ts';
import type { TokenRange } from './clauses.ts';
import type { Cue } from './cues.ts';
import type { Subject } from './subjects.ts';

/** "denied that …", "denied leaving": the clause is what somebody does not say; "denied the charge" names what is denied. */
export function isOnlyDenied({ readings }: Cue, next: Token): boolean {
  const isDenial = readings.some(({ cueClass }) => cueClass.name === 'deny');
  return isDenial && (next.tag === 'subordinator' || next.lower.endsWith('ing'));
}

/** "The poll found 54% of voters in favour": what a study finds is what it says; what a person finds is a thing. */
export function isFinding(tokens: readonly Token[], { readings }: Cue, subject: Subject | null): boolean {
  if (subject === null || !readings.some(({ lemma }) => lemma === 'find')) return false;
  const head = headOf(tokens, subject);
  return head !== undefined && DOCUMENT_NOUNS.has(head.lower);
}

/** What things do as well as people: "the plan threatens jobs", "the storm attacked the coast". */
const DONE_BY_THINGS = new Set(
  'threaten promise offer demand challenge support back hit attack invite command favour favor direct order'.split(
    ' ',
  ),
);

export function isThing(tokens: readonly Token[], { readings }: Cue, subject: Subject | null): boolean {
  if (subject === null || !readings.some(({ lemma }) => DONE_BY_THINGS.has(lemma))) return false;
  const head = headOf(tokens, subject);
  return head?.tag === 'noun' && tokens[subject.from]?.tag !== 'pronoun' && !canAct(head.lower);
}

function headOf(tokens: readonly Token[], { from, to }: TokenRange): Token | undefined {
  let end = from + 1;
  while (end < to && tokens[end]?.tag !== 'preposition') end += 1;
  return tokens[end - 1];
}

/** "declined to comment" has no words, and what somebody "refused to call" a thing is not theirs. */
export function isFollowedByComment(tokens: readonly Token[], cue: Cue, to: number): boolean {
  const isRefusal = cue.readings.some(({ cueClass }) => cueClass.name === 'refuse');
  if (isRefusal && cueFormsOf(tokens[to + 1]?.lower ?? '').some(({ particle }) => particle === null))
    return true;
  return /^(?:comment|respond|answer|discuss|speak|talk|elaborate|say|reply)$/u.test(
    tokens[to + 1]?.lower ?? '',
  );
}

/** Verbs that do not only report have things for objects: "added a week", "found a way". Their clause must show its verb at once. */
const OF_THINGS = new Set(
  'add begin continue find read post email text message recall repeat rule state decide hear learn know understand interrupt conclude forecast write type'.split(
    ' ',
  ),
);

export function takesThings({ readings }: Cue): boolean {
  return readings.some(({ lemma }) => OF_THINGS.has(lemma));
}
