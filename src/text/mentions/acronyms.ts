/** Shortest acronym that is believed: "(L)" says who stands left. */
const MIN_LENGTH = 2;
const MAX_LENGTH = 12;

/** Whether a short form is made of a name's letters: "ISPR" of "Inter-Services Public Relations", "Centcom" of "US Central Command". */
export function isAcronymOf(short: string, name: string): boolean {
  const letters = short.replace(/[^\p{L}]/gu, '').toLowerCase();
  if (letters.length < MIN_LENGTH || letters.length > MAX_LENGTH) return false;
  const words = name.split(/[\s,-]+/u).filter((word) => /^\p{L}/u.test(word));
  if (words.length === 0 || name.toLowerCase() === short.toLowerCase()) return false;
  const isCapitals = /^[\p{Lu}\p{N}.]+$/u.test(short);
  const small = words.map((word) => word.toLowerCase());
  // What stands last behind "and" may be missing: "Disease Control and Prevention".
  const shorter = small.at(-2) === 'and' && letters.length > 2 ? [small, small.slice(0, -2)] : [small];
  // The first words may be missing: "US Central Command (Centcom)".
  for (let skip = 0; skip < Math.min(words.length, 3); skip += 1) {
    if (shorter.some((said) => isMadeOf(letters, said.slice(skip), isCapitals))) return true;
  }
  return isCapitals && hasInnerLetter(letters, small);
}

/** "FHWA" of "Federal Highway Administration": every word gives its first letter, and one of them one more. */
function hasInnerLetter(letters: string, words: readonly string[]): boolean {
  if (words.length < 3 || letters.length !== words.length + 1) return false;
  return words.some((word, at) => {
    const initials = words.map((other) => other.charAt(0));
    const inner = letters.charAt(at + 1);
    return (
      word.length > 5 &&
      word.includes(inner, 2) &&
      letters === [...initials.slice(0, at + 1), inner, ...initials.slice(at + 1)].join('')
    );
  });
}

/** Each word gives its beginning, small joining words may give nothing; an acronym in capitals may also take letters inside a compound. */
function isMadeOf(letters: string, words: readonly string[], isCapitals: boolean): boolean {
  const [word, ...rest] = words;
  if (word === undefined) return letters === '';
  if (JOINING.has(word) && isMadeOf(letters, rest, isCapitals)) return true;
  if (word.charAt(0) !== letters.charAt(0)) return false;
  for (let taken = 1; taken <= Math.min(word.length, letters.length); taken += 1) {
    if (!word.startsWith(letters.slice(0, taken))) break;
    if (isMadeOf(letters.slice(taken), rest, isCapitals)) return true;
  }
  if (!isCapitals || rest.length > 0) return false;
  return letters.length <= 3 && isSubsequence(letters, word);
}

const JOINING = new Set('of the and for in on to e de la'.split(' '));

function isSubsequence(letters: string, word: string): boolean {
  let at = -1;
  for (const letter of letters) {
    at = word.indexOf(letter, at + 1);
    if (at === -1) return false;
  }
  return true;
}
