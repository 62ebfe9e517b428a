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
