import type { Client } from 'pg';
import { withClient } from '../database.ts';
import { LoadProcess } from '../measure/load-process.ts';
import { ask, requestsOf } from '../measure/requests.ts';
import { type Contender, type Measurement, measure, type RoundOptions } from '../measure/rounds.ts';
import { differenceOf, missingIds } from '../measure/same-answers.ts';
import { QUERIES } from '../queries/queries.ts';
import type { QueryName } from '../queries/query.ts';
import { SERVERS } from '../servers/kinds.ts';
import { type RunningServer, startServer } from '../servers/running-server.ts';
import type { ServerName } from '../servers/server-kind.ts';

/** Servers whose answers must be the same JSON; the others have shapes of their own, and must show the same rows. */
const SAME_SHAPE: readonly ServerName[] = ['onrecord', 'hand', 'limit'];
/** Inputs of a query whose answers are compared. */
const COMPARED_INPUTS = 25;

export interface ArenaOptions extends RoundOptions {
  readonly url: string;
  readonly servers: readonly ServerName[];
  readonly queries: readonly QueryName[];
  readonly onProgress: (line: string) => void;
}

/** Starts the servers, checks that they answer alike, measures each query and stops them. */
export async function runArena(
  options: ArenaOptions,
  afterwards: (servers: readonly RunningServer[], client: Client) => Promise<void> = async () => undefined,
): Promise<readonly Measurement[]> {
  const { url, onProgress } = options;
  return withClient(url, async (client) => {
    const servers: RunningServer[] = [];
    const load = new LoadProcess();
    try {
      for (const name of options.servers) servers.push(await startServer(SERVERS[name], url));
      const measurements: Measurement[] = [];
      for (const name of options.queries) {
        const contenders = await contendersOf(client, servers, name);
        await compareAnswers(contenders, name);
        onProgress(`${name}: ${contenders.map(({ server }) => server.kind.name).join(', ')}`);
        measurements.push(...(await measure(client, load, name, contenders, options)));
      }
      await afterwards(servers, client);
      return measurements;
    } finally {
      load.stop();
      await Promise.all(servers.map((server) => server.stop()));
    }
  });
}

async function contendersOf(
  client: Client,
  servers: readonly RunningServer[],
  name: QueryName,
): Promise<readonly Contender[]> {
  const inputs = await QUERIES[name].inputs(client);
  if (inputs.length === 0)
    throw new Error(`The database has nothing to ask ${name} about: load more articles.`);
  const contenders: Contender[] = [];
  for (const server of servers) {
    const requests = await requestsOf(server, QUERIES[name], inputs);
    if (requests !== null) contenders.push({ server, requests });
  }
  return contenders;
}

/** Throws where two servers give different answers: a benchmark of different answers says nothing. */
async function compareAnswers([reference, ...others]: readonly Contender[], name: QueryName): Promise<void> {
  if (reference === undefined) return;
  for (const [index, request] of reference.requests.slice(0, COMPARED_INPUTS).entries()) {
    const expected = await ask(reference.server, request);
    for (const { server, requests } of others) {
      const asked = requests[index];
      if (asked === undefined) continue;
      const answer = await ask(server, asked);
      const missing = missingIds(expected, answer);
      const isComparable =
        SAME_SHAPE.includes(server.kind.name) && SAME_SHAPE.includes(reference.server.kind.name);
      const difference = isComparable
        ? differenceOf(expected, answer)
        : missing.length > 0
          ? `${missing} are missing`
          : null;
      if (difference === null) continue;
      throw new Error(
        `${name}: ${reference.server.kind.name} and ${server.kind.name} differ at input ${index}: ${difference}`,
      );
    }
  }
}
