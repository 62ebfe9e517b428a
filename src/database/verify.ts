import type { Database } from './database.ts';
import { ACCESS_CHECKS } from './verify/access-checks.ts';
import { ARTICLE_CHECKS } from './verify/article-checks.ts';
import type { Check } from './verify/check.ts';
import { DERIVED_CHECKS } from './verify/derived-checks.ts';
import { GRAPH_CHECKS } from './verify/graph-checks.ts';
import { QUOTE_CHECKS } from './verify/quote-checks.ts';
import { referenceChecks } from './verify/reference-checks.ts';
import { SPAN_CHECKS } from './verify/span-checks.ts';

/** Something in the database that breaks a rule of the record. */
export interface Fault {
  /** The rule: `mention-span`, `derived-person`. */
  readonly check: string;
  /** Table and key of the row. */
  readonly row: string;
  readonly message: string;
}

export interface Verification {
  /** Rows by table, for the tables that hold the record. */
  readonly counts: Readonly<Record<string, number>>;
  /** Empty when all is well; at most 1,000 of each check. */
  readonly faults: readonly Fault[];
}

/** Told before each check runs; `done` of `total` are behind it. */
export type VerifyProgress = (progress: {
  readonly check: string;
  readonly done: number;
  readonly total: number;
}) => void;

/** A broken bulk load can spoil every row; a person reads the first few and mends the loader. */
const MAX_FAULTS_PER_CHECK = 1_000;

const COUNTED_TABLES = [
  'article',
  'article_text',
  'article_source',
  'article_correction',
  'article_withdrawal',
  'block',
  'person',
  'organisation',
  'identifier',
  'mention',
  'quote',
  'quote_span',
  'quote_speaker',
  'quote_about',
  'quote_mention',
  'quote_topic',
  'topic',
  'topic_closure',
  'topic_assignment',
  'topic_span',
  'affiliation',
  'affiliation_receipt',
  'article_person',
  'article_organisation',
  'merge_candidate',
  'slug',
  'change',
  'revision',
  'outbox',
] as const;

/**
 * Checks every rule of the record over a whole database: spans, hashes, order, quotes, references, hierarchies, old
 * slugs and derived data. Writes nothing; each check is one statement that reads a table or two from end to end.
 */
export async function verify(
  database: Database,
  onProgress: VerifyProgress = () => undefined,
): Promise<Verification> {
  const checks = [
    ...SPAN_CHECKS,
    ...QUOTE_CHECKS,
    ...GRAPH_CHECKS,
    ...ARTICLE_CHECKS,
    ...DERIVED_CHECKS,
    ...ACCESS_CHECKS,
    ...(await referenceChecks(database)),
  ];
  const faults: Fault[] = [];
  for (const [done, check] of checks.entries()) {
    onProgress({ check: check.name, done, total: checks.length });
    faults.push(...(await findFaults(database, check)));
  }
  return { counts: await countRows(database), faults };
}

async function findFaults(database: Database, { name, sql }: Check): Promise<readonly Fault[]> {
  const rows = await database.read<{ row: string; message: string }>({
    text: `SELECT * FROM (${sql}) AS fault ORDER BY row LIMIT ${MAX_FAULTS_PER_CHECK}`,
    values: [],
    isLong: true,
  });
  return rows.map(({ row, message }) => ({ check: name, row, message }));
}

async function countRows(database: Database): Promise<Readonly<Record<string, number>>> {
  const columns = COUNTED_TABLES.map((table) => `(SELECT count(*) FROM ${table}) AS ${table}`);
  const [counts] = await database.read<Record<string, number>>({
    text: `SELECT ${columns.join(', ')}`,
    values: [],
    isLong: true,
  });
  if (counts === undefined) throw new Error('counting rows gave no row');
  return counts;
}
