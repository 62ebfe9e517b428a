import type { Client } from 'pg';
import { withClient } from '../database.ts';

/**
 * Enough for a sort of one index over tens of millions of rows to stay in memory; more than the machine can spare is
 * never taken, because an index is built in one process here.
 */
const BUILD_SESSION = '-c maintenance_work_mem=1GB -c max_parallel_maintenance_workers=0';
/** Indexes built at the same time. */
const BUILDERS = 2;

/** An index that was dropped. */
export interface DroppedIndex {
  readonly table: string;
  /** The statement that makes it again. */
  readonly definition: string;
}

/** Drops every index that no constraint needs. */
export async function dropIndexes(client: Client): Promise<readonly DroppedIndex[]> {
  const { rows } = await client.query<DroppedIndex & { name: string }>(`
    SELECT i.indexrelid::regclass::text AS name, t.relname AS table, pg_get_indexdef(i.indexrelid) AS definition
      FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid
      WHERE t.relnamespace = current_schema()::regnamespace AND t.relname <> '_prisma_migrations'
        AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)`);
  for (const { name } of rows) await client.query(`DROP INDEX ${name}`);
  return rows;
}

/** Makes indexes again, some at a time. */
export async function buildIndexes(
  url: string,
  indexes: readonly DroppedIndex[],
  onProgress: (built: number) => void,
): Promise<void> {
  const waiting = [...indexes];
  let built = 0;
  const build = (client: Client) => async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      await client.query(next.definition);
      built += 1;
      onProgress(built);
    }
  };
  await Promise.all(
    Array.from({ length: BUILDERS }, () => withClient(url, (client) => build(client)(), BUILD_SESSION)),
  );
}
