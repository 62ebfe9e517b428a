import type { Sentence, Token } from '../grammar/token.ts';
import { isAgent } from '../lexicon/agent-nouns.ts';
import { MEN, WOMEN } from '../lexicon/given-names.ts';
import {
  BEFORE_FOR,
  BEFORE_OF,
  isOrdinal,
  KNOWN_ORGANISATIONS,
  NUMBERED,
  ORGANISATION_NOUNS,
} from '../lexicon/organisation-nouns.ts';
import { OFFICES, PERSON_NOUNS, RANKS } from '../lexicon/people-nouns.ts';
import { STATE_BY_DEMONYM } from '../lexicon/states.ts';

/** Capitalised words in a row, `[from, to)` of a sentence's tokens. */
export interface NameRun {
  readonly sentence: Sentence;
  readonly from: number;
  readonly to: number;
  readonly tokens: readonly Token[];
}

/** How the words of a text are written elsewhere in it: what tells a name from a sentence's first word. */
export interface WordForms {
  readonly capitalised: ReadonlySet<string>;
  readonly small: ReadonlySet<string>;
}

const PARTICLES = new Set('de del della der den van von la le al bin ibn el da dos du ter zu'.split(' '));
/** Words that describe a person at the beginning of a sentence and are no part of the name. */
const OPENING_ADJECTIVE =
  /^(?:Top|Senior|Former|Retired|Longtime|Veteran|Rival|Fellow|Visiting|Leading|New|Local|Federal|Incoming|Outgoing)$/u;
const TITLE_CASE_SHARE = 0.85;
const SMALL_LETTER = /^\p{Ll}/u;

/** Notes which words stand capitalised inside sentences and which in small letters. Keys are as written. */
export function wordFormsOf(sentences: readonly Sentence[]): WordForms {
  const capitalised = new Set<string>();
  const small = new Set<string>();
  for (const { tokens } of sentences) {
    let isFirst = true;
    for (const token of tokens) {
      if (token.tag === 'punctuation' || token.passage !== null) continue;
      if (SMALL_LETTER.test(token.text)) small.add(token.text);
      else if (!isFirst && token.tag === 'name') capitalised.add(token.text);
      isFirst = false;
    }
  }
  return { capitalised, small };
}

/** The name that tokens write: one space between words, none before "’s". */
export function nameIn(tokens: readonly Token[]): string {
  return tokens
    .map(({ tag, text }) => (tag === 'possessive' ? text : ` ${text}`))
    .join('')
    .trimStart();
}

const ENDS_SENTENCE = /[.!?]["”’']*$/u;

/** A headline that capitalises every word tells nothing by its capitals. */
export function isTitleCase({ tokens, isHeadline }: Sentence): boolean {
  if (!isHeadline && ENDS_SENTENCE.test(tokens[tokens.length - 1]?.text ?? '')) return false;
  const long = tokens.filter(({ text, passage }) => passage === null && /^\p{L}{4,}/u.test(text));
  return (
    long.length >= 4 &&
    long.filter(({ text }) => /^\p{Lu}/u.test(text)).length >= TITLE_CASE_SHARE * long.length
  );
}

/** The runs of capitalised words of a sentence, in order. */
export function nameRunsOf(sentence: Sentence, forms: WordForms): NameRun[] {
  const { tokens } = sentence;
  const runs: NameRun[] = [];
  const first = tokens.findIndex(({ tag }) => tag !== 'punctuation');
  let at = Math.max(0, first);
  while (at < tokens.length) {
    if (tokens[at]?.tag !== 'name' || (at === first && !startsName(tokens[at], tokens[at + 1], forms))) {
      at += 1;
      continue;
    }
    const to = runEnd(tokens, at);
    const from = at - numberLength(tokens, at, to);
    runs.push({ sentence, from, to, tokens: tokens.slice(from, to) });
    at = to;
  }
  return runs;
}

/** "the 82nd Airborne Division": a number before a run is part of it where units and courts are numbered; else 0. */
function numberLength(tokens: readonly Token[], from: number, to: number): number {
  const number = tokens[from - 1];
  if (number?.tag !== 'number' || !isOrdinal(number.lower)) return 0;
  return tokens.slice(from, to).some(({ text }) => NUMBERED.test(text)) ? 1 : 0;
}

/** The first word of a sentence is a name when it is written as one elsewhere, or never in small letters. */
function startsName(token: Token | undefined, next: Token | undefined, forms: WordForms): boolean {
  if (token === undefined) return false;
  if (KNOWN_ORGANISATIONS.has(`${token.text} ${next?.text ?? ''}`)) return true;
  if (next?.tag === 'name' && RANKS.has(token.lower)) return true;
  if (forms.capitalised.has(token.text) || MEN.has(token.text) || WOMEN.has(token.text)) return true;
  if (/^\p{Lu}{2,}$/u.test(token.text)) return true;
  // "Passenger Jane Roe": what she is, with a sentence's capital.
  const isBeforeName = next?.tag === 'name' && next.lower !== 'general';
  const describes = isBeforeName && (isPersonNoun(token.lower) || isAgentBeforeName(token, next));
  if (describes || OPENING_ADJECTIVE.test(token.text) || isCompound(token, next)) return false;
  return !forms.small.has(token.text.toLowerCase()) && !/(?:ly|ing)$/u.test(token.text);
}

/** "Mother-of-two Jane Roe", "Under-fire Roe": only a sentence gives such a word its capital. */
function isCompound({ text }: Token, next: Token | undefined): boolean {
  return next?.tag === 'name' && /^\p{Lu}\p{Ll}+(?:-\p{Ll}+)+$/u.test(text);
}

function isPersonNoun(lower: string): boolean {
  return PERSON_NOUNS.has(lower) || OFFICES.has(lower);
}

/** "Striker Jane Roe": any noun for who does something, where a given name follows. */
function isAgentBeforeName({ lower }: Token, { text }: Token): boolean {
  return isAgent(lower) && (MEN.has(text) || WOMEN.has(text));
}

function runEnd(tokens: readonly Token[], from: number): number {
  let to = from + 1;
  for (;;) {
    const next = tokens[to];
    const last = tokens[to - 1];
    if (next === undefined || last === undefined) return to;
    if (isNamePart(next) && touches(last, next)) to += 1;
    else if (PARTICLES.has(next.text) && behindParticles(tokens, to) !== null)
      to = (behindParticles(tokens, to) ?? to) + 1;
    else if (next.tag === 'possessive' && isOfItsMembers(tokens, to)) to += 2;
    else if (next.lower === '&' && tokens[to + 1]?.tag === 'name') to += 2;
    else if (
      (next.lower === 'of' && BEFORE_OF.test(last.text)) ||
      (next.lower === 'for' && BEFORE_FOR.test(last.text) && tokens[to + 1]?.tag === 'name')
    ) {
      const after = tokens[to + 1]?.lower === 'the' ? to + 2 : to + 1;
      if (tokens[after]?.tag !== 'name') return to;
      to = after + 1;
      while (isNamePart(tokens[to]) && touches(tokens[to - 1], tokens[to])) to += 1;
      to = secondFieldEnd(tokens, to);
    } else if (next.lower === 'and' && isOrganisationList(tokens, from, to)) to += 2;
    else return to;
  }
}

/** Most particles in a row: "von der" and "de la" have two. */
const MAX_PARTICLES = 3;

/** The name that particles lead to, "Leyen" of "von der Leyen", or null. */
function behindParticles(tokens: readonly Token[], from: number): number | null {
  let at = from;
  while (at < from + MAX_PARTICLES && PARTICLES.has(tokens[at]?.text ?? '')) at += 1;
  return tokens[at]?.tag === 'name' ? at : null;
}

/** "for Disease Control and Prevention": what a body is for is two things, in nouns made of verbs and adjectives. */
function secondFieldEnd(tokens: readonly Token[], and: number): number {
  let end = and + 1;
  while (tokens[end]?.tag === 'name') end += 1;
  const noun = tokens[end - 1]?.text ?? '';
  const isField = tokens[and]?.lower === 'and' && end > and + 1 && end <= and + 1 + MAX_FIELD;
  return isField && ABSTRACT.test(noun) && !ORGANISATION_NOUNS.has(noun) ? end : and;
}

/** Most words of what a body is for, behind "and". */
const MAX_FIELD = 2;

const ABSTRACT =
  /^(?:..*(?:[ts]ion|ment|ity|ness|[ae]nce|ology|ics|ing|ure|ship)|Trade|Skills|Services|Affairs|Health|Sports?|Industry|Works|Energy|Transport|Justice)$/u;

function isNamePart(token: Token | undefined): boolean {
  return token?.tag === 'name' || (token?.tag === 'number' && /^\p{Lu}/u.test(token.text));
}

/** Only white space between: a bracket, comma or slash ends a name. */
function touches(left: Token | undefined, right: Token | undefined): boolean {
  return left !== undefined && right !== undefined && right.start - left.end <= 2;
}

/** Plurals without "s": "Women’s Institute". */
const OTHER_PLURAL = /^(?:Women|Men|People|Children)$/u;
/** Members of states and parties own bodies of other names: "the Democrats’ Senate". */
const OF_A_PARTY = /^(?:Democrats|Republicans|Tories|Conservatives|Liberals|Greens|Socialists)$/u;

/** "Anglers’ Union": a body that is named for its members, who are many. */
function isOfItsMembers(tokens: readonly Token[], mark: number): boolean {
  const owner = tokens[mark - 1]?.text ?? '';
  const isPlural = OTHER_PLURAL.test(owner) || (/\p{Ll}s$/u.test(owner) && tokens[mark]?.text.length === 1);
  if (!isPlural || OF_A_PARTY.test(owner) || STATE_BY_DEMONYM.has(owner.slice(0, -1))) return false;
  let last = mark + 1;
  while (tokens[last + 1]?.tag === 'name') last += 1;
  const noun = tokens[last]?.text ?? '';
  // A family has a house too.
  return tokens[mark + 1]?.tag === 'name' && ORGANISATION_NOUNS.has(noun) && noun !== 'House';
}

/** "Securities and Exchange Commission": what follows "and" ends in an organisation's noun. */
function isOrganisationList(tokens: readonly Token[], from: number, and: number): boolean {
  if (tokens[and + 1]?.tag !== 'name' || and - from > 3) return false;
  let at = and + 1;
  while (tokens[at + 1]?.tag === 'name') at += 1;
  return (
    at > and + 1 &&
    ORGANISATION_NOUNS.has(tokens[at]?.text ?? '') &&
    !ORGANISATION_NOUNS.has(tokens[and - 1]?.text ?? '') &&
    !MEN.has(tokens[from]?.text ?? '') &&
    !WOMEN.has(tokens[from]?.text ?? '') &&
    /^(?:Securities|Health|Food|Science|Arts|Trade|Education|Customs|Homeland|Media|Law|Oceanic|Research|Justice|Culture|Energy|Environment|Labor|Labour|Housing|Veterans|Transport|Fire|Search|Foreign|Defence|Defense|Economic|Finance|Budget)$/u.test(
      tokens[and - 1]?.text ?? '',
    )
  );
}
