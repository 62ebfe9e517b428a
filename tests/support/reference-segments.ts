import type { ReferenceRecord } from './reference-record.ts';
import type { RowOf } from './reference-tables.ts';

interface Span {
  readonly revision: number;
  readonly span_start: number;
  readonly span_end: number;
}

/** A piece of an article's text, and the rows that cover all of it. */
export interface ReferenceSegment {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly block: RowOf<'block'> | null;
  readonly mentions: readonly RowOf<'mention'>[];
  readonly quotes: readonly RowOf<'quote'>[];
}

function inTextOrder<Row extends Span & { readonly id: string }>(rows: readonly Row[]): readonly Row[] {
  return [...rows].sort((one, other) => one.span_start - other.span_start || (one.id < other.id ? -1 : 1));
}

/** Cuts an article's current text at every block's and every visible annotation's edge. */
export function segmentsOf(record: ReferenceRecord, article: RowOf<'article'>): readonly ReferenceSegment[] {
  const { tables } = record;
  const isCurrent = (row: Span & { readonly article_id: string }) =>
    row.article_id === article.id && row.revision === article.revision;
  const current = tables.article_text.find(
    ({ article_id, revision }) => article_id === article.id && revision === article.revision,
  );
  const characters = [...(current?.text ?? '')];
  const blocks = tables.block.filter(isCurrent);
  const mentions = record.mentions.filter((row) => isCurrent(row) && row.span_state !== 'LOST');
  const quotes = record.quotes.filter(({ article_id }) => article_id === article.id);
  const spansOf = ({ id }: RowOf<'quote'>) =>
    tables.quote_span.filter(
      (span) =>
        span.quote_id === id &&
        span.role === 'CONTENT' &&
        span.revision === article.revision &&
        span.span_state !== 'LOST',
    );
  const edges = new Set([0, characters.length]);
  for (const { span_start, span_end } of [...blocks, ...mentions, ...quotes.flatMap(spansOf)]) {
    edges.add(span_start);
    edges.add(span_end);
  }
  const sorted = [...edges].sort((one, other) => one - other);
  return sorted.slice(1).map((end, index) => {
    const start = sorted[index] ?? 0;
    const covers = ({ span_start, span_end }: Span) => span_start <= start && span_end >= end;
    return {
      text: characters.slice(start, end).join(''),
      start,
      end,
      block: blocks.find(covers) ?? null,
      mentions: inTextOrder(mentions.filter(covers)),
      quotes: inTextOrder(quotes.filter((quote) => spansOf(quote).some(covers))),
    };
  });
}
