import { NOUN_JOINING_PREPOSITIONS, POSSESSIVES } from '../lexicon/closed-classes.ts';
import { COLLECTIVE_NOUNS, OFFICES, PERSON_NOUNS, RANKS } from '../lexicon/people-nouns.ts';
import type { Tag, Token } from './token.ts';

/** Tokens `[from, to)` of a sentence that name somebody or something. */
export interface NounPhrase {
  readonly from: number;
  readonly to: number;
}

const ARTICLE = /^(?:the|an?)$/u;
/** What a noun phrase may begin with. */
export const STARTS_NOUN_PHRASE: ReadonlySet<Tag> = new Set([
  'determiner',
  'possessive',
  'pronoun',
  'name',
  'noun',
  'number',
]);
const NOMINAL: ReadonlySet<Tag> = new Set(['name', 'noun', 'number']);
/** Longest subject looked for, in tokens: bounds the work on a sentence without end. */
const MAX_TOKENS = 40;

/** The noun phrase that ends before a token, or null: the subject of a verb that stands there. */
export function nounPhraseBefore(tokens: readonly Token[], to: number): NounPhrase | null {
  const last = tokens[to - 1];
  if (last === undefined) return null;
  // "Roe himself said": the pronoun only stresses who.
  if (/^(?:him|her|it|them)sel(?:f|ves)$/u.test(last.lower)) return nounPhraseBefore(tokens, to - 1);
  if (last.tag === 'pronoun') return { from: headOfObject(tokens, to) ?? to - 1, to };
  if (last.text === ')') return bracketedBefore(tokens, to);
  if (!NOMINAL.has(last.tag)) return null;
  const from = phraseStart(tokens, to);
  return from === null ? null : { from, to };
}

/** "Those close to him said": an object pronoun ends a phrase that begins before its preposition. */
function headOfObject(tokens: readonly Token[], to: number): number | null {
  const before = tokens[to - 2]?.tag;
  if (!/^(?:him|them|me|us|her)$/u.test(tokens[to - 1]?.lower ?? '')) return null;
  if (before !== 'preposition' && before !== 'to') return null;
  const isHead = tokens[to - 3]?.tag === 'noun' || tokens[to - 3]?.tag === 'name';
  return isHead ? phraseStart(tokens, to - 2) : null;
}

/** "the Inter-Services Public Relations (ISPR)": the bracket belongs to the name before it. */
function bracketedBefore(tokens: readonly Token[], to: number): NounPhrase | null {
  for (let at = to - 2; at > Math.max(0, to - 12); at -= 1) {
    if (tokens[at]?.text !== '(') continue;
    const phrase = nounPhraseBefore(tokens, at);
    return phrase === null ? null : { from: phrase.from, to };
  }
  return null;
}

function phraseStart(tokens: readonly Token[], to: number): number | null {
  let from = to;
  /** Where the last prepositional phrase begins: what stands after it is a phrase of its own if nothing precedes it. */
  let afterPreposition: number | null = null;
  while (from > 0 && to - from < MAX_TOKENS) {
    const token = tokens[from - 1];
    if (token === undefined) break;
    const { tag, lower } = token;
    // "The first time the bank said", "in Ashton his aides said": an article or a possessive opens its phrase.
    if (from < to && opensPhrase(tokens[from]) && NOMINAL.has(tag)) break;
    // "in 2017 Ashton said": the year belongs to its preposition.
    if (from < to && /^\p{N}{4}$/u.test(token.text) && tokens[from - 2]?.tag === 'preposition') break;
    // 'In the book “Long Days” Roe said': the title belongs to what stands before it.
    if (from < to && isWork(token) && !isNickname(tokens, from - 1)) break;
    if (NOMINAL.has(tag) || (tag === 'possessive' && lower !== 'whose') || tag === 'determiner') from -= 1;
    else if (tag === 'verb' && isParticipleInside(tokens, from - 1)) from -= 1;
    else if (tag === 'passage' && token.end - token.start < 40 && isInsideNominal(tokens, from - 1))
      from -= 1;
    else if (tag === 'adverb' && tokens[from - 2]?.tag === 'determiner') from -= 1;
    else if (tag === 'preposition' && NOUN_JOINING_PREPOSITIONS.has(lower)) {
      if (from === to) return null;
      // "left, with economists at Globex predicting": who does so.
      if (lower === 'with' && tokens[from - 2]?.lower === ',') break;
      afterPreposition ??= from;
      if (isReducedRelative(tokens, from - 2)) from -= 2;
      else if (PARTICLE.test(tokens[from - 2]?.lower ?? '') && isReducedRelative(tokens, from - 3)) from -= 3;
      // "in Ashton and around the country".
      else if (tokens[from - 2]?.tag === 'coordinator' && isNominal(tokens[from - 3])) from -= 2;
      else if (!isNominal(tokens[from - 2])) return trailingName(tokens, afterPreposition, to);
      else from -= 1;
    } else if (tag === 'to' && from < to && /^(?:close|next)$/u.test(tokens[from - 2]?.lower ?? '')) {
      afterPreposition ??= from;
      from -= 2;
    } else if (tag === 'coordinator' && isJoint(tokens, from - 1, to)) from -= 1;
    else if (tag === 'punctuation' && lower === ',' && isListComma(tokens, from - 1, to)) from -= 1;
    else break;
  }
  if (from === to) return null;
  const stop = tokens[from - 1];
  // After another verb the words up to the last preposition are that verb's object, not this one's subject.
  if (stop?.tag === 'verb' && afterPreposition !== null) return trailingName(tokens, afterPreposition, to);
  return trailingName(tokens, from, to);
}

function opensPhrase(token: Token | undefined): boolean {
  if (token === undefined) return false;
  return ARTICLE.test(token.lower) || (token.tag === 'possessive' && POSSESSIVES.has(token.lower));
}

/** 'Jane "Cia" Roe': in marks between two parts of a name. */
function isNickname(tokens: readonly Token[], at: number): boolean {
  return tokens[at - 1]?.tag === 'name' && tokens[at + 1]?.tag === 'name';
}

/** The title of a work in quotation marks, which is one name. */
function isWork({ tag, text }: Token): boolean {
  return tag === 'name' && /^\p{Pi}|^["'„‚]/u.test(text);
}

/** "at that time Kurilla": a name after a noun that is nobody's description is a phrase of its own. */
function trailingName(tokens: readonly Token[], from: number, to: number): number {
  let at = to;
  while (at > from && (tokens[at - 1]?.tag === 'name' || tokens[at - 1]?.lower === 'de')) at -= 1;
  if (at === to || at === from) return from;
  const before = tokens[at - 1];
  if (before === undefined || before.tag !== 'noun') return from;
  return describesPerson(before.lower) || /^(?:-|\p{Ll}+(?:ian|ist|er|or|ant|man|woman))$/u.test(before.lower)
    ? from
    : /^(?:time|year|week|month|day|morning|evening|afternoon|night|interview|speech)$/u.test(before.lower)
      ? at
      : from;
}

function describesPerson(lower: string): boolean {
  return PERSON_NOUNS.has(lower) || OFFICES.has(lower) || RANKS.has(lower) || COLLECTIVE_NOUNS.has(lower);
}

function isNominal(token: Token | undefined): boolean {
  return token !== undefined && (NOMINAL.has(token.tag) || token.tag === 'pronoun' || token.text === ')');
}

function isParticipleInside(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1];
  return before?.tag === 'determiner' || before?.tag === 'possessive';
}

/** "a page set up by her sister". */
const PARTICLE = /^(?:up|out|off|down|over)$/u;
/** Participles of verbs that follow no rule, and are no past of a verb that stands without an object. */
const IRREGULAR_PARTICIPLE =
  /^(?:set|made|built|sent|put|led|paid|brought|sold|held|taught|cut|run|bought|hurt)$/u;

/** "a poll released in August": a participle between a noun and a prepositional phrase. */
function isReducedRelative(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  const isForm = /(?:ed|wn|en)$/u.test(token?.lower ?? '') || IRREGULAR_PARTICIPLE.test(token?.lower ?? '');
  return token?.tag === 'verb' && isForm && isNominal(tokens[at - 1]);
}

function isInsideNominal(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1];
  return before?.tag === 'determiner' || before?.tag === 'possessive';
}

/** "Grassley and Leahy said": both sides are nominal, and the left one starts the clause. */
function isJoint(tokens: readonly Token[], coordinator: number, to: number): boolean {
  if (tokens[coordinator]?.lower === 'but' || coordinator === to - 1) return false;
  let at = coordinator;
  while (
    at > 0 &&
    (isNominal(tokens[at - 1]) ||
      tokens[at - 1]?.tag === 'determiner' ||
      tokens[at - 1]?.tag === 'possessive')
  )
    at -= 1;
  if (at === coordinator) return false;
  const stop = tokens[at - 1];
  // "a spokesman for Kent Fire and Rescue Service".
  const isInName = tokens[coordinator - 1]?.tag === 'name' && tokens[coordinator + 1]?.tag === 'name';
  if (stop?.tag === 'preposition' && isInName) return isNominal(tokens[at - 2]);
  return (
    stop === undefined ||
    stop.tag === 'subordinator' ||
    stop.lower === ',' ||
    stop.tag === 'coordinator' ||
    stop.tag === 'passage' ||
    stop.tag === 'adverb'
  );
}

/** What stands before the last word of a name in a list: another word of it, or nothing that it hangs on. */
function isListed(before: Token | undefined): boolean {
  return before === undefined || /^(?:name|punctuation|subordinator|passage)$/u.test(before.tag);
}

/** Nothing is joined by a comma alone: "A, B and C said" has a coordinator behind it, two or three tokens on. */
function isListComma(tokens: readonly Token[], comma: number, to: number): boolean {
  for (let at = comma + 1; at < Math.min(to, comma + 6); at += 1) {
    if (tokens[at]?.tag === 'coordinator')
      return tokens[comma - 1]?.tag === 'name'
        ? isListed(tokens[comma - 2])
        : isNominal(tokens[comma - 1]) && tokens[comma - 2]?.tag === 'name';
    if (!isNominal(tokens[at])) return false;
  }
  return false;
}

/** The noun phrase that begins at a token, or null: a subject behind its verb, or the object of "according to". */
export function nounPhraseAfter(tokens: readonly Token[], from: number): NounPhrase | null {
  const first = tokens[from];
  if (first === undefined) return null;
  // "One" is a pronoun alone, and a number before its noun.
  const isOne = first.lower === 'one' && tokens[from + 1]?.tag === 'noun';
  if (first.tag === 'pronoun' && !isOne) return { from, to: from + 1 };
  let to = isOne ? from + 1 : from;
  while (to < tokens.length && to - from < MAX_TOKENS) {
    const token = tokens[to];
    if (token === undefined) break;
    const isInside =
      NOMINAL.has(token.tag) ||
      token.tag === 'determiner' ||
      token.tag === 'possessive' ||
      (token.tag === 'preposition' &&
        to > from &&
        isNominal(tokens[to - 1]) &&
        NOUN_JOINING_PREPOSITIONS.has(token.lower)) ||
      (token.lower === 'and' &&
        to > from &&
        (tokens[to + 1]?.tag === 'name' || tokens[to + 1]?.tag === 'noun')) ||
      (token.tag === 'verb' && isParticipleInside(tokens, to)) ||
      (token.text === '(' && tokens[to + 2]?.text === ')') ||
      (token.text === ')' && to > from);
    if (!isInside) break;
    to += 1;
  }
  while (to > from && !isNominal(tokens[to - 1])) to -= 1;
  return to > from ? { from, to } : null;
}
