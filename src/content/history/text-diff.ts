import { diffArrays } from 'diff';

/** What became of a piece of a text. */
export const DiffKind = { EQUAL: 'EQUAL', DELETED: 'DELETED', INSERTED: 'INSERTED' } as const;
export type DiffKind = (typeof DiffKind)[keyof typeof DiffKind];

/** A piece of two texts; ranges in Unicode code points, `end` exclusive. */
export interface TextHunk {
  readonly kind: DiffKind;
  readonly text: string;
  readonly beforeStart: number;
  readonly beforeEnd: number;
  readonly afterStart: number;
  readonly afterEnd: number;
}

/** Words that may differ before the texts are called other texts: the time of a comparison grows with their square. */
const EDITS_MAX = 250;
/** UTF-16 units of a text that is compared word by word; a longer one is compared line by line. */
const WORDS_LENGTH_MAX = 500_000;

/**
 * A word, a run of white space, or one character: of what is neither, and of scripts that write words without spaces.
 * Intl.Segmenter takes seconds for a long article.
 */
const WORD =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]|[\p{L}\p{M}\p{N}]+|\s+|[\s\S]/gu;
const LINE = /[^\n]*\n|[^\n]+/gu;

/**
 * How one text became another, in words: EQUAL and DELETED pieces together are the text before, EQUAL and INSERTED ones the
 * text after. Texts of which more than 250 words differ are compared at both ends only, and
 * those of more than 500,000 UTF-16 units line by line. Some 0.2 s at worst (2 cores, beside other work).
 */
export function diffTexts(before: string, after: string): readonly TextHunk[] {
  const unit = Math.max(before.length, after.length) > WORDS_LENGTH_MAX ? LINE : WORD;
  const old = before.match(unit) ?? [];
  const now = after.match(unit) ?? [];
  const pieces =
    diffArrays(old, now, { maxEditLength: EDITS_MAX })?.map(({ value, added, removed }) => ({
      kind: added ? DiffKind.INSERTED : removed ? DiffKind.DELETED : DiffKind.EQUAL,
      text: value.join(''),
    })) ?? diffEnds(old, now);
  return placed(pieces.filter(({ text }) => text !== ''));
}

type Piece = Pick<TextHunk, 'kind' | 'text'>;

function diffEnds(old: readonly string[], now: readonly string[]): readonly Piece[] {
  const shorter = Math.min(old.length, now.length);
  let start = 0;
  while (start < shorter && old[start] === now[start]) start += 1;
  let end = 0;
  while (end < shorter - start && old.at(-1 - end) === now.at(-1 - end)) end += 1;
  const equal = (from: number, to: number) => ({ kind: DiffKind.EQUAL, text: old.slice(from, to).join('') });
  return [
    equal(0, start),
    { kind: DiffKind.DELETED, text: old.slice(start, old.length - end).join('') },
    { kind: DiffKind.INSERTED, text: now.slice(start, now.length - end).join('') },
    equal(old.length - end, old.length),
  ];
}

function placed(pieces: readonly Piece[]): readonly TextHunk[] {
  let before = 0;
  let after = 0;
  return pieces.map(({ kind, text }) => {
    const beforeStart = before;
    const afterStart = after;
    let length = 0;
    for (const _ of text) length += 1;
    if (kind !== DiffKind.INSERTED) before += length;
    if (kind !== DiffKind.DELETED) after += length;
    return { kind, text, beforeStart, beforeEnd: before, afterStart, afterEnd: after };
  });
}
