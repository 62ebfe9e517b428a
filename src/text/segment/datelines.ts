/** Words in capitals before a colon that are labels of the desk, not places. */
const LABELS = new Set([
  'ANALYSIS',
  'BREAKING',
  'CORRECTION',
  'EDITORIAL',
  'EXCLUSIVE',
  'EXPLAINER',
  'LIVE',
  'NOTE',
  'OPINION',
  'UPDATE',
  'VIDEO',
  'WATCH',
]);

/** Longest dateline looked for, in UTF-16 units: place, region, date and agency. */
const MAX_LENGTH = 80;

const UP_TO_SEPARATOR = new RegExp(`^([^\\r\\n]{2,${MAX_LENGTH}}?)\\s?(?:—|–|--?|:)(?=\\s|$)`, 'u');
const AGENCY = /\s*\(\p{Lu}[^()]{1,30}\)$/u;
const IN_CAPITALS = /^[\p{Lu}\p{M}.'’/-]*\p{Lu}[\p{Lu}\p{M}.'’/-]+$/u;
const CAPITALISED = /^\p{Lu}[\p{L}\p{M}.'’-]*$/u;
const SET_APART = /\s(?:—|–|--?)$/u;
const WHOLE_SENTENCES = /^\s+["“‘']?[\p{Lu}\p{N}].*[.!?…]["”’')]*\s*$/su;
/** Most words of a place in small letters without an agency. */
const MAX_PLACE_WORDS = 3;
const CAPITALISED_OR_NUMBER = /^(?:\p{Lu}[\p{L}\p{M}.'’/-]*|\d{1,4}(?:st|nd|rd|th)?|de|of|the|la|le|al)$/u;

/**
 * The length of the dateline that a paragraph begins with, its separator included, or 0 where there is none.
 *
 * A dateline is a place in capitals, a region, a date and an agency where given, and a colon or a dash: "ISLAMABAD:",
 * "NEW YORK, Jan. 6 (AP) —". With an agency in brackets the place may be in small letters, "London (Reuters) -", and where
 * a dash parts a short name from whole sentences: "Manila — At least two people died."
 */
export function datelineLength(paragraph: string): number {
  const match = UP_TO_SEPARATOR.exec(paragraph);
  const [whole, head = ''] = match ?? [''];
  if (whole === '') return 0;
  const hasAgency = AGENCY.test(head);
  const [place = '', ...rest] = head.replace(AGENCY, '').split(/,\s*/u);
  const placeWords = place.split(/\s+/u);
  const placeWord = hasAgency
    ? CAPITALISED_OR_NUMBER
    : opensSentences(whole, paragraph) && placeWords.length <= MAX_PLACE_WORDS
      ? CAPITALISED
      : IN_CAPITALS;
  if (LABELS.has((placeWords[0] ?? '').toUpperCase()) || !placeWords.every((word) => placeWord.test(word)))
    return 0;
  const isRestPlain = rest.every((part) =>
    part.split(/\s+/u).every((word) => CAPITALISED_OR_NUMBER.test(word)),
  );
  return isRestPlain ? whole.length : 0;
}

function opensSentences(dateline: string, paragraph: string): boolean {
  return SET_APART.test(dateline) && WHOLE_SENTENCES.test(paragraph.slice(dateline.length));
}

/** A dateline without the colon or dash that parts it from the text. */
export function datelinePlace(dateline: string): string {
  return dateline.replace(/\s*[:—–-]+$/u, '');
}
