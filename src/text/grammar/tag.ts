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
const NUMBER = /^[$€£]?\p{N}/u;

/** Says of each token what it is in its place: closed classes by list, the rest by its form and its neighbours. */
export function tag(raw: readonly RawToken[]): Token[] {
  const tokens: Token[] = [];
  let isFirst = true;
  for (let at = 0; at < raw.length; at += 1) {
    const token = raw[at];
    if (token === undefined) break;
    const found = tagOf(token, tokens, raw[at + 1], isFirst);
    isFirst &&= found === 'punctuation';
    const { start, end, text, lower, passage } = token;
    tokens.push({ start, end, text, lower, tag: found, passage });
  }
  return tokens;
}

function tagOf(token: RawToken, before: readonly Token[], next: RawToken | undefined, isFirst: boolean): Tag {
  if (token.passage !== null) return 'passage';
  const { lower, text } = token;
  const previous = before[before.length - 1];
  if (lower === '’s') return cliticTag(previous, next);
  const isSmall = SMALL_LETTER.test(text);
  if (!isSmall && !HAS_LETTER.test(text) && lower !== '&') return 'punctuation';
  if (!isSmall && NUMBER.test(text)) return 'number';
  const isCapital = !isSmall && CAPITAL.test(text);
  if (isCapital && !isFirst && text !== 'I') return 'name';
  return closedTag(lower, previous, next) ?? openTag(lower, isCapital, before, next);
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
    !/^(?:of|as|from|by|in|and|or|are|were|have|is|was|has)$/u.test(next.lower)
  );
}

function cliticTag(previous: Token | undefined, next: RawToken | undefined): Tag {
  if (previous !== undefined && TAKES_IS.has(previous.lower)) return 'auxiliary';
  return next !== undefined && /^(?:not|been|a|the|\p{Ll}+ing)$/u.test(next.lower)
    ? 'auxiliary'
    : 'possessive';
}

function closedTag(lower: string, previous: Token | undefined, next: RawToken | undefined): Tag | null {
  if (lower.endsWith('n’t'))
    return MODALS.has(lower.slice(0, -3)) || lower === 'won’t' || lower === 'can’t' ? 'modal' : 'auxiliary';
  if (BE.has(lower) || HAVE.has(lower) || DO.has(lower)) return 'auxiliary';
  if (MODALS.has(lower)) return 'modal';
  if (lower === 'to') return 'to';
  if (lower === 'not' || lower === 'never') return 'negation';
  if (COORDINATORS.has(lower)) return 'coordinator';
  if (lower === 'her')
    return isWord(next) && !PREPOSITIONS.has(next.lower) && next.lower !== 'to' ? 'possessive' : 'pronoun';
  if (SUBORDINATORS.has(lower)) return 'subordinator';
  if (POSSESSIVES.has(lower)) return 'possessive';
  if (PRONOUNS.has(lower) && (!DETERMINERS.has(lower) || !startsNoun(next))) return 'pronoun';
  if (DETERMINERS.has(lower)) return 'determiner';
  if (PREPOSITIONS.has(lower)) return 'preposition';
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

function isWord(token: RawToken | undefined): token is RawToken {
  return token !== undefined && token.passage === null && /^\p{L}/u.test(token.text);
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

function openTag(
  lower: string,
  isCapital: boolean,
  before: readonly Token[],
  next: RawToken | undefined,
): Tag {
  const previous = before.at(-1);
  const opener = previous?.tag === 'adverb' ? before.at(-2) : previous;
  const isInNounPhrase = opener !== undefined && OPENS_NOUN_PHRASE.has(opener.tag);
  if (IRREGULAR_VERBS.has(lower) && !isInNounPhrase) return 'verb';
  if (/..ed$/u.test(lower) && !isInNounPhrase && previous !== undefined) return 'verb';
  if (followsSubject(lower, previous)) return 'verb';
  if (!isInNounPhrase && isReportingForm(lower, previous, next)) return 'verb';
  return isCapital ? 'name' : 'noun';
}
