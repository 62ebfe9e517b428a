import { nounPhraseAfter, STARTS_NOUN_PHRASE } from '../grammar/noun-phrase.ts';
import type { Tag, Token } from '../grammar/token.ts';
import { BE } from '../lexicon/closed-classes.ts';
import { bareStart, behindApposition, commaOfAs, thatBehindInsertion } from './clause-starts.ts';
import {
  beforeNextPredicate,
  clauseEnd,
  DASH,
  explicitStart,
  FINITE,
  skipAdverbs,
  type TokenRange,
} from './clauses.ts';
import { type Cue, takes } from './cues.ts';
import type { Complement } from './frame.ts';
import { hasClauseVerb, isClause, isQuantity, shortRange } from './objects.ts';
import { passiveComplement } from './passives.ts';
import { insertedInto, isParenthetical, preposedRange, splitRest } from './preposed.ts';
import { isAsOftenNoun } from './present-forms.ts';
import { passingOnFrom } from './quoted-as.ts';
import { extractedBefore, relativeRest } from './relative-clauses.ts';
import {
  canHaveSaid,
  isFinding,
  isFollowedByComment,
  isOnlyAmount,
  isOnlyDenied,
  isOnlyNamed,
  isParticiple,
  isThing,
  takesThings,
} from './selection.ts';
import type { Subject } from './subjects.ts';

const STARTS_CLAUSE: ReadonlySet<Tag> = new Set<Tag>([
  ...STARTS_NOUN_PHRASE,
  'subordinator',
  'adverb',
  'verb',
]);

const STARTS_OBJECT: ReadonlySet<Tag> = new Set<Tag>([
  ...STARTS_NOUN_PHRASE,
  'subordinator',
  'adverb',
  'passage',
  'verb',
]);

/** What a cue reports, or null where it has no words: "held talks", "declined to comment". */
export function complementOf(
  tokens: readonly Token[],
  cue: Cue,
  subject: Subject | null,
  cues: readonly Cue[],
): Complement | null {
  if (cue.voice === 'passive') return passiveComplement(tokens, cue, cues);
  const left =
    subject?.construction === 'inverted'
      ? cue.from
      : subject?.construction === 'before' || subject?.construction === 'apposition'
        ? passingOnFrom(tokens, subject.from)
        : cue.from;
  const rightFrom = subject?.construction === 'inverted' ? subject.to : cue.to;
  const canStandBehind = takes(cue, 'clause') || takes(cue, 'quote');
  const after = takes(cue, 'addressee') ? (nounPhraseAfter(tokens, rightFrom)?.to ?? rightFrom) : rightFrom;
  const before = canStandBehind
    ? (preposedRange(tokens, left, subject) ?? insertedInto(tokens, left, after))
    : null;
  // Only words in marks stand before a verb that takes no clause: "“Shame,” he scolded".
  const isTaken =
    before !== null &&
    (takes(cue, 'clause') || tokens[before.to - 1]?.passage != null) &&
    canHaveSaid(tokens, cue, subject);
  const preposed = isTaken ? before : null;
  if (preposed !== null && isParenthetical(tokens, after, preposed)) {
    const rest = splitRest(tokens, after, cues);
    // Behind "said Jane Roe" a comma opens what describes her, unless marks open her words.
    if (rest !== null && subject?.construction === 'inverted' && tokens[rest.from]?.passage == null)
      return { ranges: [preposed], frame: 'preposed', addressee: null };
    return rest === null
      ? { ranges: [preposed], frame: 'preposed', addressee: null }
      : { ranges: [preposed, rest], frame: 'split', addressee: null };
  }
  if (subject?.construction === 'inverted') return null;
  const comma = takes(cue, 'clause') ? commaOfAs(tokens, left, after) : null;
  if (comma !== null)
    return {
      ranges: [{ from: comma + 1, to: clauseEnd(tokens, comma + 1, cues) }],
      frame: 'bare',
      addressee: null,
    };
  return rightComplement(tokens, cue, subject, cues);
}

function rightComplement(
  tokens: readonly Token[],
  cue: Cue,
  subject: Subject | null,
  cues: readonly Cue[],
): Complement | null {
  let at = skipAdverbs(tokens, cue.to);
  let addressee: TokenRange | null = null;
  if (takes(cue, 'addressee')) {
    addressee = nounPhraseAfter(tokens, at);
    // "warned that …" is said to nobody; "told that …" is nothing.
    if (addressee === null && !needsNoAddressee(cue)) return null;
    // "warned profits would fall": what could be the addressee is the subject of the clause.
    if (addressee !== null && needsNoAddressee(cue) && isClause(tokens, addressee.from)) addressee = null;
    if (addressee !== null) at = skipAdverbs(tokens, addressee.to);
  }
  // "acknowledged and appreciated": two verbs share what follows.
  if (tokens[at]?.lower === 'and' && tokens[at + 1]?.tag === 'verb') at += 2;
  const next = tokens[at];
  if (next === undefined) return null;
  const range = (from: number): TokenRange => ({
    from,
    to: beforeNextPredicate(tokens, from, clauseEnd(tokens, from, cues)),
  });
  if (takes(cue, 'clause') || takes(cue, 'quote')) {
    if (next.lower === 'that' && FINITE.has(tokens[at + 1]?.tag ?? 'noun'))
      // "Rules that could lead" are nouns; "said that was wrong" has "that" for its subject.
      return isAsOftenNoun(tokens[cue.verb]) ? null : { ranges: [range(at)], frame: 'bare', addressee };
    if (next.lower === 'that' && next.tag === 'subordinator' && takes(cue, 'clause'))
      // "He said that." repeats what is known, "ruled that out" is no clause.
      return hasNoClause(tokens, at + 1) ? null : { ranges: [range(at)], frame: 'that', addressee };
    if (next.passage !== null)
      return { ranges: [passageRange(tokens, range(at))], frame: 'passage', addressee };
    const isComma = next.lower === ',' || next.lower === ':' || DASH.test(next.lower);
    if (isComma && tokens[at + 1]?.passage != null)
      return { ranges: [passageRange(tokens, range(at + 1))], frame: 'passage', addressee };
    if (next.lower === ':' && at + 1 < tokens.length)
      return { ranges: [range(at + 1)], frame: 'colon', addressee };
  }
  if (
    next.lower === 'to' &&
    (takes(cue, 'infinitive') || (addressee !== null && takes(cue, 'objectInfinitive')))
  ) {
    return isFollowedByComment(tokens, cue, at)
      ? null
      : { ranges: [range(addressee !== null ? addressee.from : at)], frame: 'infinitive', addressee };
  }
  if (takes(cue, 'as') && next.lower === 'as')
    return { ranges: [shortRange(tokens, at + 1, cues)], frame: 'object', addressee: null };
  if (takes(cue, 'clause') && takesPlainClause(cue)) {
    const extracted = extractedBefore(tokens, subject);
    // "What Roe said was that the dam is old".
    if (extracted === 'what' && BE.has(next.lower) && tokens[at + 1]?.lower === 'that')
      return { ranges: [range(at + 1)], frame: 'that', addressee };
    if (extracted !== null && FINITE.has(next.tag))
      return { ranges: [relativeRest(tokens, range(at))], frame: 'bare', addressee };
    // "That was what Roe said when she left".
    if (extracted === 'what' || isOnlyAmount(tokens, at)) return null;
    const isObject = takes(cue, 'object') || takes(cue, 'as') || takesThings(cue);
    if (
      (STARTS_CLAUSE.has(next.tag) || isQuantity(tokens, at)) &&
      (isObject ? isClause(tokens, at) : hasClauseVerb(tokens, at))
    )
      return { ranges: [range(at)], frame: 'bare', addressee };
    if (next.tag === 'preposition' || next.lower === 'to' || next.lower === ',') {
      const explicit = thatBehindInsertion(tokens, at) ?? explicitStart(tokens, at);
      if (explicit !== null)
        return {
          ranges: [range(explicit)],
          frame: tokens[explicit]?.lower === 'that' ? 'that' : 'passage',
          addressee,
        };
      const bare = bareStart(tokens, at);
      if (bare !== null) return { ranges: [range(bare)], frame: 'bare', addressee };
    }
  }
  if (takes(cue, 'objectInfinitive') && STARTS_OBJECT.has(next.tag)) {
    const phrase = nounPhraseAfter(tokens, at);
    if (phrase !== null && tokens[behindApposition(tokens, phrase.to)]?.lower === 'to')
      return { ranges: [range(at)], frame: 'infinitive', addressee: phrase };
  }
  if (isOnlyDenied(cue, next)) return null;
  const hasObject = takes(cue, 'object') || takes(cue, 'as') || isFinding(tokens, cue, subject);
  if (!hasObject || !STARTS_OBJECT.has(next.tag) || isThing(tokens, cue, subject)) return null;
  const object = shortRange(tokens, at, cues);
  return isOnlyNamed(tokens, cue, at) || isParticiple(tokens, cue, object)
    ? null
    : { ranges: [object], frame: 'object', addressee: null };
}

function hasNoClause(tokens: readonly Token[], at: number): boolean {
  return endsAt(tokens, at) || (endsAt(tokens, at + 1) && tokens[at]?.passage === null);
}

function endsAt(tokens: readonly Token[], at: number): boolean {
  const next = tokens[at];
  return next === undefined || /^[.!?;]$/u.test(next.lower);
}

const WHOLE = /[.!?…][”"’'»]+$/u;

/** Words in marks end with the marks where they are a whole sentence, or where only when or how they were said follows. */
function passageRange(tokens: readonly Token[], whole: TokenRange): TokenRange {
  const end = whole.from + 1;
  const next = tokens[end];
  if (next === undefined || next.tag === 'passage') return whole;
  // "told me ‘never again’ and left".
  if (next.tag === 'coordinator') {
    const joined = tokens[tokens[end + 1]?.tag === 'adverb' ? end + 2 : end + 1];
    return FINITE.has(joined?.tag ?? 'noun') ? { from: whole.from, to: end } : whole;
  }
  // "whom Roe called “a crook” — left": the sentence goes on.
  if (next.tag === 'punctuation' && FINITE.has(tokens[end + 1]?.tag ?? 'noun'))
    return { from: whole.from, to: end };
  const behind = skipAdverbs(tokens, end);
  const isSaidSo = behind > end && (behind >= whole.to || tokens[behind]?.tag === 'preposition');
  return isSaidSo || WHOLE.test(tokens[whole.from]?.text ?? '') ? { from: whole.from, to: end } : whole;
}

function needsNoAddressee(cue: Cue): boolean {
  return cue.readings.some(
    ({ cueClass: { complements } }) => complements.has('clause') && !complements.has('addressee'),
  );
}

function takesPlainClause(cue: Cue): boolean {
  return cue.readings.some(({ cueClass }) => cueClass.complements.has('clause'));
}
