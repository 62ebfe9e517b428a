import type { Token } from '../grammar/token.ts';

/** Behind these stands a title; behind the others a name, or a word that is only spoken of. */
const BEFORE_TITLE =
  /^(?:titled|entitled|song|book|film|movie|documentary|show|series|album|program|programme|episode|play|novel|hymn|anthem|poem|essay|newspaper|magazine)$/u;
const NAMING =
  /^(?:named|nicknamed|nickname|dubbed|so-called|known|word|words|term|terms|phrase|hashtag|slogan)$/u;
const PERFORMS =
  /^(?:reads?|reading|sings?|sang|singing|play(?:s|ed|ing)|perform(?:s|ed|ing)?|wr(?:ote|ites?|itten))$/u;
const PLACE_OF_TITLE = /^(?:on|in|of|at|for|from|by|during|with)$/u;
const WORK_AFTER =
  /^(?:show|program|programme|series|radio|podcast|column|forum|host|anchor|film|movie|album|trilogy|episode)$/u;
const SMALL_WORDS = new Set('a an and as at but by for from in of on or the to with vs'.split(' '));

/**
 * Whether a passage that no verb reports is nobody's words: the title of a work, a nickname inside a name, or a word
 * that is only spoken of or held at a distance.
 */
export function isNobodysWords(tokens: readonly Token[], at: number, words: string): boolean {
  const previous = tokens[at - 1];
  const next = tokens[at + 1];
  if (previous?.tag === 'name' && next?.tag === 'name' && wordsOf(words).length <= 2) return true;
  if (previous !== undefined && NAMING.test(previous.lower) && isTitleCase(words)) return true;
  return isTitle(tokens, at, words) || (wordsOf(words).length <= 2 && !endsSentence(words));
}

/** A title of a work is written in capitals and stands where a name would: behind "on", "of", a possessive. */
export function isTitle(tokens: readonly Token[], at: number, words: string): boolean {
  const previous = tokens[at - 1];
  if (/[!?]$/u.test(words) || !isTitleCase(words)) return false;
  if (WORK_AFTER.test(tokens[at + 1]?.lower ?? '')) return true;
  if (previous === undefined) return false;
  // "Roe’s book, “Long Days,” argues".
  const noun = previous.lower === ',' ? tokens[at - 2] : previous;
  if (BEFORE_TITLE.test(noun?.lower ?? '')) return true;
  if (wordsOf(words).length < 2) return false;
  // "Roe read “War and Peace”"; a sign reads out its own words.
  if (PERFORMS.test(previous.lower)) return /^(?:name|pronoun)$/u.test(tokens[at - 2]?.tag ?? '');
  return previous.tag === 'possessive' || PLACE_OF_TITLE.test(previous.lower);
}

function isTitleCase(words: string): boolean {
  const list = wordsOf(words);
  const isCapital = (word: string) => /^[\p{Lu}\p{N}]/u.test(word);
  return (
    list.length > 0 &&
    list.every((word) => isCapital(word) || SMALL_WORDS.has(word)) &&
    list.some(isCapital) &&
    isCapital(list[0] ?? '')
  );
}

function wordsOf(words: string): string[] {
  return words.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}’'.-]*/gu) ?? [];
}

function endsSentence(words: string): boolean {
  return /[.!?,]$/u.test(words);
}
