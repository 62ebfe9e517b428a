/** Part of a text, in UTF-16 units, as JavaScript's own strings count; end is exclusive. */
export interface Utf16Span {
  readonly utf16Start: number;
  readonly utf16End: number;
}

/** The whole sentences that a span stands in, on one line. `language` is a BCP 47 tag. */
export function sentencesAround(text: string, span: Utf16Span, language: string): string {
  return [...new Intl.Segmenter(language, { granularity: 'sentence' }).segment(text)]
    .filter(({ index, segment }) => index < span.utf16End && index + segment.length > span.utf16Start)
    .map(({ segment }) => segment.trim())
    .join(' ');
}
