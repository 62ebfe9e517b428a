import { cueFormsOf } from '../lexicon/cue-verbs.ts';

/** Where a picture's caption and credit stand in a chunk, as UTF-16 positions relative to it; at least one is there. */
export interface PictureLine {
  readonly caption: { readonly start: number; readonly end: number } | null;
  readonly credit: { readonly start: number; readonly end: number } | null;
}

/** Longest credit and caption, in UTF-16 units: what is longer is a paragraph that speaks of photos. */
const MAX_CREDIT_LENGTH = 100;
const MAX_CAPTION_LENGTH = 500;

/** In capitals or capitalised: "the photo: it showed" is a sentence. */
const KEYWORDS = [
  'Photo',
  'Photograph',
  'Picture',
  'Image',
  'Foto',
  'Bild',
  'Credit',
  'Illustration',
  'Graphic',
]
  .flatMap((word) => [word, word.toUpperCase()])
  .join('|');
const BEFORE_KEYWORD = '(?:^|(?<=[.!?)”"’|]\\s+)|(?=\\())\\(?(?:(?:File|FILE|\\p{Lu}{2,6}) )?';
const AFTER_KEYWORD =
  '(?:s|S)?(?: credit| Credit| CREDIT)?(?:\\s?:\\s?|/|\\s(?:by|BY|via|courtesy(?: of)?)\\s(?=\\p{Lu}))';

/** "Photo: X", "(Photo by X)", "AP Photo/X": at the beginning, after a sentence or in brackets. */
const CREDIT = new RegExp(`${BEFORE_KEYWORD}(?:${KEYWORDS})${AFTER_KEYWORD}\\S.*$`, 'su');

/** "(left)", "(second from right)": who stands where in the picture. */
const POSITION =
  /\((?:(?:second |third )?(?:from )?(?:left|right)|(?:far )?(?:left|right)|centre|center|top|bottom)\)/u;

/** "(L)", "(R)": the same, or somebody's party. */
const LETTER = /\([LRC]\)/u;
const WORDS_IN_MARKS = /["“”„«»]/u;
/** A full stop behind a word of small letters, and another sentence: "Gen." and "J. Roe" end none. */
const SECOND_SENTENCE = /(?:\p{Ll}{4}|[\p{N})])[.!?]\s+\p{Lu}/u;

/** Finds caption and credit in a chunk, or null where it is no picture's line. */
export function pictureLine(chunk: string): PictureLine | null {
  if (chunk.length > MAX_CAPTION_LENGTH) return null;
  const credit = CREDIT.exec(chunk);
  if (credit !== null && credit[0].length <= MAX_CREDIT_LENGTH) {
    const before = chunk.slice(0, credit.index).trimEnd().length;
    return {
      caption: before === 0 ? null : { start: 0, end: before },
      credit: { start: credit.index, end: chunk.length },
    };
  }
  const hasPosition = POSITION.test(chunk) || (LETTER.test(chunk) && !reports(chunk));
  return hasPosition ? { caption: { start: 0, end: chunk.length }, credit: null } : null;
}

/** The chunk tells what somebody said, or more than one thing: a picture's line says who is in it, and there a letter is a position. */
function reports(chunk: string): boolean {
  return (
    WORDS_IN_MARKS.test(chunk) ||
    SECOND_SENTENCE.test(chunk) ||
    chunk
      .split(/[^\p{L}]+/u)
      .some((word) =>
        cueFormsOf(word).some(({ form, cueClass }) => form === 'past' && cueClass.act === 'SPEECH'),
      )
  );
}
