import type { AnnotatedArticle, AnnotatedQuote } from './annotated-article.ts';

/** One piece of a quote as the scorer of attribution corpora takes it; code points, end exclusive. */
export interface EvaluationQuote {
  readonly start: number;
  readonly end: number;
  readonly kind: 'DIRECT' | 'MIXED' | 'INDIRECT';
  readonly speaker: { readonly start: number; readonly end: number } | null;
  readonly confidence: number;
}

/** Marks that the scorer reads as quotation marks; words in others (‘…’, ''…'') are clauses to it. */
const SCORED_MARK = /[“"]$/u;

/**
 * An article's quotes in the scorer's terms: each passage in quotation marks alone, everything else from its first to
 * its last character; what stands in another quote is left out, as the corpus allows a word in one attribution only.
 */
export function evaluationQuotes({ quotes }: AnnotatedArticle): EvaluationQuote[] {
  return quotes.filter(({ within }) => within === null).flatMap(piecesOf);
}

function piecesOf({ kind, span, quotedSpans, speakerSpan, confidence }: AnnotatedQuote): EvaluationQuote[] {
  const speaker = speakerSpan === null ? null : { start: speakerSpan.start, end: speakerSpan.end };
  const inMarks = quotedSpans.filter(({ prefix }) => SCORED_MARK.test(prefix));
  if (kind === 'INDIRECT' || inMarks.length === 0)
    return [{ start: span.start, end: span.end, kind: 'INDIRECT', speaker, confidence }];
  return inMarks.map(({ start, end }) => ({ start, end, kind, speaker, confidence }));
}
