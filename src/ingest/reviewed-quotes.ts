import type { QuoteSpan } from '../database/generated/client.ts';
import type { ReviewedFacts } from './reviewed-facts.ts';
import { spanColumns } from './span-columns.ts';
import type { StoredArticle } from './stored-articles.ts';

type StoredQuote = StoredArticle['quotes'][number];

/** A reviewed quote in the current text, with its spans; speakers and topics stay as they are. */
export interface KeptQuote {
  readonly row: Omit<StoredQuote, 'version' | 'sortAt' | 'isVisible' | 'spans' | 'speakers' | 'topics'>;
  readonly spans: readonly QuoteSpan[];
  readonly spansBefore: readonly QuoteSpan[];
}

/** What tells whether two are one quote. */
interface QuotePlace {
  readonly kind: string;
  readonly spanStart: number;
  readonly spanEnd: number;
}

/** Of two that overlap by more than that, as a part of all that they span together, one is the other with its ends moved. */
const MIN_OVERLAP = 0.5;

/** The reviewed quotes, carried over into the current text; none where the article keeps none. */
export function keptQuotes(
  quotes: readonly StoredQuote[],
  reviewed: ReviewedFacts | null,
): readonly KeptQuote[] {
  return reviewed === null ? [] : quotes.filter(reviewed.keeps).map((quote) => keepQuote(quote, reviewed));
}

/** The reviewed quote that says or denies what is suggested: the same kind of quote at the same place, or nearly. */
export function whoSettles(suggested: QuotePlace, kept: readonly KeptQuote[]): KeptQuote | undefined {
  const there = kept.filter(({ row }) => row.spanState !== 'LOST');
  return (
    there.find(({ row }) => overlap(row, suggested) === 1) ??
    there.find(({ row }) => row.kind === suggested.kind && overlap(row, suggested) > MIN_OVERLAP)
  );
}

function overlap(one: QuotePlace, other: QuotePlace): number {
  const shared = Math.min(one.spanEnd, other.spanEnd) - Math.max(one.spanStart, other.spanStart);
  const all = Math.max(one.spanEnd, other.spanEnd) - Math.min(one.spanStart, other.spanStart);
  return Math.max(0, shared) / all;
}

/** A quote is as its words are: all of them found, in their order, or it is LOST. Who introduces it may be LOST alone. */
export function keepQuote(quote: StoredQuote, reviewed: ReviewedFacts): KeptQuote {
  const { version: _, sortAt: _sortAt, isVisible: _isVisible, ...all } = quote;
  const { spans: spansBefore, speakers: _speakers, topics: _topics, ...row } = all;
  const spans = spansBefore.map((span) => reviewed.anchor(span));
  const words = spans.filter(({ role }) => role === 'CONTENT' || role === 'QUOTED');
  const content = words.filter(({ role }) => role === 'CONTENT');
  const [first] = content;
  const last = content.at(-1);
  const isWhole = words.every(({ spanState }) => spanState !== 'LOST') && isInOrder(words);
  if (first === undefined || last === undefined || !isWhole) {
    return {
      row: { ...row, spanState: 'LOST' },
      spans: spansBefore.map((span) => ({ ...span, spanState: 'LOST' })),
      spansBefore,
    };
  }
  if (first.revision === row.revision) return { row, spans: spansBefore, spansBefore };
  const span = spanColumns(reviewed.text.span(first.spanStart, last.spanEnd));
  const isMoved = row.spanState === 'MOVED' || content.some(({ spanState }) => spanState === 'MOVED');
  return {
    row: { ...row, revision: first.revision, ...span, spanState: isMoved ? 'MOVED' : 'EXACT' },
    spans,
    spansBefore,
  };
}

function isInOrder(words: readonly QuoteSpan[]): boolean {
  const content = words.filter(({ role }) => role === 'CONTENT');
  const quoted = words.filter(({ role }) => role === 'QUOTED');
  const follow = (spans: readonly QuoteSpan[]) =>
    spans.every((span, position) => (spans[position - 1]?.spanEnd ?? 0) <= span.spanStart);
  const isInside = quoted.every((span) =>
    content.some(({ spanStart, spanEnd }) => spanStart <= span.spanStart && spanEnd >= span.spanEnd),
  );
  return follow(content) && follow(quoted) && isInside;
}
