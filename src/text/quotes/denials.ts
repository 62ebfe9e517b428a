import { nounPhraseBefore } from '../grammar/noun-phrase.ts';
import type { Tag, Token } from '../grammar/token.ts';
import { BE, DO, HAVE } from '../lexicon/closed-classes.ts';
import type { Cue } from './cues.ts';
import type { Subject } from './subjects.ts';

/** What a subject and its modifiers are made of. */
const IN_SUBJECT: ReadonlySet<Tag> = new Set([
  'name',
  'noun',
  'number',
  'determiner',
  'possessive',
  'pronoun',
  'preposition',
  'coordinator',
  'adverb',
]);
const NEGATIVE = /^(?:no|nobody|none|neither|no-one)$/u;
const DENIES = /^(?:den(?:y|ies|ied|ying)|doubt(?:s|ed|ing)?|disput(?:e|es|ed|ing))$/u;
const UNTRUE = /^(?:untrue|false|impossible|unlikely|doubtful|unclear)$/u;
/** Furthest that a subject or a clause above it is followed to the left, in tokens. */
const MAX_BACK = 20;

/**
 * Whether the words around a reporting clause say that nothing was said: a negative subject ("no one at the bank said"),
 * an auxiliary before the subject ("had he said that", "did he say"), a denying clause above ("it is not true that he said").
 */
export function isDenied(tokens: readonly Token[], cue: Cue, subject: Subject | null): boolean {
  if (cue.voice === 'infinitive' || cue.voice === 'gerund' || subject === null) return false;
  const first = subject.construction === 'inverted' ? subject.from : startOfSubject(tokens, subject.from);
  const end = subject.construction === 'inverted' ? subject.to : Math.max(subject.to, first + 1);
  for (let at = first; at < end; at += 1)
    if (isNegative(tokens, at) && tokens[at - 1]?.tag !== 'preposition') return true;
  if (subject.construction === 'inverted') return false;
  return isInvertedClause(tokens, first) || isBelowDenial(tokens, first);
}

/** "No one", but "No 10". */
function isNegative(tokens: readonly Token[], at: number): boolean {
  return NEGATIVE.test(tokens[at]?.lower ?? '') && tokens[at + 1]?.tag !== 'number';
}

const REFUSES =
  /^(?:(?:refus|declin)(?:e|es|ed|ing)|(?:fail|neglect|omit|omitt)(?:s|ed|ing)?|unwilling|unable|reluctant|loath)$/u;

/** "Roe refused to say": an infinitive that only says what somebody did not do. */
export function isRefused(tokens: readonly Token[], { voice, from }: Cue): boolean {
  return voice === 'infinitive' && REFUSES.test(tokens[from - 1]?.lower ?? '');
}

function startOfSubject(tokens: readonly Token[], from: number): number {
  let at = from;
  while (at > 0 && from - at < MAX_BACK && IN_SUBJECT.has(tokens[at - 1]?.tag ?? 'verb')) at -= 1;
  return at;
}

/** "Had Roe said", "Did he say": an auxiliary that opens the clause stands right before its subject. */
function isInvertedClause(tokens: readonly Token[], first: number): boolean {
  const before = tokens[first - 1];
  if (before === undefined || !(before.tag === 'modal' || HAVE.has(before.lower) || DO.has(before.lower)))
    return false;
  const opener = tokens[first - 2];
  return opener === undefined || opener.tag === 'punctuation';
}

/** "It is not true that …", "there is no proof that …", "Roe denied that …". */
function isBelowDenial(tokens: readonly Token[], first: number): boolean {
  if (tokens[first - 1]?.lower !== 'that') return false;
  const head = tokens[first - 2];
  if (head === undefined) return false;
  if (DENIES.test(head.lower) || UNTRUE.test(head.lower)) return true;
  if (head.tag === 'noun' && nounPhraseBefore(tokens, first - 1) !== null)
    for (let at = first - 3; at >= Math.max(0, first - 5); at -= 1)
      if (tokens[at]?.lower === 'no') return true;
  return [first - 3, first - 4].some((at) => {
    const { tag, lower = '' } = tokens[at] ?? {};
    const isNegated = tag === 'negation' && BE.has(tokens[at - 1]?.lower ?? '');
    return isNegated || /^(?:is|was)n’t$/u.test(lower);
  });
}
