import { withClient } from '../database.ts';
import { LoadProcess } from '../measure/load-process.ts';
import { ask } from '../measure/requests.ts';
import { median } from '../measure/rounds.ts';
import { SERVERS } from '../servers/kinds.ts';
import { type RunningServer, startServer } from '../servers/running-server.ts';
import type { HttpRequest } from '../servers/server-kind.ts';
import { GROWTH_CASES, type GrowthAsk, type GrowthCase, type Place } from './growth-cases.ts';

const ROUNDS = 5;
const ROUND_MS = 600;
/** Enough for the statement to be prepared, V8 to have compiled what runs, and the pages to be in memory. */
const WARM_UP_MS = 1_500;

/** The median latency of one case, one request at a time, in milliseconds; or that it failed, or that the database is too small for it. */
export type Latency = number | 'failed' | 'too small';

export interface Growth {
  readonly name: string;
  readonly small: Latency;
  readonly large: Latency;
}

/** Asks this server the same of a small and of a large database, in turn. */
export async function growth(
  smallUrl: string,
  largeUrl: string,
  onProgress: (line: string) => void,
): Promise<readonly Growth[]> {
  const load = new LoadProcess();
  const small = await startServer(SERVERS.onrecord, smallUrl);
  const large = await startServer(SERVERS.onrecord, largeUrl);
  try {
    const results: Growth[] = [];
    for (const growthCase of GROWTH_CASES) {
      onProgress(growthCase.name);
      const sides = [
        { server: small, requests: await requestsFor(small, smallUrl, growthCase) },
        { server: large, requests: await requestsFor(large, largeUrl, growthCase) },
      ];
      const [smallSide = 'failed', largeSide = 'failed'] = await measureSides(load, sides);
      results.push({ name: growthCase.name, small: smallSide, large: largeSide });
    }
    return results;
  } finally {
    load.stop();
    await Promise.all([small.stop(), large.stop()]);
  }
}

interface Side {
  readonly server: RunningServer;
  readonly requests: readonly HttpRequest[];
}

async function measureSides(load: LoadProcess, sides: readonly Side[]): Promise<readonly Latency[]> {
  const medians = sides.map((): number[] => []);
  const failed = new Set<Side>();
  for (let round = -1; round < ROUNDS; round += 1) {
    for (const [index, side] of sides.entries()) {
      const { server, requests } = side;
      if (requests.length === 0 || failed.has(side)) continue;
      const durationMs = round < 0 ? WARM_UP_MS : ROUND_MS;
      const result = await load.run({ origin: server.origin, requests, connections: 1, durationMs });
      if (result.failures > 0) failed.add(side);
      else if (round >= 0) medians[index]?.push(median(result.latencies));
    }
  }
  return sides.map((side, index) => {
    if (failed.has(side)) return 'failed';
    return side.requests.length === 0 ? 'too small' : median(medians[index] ?? []);
  });
}

async function requestsFor(
  server: RunningServer,
  url: string,
  { asks }: GrowthCase,
): Promise<readonly HttpRequest[]> {
  const requests: HttpRequest[] = [];
  for (const { document, variables, after } of await withClient(url, asks)) {
    const cursor =
      after === undefined ? {} : { after: await cursorOf(server, { document, variables }, after) };
    requests.push(graphql(document, { ...variables, ...cursor }));
  }
  return requests;
}

function graphql(query: string, variables: Readonly<Record<string, unknown>>): HttpRequest {
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    path: '/graphql',
    body: JSON.stringify({ query, variables }),
  };
}

/** A cursor to a place that no page led to: as the list's own cursors are, with other values. */
async function cursorOf(
  server: RunningServer,
  { document, variables }: GrowthAsk,
  { atMs, id }: Place,
): Promise<string> {
  const page = await ask(server, graphql(document, variables));
  const own = /"endCursor":"([^"]+)"/.exec(page)?.[1];
  if (own === undefined) throw new Error(`no endCursor in ${page.slice(0, 200)}`);
  const [order]: unknown[] = JSON.parse(Buffer.from(own, 'base64url').toString('utf8'));
  return Buffer.from(JSON.stringify([order, atMs, id])).toString('base64url');
}

/** The cases as a table, with how many times slower the large database is. */
export function growthTable(results: readonly Growth[], large: string): string {
  const shown = (value: Latency) => (typeof value === 'number' ? value.toFixed(2) : value);
  const rows = results.map((one) => {
    const times =
      typeof one.small === 'number' && typeof one.large === 'number'
        ? (one.large / one.small).toFixed(2)
        : '';
    return `| ${one.name} | ${shown(one.small)} | ${shown(one.large)} | ${times} |`;
  });
  return `| p50, one request at a time | small, ms | ${large}, ms | times |\n|---|---|---|---|\n${rows.join('\n')}`;
}
