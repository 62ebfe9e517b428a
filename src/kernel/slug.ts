/** In code points: as long as a long headline's first clause, and short enough for a URL to stay readable. */
const MAX_SLUG_LENGTH = 80;

/** What a name becomes that has neither a letter nor a digit. */
const NAMELESS = 'unnamed';

/** Latin letters that Unicode does not decompose into a base letter and a mark. */
const LATIN_LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ħ: 'h',
  ŧ: 't',
  ŋ: 'n',
  ı: 'i',
};

/**
 * The name as it stands in a URL: lower-case letters and digits, words joined by one hyphen; at most 80 code points,
 * cut at a word where there is one; never empty.
 *
 * Latin letters lose their marks (`Erdoğan` -> `erdogan`); other scripts keep their letters, because leaving them out
 * would give every such name the same slug. The slug of a slug is itself.
 */
export function slugOf(name: string): string {
  const letters = NOT_ASCII.test(name) ? foldedLetters(name) : name.toLowerCase().replaceAll("'", '');
  const words = letters.match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu) ?? [];
  return bounded(words.join('-'), MAX_SLUG_LENGTH) || NAMELESS;
}

/** Most names need none of what folding takes. */
const NOT_ASCII = /[^\0-\x7f]/u;

function foldedLetters(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/(\p{Script=Latin})[\u0300-\u036f]+/gu, '$1')
    .replace(/[ßæœøđðþłħŧŋı]/gu, (letter) => LATIN_LETTERS[letter] ?? letter)
    .normalize('NFKC')
    .replace(/['’ʼ]/gu, '');
}

/** The n-th slug of those that would be the same: `name`, `name-2`, `name-3` …, as long as a slug may be. */
export function numberedSlug(slug: string, number: number): string {
  if (number === 1) return slug;
  const ending = `-${number}`;
  return bounded(slug, MAX_SLUG_LENGTH - ending.length) + ending;
}

function bounded(slug: string, maxLength: number): string {
  if (slug.length <= maxLength) return slug;
  const characters = Array.from(slug);
  if (characters.length <= maxLength) return slug;
  const cut = characters.slice(0, maxLength).join('');
  const wholeWords = characters[maxLength] === '-' ? cut : cut.slice(0, Math.max(cut.lastIndexOf('-'), 0));
  return wholeWords || cut;
}
