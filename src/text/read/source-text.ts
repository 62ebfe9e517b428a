/** What a reader gives: the text of a document, verbatim, and what the format says beside it. */
export interface SourceText {
  /** Well-formed, without NUL, with at least one character that is not white space. */
  readonly text: string;
  readonly mediaType: string;
  /** The reader with its version: `plain@1`. */
  readonly reader: string;
  /** The format's own fields, verbatim. */
  readonly metadata: Readonly<Record<string, unknown>>;
}
