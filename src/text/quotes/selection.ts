import type { Tag, Token } from '../grammar/token.ts';
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

/** "chemicals found in refrigerators": who finds or reads something is somebody, or writing. */
export function canHaveSaid(tokens: readonly Token[], cue: Cue, subject: Subject | null): boolean {
  if (subject?.construction !== 'before' || !takesThings(cue)) return true;
  const head = headOf(tokens, subject);
  return head?.tag !== 'noun' || canAct(head.lower) || DOCUMENT_NOUNS.has(head.lower);
}

/** "said nothing about it", "said goodbye": how much was said, or a greeting; "said nothing was wrong" is a clause. */
export function isOnlyAmount(tokens: readonly Token[], at: number): boolean {
  const next = tokens[tokens[at + 1]?.tag === 'adverb' ? at + 2 : at + 1];
  const isSubject = next !== undefined && /^(?:verb|auxiliary|modal)$/u.test(next.tag);
  return AMOUNT.test(tokens[at]?.lower ?? '') && !isSubject && next?.lower !== 'of';
}

const AMOUNT =
  /^(?:nothing|something|anything|everything|little|much|so|goodbye|farewell|hello|thanks|sorry)$/u;

/** "a stream called Miller Run", "whom Roe called": to call somebody something takes two things; with one it only names. */
export function isOnlyNamed(tokens: readonly Token[], { readings }: Cue, at: number): boolean {
  if (!readings.some(({ lemma }) => NAMES.test(lemma))) return false;
  let to = at;
  while (tokens[to]?.tag === 'name') to += 1;
  if (to === at && tokens[at]?.tag === 'pronoun') to += 1;
  const next = tokens[to];
  return to > at && (next === undefined || next.tag === 'punctuation' || next.tag === 'preposition');
}

const NAMES = /^(?:call|dub|brand|label|term|deem)$/u;

/** What a clause has, or begins with. */
const CLAUSE: ReadonlySet<Tag> = new Set(['modal', 'auxiliary', 'verb', 'subordinator']);

/** "Farmers worried about the dam might stop": a participle, for the verb of its sentence comes behind its object. */
export function isParticiple(tokens: readonly Token[], { readings }: Cue, object: TokenRange): boolean {
  if (readings.every(({ particle, form }) => particle === null || form !== 'past')) return false;
  const words = tokens.slice(object.from, object.to);
  const at = words.findIndex(({ tag }) => CLAUSE.has(tag));
  // Behind a name or a pronoun it is a relative clause: "called for what he would", "called for a law Roe had opposed".
  return /^(?:modal|auxiliary)$/u.test(words[at]?.tag ?? '') && words[at - 1]?.tag === 'noun';
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
