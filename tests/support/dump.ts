import type { SqlSession } from '../../src/database/sql-session.ts';

/** Every row of every table, as JSON text, sorted: two dumps are equal when the databases are, ids and history included. */
export type Dump = Readonly<Record<string, readonly string[]>>;

/** Reads the whole database, but for the list of migrations. */
export async function dumpDatabase(raw: SqlSession): Promise<Dump> {
  const tables = await raw.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables
     WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> '_prisma_migrations' ORDER BY 1`,
  );
  const dump: Record<string, readonly string[]> = {};
  for (const { name } of tables) {
    const rows = await raw.query<{ row: string }>(`SELECT to_jsonb(t)::text AS row FROM "${name}" t`);
    dump[name] = rows.map(({ row }) => row).sort();
  }
  return dump;
}

export interface DumpDifference {
  readonly gone: readonly unknown[];
  readonly come: readonly unknown[];
}

/** The rows that only one of the dumps has, by table; tables without a difference and the tables left out are not there. */
export function compareDumps(
  before: Dump,
  after: Dump,
  without: readonly string[] = [],
): Readonly<Record<string, DumpDifference>> {
  const differences: Record<string, DumpDifference> = {};
  for (const [table, rows] of Object.entries(after)) {
    if (without.includes(table)) continue;
    const earlier = before[table] ?? [];
    const gone = missingFrom(rows, earlier);
    const come = missingFrom(earlier, rows);
    if (gone.length + come.length > 0) differences[table] = { gone, come };
  }
  return differences;
}

function missingFrom(others: readonly string[], rows: readonly string[]): readonly unknown[] {
  const known = new Set(others);
  return rows.filter((row) => !known.has(row)).map((row): unknown => JSON.parse(row));
}
