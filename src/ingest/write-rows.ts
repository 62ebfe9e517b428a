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
    await eachShape(operations, table, 'deleted', (rows) => deleteRows(transaction, table, rows));
  }
  for (const table of tables) {
    await eachShape(operations, table, 'created', (rows) => insertRows(transaction, table, rows));
  }
  for (const table of tables) {
    await eachShape(operations, table, 'updated', (rows) => updateRows(transaction, table, rows));
  }
}

/** Rows of one statement must name the same columns. */
async function eachShape(
  operations: readonly RowOperation[],
  table: TableName,
  action: RowOperation['action'],
  write: (rows: readonly Row[]) => Promise<void>,
): Promise<void> {
  const shapes = new Map<string, Row[]>();
  for (const operation of operations) {
    if (operation.table !== table || operation.action !== action) continue;
    const shape = action === 'deleted' ? '' : Object.keys(operation.row).sort().join();
    const rows = shapes.get(shape);
    if (rows === undefined) shapes.set(shape, [operation.row]);
    else rows.push(operation.row);
  }
  for (const rows of shapes.values()) await write(rows);
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

async function updateRows(transaction: Transaction, table: TableName, rows: readonly Row[]): Promise<void> {
  const names = columnNames(rows);
  const assignments = names
    .filter((name) => !keyNames(table).includes(name))
    .map((name) => `${identifier(name)} = given.${identifier(name)}`);
  const statement = `UPDATE ${identifier(table)} AS stored SET ${assignments.join(', ')} FROM ${given(table)} WHERE ${sameKey(table)}`;
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

/** The rows as a JSON array, by the names of their columns. */
function json(table: TableName, names: readonly string[], rows: readonly Row[]): string {
  const columns = names.map((name) => ({ name, column: snakeCase(name) }));
  const values = rows.map((row) => {
    const value: Record<string, unknown> = {};
    for (const { name, column } of columns) value[column] = toJson(table, name, row[name]);
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
