import { type NounPhrase, nounPhraseBefore } from '../grammar/noun-phrase.ts';
import type { Token } from '../grammar/token.ts';
import { COLLECTIVE_NOUNS, OFFICES, PERSON_NOUNS } from '../lexicon/people-nouns.ts';

/** Longest name behind a comma, in tokens. */
const MAX_NAME = 8;

/** Whether a noun, in small letters, says what a person is: "aide", "lawyer", "aides". */
function isPersonNoun(lower: string): boolean {
  return OFFICES.has(lower) || PERSON_NOUNS.has(lower) || COLLECTIVE_NOUNS.has(lower);
}

/** "An aide to President Roe said": the phrase with the noun that "to" hangs on, for that one speaks and not Roe. */
export function withHead(tokens: readonly Token[], phrase: NounPhrase): NounPhrase {
  const noun = tokens[phrase.from - 2];
  const isTo = tokens[phrase.from - 1]?.tag === 'to' && noun !== undefined && isPersonNoun(noun.lower);
  const head = isTo ? nounPhraseBefore(tokens, phrase.from - 1) : null;
  const from = head?.from ?? phrase.from;
  // "One" is a pronoun alone and a number before its noun.
  return { from: from > 0 && tokens[from - 1]?.lower === 'one' ? from - 1 : from, to: phrase.to };
}

/**
 * "A spokesman for the bank, Jane Roe, said", "Globex’s director, Jane Roe, said": the phrase with the name behind its
 * comma, which says who that is.
 */
export function withAppositive(tokens: readonly Token[], phrase: NounPhrase): NounPhrase {
  const words = tokens.slice(phrase.from, phrase.to);
  const isDescription =
    words[0]?.tag === 'determiner' ||
    words.some(({ tag }) => tag === 'possessive') ||
    words.at(-1)?.tag === 'noun';
  if (!isDescription || tokens[phrase.to]?.lower !== ',' || !words.some(({ lower }) => isPersonNoun(lower)))
    return phrase;
  let to = phrase.to + 1;
  while (to < phrase.to + MAX_NAME && tokens[to]?.tag === 'name') to += 1;
  const next = tokens[to];
  const isName = to > phrase.to + 1 && (next === undefined || next.tag === 'punctuation');
  return isName ? { from: phrase.from, to } : phrase;
}
