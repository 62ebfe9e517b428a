import type {
  ConnectionSource,
  DefaultOrder,
  Model,
  OneSource,
  OrderTerm,
  RowsSource,
} from './declaration.ts';
import type { Row } from './row.ts';
import { type Sql, sql } from './sql.ts';

/** The row that a foreign key of this row points to. */
export function byKey(key: string): OneSource {
  return { kind: 'one', match: (target, row) => sql`${target.column('id')} = ${row.column(key)}` };
}

/** The rule of models whose rows carry a stored flag: readers see the rows where it is set. */
export function flagged(row: Row): Sql {
  return row.column('is_visible');
}

/** The rows of a model that hold their owner's key: `<table>_id`, or the column named. */
export function ownedRows(
  model: Model,
  options: Omit<RowsSource, 'model' | 'match'> & { readonly ownerKey?: string } = {},
): ConnectionSource['rows'] {
  const { ownerKey, ...rest } = options;
  return (owner) => ({
    ...rest,
    model,
    match: (row) => sql`${row.column(ownerKey ?? `${owner.table}_id`)} = ${owner.column('id')}`,
  });
}

/** A list's own order, ascending. */
export function ascending(term: OrderTerm): DefaultOrder {
  return { term, direction: 'ASC' };
}

/** A list's own order, descending. */
export function descending(term: OrderTerm): DefaultOrder {
  return { term, direction: 'DESC' };
}

/** Newest first, by the copied order key: publishedAt, or recordedAt where that is null. */
export const NEWEST_FIRST: readonly DefaultOrder[] = [descending({ column: 'sort_at', type: 'instant' })];

/** In the order of the text. */
export const TEXT_ORDER: readonly DefaultOrder[] = [ascending({ column: 'span_start', type: 'integer' })];
