import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { withClient } from '../database.ts';
import { residentMegabytes } from '../measure/cpu.ts';
import { QUERY_NAMES } from '../queries/query.ts';
import { chart } from '../report/chart.ts';
import { markdown } from '../report/markdown.ts';
import type { Results } from '../report/results.ts';
import type { ServerName } from '../servers/server-kind.ts';
import { type ArenaOptions, runArena } from './arena.ts';
import { countStatements } from './count-statements.ts';

/** The whole benchmark: every server and query, then statements and memory. */
export async function run(options: ArenaOptions): Promise<Results> {
  const memory: Partial<Record<ServerName, number>> = {};
  const measurements = await runArena(options, async (servers) => {
    for (const { kind, pid } of servers) memory[kind.name] = await residentMegabytes(pid);
  });
  const statements: Partial<Record<ServerName, Awaited<ReturnType<typeof countStatements>>>> = {};
  for (const name of options.servers) {
    options.onProgress(`counting the statements of ${name}`);
    statements[name] = await countStatements(options.url, name, QUERY_NAMES);
  }
  const { articles, postgres } = await describeDatabase(options.url);
  return {
    articles,
    cores: cpus().length,
    node: process.versions.node,
    postgres,
    rounds: options.rounds,
    roundMs: options.roundMs,
    connections: options.connections,
    measurements,
    statements,
    memory,
  };
}

/** Writes RESULTS.md and results.svg into this folder. */
export async function writeResults(results: Results): Promise<void> {
  const folder = new URL('../../', import.meta.url);
  await writeFile(fileURLToPath(new URL('RESULTS.md', folder)), markdown(results));
  await writeFile(fileURLToPath(new URL('results.svg', folder)), chart(results));
}

async function describeDatabase(
  url: string,
): Promise<{ readonly articles: number; readonly postgres: string }> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ articles: number; postgres: string }>(
      `SELECT count(*)::integer AS articles, split_part(current_setting('server_version'), ' ', 1) AS postgres FROM article`,
    );
    const [row] = rows;
    if (row === undefined) throw new Error('counting articles gave no row');
    return row;
  });
}
