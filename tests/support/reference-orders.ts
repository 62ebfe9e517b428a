import type { Key, ListOrdering, Ordering } from './reference-list.ts';
import { type ReferenceRecord, sortTime } from './reference-record.ts';
import type { RowOf } from './reference-tables.ts';

/** One element of `orderBy`, as graphql-js coerces it. */
export interface OrderArg {
  readonly field: string;
  readonly direction: 'ASC' | 'DESC';
}

/** `same`: in the direction asked for. `opposite`: against it. `ascending`: whatever was asked for. */
type Sense = 'same' | 'opposite' | 'ascending';
type Terms<Row> = readonly (readonly [(row: Row) => Key, Sense])[];

/** The order that `orderBy` asks for; undefined where it asks for none. */
export function askedOrder<Row>(
  terms: Readonly<Record<string, Terms<Row>>>,
  orderBy: readonly OrderArg[] | null | undefined,
): ListOrdering<Row> | undefined {
  const last = orderBy?.at(-1);
  if (!orderBy || last === undefined) return undefined;
  const by = orderBy.flatMap(({ field, direction }) => {
    const own = terms[field];
    if (own === undefined) throw new Error(`The reference has no order ${field}`);
    const isDescending = direction === 'DESC';
    return own.map(
      ([key, sense]): Ordering<Row> => ({
        key,
        isDescending: sense === 'same' ? isDescending : sense === 'opposite' && !isDescending,
      }),
    );
  });
  return { by, areTiesDescending: last.direction === 'DESC' };
}

export function ascending<Row>(...keys: readonly ((row: Row) => Key)[]): ListOrdering<Row> {
  return { by: keys.map((key) => ({ key, isDescending: false })), areTiesDescending: false };
}

export function descending<Row>(...keys: readonly ((row: Row) => Key)[]): ListOrdering<Row> {
  return { by: keys.map((key) => ({ key, isDescending: true })), areTiesDescending: true };
}

export function articleOrders(record: ReferenceRecord): Record<string, Terms<RowOf<'article'>>> {
  const quotes = ({ id }: RowOf<'article'>) =>
    record.tables.quote.filter((quote) => quote.article_id === id && record.isPublic(quote)).length;
  return {
    PUBLISHED_AT: [[sortTime, 'same']],
    RECORDED_AT: [[({ recorded_at }) => recorded_at.getTime(), 'same']],
    HEADLINE: [[({ headline }) => record.rank(headline), 'same']],
    QUOTE_COUNT: [[quotes, 'same']],
  };
}

export function entityOrders(
  record: ReferenceRecord,
  type: 'person' | 'organisation',
): Record<string, Terms<RowOf<'person'>>> {
  return {
    NAME: [[({ name }) => record.rank(name), 'same']],
    QUOTE_COUNT: [[({ id }) => record.quoteCount({ type, id }), 'same']],
    ARTICLE_COUNT: [[({ id }) => record.articleCount({ type, id }), 'same']],
  };
}

export function quoteOrders(record: ReferenceRecord): Record<string, Terms<RowOf<'quote'>>> {
  const published = (quote: RowOf<'quote'>) => sortTime(record.articleOf(quote));
  return {
    PUBLISHED_AT: [[published, 'same']],
    TEXT: [
      [published, 'opposite'],
      [({ article_id }) => article_id, 'opposite'],
      [({ span_start }) => span_start, 'same'],
    ],
    CONFIDENCE: [[({ confidence }) => confidence, 'same']],
  };
}

export function topicOrders(record: ReferenceRecord): Record<string, Terms<RowOf<'topic'>>> {
  const articles = ({ id }: RowOf<'topic'>) =>
    record.tables.topic_assignment.filter(
      (assignment) => assignment.topic_id === id && record.isPublic(assignment),
    ).length;
  return {
    NAME: [[({ name }) => record.rank(name), 'same']],
    CODE: [
      [({ code }) => code === null, 'ascending'],
      [({ code }) => (code === null ? -1 : record.rank(code)), 'same'],
    ],
    ARTICLE_COUNT: [[articles, 'same']],
  };
}
