import {
  ADVERBS,
  BE,
  COORDINATORS,
  DETERMINERS,
  DO,
  HAVE,
  IRREGULAR_VERBS,
  MODALS,
  NEGATIONS,
  NUMBER_WORD,
  POSSESSIVES,
  PREPOSITIONS,
  PRONOUNS,
  SUBORDINATORS,
} from '../lexicon/closed-classes.ts';
import { cueFormsOf } from '../lexicon/cue-verbs.ts';
import type { Tag, Token } from './token.ts';
import type { RawToken } from './tokenise.ts';

/** Before "’s" these make it "is" or "has". */
const TAKES_IS = new Set(
  'he she it that who what there here where how one everyone everybody nobody let this'.split(' '),
);
/** Between a determiner and its noun a participle describes: "the banned group", "his planned visit". */
const OPENS_NOUN_PHRASE: ReadonlySet<Tag> = new Set(['determiner', 'possessive', 'number']);
/** Adverbs and nouns that end as participles and adjectives do. */
const NOT_ADVERBS = new Set(
  'family ally rally reply supply bully assembly monopoly july italy anomaly only early likely daily friendly elderly lonely weekly monthly'.split(
    ' ',
  ),
);

const SMALL_LETTER = /^\p{Ll}/u;
const CAPITAL = /^\p{Lu}/u;
const HAS_LETTER = /[\p{L}\p{N}]/u;
const WITH_WORDS = /-\p{L}/u;
const NUMBER = /^[$€£]?\p{N}/u;

/** Says of each token what it is in its place: closed classes by list, the rest by its form and its neighbours. */
export function tag(raw: readonly RawToken[]): Token[] {
  const tokens: Token[] = [];
  let isFirst = true;
  for (let at = 0; at < raw.length; at += 1) {
    const token = raw[at];
    if (token === undefined) break;
    const found = tagOf(token, tokens, raw[at + 1], isFirst, raw[at + 2]);
    isFirst &&= found === 'punctuation';
    const { start, end, text, lower, passage } = token;
    tokens.push({ start, end, text, lower, tag: found, passage });
  }
  return tokens;
}

function tagOf(
  token: RawToken,
  before: readonly Token[],
  next: RawToken | undefined,
  isFirst: boolean,
  second: RawToken | undefined,
): Tag {
  if (token.passage !== null) return 'passage';
  const { lower, text } = token;
  const previous = before[before.length - 1];
  if (lower === '’s') return cliticTag(previous, next);
  const isSmall = SMALL_LETTER.test(text);
  if (!isSmall && !HAS_LETTER.test(text) && lower !== '&') return 'punctuation';
  // "the 29-year-old said".
  if (!isSmall && NUMBER.test(text)) return WITH_WORDS.test(text) ? 'noun' : 'number';
  const isCapital = !isSmall && CAPITAL.test(text);
  if (isCapital && !isFirst && text !== 'I') return 'name';
  return closedTag(lower, previous, next, second) ?? openTag(lower, isCapital, before, next, second);
}

/** Behind "he" or "they" stands their verb, whatever it is: "they plan", "she opposes". */
function followsSubject(lower: string, previous: Token | undefined): boolean {
  if (previous?.tag !== 'pronoun' || lower.endsWith('ing')) return false;
  if (/^(?:he|she|they|we|i|who)$/u.test(previous.lower)) return true;
  return previous.lower === 'it' && /[^s]s$/u.test(lower);
}

/** "says", "saying": the present of verbs that report, where a subject stands before and no noun's company follows. */
function isReportingForm(lower: string, previous: Token | undefined, next: RawToken | undefined): boolean {
  if (previous === undefined || previous.tag === 'preposition') return false;
  const forms = cueFormsOf(lower);
  if (
    !forms.some(
      ({ form, cueClass }) =>
        (form === 'thirdPerson' || form === 'gerund') && cueClass.complements.has('clause'),
    )
  )
    return false;
  return (
    next === undefined ||
    next.passage !== null ||
    ((!PREPOSITIONS.has(next.lower) || /^(?:on|about|to|at|for|with|against)$/u.test(next.lower)) &&
      !/^(?:and|or|are|were|have|is|was|has)$/u.test(next.lower))
  );
}

/** "Rules that could lead": right before a finite verb "that" is a subject, and a noun stands before it. */
function isRelative(next: RawToken | undefined, second: RawToken | undefined): boolean {
  if (next?.lower !== 'that' || second === undefined) return false;
  return MODALS.has(second.lower) || BE.has(second.lower) || HAVE.has(second.lower) || DO.has(second.lower);
}

function cliticTag(previous: Token | undefined, next: RawToken | undefined): Tag {
  if (previous !== undefined && TAKES_IS.has(previous.lower)) return 'auxiliary';
  return next !== undefined && /^(?:not|been|a|the|\p{Ll}+ing)$/u.test(next.lower)
    ? 'auxiliary'
    : 'possessive';
}

function closedTag(
  lower: string,
  previous: Token | undefined,
  next: RawToken | undefined,
  second: RawToken | undefined,
): Tag | null {
  if (lower.endsWith('n’t'))
    return MODALS.has(lower.slice(0, -3)) || lower === 'won’t' || lower === 'can’t' ? 'modal' : 'auxiliary';
  if (BE.has(lower) || HAVE.has(lower) || DO.has(lower)) return 'auxiliary';
  if (MODALS.has(lower)) return 'modal';
  if (lower === 'to') return 'to';
  if (lower === 'not' || lower === 'never') return 'negation';
  if (COORDINATORS.has(lower)) return 'coordinator';
  if (lower === 'her')
    return isWord(next) &&
      !PREPOSITIONS.has(next.lower) &&
      !SUBORDINATORS.has(next.lower) &&
      next.lower !== 'to'
      ? 'possessive'
      : 'pronoun';
  if (lower === 'once' && isInsideClause(previous, next)) return 'adverb';
  if (SUBORDINATORS.has(lower)) return 'subordinator';
  if (POSSESSIVES.has(lower)) return 'possessive';
  if (PRONOUNS.has(lower) && (!DETERMINERS.has(lower) || !startsNoun(next) || isSubjectOf(next, second)))
    return 'pronoun';
  if (DETERMINERS.has(lower)) return 'determiner';
  if (PREPOSITIONS.has(lower)) return 'preposition';
  if (NUMBER_WORD.test(lower)) return 'number';
  if (ADVERBS.has(lower) || NEGATIONS.has(lower)) return 'adverb';
  if (
    lower.endsWith('ly') &&
    lower.length > 4 &&
    !NOT_ADVERBS.has(lower) &&
    (previous?.tag !== 'determiner' || /(?:ed|ing|en)$/u.test(next?.lower ?? ''))
  )
    return 'adverb';
  return null;
}

/** "Roe once called": between a subject and its verb "once" joins no clauses. */
function isInsideClause(previous: Token | undefined, next: RawToken | undefined): boolean {
  return (
    previous !== undefined &&
    /^(?:name|noun|pronoun|auxiliary)$/u.test(previous.tag) &&
    next !== undefined &&
    /^\p{Ll}/u.test(next.text) &&
    !DETERMINERS.has(next.lower) &&
    !POSSESSIVES.has(next.lower) &&
    !PRONOUNS.has(next.lower)
  );
}

function isWord(token: RawToken | undefined): token is RawToken {
  return token !== undefined && token.passage === null && /^\p{L}/u.test(token.text);
}

/** "All agreed that": the past of a verb that reports, with what it reports behind it, is no part of a noun phrase. */
function isSubjectOf(next: RawToken | undefined, second: RawToken | undefined): boolean {
  if (next === undefined || second === undefined) return false;
  if (second.passage === null && !/^(?:that|to|he|she|it|they|there)$/u.test(second.lower)) return false;
  return cueFormsOf(next.lower).some(
    ({ form, cueClass }) => form === 'past' && cueClass.complements.has('clause'),
  );
}

function startsNoun(next: RawToken | undefined): boolean {
  return (
    next !== undefined &&
    (next.passage !== null || /^[\p{L}\p{N}$]/u.test(next.text)) &&
    !/^(?:of|said|say|says|told|have|has|had|are|were|is|was|will|would|in|who|also|argue|believe|think|see|saw)$/u.test(
      next.lower,
    )
  );
}

/** "In 2001", "the two raised": a year and a number in words end a phrase, where other numbers open one. */
function endsPhrase({ tag, text }: Token, before: Token | undefined): boolean {
  return (
    tag === 'number' && (/^\p{L}/u.test(text) || (before?.tag === 'preposition' && /^\p{N}{4}$/u.test(text)))
  );
}

function openTag(
  lower: string,
  isCapital: boolean,
  before: readonly Token[],
  next: RawToken | undefined,
  second: RawToken | undefined,
): Tag {
  const previous = before.at(-1);
  const opener = previous?.tag === 'adverb' ? before.at(-2) : previous;
  const isInNounPhrase =
    opener !== undefined && OPENS_NOUN_PHRASE.has(opener.tag) && !endsPhrase(opener, before.at(-2));
  if (IRREGULAR_VERBS.has(lower) && !isInNounPhrase) return 'verb';
  if (/..ed$/u.test(lower) && !isInNounPhrase && previous !== undefined) return 'verb';
  if (followsSubject(lower, previous)) return 'verb';
  if (!isInNounPhrase && isReportingForm(lower, previous, next) && !isRelative(next, second)) return 'verb';
  return isCapital ? 'name' : 'noun';
}
