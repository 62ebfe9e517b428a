import { nounPhraseBefore } from '../grammar/noun-phrase.ts';
import type { Tag, Token } from '../grammar/token.ts';
import { FINITE } from './clauses.ts';

const FINITE_HELP: ReadonlySet<Tag> = new Set(['modal', 'negation', 'to']);
const STARTS_COMPLEMENT: ReadonlySet<Tag> = new Set([
  'determiner',
  'possessive',
  'pronoun',
  'subordinator',
  'name',
  'number',
  'to',
  'passage',
  'preposition',
  'adverb',
]);

/** "the campaign claims that": present forms are nouns too, so their neighbours must fit a verb. */
export function looksLikeVerb(tokens: readonly Token[], from: number, to: number, isBase: boolean): boolean {
  const previous = tokens[from - 1];
  const next = tokens[to];
  if (previous === undefined) return false;
  // "did not unveil plans": the verb is the word before.
  if (previous.tag === 'noun' && FINITE_HELP.has(tokens[from - 2]?.tag ?? 'noun')) return false;
  if (isAsOftenNoun(tokens[to - 1]) && next?.tag === 'preposition' && to === from + 1)
    // "Roe claims in her book that".
    return /^(?:name|pronoun)$/u.test(previous.tag) && !isBase && isThatBehind(tokens, to);
  if (isAsOftenNoun(tokens[to - 1]) && hangsOnPreposition(tokens, from)) return false;
  if (isBase && isAsOftenNoun(tokens[to - 1]) && isOneThing(tokens, from)) return false;
  if (
    isBase
      ? !isTeam(previous, tokens[to - 1]) &&
        !isPluralSubject(antecedent(tokens, from) ?? previous) &&
        !isPluralSubject(headBefore(tokens, from))
      : isPluralNoun(previous)
  )
    return false;
  if (previous.tag === 'punctuation' || previous.tag === 'passage')
    return (
      next?.tag === 'name' ||
      next?.tag === 'determiner' ||
      next?.tag === 'pronoun' ||
      next === undefined ||
      next.tag === 'punctuation' ||
      next.tag === 'subordinator' ||
      next.tag === 'to' ||
      // "The union, which …, says pay has fallen".
      (!isAsOftenNoun(tokens[to - 1]) && (next.tag === 'noun' || next.tag === 'number'))
    );
  if (next === undefined || next.tag === 'punctuation') return true;
  // "bribes, which critics say were paid": the verb's clause has lost its subject to the relative pronoun.
  if (FINITE.has(next.tag) && isInRelative(tokens, from)) return true;
  // "Roe says of the plan, “…”".
  if (next.lower === 'of' && /^says?$/u.test(tokens[to - 1]?.lower ?? '')) return true;
  if (next.lower === 'of' || next.lower === 'as' || next.lower === 'from' || next.lower === 'by')
    return false;
  return (
    STARTS_COMPLEMENT.has(next.tag) ||
    (next.tag === 'noun' && !isAsOftenNoun(tokens[to - 1])) ||
    previous.tag === 'pronoun' ||
    previous.tag === 'name'
  );
}

/** Whether the subject that ends before a token follows a relative pronoun. */
function isInRelative(tokens: readonly Token[], from: number): boolean {
  const phrase = nounPhraseBefore(tokens, from);
  return phrase !== null && /^(?:which|who|whom|that|what)$/u.test(tokens[phrase.from - 1]?.lower ?? '');
}

/** "a media request": what has "a" before it takes no plural verb. */
function isOneThing(tokens: readonly Token[], to: number): boolean {
  const phrase = nounPhraseBefore(tokens, to);
  return phrase !== null && /^an?$/u.test(tokens[phrase.from]?.lower ?? '');
}

/** Furthest that "that" stands behind a phrase of place, in tokens. */
const MAX_PLACE = 8;

function isThatBehind(tokens: readonly Token[], from: number): boolean {
  for (let at = from + 1; at < from + MAX_PLACE; at += 1) {
    const { tag = 'punctuation', lower } = tokens[at] ?? {};
    if (lower === 'that') return tag === 'subordinator';
    if (FINITE.has(tag) || tag === 'punctuation') return false;
  }
  return false;
}

/** "in battleground states", "with insulting remarks": what stands before the form is behind a preposition itself. */
function hangsOnPreposition(tokens: readonly Token[], from: number): boolean {
  let at = from - 1;
  while (tokens[at]?.tag === 'noun') at -= 1;
  return at < from - 1 && at > 0 && tokens[at]?.tag === 'preposition' && !isHeadBefore(tokens, at);
}

/** "A professor of law says": a noun phrase that opens the sentence or its clause holds the preposition. */
function isHeadBefore(tokens: readonly Token[], preposition: number): boolean {
  const phrase = nounPhraseBefore(tokens, preposition);
  if (phrase === null) return false;
  const before = tokens[phrase.from - 1];
  return before === undefined || before.tag === 'punctuation' || before.tag === 'subordinator';
}

/** "cities that support": the noun that a relative pronoun stands for. */
function antecedent(tokens: readonly Token[], from: number): Token | undefined {
  return /^(?:who|which|that)$/u.test(tokens[from - 1]?.lower ?? '') ? tokens[from - 2] : undefined;
}

/** Adjectives that stand behind their noun with a preposition: "people familiar with the matter". */
const POSTPOSED = /^(?:close|familiar|responsible|aware|critical|loyal|present|opposed|involved|unhappy)$/u;

/** The noun that a subject is built on: "documents" of "documents from his tax return"; "and" makes a plural. */
function headBefore(tokens: readonly Token[], to: number): Token | undefined {
  if (tokens[to - 1]?.lower === ',') return beforeInsertion(tokens, to - 1);
  const phrase = nounPhraseBefore(tokens, to);
  if (phrase === null) return undefined;
  const inside = tokens.slice(phrase.from, phrase.to);
  const and = inside.find(({ lower }, index) => lower === 'and' && index > 0);
  const preposition = inside.findIndex(({ tag }) => tag === 'preposition' || tag === 'to');
  if (and !== undefined && preposition === -1) return { ...and, tag: 'noun', lower: 'others' };
  const [first] = inside;
  if (
    first !== undefined &&
    preposition > 0 &&
    /^(?:those|these|many|some|several|few|both)$/u.test(first.lower)
  )
    return { ...first, tag: 'noun', lower: 'others' };
  if (preposition < 1) return undefined;
  const isDescribed = POSTPOSED.test(inside[preposition - 1]?.lower ?? '');
  return inside[isDescribed ? preposition - 2 : preposition - 1];
}

/** Longest insertion between a subject and its verb, in tokens. */
const MAX_INSERTION = 20;

/** "Some residents, however, question": the word before the comma that opens what stands between subject and verb. */
function beforeInsertion(tokens: readonly Token[], comma: number): Token | undefined {
  for (let at = comma - 1; at > Math.max(0, comma - MAX_INSERTION); at -= 1)
    if (tokens[at]?.lower === ',') return tokens[at - 1];
  return undefined;
}

/** "The club insist": bodies take the plural in British English. */
function isTeam({ tag, lower }: Token, verb: Token | undefined): boolean {
  return tag === 'noun' && TEAM.test(lower) && !isAsOftenNoun(verb);
}

const TEAM =
  /^(?:club|team|side|government|council|party|board|union|company|firm|band|couple|family|staff|crew|committee|cabinet|opposition|force)$/u;

function isPluralSubject(previous: Token | undefined): boolean {
  if (previous === undefined) return false;
  if (previous.tag === 'pronoun' || previous.tag === 'subordinator')
    return !/^(?:he|she|it|him|her|them|me|us|this|that|one|another|each|every|either|neither|none|anyone|everyone|someone|nobody|everybody|somebody|anybody)$/u.test(
      previous.lower,
    );
  if (previous.tag === 'adverb') return true;
  return (
    (previous.tag === 'noun' || previous.tag === 'name') &&
    /(?:s|men|people|police|media|data|others)$/u.test(previous.lower)
  );
}

/** Cue verbs whose present is as often a noun: "his tweets", "the claims". */
const NOUNS_TOO =
  /^(?:claim|charge|remark|figure|report|call|plan|demand|promise|hope|fear|note|offer|comment|estimate|project|doubt|attack|question|request|forecast|challenge|show|document|find|detail|post|tweet|text|message|blog|email|label|brand|term|rule|reason|view|quote|reference|mention|rank|rate|worry|desire|order|press|address|state|answer|dream|threat|protest|support)s?$/u;

/** A form that is as often a noun: "his tweets", "the claims". */
export function isAsOftenNoun(token: Token | undefined): boolean {
  return token !== undefined && NOUNS_TOO.test(token.lower);
}

function isPluralNoun({ tag, lower }: Token): boolean {
  return tag === 'noun' && /[^su’]s$/u.test(lower);
}
