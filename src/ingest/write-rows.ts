import type { Transaction } from '../database/database.ts';
import { AppError } from '../kernel/app-error.ts';
import { grouped } from '../text/grouped.ts';
import { keyNames, type Row, type RowOperation, type TableName, tableNames } from './table-rows.ts';

const FACT = {
  owner: 'article WHERE id = given.article_id',
  isVisible: "given.review = 'CONFIRMED' AND owner.is_visible",
} as const;
const PART_OF_QUOTE = {
  owner: 'quote WHERE id = given.quote_id',
  isVisible: 'owner.is_visible',
} as const;

/**
 * The order key and visibility of facts, as the views `expected_…` have them: written with the row, so that the last step
 * of the change finds nothing to write a second time, with all index entries of the row.
 */
const DERIVED: { readonly [Table in TableName]?: { readonly owner: string; readonly isVisible: string } } = {
  mention: FACT,
  quote: FACT,
  affiliationReceipt: FACT,
  topicAssignment: FACT,
  quoteSpeaker: PART_OF_QUOTE,
  quoteTopic: PART_OF_QUOTE,
};

/** A statement with its only parameter: the rows as JSON text. */
export interface RowStatement {
  readonly text: string;
  readonly rows: string;
  readonly planned: 'once' | 'each time';
}

/** Carries the operations out, as `statementsOf` has them. */
export async function writeRows(
  transaction: Transaction,
  operations: readonly RowOperation[],
): Promise<void> {
  await runStatements(transaction, statementsOf(operations));
}

/**
 * Has the database run the statements one after the other, without a pause between them. Where one fails the others do too,
 * for the transaction is over; it throws why when all have ended.
 */
export async function runStatements(
  transaction: Transaction,
  statements: Iterable<RowStatement>,
): Promise<void> {
  const ends = await Promise.allSettled(
    [...statements].map(({ text, rows, planned }) => transaction.$write(text, [rows], planned)),
  );
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}

/**
 * One statement for each table and action, whatever the number of rows: a row's values travel in one JSON parameter past
 * Prisma, which takes a tenth of the time of its `createMany`, and rows of one statement may refer to each other.
 *
 * Deletes first, from the last table to the first, so that what takes a unique value finds it free. Each is made when it
 * is asked for.
 */
export function* statementsOf(operations: readonly RowOperation[]): Generator<RowStatement> {
  const rowsOf = rowsByTable(operations);
  const tables = tableNames();
  for (const table of tables.toReversed()) {
    const rows = rowsOf(table, 'deleted');
    if (rows.length > 0) yield deleteStatement(table, rows);
  }
  for (const table of tables) {
    for (const rows of byShape(rowsOf(table, 'created'))) yield insertStatement(table, rows);
  }
  for (const table of tables) {
    const rows = rowsOf(table, 'updated');
    if (rows.length > 0) yield updateStatement(table, rows);
  }
}

function rowsByTable(
  operations: readonly RowOperation[],
): (table: TableName, action: RowOperation['action']) => readonly Row[] {
  const byPlace = grouped(operations, ({ table, action }) => `${table} ${action}`);
  return (table, action) => (byPlace.get(`${table} ${action}`) ?? []).map(({ row }) => row);
}

/** Rows that are inserted together must name the same columns: nearly always all of a table do. */
function byShape(rows: readonly Row[]): readonly (readonly Row[])[] {
  const shapes: { readonly names: ReadonlySet<string>; readonly rows: Row[] }[] = [];
  for (const row of rows) {
    const names = Object.keys(row);
    const shape = shapes.find(
      (one) => one.names.size === names.length && names.every((name) => one.names.has(name)),
    );
    if (shape === undefined) shapes.push({ names: new Set(names), rows: [row] });
    else shape.rows.push(row);
  }
  return shapes.map((shape) => shape.rows);
}

/** Each owner is looked up by its key (OFFSET keeps it so): a join that was planned while there were few would read all of them. */
function insertStatement(table: TableName, rows: readonly Row[]): RowStatement {
  const names = columnNames(rows);
  const derived = DERIVED[table];
  const columns = list(names);
  const text =
    derived === undefined
      ? `INSERT INTO ${identifier(table)} (${columns}) SELECT ${columns} FROM ${given(table)}`
      : `INSERT INTO ${identifier(table)} (${columns}, sort_at, is_visible)
         SELECT ${list(names, 'given.')}, owner.sort_at, ${derived.isVisible}
         FROM ${given(table)} LEFT JOIN LATERAL (SELECT sort_at, is_visible FROM ${derived.owner} OFFSET 0) AS owner ON true`;
  return { text, rows: json(table, names, rows), planned: 'once' };
}

/**
 * All in one statement, each row with the columns that change of it: rows that refer to each other may come to do so the
 * other way round, and would stand in a circle between two statements.
 */
function updateStatement(table: TableName, rows: readonly Row[]): RowStatement {
  const keys = keyNames(table);
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const changing = names.filter((name) => !keys.includes(name));
  const text = `UPDATE ${identifier(table)} AS stored
    SET (${list(changing)}) = (SELECT ${list(changing, 'changed.')} FROM json_populate_record(stored, element) AS changed)
    FROM json_array_elements($1::json) AS element, json_populate_record(NULL::${identifier(table)}, element) AS given
    WHERE ${sameKey(table)}`;
  return { text, rows: json(table, names, rows), planned: 'each time' };
}

function deleteStatement(table: TableName, rows: readonly Row[]): RowStatement {
  const text = `DELETE FROM ${identifier(table)} AS stored USING ${given(table)} WHERE ${sameKey(table)}`;
  return { text, rows: json(table, keyNames(table), rows), planned: 'each time' };
}

/** The rows of the only parameter as a table named `given`, typed by the table that they are for. */
function given(table: TableName): string {
  return `json_populate_recordset(NULL::${identifier(table)}, $1::json) AS given`;
}

/** What the rows have of those columns, as a JSON array, by the names of the columns. */
function json(table: TableName, names: readonly string[], rows: readonly Row[]): string {
  const columns = names.map((name) => ({ name, column: snakeCase(name) }));
  const values = rows.map((row) => {
    const value: Record<string, unknown> = {};
    for (const { name, column } of columns) {
      if (name in row) value[column] = toJson(row[name]);
    }
    return value;
  });
  const text = JSON.stringify(values);
  // What PostgreSQL cannot store is escaped in JSON, as hardly anything else is.
  if (text.includes('\\u'))
    for (const row of rows) for (const { name } of columns) refuseUnstorable(table, name, row[name]);
  return text;
}

function sameKey(table: TableName): string {
  return keyNames(table)
    .map((name) => `stored.${identifier(name)} = given.${identifier(name)}`)
    .join(' AND ');
}

function columnNames(rows: readonly Row[]): readonly string[] {
  return Object.keys(rows[0] ?? {});
}

function list(names: readonly string[], of = ''): string {
  return names.map((name) => `${of}${identifier(name)}`).join(', ');
}

/** A table's or column's name in SQL. Names come from this folder's own types, never from input. */
function identifier(name: string): string {
  return `"${snakeCase(name)}"`;
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function toJson(value: unknown): unknown {
  return value instanceof Uint8Array ? `\\x${Buffer.from(value).toString('hex')}` : (value ?? null);
}

function refuseUnstorable(table: TableName, name: string, value: unknown): void {
  if (Array.isArray(value)) for (const item of value) refuseUnstorable(table, name, item);
  if (typeof value !== 'string' || !/[\0\p{Surrogate}]/u.test(value)) return;
  throw new AppError(
    'BAD_USER_INPUT',
    `${table}.${name} holds a NUL character or half a surrogate pair, which PostgreSQL cannot store: ${JSON.stringify(value.slice(0, 60))}`,
  );
}
