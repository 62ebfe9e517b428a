import type { TextSpan } from '../kernel/text-span.ts';

/** The columns of a span. */
export function spanColumns({ start, end, utf16Start, utf16End, exact, prefix, suffix }: TextSpan) {
  return { spanStart: start, spanEnd: end, utf16Start, utf16End, exact, prefix, suffix };
}

/** The columns of a fact's span, which also says how it came to stand there: an ingested one stands as it was found. */
export function factSpanColumns({ start, end, utf16Start, utf16End, exact, prefix, suffix }: TextSpan) {
  const spanState = 'EXACT' as const;
  return { spanStart: start, spanEnd: end, utf16Start, utf16End, exact, prefix, suffix, spanState };
}
