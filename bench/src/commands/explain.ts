import { createHash } from 'node:crypto';
import { withClient } from '../database.ts';
import { requestsOf } from '../measure/requests.ts';
import { QUERIES } from '../queries/queries.ts';
import type { QueryName } from '../queries/query.ts';
import { SERVERS } from '../servers/kinds.ts';
import { startServer } from '../servers/running-server.ts';

/** A statement as it is run, and what PostgreSQL says of it. */
export interface Explained {
  readonly sql: string;
  readonly values: readonly unknown[];
  readonly plan: string;
}

/** EXPLAIN (ANALYZE, BUFFERS) of the planner's statement for a query's first input, under the generic plan and settings of reads. */
export async function explain(url: string, name: QueryName): Promise<Explained> {
  const { sql, values } = await plannedStatement(url, name);
  return withClient(
    url,
    async (client) => {
      const prepared = `s_${createHash('sha256').update(sql).digest('hex').slice(0, 8)}`;
      await client.query(`PREPARE ${prepared} AS ${sql}`);
      const literals = values.map((value) => (value === null ? 'NULL' : client.escapeLiteral(String(value))));
      const call = `EXECUTE ${prepared}${literals.length === 0 ? '' : `(${literals.join(', ')})`}`;
      // The first run reads the tables into memory and plans; the third is what a reader meets.
      for (let run = 0; run < 2; run += 1) await client.query(call);
      const { rows } = await client.query<{ 'QUERY PLAN': string }>(`EXPLAIN (ANALYZE, BUFFERS) ${call}`);
      return { sql, values, plan: rows.map((row) => row['QUERY PLAN']).join('\n') };
    },
    '-c plan_cache_mode=force_generic_plan -c jit=off -c timezone=UTC',
  );
}

async function plannedStatement(
  url: string,
  name: QueryName,
): Promise<{ readonly sql: string; readonly values: readonly unknown[] }> {
  const server = await startServer(SERVERS.limit, url);
  try {
    const inputs = await withClient(url, QUERIES[name].inputs);
    const requests = await requestsOf(server, QUERIES[name], inputs.slice(0, 1));
    const response = await fetch(`${server.origin}${requests?.[0]?.path}/statement`);
    return (await response.json()) as { sql: string; values: unknown[] };
  } finally {
    await server.stop();
  }
}
