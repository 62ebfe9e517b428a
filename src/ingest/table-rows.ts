import { isDeepStrictEqual } from 'node:util';
import type { Prisma } from '../database/generated/client.ts';

/** The rows that ingest writes, by Prisma's name of the table. Derived columns are left out: `database.change` fills them. */
export interface TableRows {
  readonly topic: Prisma.TopicCreateManyInput;
  readonly organisation: Prisma.OrganisationCreateManyInput;
  readonly person: Prisma.PersonCreateManyInput;
  readonly identifier: Prisma.IdentifierCreateManyInput;
  readonly mergeCandidate: Prisma.MergeCandidateCreateManyInput;
  readonly article: Prisma.ArticleCreateManyInput;
  readonly articleText: Prisma.ArticleTextCreateManyInput;
  readonly articleSource: Omit<Prisma.ArticleSourceCreateManyInput, 'bytes' | 'metadata'> & {
    readonly bytes: Uint8Array;
    readonly metadata: Readonly<Record<string, unknown>>;
  };
  readonly block: Prisma.BlockCreateManyInput;
  readonly mention: Prisma.MentionCreateManyInput;
  readonly quote: Prisma.QuoteCreateManyInput;
  readonly quoteSpan: Prisma.QuoteSpanCreateManyInput;
  readonly quoteSpeaker: Prisma.QuoteSpeakerCreateManyInput;
  readonly quoteTopic: Prisma.QuoteTopicCreateManyInput;
  readonly affiliation: Prisma.AffiliationCreateManyInput;
  readonly affiliationReceipt: Prisma.AffiliationReceiptCreateManyInput;
  readonly topicAssignment: Prisma.TopicAssignmentCreateManyInput;
  readonly topicSpan: Prisma.TopicSpanCreateManyInput;
}

export type TableName = keyof TableRows;

/** Primary keys, in an order in which each table comes after those that it refers to. */
const PRIMARY_KEYS: { readonly [Table in TableName]: readonly (keyof TableRows[Table] & string)[] } = {
  topic: ['id'],
  organisation: ['id'],
  person: ['id'],
  identifier: ['id'],
  mergeCandidate: ['id'],
  article: ['id'],
  articleText: ['articleId', 'revision'],
  articleSource: ['id'],
  block: ['articleId', 'revision', 'position'],
  mention: ['id'],
  quote: ['id'],
  quoteSpan: ['quoteId', 'role', 'position'],
  quoteSpeaker: ['quoteId', 'position'],
  quoteTopic: ['quoteId', 'topicId'],
  affiliation: ['id'],
  affiliationReceipt: ['id'],
  topicAssignment: ['id'],
  topicSpan: ['assignmentId', 'position'],
};

/** A row by Prisma's names of its columns. */
export type Row = Readonly<Record<string, unknown>>;

/**
 * What becomes of one row; `unchanged` is kept for the count. An updated row holds its primary key and the columns that
 * change, a deleted one its primary key at least.
 */
export interface RowOperation {
  readonly table: TableName;
  readonly action: 'created' | 'updated' | 'deleted' | 'unchanged';
  readonly row: Row;
}

/** How many rows of one table were created, updated, deleted and left alone. */
export type RowCounts = Record<RowOperation['action'], number>;
export type CountsByTable = Readonly<Partial<Record<TableName, RowCounts>>>;

/**
 * Compares the rows that are stored with those that are wanted, by primary key.
 *
 * A row is updated when a column that the wanted row names has another value; columns that it does not name don't
 * matter. With `replace`, a changed row is deleted and created instead: for tables where two rows may swap a unique value.
 */
export function diffRows<Table extends TableName>(
  table: Table,
  stored: readonly object[],
  wanted: readonly TableRows[Table][],
  options: { readonly replace?: boolean } = {},
): readonly RowOperation[] {
  if (stored.length === 0) return wanted.map((row) => ({ table, action: 'created', row: toRow(row) }));
  const storedByKey = new Map(stored.map((row) => [primaryKey(table, toRow(row)), toRow(row)]));
  const operations: RowOperation[] = [];
  for (const row of wanted.map(toRow)) {
    const key = primaryKey(table, row);
    const before = storedByKey.get(key);
    storedByKey.delete(key);
    if (before === undefined) {
      operations.push({ table, action: 'created', row });
      continue;
    }
    const changed = Object.keys(row).filter((name) => !isDeepStrictEqual(before[name], row[name]));
    if (changed.length === 0) operations.push({ table, action: 'unchanged', row });
    else if (!options.replace) {
      operations.push({ table, action: 'updated', row: pick(row, [...keyNames(table), ...changed]) });
    } else operations.push({ table, action: 'deleted', row: before }, { table, action: 'created', row });
  }
  for (const row of storedByKey.values()) operations.push({ table, action: 'deleted', row });
  return operations;
}

/** Counts operations by table. */
export function countRows(operations: readonly RowOperation[]): CountsByTable {
  const counts: Partial<Record<TableName, RowCounts>> = {};
  for (const { table, action } of operations) {
    counts[table] ??= { created: 0, updated: 0, deleted: 0, unchanged: 0 };
    counts[table][action] += 1;
  }
  return counts;
}

/** Adds counts up, table by table. */
export function joinCounts(parts: readonly CountsByTable[]): CountsByTable {
  const sum: Partial<Record<TableName, RowCounts>> = {};
  for (const part of parts) {
    for (const table of tableNames()) {
      const counts = part[table];
      if (counts === undefined) continue;
      const before = sum[table] ?? { created: 0, updated: 0, deleted: 0, unchanged: 0 };
      sum[table] = {
        created: before.created + counts.created,
        updated: before.updated + counts.updated,
        deleted: before.deleted + counts.deleted,
        unchanged: before.unchanged + counts.unchanged,
      };
    }
  }
  return sum;
}

/** Whether carrying the operations out would write nothing. */
export function isUnchanged(operations: readonly RowOperation[]): boolean {
  return operations.every(({ action }) => action === 'unchanged');
}

/** Columns of a table's primary key. */
export function keyNames(table: TableName): readonly string[] {
  return PRIMARY_KEYS[table];
}

/** All tables that ingest writes, each after those that it refers to. */
export function tableNames(): readonly TableName[] {
  return Object.keys(PRIMARY_KEYS) as TableName[];
}

function primaryKey(table: TableName, row: Row): string {
  return JSON.stringify(keyNames(table).map((name) => row[name]));
}

/** Rows are written as they are, and there are a hundred of them an article: none is copied for its type. */
function toRow(row: object): Row {
  return row as Row;
}

function pick(row: Row, names: readonly string[]): Row {
  return Object.fromEntries(names.map((name) => [name, row[name]]));
}
