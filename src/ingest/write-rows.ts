import type { Transaction } from '../database/database.ts';
import { AppError } from '../kernel/app-error.ts';
import { keyNames, type Row, type RowOperation, type TableName, tableNames } from './table-rows.ts';

const FACT = {
  owner: 'article AS owner ON owner.id = given.article_id',
  isVisible: "given.review = 'CONFIRMED' AND owner.is_visible",
} as const;
const PART_OF_QUOTE = {
  owner: 'quote AS owner ON owner.id = given.quote_id',
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

/**
 * Carries the operations out, one statement for each table and action, whatever the number of rows: a row's values
 * travel in one JSON parameter past Prisma, which takes a tenth of the time of its `createMany`, and rows of one statement
 * may refer to each other.
 *
 * Deletes first, from the last table to the first, so that what takes a unique value finds it free.
 */
export async function writeRows(
  transaction: Transaction,
  operations: readonly RowOperation[],
): Promise<void> {
  const tables = tableNames();
  for (const table of tables.toReversed()) {
    const rows = rowsOf(operations, table, 'deleted');
    if (rows.length > 0) await deleteRows(transaction, table, rows);
  }
  for (const table of tables) {
    for (const rows of byShape(rowsOf(operations, table, 'created'))) {
      await insertRows(transaction, table, rows);
    }
  }
  for (const table of tables) {
    const rows = rowsOf(operations, table, 'updated');
    if (rows.length > 0) await updateRows(transaction, table, rows);
  }
}

function rowsOf(
  operations: readonly RowOperation[],
  table: TableName,
  action: RowOperation['action'],
): readonly Row[] {
  return operations
    .filter((operation) => operation.table === table && operation.action === action)
    .map(({ row }) => row);
}

/** Rows that are inserted together must name the same columns. */
function byShape(rows: readonly Row[]): Iterable<readonly Row[]> {
  const shapes = new Map<string, Row[]>();
  for (const row of rows) {
    const shape = Object.keys(row).sort().join();
    const alike = shapes.get(shape);
    if (alike === undefined) shapes.set(shape, [row]);
    else alike.push(row);
  }
  return shapes.values();
}

async function insertRows(transaction: Transaction, table: TableName, rows: readonly Row[]): Promise<void> {
  const names = columnNames(rows);
  const derived = DERIVED[table];
  const columns = list(names);
  const statement =
    derived === undefined
      ? `INSERT INTO ${identifier(table)} (${columns}) SELECT ${columns} FROM ${given(table)}`
      : `INSERT INTO ${identifier(table)} (${columns}, sort_at, is_visible)
         SELECT ${list(names, 'given.')}, owner.sort_at, ${derived.isVisible}
         FROM ${given(table)} LEFT JOIN ${derived.owner}`;
  await transaction.$write(statement, [json(table, names, rows)]);
}

/**
 * All in one statement, each row with the columns that change of it: rows that refer to each other may come to do so the
 * other way round, and would stand in a circle between two statements.
 */
async function updateRows(transaction: Transaction, table: TableName, rows: readonly Row[]): Promise<void> {
  const keys = keyNames(table);
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const changing = names.filter((name) => !keys.includes(name));
  const statement = `UPDATE ${identifier(table)} AS stored
    SET (${list(changing)}) = (SELECT ${list(changing, 'changed.')} FROM json_populate_record(stored, element) AS changed)
    FROM json_array_elements($1::json) AS element, json_populate_record(NULL::${identifier(table)}, element) AS given
    WHERE ${sameKey(table)}`;
  await transaction.$write(statement, [json(table, names, rows)]);
}

async function deleteRows(transaction: Transaction, table: TableName, rows: readonly Row[]): Promise<void> {
  const statement = `DELETE FROM ${identifier(table)} AS stored USING ${given(table)} WHERE ${sameKey(table)}`;
  await transaction.$write(statement, [json(table, keyNames(table), rows)]);
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
      if (name in row) value[column] = toJson(table, name, row[name]);
    }
    return value;
  });
  return JSON.stringify(values);
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

function toJson(table: TableName, name: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => toJson(table, name, item));
  if (value instanceof Uint8Array) return `\\x${Buffer.from(value).toString('hex')}`;
  if (typeof value === 'string' && /[\0\p{Surrogate}]/u.test(value)) {
    throw new AppError(
      'BAD_USER_INPUT',
      `${table}.${name} holds a NUL character or half a surrogate pair, which PostgreSQL cannot store: ${JSON.stringify(value.slice(0, 60))}`,
    );
  }
  return value ?? null;
}
