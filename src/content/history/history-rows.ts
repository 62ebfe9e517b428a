import type { Row } from '../../planner/row.ts';
import { identifier, join, literal, type Sql, sql } from '../../planner/sql.ts';
import {
  fieldValues,
  HISTORY_FIELDS,
  type HistoryPart,
  type HistoryTable,
  historyParts,
  historyTable,
  REVISED,
  revisionsOf,
} from './history-fields.ts';

/**
 * Editors see all of a row's history, readers none of it: what was before may be a draft's or an unconfirmed fact's, and
 * an actor's name may be a key's.
 */
export const EDITORS_ONLY = () => sql`FALSE`;

/** Every table whose rows have a history. */
export const HISTORY_TABLES: readonly HistoryTable[] = Object.keys(HISTORY_FIELDS).map(historyTable);

/** What `parts_at` and `stands_for_parts` know to be parts whose keys hold their owner's id. */
const KEYED_BY_OWNER: ReadonlySet<string> = new Set(['quote_speaker', 'quote_topic', 'quote_span']);

/**
 * The entries of a row's history, as a SELECT: each change of the row itself and, where a change wrote rows that are parts of
 * it and not the row, one entry for all of them.
 *
 * `subject` is the table whose row it is, `table_name` that of the revision, which may be a part's.
 */
export function historyEntries(table: HistoryTable, rowId: Sql): Sql {
  const parts = [...new Set(Object.values(historyParts(table)).map((part) => part.table))];
  const keyed = parts.filter((part) => KEYED_BY_OWNER.has(part));
  const kind =
    keyed.length === 0
      ? sql`v.kind`
      : sql`CASE WHEN v.table_name = ${literal(table)} THEN v.kind ELSE 'UPDATED' END`;
  const columns = sql`v.id, v.change_id, v.table_name, v.before, ${kind} AS kind, ${literal(table)} AS subject, ${REVISED} AS row_id, c.actor, c.reason, c.recorded_at`;
  const from = sql`FROM revision AS v JOIN change AS c ON c.id = v.change_id`;
  if (keyed.length === 0) return sql`SELECT ${columns} ${from} WHERE ${revisionsOf(table, rowId)}`;
  const stands = sql`v.table_name IN (${join(keyed.map(literal), ', ')}) AND stands_for_parts(${rowId}, ${literal(table)}, v.change_id, v.table_name, v.id)`;
  return sql`SELECT ${columns} ${from} WHERE ${REVISED} >= ${rowId} AND ${REVISED} <= ${rowId} AND (v.table_name = ${literal(table)} OR ${stands})`;
}

/**
 * What an entry changed, as a SELECT of (position, field, before, after): the fields of the row of `table`, and those of its
 * parts with the entry that stands for them in its change.
 */
export function historyChanges(table: HistoryTable, entry: Row): Sql {
  const rowId = entry.column('row_id');
  const isOwn = sql`${entry.column('table_name')} = ${literal(table)}`;
  // "After" is the next "before", or the row as it is.
  const next = sql`SELECT v.before FROM revision AS v WHERE ${revisionsOf(table, rowId)} AND v.id > ${entry.column('id')} ORDER BY ${REVISED}, v.id LIMIT 1`;
  const now = sql`SELECT to_jsonb(t) FROM ${identifier(table)} AS t WHERE t.id = ${rowId}`;
  const before = sql`CASE WHEN ${isOwn} THEN ${entry.column('before')} END`;
  const after = sql`CASE WHEN ${isOwn} AND ${entry.column('kind')} <> 'DELETED' THEN coalesce((${next}), (${now})) END`;
  const own = sql`SELECT f.position, f.field, f.before, f.after FROM (SELECT ${before} AS before, ${after} AS after OFFSET 0) AS c CROSS JOIN LATERAL (VALUES ${fieldValues(table, sql`c.before`, sql`c.after`)}) AS f (position, field, before, after, is_known) WHERE f.is_known AND f.before IS DISTINCT FROM f.after`;
  const parts = Object.entries(historyParts(table));
  if (parts.length === 0) return own;
  const stands = sql`stands_for_parts(${rowId}, ${literal(table)}, ${entry.column('change_id')}, ${entry.column('table_name')}, ${entry.column('id')})`;
  const first = Object.keys(HISTORY_FIELDS[table]).length;
  const rows = parts.map(
    ([field, part], index) =>
      sql`(${literal(String(first + index))}::integer, ${literal(field)}, ${valueAt(part, entry, 'before')}, ${valueAt(part, entry, 'after')})`,
  );
  return sql`${own} UNION ALL SELECT p.position, p.field, p.before, p.after FROM (SELECT WHERE ${stands} OFFSET 0) AS c CROSS JOIN LATERAL (VALUES ${join(rows, ', ')}) AS p (position, field, before, after) WHERE coalesce(p.before, '[]') <> coalesce(p.after, '[]')`;
}

/** The value of a list of parts beside an entry, as text; NULL where the row was not there. */
function valueAt(
  { table, element, order, match, isSingle }: HistoryPart,
  entry: Row,
  when: 'before' | 'after',
): Sql {
  const part = sql`p.content`;
  const list = sql`jsonb_agg(${element(part)} ORDER BY ${order(part)})`;
  const value = isSingle === true ? sql`(${list} -> 0) #>> '{}'` : sql`coalesce(${list}, '[]')::text`;
  const isAfter = when === 'after' ? sql`TRUE` : sql`FALSE`;
  const rows = sql`parts_at(${literal(table)}, ${entry.column('row_id')}, ${entry.column('change_id')}, ${entry.column('id')}, ${isAfter}) AS p (content)`;
  const found = sql`(SELECT ${value} FROM ${rows}${match === undefined ? sql`` : sql` WHERE ${match(part)}`})`;
  const absent = when === 'before' ? sql`'CREATED'` : sql`'DELETED'`;
  return sql`CASE WHEN ${entry.column('kind')} <> ${absent} THEN ${found} END`;
}
