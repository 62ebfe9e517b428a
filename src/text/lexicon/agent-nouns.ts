import { OFFICES, PERSON_NOUNS } from './people-nouns.ts';

/** Offices that are made more exact by the work that they lead: "chief engineer", "chief financial officer". */
const HEADING = /^(?:chief|head|deputy)$/u;
/** How a language makes nouns for who does something. */
const AGENT = /..(?:er|or|ist|ian)$/u;

/** Whether an office is made more exact by the work behind it: "chief". Small letters expected. */
export function isHeading(word: string): boolean {
  return HEADING.test(word);
}

/** Whether a noun has the form of one for who does something: "engineer", but "tower" too. Small letters expected. */
export function isAgent(word: string): boolean {
  return AGENT.test(word);
}

/** Whether a word, in whatever letters, is known to be for somebody by what they do: "Officer", "Economist". */
export function isKnownAgent(word: string): boolean {
  const lower = word.toLowerCase();
  return AGENT.test(lower) && (OFFICES.has(lower) || PERSON_NOUNS.has(lower));
}

/** Whether capitalised words are an office and nobody's name: "Chief Executive Officer", "Chief Justice". */
export function isOfficeInCapitals(words: readonly string[]): boolean {
  const last = words.at(-1) ?? '';
  return (
    words.length > 1 &&
    HEADING.test(words[0]?.toLowerCase() ?? '') &&
    (isKnownAgent(last) || OFFICES.has(last.toLowerCase()))
  );
}

/** How many words before a name are such an office: of "Chief Financial Officer Jane Roe", three. */
export function officeLengthOf(words: readonly string[]): number {
  const beforeName = words.slice(0, -1);
  const length = beforeName.findLastIndex((word, at) => at > 0 && isKnownAgent(word)) + 1;
  return HEADING.test(words[0]?.toLowerCase() ?? '') ? length : 0;
}
