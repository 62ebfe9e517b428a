import type { Passage } from '../quotes/marks.ts';

/** A piece of text before its part of speech is known; positions are UTF-16 units of the whole text. */
export interface RawToken {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly lower: string;
  readonly passage: Passage | null;
}

/** A word with inner points, hyphens and apostrophes; a number, "4th" and "29-year-old" too; or one mark. */
const PIECE =
  /(?:\p{L}\.){2,}|\p{Lu}\.(?=\s\p{Lu})|[$€£]?\p{N}+(?:(?:st|nd|rd|th)(?!\p{L})|(?:-\p{L}+)+|(?:[.,:/-]\p{N}+)*%?)|[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:[-’'‑.&][\p{L}\p{N}][\p{L}\p{N}\p{M}]*)*|—|–|--|\.{3}|\S/gu;

/** What a contraction hides: "he’s", "the army’s", "they’ll". */
const CLITIC = /^(.+)([’'](?:s|re|ve|ll|d|m))$/iu;
const HAS_APOSTROPHE = /.[’']/u;
const AFTER_S = /[^’']s$/u;

const STRAIGHT = /'/gu;

/** Abbreviations that keep their point. */
const WITH_POINT = new Set(
  (
    'Gen Del Ald Cllr Lt Maj Col Capt Sgt Cpl Adm Cmdr Brig Pvt Mr Mrs Ms Dr Prof Rev Sen Sens Rep Reps Gov Jr Sr St Ft Mt Inc Corp Co Ltd Jan Feb ' +
    'Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec No vs Atty Asst Dept Supt Hon'
  ).split(' '),
);

/**
 * Cuts a stretch of text into tokens; each of the passages that stand in it becomes one token.
 *
 * @param passages in order, inside the stretch
 */
export function tokenise(text: string, start: number, end: number, passages: readonly Passage[]): RawToken[] {
  const tokens: RawToken[] = [];
  let from = start;
  for (const passage of passages) {
    pushWords(tokens, text.slice(from, passage.start), from);
    tokens.push(rawToken(passage.start, text.slice(passage.start, passage.end), passage));
    from = passage.end;
  }
  pushWords(tokens, text.slice(from, end), from);
  return tokens;
}

function pushWords(tokens: RawToken[], stretch: string, offset: number): void {
  for (const match of stretch.matchAll(PIECE)) {
    const at = offset + match.index;
    const piece = match[0];
    const last = tokens[tokens.length - 1];
    if (piece === '.' && last !== undefined && last.end === at && WITH_POINT.has(last.text)) {
      tokens[tokens.length - 1] = rawToken(last.start, `${last.text}.`, null);
      continue;
    }
    // The possessive of a plural, "officials’ pay", is one mark.
    if (
      (piece === '’' || piece === "'") &&
      last !== undefined &&
      last.end === at &&
      AFTER_S.test(last.text)
    ) {
      tokens.push({ start: at, end: at + 1, text: piece, lower: '’s', passage: null });
      continue;
    }
    const clitic = HAS_APOSTROPHE.test(piece) ? CLITIC.exec(piece) : null;
    if (clitic?.[1] !== undefined && clitic[2] !== undefined) {
      tokens.push(rawToken(at, clitic[1], null));
      tokens.push(rawToken(at + clitic[1].length, clitic[2], null));
    } else {
      tokens.push(rawToken(at, piece, null));
    }
  }
}

function rawToken(start: number, text: string, passage: Passage | null): RawToken {
  const lower = passage === null ? withCurly(text.toLowerCase()) : '';
  return { start, end: start + text.length, text, lower, passage };
}

function withCurly(lower: string): string {
  return lower.includes("'") ? lower.replace(STRAIGHT, '’') : lower;
}
