import type { OrganisationKind } from '../annotated-article.ts';
import type { Token } from '../grammar/token.ts';
import { isOfficeInCapitals, officeLengthOf } from '../lexicon/agent-nouns.ts';
import { cueFormsOf } from '../lexicon/cue-verbs.ts';
import { MEN, WOMEN } from '../lexicon/given-names.ts';
import { isOrdinal, KNOWN_ORGANISATIONS, ORGANISATION_NOUNS } from '../lexicon/organisation-nouns.ts';
import { COLLECTIVE_NOUNS, OFFICES, PERSON_NOUNS, RANKS } from '../lexicon/people-nouns.ts';
import { NAMED_AFTER_PEOPLE, NOT_NAMES, PLACES } from '../lexicon/places.ts';
import { STATE_BY_CAPITAL, STATE_BY_DEMONYM, STATE_BY_NAME } from '../lexicon/states.ts';
import type { NameRun } from './name-runs.ts';

/** What a run of capitalised words is, with the tokens that are the rank and the name. */
export interface Classified {
  readonly type: 'person' | 'organisation' | 'state' | 'place' | 'unknown' | 'none';
  /** Tokens of rank and title before the name, inside the run. */
  readonly rankLength: number;
  readonly kind: OrganisationKind | null;
  readonly confidence: number;
}

const NONE: Classified = { type: 'none', rankLength: 0, kind: null, confidence: 0 };
const AFTER_PERSON = /^(?:,|who|said|says|told|was|is|has|had|and|’s)$/u;

/** Classifies a run by its own words and its neighbours. */
export function classify(run: NameRun): Classified {
  const words = run.tokens.map(({ text }) => text);
  const rankLength = rankLengthOf(words);
  const core = words.slice(rankLength);
  const name = core.join(' ');
  const last = core.at(-1) ?? '';
  if (core.length === 0 || core.every((word) => NOT_NAMES.has(word)) || isWork(last)) return NONE;
  if (STATE_BY_NAME.has(name)) return { type: 'state', rankLength, kind: 'STATE', confidence: 0.9 };
  if (isOfficeInCapitals(words)) return NONE;
  const known = KNOWN_ORGANISATIONS.get(name);
  if (known !== undefined && rankLength === 0) return organisation(known, 0.95);
  if (PLACES.has(name) || (STATE_BY_CAPITAL.has(name) && rankLength === 0))
    return { type: 'place', rankLength, kind: null, confidence: 0.9 };
  // "University College London": a place behind the noun says which.
  const noun = core.length > 2 && isPlaceName(last) ? (core.at(-2) ?? '') : last;
  if (core.length > 1 && ORGANISATION_NOUNS.has(noun))
    return organisation(ORGANISATION_NOUNS.get(noun) ?? null, 0.93);
  if (run.tokens[0]?.tag === 'number' && isOrdinal(words[0] ?? ''))
    return organisation(numberedKind(core), 0.93);
  const head = ORGANISATION_NOUNS.get(
    core[core.findIndex((word) => word === 'of' || word === 'for') - 1] ?? '',
  );
  if (head !== undefined) return organisation(head, 0.9);
  if (isAcronym(name)) return before(run, 'determiner') || core.length === 1 ? organisation(null, 0.7) : NONE;
  if (rankLength > 0) return { type: 'person', rankLength, kind: null, confidence: 0.95 };
  if (/^[DRI]-/u.test(name) || isGroup(core)) return NONE;
  if (core.length > 2 && NAMED_AFTER_PEOPLE.test(last)) return NONE;
  if (core.length > 1 && isGivenName(core[0] ?? '') && !isPlace(core[0] ?? ''))
    return { type: 'person', rankLength, kind: null, confidence: 0.95 };
  const armed = core.find((word) => KNOWN_ORGANISATIONS.has(word) || word.includes('Taliban'));
  if (armed !== undefined) return organisation(KNOWN_ORGANISATIONS.get(armed) ?? 'ARMED_GROUP', 0.85);
  if (core.length >= 2 && speaksOfItself(run)) return organisation(null, 0.7);
  if (core.length >= 2 && core.length <= 4 && (isDescribed(run) || isApposed(run) || isExample(run)))
    return { type: 'person', rankLength, kind: null, confidence: 0.88 };
  if (core.length >= 2 && core.length <= MAX_PERSON_NAME && isQuoted(run))
    return { type: 'person', rankLength, kind: null, confidence: 0.85 };
  if (core.length === 1 && STATE_BY_DEMONYM.has(name)) return NONE;
  if (ORGANISATION_NOUNS.has(name))
    return { type: 'unknown', rankLength, kind: ORGANISATION_NOUNS.get(name) ?? null, confidence: 0.5 };
  if (/^\p{Lu}\p{Ll}+-\p{Lu}/u.test(name) && core.length === 1 && before(run, 'determiner'))
    return organisation(null, 0.7);
  return { type: 'unknown', rankLength, kind: null, confidence: 0.5 };
}

function organisation(kind: OrganisationKind | null, confidence: number): Classified {
  return { type: 'organisation', rankLength: 0, kind, confidence };
}

/** Ranks, offices and what describes a person before a name: "General", "Republican Sen.", "Army chief General". */
function rankLengthOf(words: readonly string[]): number {
  // "General Headquarters" has no rank in it.
  if (ORGANISATION_NOUNS.has(words.at(-1) ?? '')) return 0;
  let length = isShortRank(words) ? 1 : officeLengthOf(words);
  while (length < words.length - 1 && RANKS.has((words[length] ?? '').toLowerCase())) length += 1;
  return length;
}

/** The title of a work, in its marks. */
function isWork(word: string): boolean {
  return /^["“‘„«]/u.test(word);
}

/** "PC Jane Roe": capitals before a given name and another are what somebody is. */
function isShortRank(words: readonly string[]): boolean {
  const [first = '', given = ''] = words;
  if (words.length < 3 || !isGivenName(given) || !/^\p{Lu}{2,3}$/u.test(first)) return false;
  return !KNOWN_ORGANISATIONS.has(first) && !STATE_BY_NAME.has(first);
}

/** "Conservative MPs", "Ashton Councillors": several people by what they are. */
function isGroup(words: readonly string[]): boolean {
  if (words.length < 2) return false;
  const last = words.at(-1)?.toLowerCase() ?? '';
  return COLLECTIVE_NOUNS.has(last) && /(?:s|men|people)$/u.test(last);
}

/** What a number in the name says a body is: a unit of an army, or a court. */
function numberedKind(words: readonly string[]): OrganisationKind {
  return words.some((word) => /^(?:Circuit|Court)$/u.test(word)) ? 'GOVERNMENT_BODY' : 'MILITARY';
}

function isPlace(word: string): boolean {
  return PLACES.has(word) || STATE_BY_NAME.has(word);
}

function isPlaceName(word: string): boolean {
  return isPlace(word) || STATE_BY_CAPITAL.has(word);
}

/** Whether a word is a common given name. */
export function isGivenName(word: string): boolean {
  return MEN.has(word) || WOMEN.has(word);
}

function isAcronym(name: string): boolean {
  return /^(?:\p{Lu}{2,6}|(?:\p{Lu}\.){2,})$/u.test(name);
}

/** "pollster Pat Caddell", "Pat Caddell, a pollster", "Pat Caddell, 54,", "Pat Caddell, who": a person's company. */
function isDescribed({ sentence, from, to }: NameRun): boolean {
  const { tokens } = sentence;
  const previous = tokens[from - 1];
  const isNoun = previous?.tag === 'noun' || tokens[from - 2] === undefined;
  if (previous !== undefined && isNoun && describesPerson(previous)) return true;
  const next = tokens[to];
  if (next === undefined || !AFTER_PERSON.test(next.lower)) return false;
  if (next.lower !== ',')
    return (
      next.lower === 'who' ||
      ((next.lower === 'said' || next.lower === 'says' || next.lower === 'told') &&
        previous?.tag !== 'determiner')
    );
  if (tokens[to + 1]?.tag === 'number' && tokens[to + 2]?.lower === ',') return true;
  if (tokens[to + 1]?.lower === 'who') return true;
  for (let at = to + 1; at < Math.min(tokens.length, to + 8); at += 1) {
    const token = tokens[at];
    if (
      token === undefined ||
      token.tag === 'punctuation' ||
      token.tag === 'verb' ||
      token.tag === 'auxiliary'
    )
      return false;
    if (describesPerson(token)) return true;
  }
  return false;
}

/** "Blue Heron said its rocket was ready", "Blue Heron said it had sold it": what says so of itself is no person. */
function speaksOfItself({ sentence: { tokens }, to }: NameRun): boolean {
  if (!/^(?:said|says)$/u.test(tokens[to]?.lower ?? '')) return false;
  const at = tokens[to + 1]?.lower === 'that' ? to + 2 : to + 1;
  if (tokens[at]?.lower === 'its') return true;
  return tokens[at]?.lower === 'it' && OWN_ACTS.test(tokens[at + 1]?.lower ?? '');
}

/** What "it" does not do where it stands for nothing: "it was late", "it would be wrong". */
const OWN_ACTS =
  /^(?:has|had|plans|planned|expects|expected|intends|intended|aims|aimed|sold|bought|agreed)$/u;

/** Most words of a description before a comma that are looked at. */
const MAX_DESCRIPTION = 8;

/** "The bank’s director, Kari Berg, said", "an analyst at Globex, Bo Li, said": a name between commas behind what one person is. */
function isApposed({ sentence: { tokens }, from, to }: NameRun): boolean {
  const next = tokens[to];
  if (tokens[from - 1]?.lower !== ',' || (next !== undefined && !/^[,.;—–]$/u.test(next.lower))) return false;
  if (tokens[to + 1]?.tag === 'coordinator') return false;
  for (let at = from - 2; at >= Math.max(0, from - MAX_DESCRIPTION); at -= 1) {
    const token = tokens[at];
    if (token === undefined || !/^(?:noun|name|determiner|preposition)$/u.test(token.tag)) return false;
    if (token.tag === 'noun' && describesPerson(token)) return !OFTEN_A_BODY.test(token.lower);
  }
  return false;
}

/** Furthest that those of whom somebody is an example stand, in tokens. */
const MAX_EXAMPLE = 8;

/** "Critics of the plan, such as Gretel Voss": one of several people. */
function isExample({ sentence: { tokens }, from }: NameRun): boolean {
  if (tokens[from - 1]?.lower !== 'as' || tokens[from - 2]?.lower !== 'such') return false;
  for (let at = from - 3; at >= Math.max(0, from - MAX_EXAMPLE); at -= 1)
    if (COLLECTIVE_NOUNS.has(tokens[at]?.lower ?? ''))
      return !/^(?:companies|groups|countries|nations|states|media)$/u.test(tokens[at]?.lower ?? '');
  return false;
}

/** "The ferry’s owner, Blue Water, said": a body as often as a person. */
const OFTEN_A_BODY =
  /^(?:owner|founder|publisher|developer|sponsor|donor|customer|host|rival|ally|opponent)$/u;

/** Longest name of a person, in words, particles and initials included. */
const MAX_PERSON_NAME = 6;

/** "“…,” said Tedros Adhanom Ghebreyesus", "“…,” Ngozi Okonjo-Iweala added": who says words in marks, in person. */
function isQuoted({ sentence: { tokens }, from, to }: NameRun): boolean {
  const isWordsSaid = (at: number) => tokens[tokens[at]?.lower === ',' ? at - 1 : at]?.passage != null;
  if (says(tokens[from - 1])) return isWordsSaid(from - 2);
  // "“…,” said miller Hob Carey": a noun without an article, whatever it is, says what the speaker is.
  if (tokens[from - 1]?.tag === 'noun' && says(tokens[from - 2])) return isWordsSaid(from - 3);
  return says(tokens[to]) && (isWordsSaid(from - 1) || tokens[to + 1]?.passage != null);
}

function says(token: Token | undefined): boolean {
  return (
    token?.tag === 'verb' &&
    cueFormsOf(token.lower).some(
      ({ cueClass, form }) => cueClass.name === 'say' && (form === 'past' || form === 'thirdPerson'),
    )
  );
}

function describesPerson({ lower }: Token): boolean {
  return OFFICES.has(lower) || (PERSON_NOUNS.has(lower) && !COLLECTIVE_NOUNS.has(lower)) || RANKS.has(lower);
}

function before({ sentence, from }: NameRun, tag: Token['tag']): boolean {
  return sentence.tokens[from - 1]?.tag === tag;
}
