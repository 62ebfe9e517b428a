import { withClient } from '../database.ts';
import { LoadProcess } from '../measure/load-process.ts';
import { ask, requestsOf } from '../measure/requests.ts';
import { type Contender, type Measurement, measure, type RoundOptions } from '../measure/rounds.ts';
import { QUERIES } from '../queries/queries.ts';
import type { QueryName } from '../queries/query.ts';
import { SERVERS } from '../servers/kinds.ts';
import { type RunningServer, startServer } from '../servers/running-server.ts';
import { CACHE_SERVER_NAMES } from '../servers/server-kind.ts';

export interface KeptOptions extends RoundOptions {
  readonly url: string;
  readonly queries: readonly QueryName[];
  readonly onProgress: (line: string) => void;
}

/** Answers that are kept, in memory and in Redis, beside the same HTTP server, and Node's alone, with one answer of that size. */
export async function measureKept(options: KeptOptions): Promise<readonly Measurement[]> {
  const { url, onProgress } = options;
  return withClient(url, async (client) => {
    const load = new LoadProcess();
    const servers: RunningServer[] = [];
    try {
      for (const name of CACHE_SERVER_NAMES) servers.push(await startServer(SERVERS[name], url));
      const measurements: Measurement[] = [];
      for (const name of options.queries) {
        onProgress(`${name}: ${CACHE_SERVER_NAMES.join(', ')}`);
        const inputs = await QUERIES[name].inputs(client);
        const contenders = await contendersOf(servers, name, inputs);
        measurements.push(...(await measure(client, load, name, contenders, options)));
      }
      return measurements;
    } finally {
      load.stop();
      await Promise.all(servers.map((server) => server.stop()));
    }
  });
}

/** The same requests for all: servers with one answer cannot tell them apart, and it is that to the first of them. */
async function contendersOf(
  servers: readonly RunningServer[],
  name: QueryName,
  inputs: Parameters<typeof requestsOf>[2],
): Promise<readonly Contender[]> {
  const keeping = servers.find(({ kind }) => kind.name === 'memory');
  if (keeping === undefined) throw new Error('no server keeps answers in memory');
  const requests = (await requestsOf(keeping, QUERIES[name], inputs)) ?? [];
  const [first] = requests;
  if (first === undefined) throw new Error(`nothing to ask ${name} about`);
  for (const server of servers) {
    if (server.kind.name === 'constant' || server.kind.name === 'bare') {
      await ask(server, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        path: '/constant',
        body: await ask(keeping, first),
      });
    } else for (const request of requests) await ask(server, request);
  }
  return servers.map((server) => ({ server, requests }));
}

/** Requests a second of each, and of the constant's. */
export function keptTable(measurements: readonly Measurement[]): string {
  const rows = measurements.map(({ query, server, perSecond, cpuMs, p50Ms, p99Ms }) => {
    const constant = measurements.find((other) => other.query === query && other.server === 'constant');
    const share = constant === undefined ? '' : (perSecond / constant.perSecond).toFixed(2);
    return `| ${query} | ${server} | ${perSecond.toFixed(0)} | ${share} | ${cpuMs.toFixed(3)} | ${p50Ms.toFixed(2)} | ${p99Ms.toFixed(2)} |`;
  });
  return `| query | kept in | req/s | of constant | CPU ms | p50 ms | p99 ms |\n|---|---|---|---|---|---|---|\n${rows.join('\n')}`;
}
