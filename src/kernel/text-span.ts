import { AppError } from './app-error.ts';

/**
 * A place in one revision of an article's text: a W3C Web Annotation TextPositionSelector (`start`, `end`) with a
 * TextQuoteSelector (`exact`, `prefix`, `suffix`) beside it.
 *
 * `start` (inclusive) and `end` (exclusive) count Unicode code points from 0; `utf16Start` and `utf16End` are the same
 * places in UTF-16 units. `exact` is the text between them, `prefix` and `suffix` up to 32 code points around it.
 *
 * @see https://www.w3.org/TR/annotation-model/#selectors
 */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
  readonly utf16Start: number;
  readonly utf16End: number;
  readonly exact: string;
  readonly prefix: string;
  readonly suffix: string;
}

/** A W3C TextQuoteSelector: the words meant, and what must stand directly before and after them. */
export interface QuoteSelector {
  readonly exact: string;
  readonly prefix?: string | undefined;
  readonly suffix?: string | undefined;
}

/** Where to look for a selector's `exact`, and what counts as a hit. */
export interface LocateOptions {
  /** UTF-16 positions that `exact` must stand between; `prefix` and `suffix` may reach out of them. Default: the whole text. */
  readonly within?: { readonly utf16Start: number; readonly utf16End: number };
  /** Leave out places where `exact` begins or ends in the middle of a word. Default: false. */
  readonly wholeWords?: boolean;
}

/** The one place that a selector means, or why there is none. */
export type Located =
  | { readonly outcome: 'found'; readonly span: TextSpan }
  | { readonly outcome: 'absent' }
  | { readonly outcome: 'ambiguous'; readonly count: number };

/** Code points of context kept on each side of a span (DESIGN, "Offsets"). */
const CONTEXT_CODE_POINTS = 32;

const ANY_SURROGATE = /[\uD800-\uDFFF]/;
const LONE_SURROGATE = /\p{Surrogate}/u;
const ASTRAL = /[\u{10000}-\u{10FFFF}]/gu;
const ENDS_IN_WORD = /[\p{L}\p{N}\p{M}]$/u;
const BEGINS_IN_WORD = /^[\p{L}\p{N}\p{M}]/u;

/**
 * A text whose places can be named in code points and in UTF-16 units: the only converter between the two.
 *
 * A conversion costs O(log n) in the number of characters outside the Basic Multilingual Plane, and nothing in a text
 * that has none.
 */
export class SpannedText {
  /** Length in code points. */
  readonly length: number;
  /** UTF-16 positions of the characters that take two units, ascending. */
  readonly #astral: readonly number[];

  /** Refuses a text with a lone surrogate (BAD_USER_INPUT): it has no code points and no UTF-8. */
  constructor(readonly text: string) {
    this.#astral = ANY_SURROGATE.test(text) ? astralPositions(text) : [];
    this.length = text.length - this.#astral.length;
  }

  /** The span between two code-point positions. Throws RangeError unless 0 <= start <= end <= length. */
  span(start: number, end: number): TextSpan {
    if (!Number.isInteger(start) || !Number.isInteger(end) || start < 0 || end < start || end > this.length) {
      throw new RangeError(`No span [${start}, ${end}) in a text of ${this.length} code points.`);
    }
    const utf16Start = this.toUtf16(start);
    const utf16End = this.toUtf16(end);
    return {
      start,
      end,
      utf16Start,
      utf16End,
      exact: this.text.slice(utf16Start, utf16End),
      prefix: this.text.slice(this.toUtf16(Math.max(0, start - CONTEXT_CODE_POINTS)), utf16Start),
      suffix: this.text.slice(utf16End, this.toUtf16(Math.min(this.length, end + CONTEXT_CODE_POINTS))),
    };
  }

  /** The span between two UTF-16 positions. Throws RangeError outside the text or in the middle of a surrogate pair. */
  spanFromUtf16(utf16Start: number, utf16End: number): TextSpan {
    return this.span(this.toCodePoint(utf16Start), this.toCodePoint(utf16End));
  }

  /** The UTF-16 position of a code-point position. Throws RangeError outside the text. */
  toUtf16(codePoint: number): number {
    if (!Number.isInteger(codePoint) || codePoint < 0 || codePoint > this.length) {
      throw new RangeError(`No position ${codePoint} in a text of ${this.length} code points.`);
    }
    return codePoint + countBelow(this.#astral, (position, before) => position - before < codePoint);
  }

  /** The code-point position of a UTF-16 position. Throws RangeError outside the text or in the middle of a surrogate pair. */
  toCodePoint(utf16: number): number {
    if (!Number.isInteger(utf16) || utf16 < 0 || utf16 > this.text.length) {
      throw new RangeError(`No position ${utf16} in a text of ${this.text.length} UTF-16 units.`);
    }
    const before = countBelow(this.#astral, (position) => position < utf16);
    if (before > 0 && this.#astral[before - 1] === utf16 - 1) {
      throw new RangeError(`Position ${utf16} is in the middle of a surrogate pair.`);
    }
    return utf16 - before;
  }

  /** Every place that a selector fits, in the order of the text; places may overlap. An empty `exact` fits nowhere. */
  locateAll(selector: QuoteSelector, options: LocateOptions = {}): TextSpan[] {
    const { exact, prefix = '', suffix = '' } = selector;
    const { within = { utf16Start: 0, utf16End: this.text.length }, wholeWords = false } = options;
    // Half a surrogate pair would be "found" inside a whole one.
    if (exact === '' || LONE_SURROGATE.test(exact)) return [];
    // What follows is not looked through: a text may have thousands of blocks, and each of them is searched.
    const searched = this.text.slice(0, within.utf16End);
    const places: TextSpan[] = [];
    for (
      let at = searched.indexOf(exact, within.utf16Start);
      at !== -1;
      at = searched.indexOf(exact, at + 1)
    ) {
      const end = at + exact.length;
      if (!this.text.endsWith(prefix, at) || !this.text.startsWith(suffix, end)) continue;
      if (wholeWords && (this.#cutsWord(at) || this.#cutsWord(end))) continue;
      places.push(this.spanFromUtf16(at, end));
    }
    return places;
  }

  /** The one place that a selector fits, or why there is not exactly one. */
  locate(selector: QuoteSelector, options: LocateOptions = {}): Located {
    const places = this.locateAll(selector, options);
    const [span] = places;
    if (span === undefined) return { outcome: 'absent' };
    return places.length === 1 ? { outcome: 'found', span } : { outcome: 'ambiguous', count: places.length };
  }

  #cutsWord(utf16: number): boolean {
    // Two units on each side hold one whole character, astral or not.
    return (
      ENDS_IN_WORD.test(this.text.slice(Math.max(0, utf16 - 2), utf16)) &&
      BEGINS_IN_WORD.test(this.text.slice(utf16, utf16 + 2))
    );
  }
}

function astralPositions(text: string): number[] {
  const lone = LONE_SURROGATE.exec(text);
  if (lone !== null) {
    const unit = lone[0].charCodeAt(0).toString(16).toUpperCase();
    throw new AppError(
      'BAD_USER_INPUT',
      `The text has a lone surrogate (U+${unit}) at UTF-16 position ${lone.index}: only well-formed Unicode is accepted.`,
    );
  }
  return Array.from(text.matchAll(ASTRAL), (match) => match.index);
}

/** How many of the ascending `values` pass `isBelow`, which holds for a first part of them only. */
function countBelow(values: readonly number[], isBelow: (value: number, index: number) => boolean): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const value = values[middle];
    if (value !== undefined && isBelow(value, middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
