/** In code points: as long as any name, and short enough for an index entry. */
const MAX_LENGTH = 200;

/** Hyphens and dashes too: "Al-Qaeda" is "Al Qaeda". The database spells `\s` out: its own is its locale's. */
const BETWEEN_WORDS = /[\s\u002d\u2010-\u2015]+/gu;
const LATIN_GREEK_CYRILLIC_MARKS = /[\u0300-\u036f]/gu;

/** Keys made before, by name: an import asks for those of the same candidates with each article. Emptied when it is full. */
const remembered = new Map<string, string>();
const MAX_REMEMBERED = 10_000;

/**
 * What two spellings of one name have in common: case, accents, points, kinds of apostrophes, hyphens, white space and a
 * leading "the" make no other name. Marks that are letters of their own (Hebrew points, Devanagari vowels) stay. At most
 * 200 code points; empty for a name of nothing but points and space.
 *
 * The database has the same rule as its function `name_key`; a property test holds the two together.
 */
export function nameKey(name: string): string {
  const known = remembered.get(name);
  if (known !== undefined) return known;
  const key = keyOf(name);
  if (remembered.size >= MAX_REMEMBERED) remembered.clear();
  if (name.length <= MAX_LENGTH) remembered.set(name, key);
  return key;
}

function keyOf(name: string): string {
  const words = name
    .normalize('NFD')
    .replace(LATIN_GREEK_CYRILLIC_MARKS, '')
    .toLowerCase()
    .replace(/ς/gu, 'σ')
    .replace(/['‘ʼ]/gu, '’')
    .replace(/\./gu, '')
    .replace(BETWEEN_WORDS, ' ')
    .replace(/^ | $/gu, '')
    .replace(/^the /u, '');
  return words.length <= MAX_LENGTH ? words : Array.from(words).slice(0, MAX_LENGTH).join('');
}

/** The last word of a person's name, as it stands: what short forms call them by. */
export function surnameOf(name: string): string {
  return name.split(' ').at(-1) ?? name;
}
