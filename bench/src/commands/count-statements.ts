import { withClient } from '../database.ts';
import { ask, requestsOf } from '../measure/requests.ts';
import { StatementCounter } from '../measure/statement-counter.ts';
import { QUERIES } from '../queries/queries.ts';
import type { QueryName } from '../queries/query.ts';
import { SERVERS } from '../servers/kinds.ts';
import { startServer } from '../servers/running-server.ts';
import type { ServerName } from '../servers/server-kind.ts';

/** Enough for every statement to have been prepared, on the one connection that requests in turn use. */
const WARM_UP = 5;
const COUNTED = 10;

/** Statements that a server runs for one request, by query; undefined where it does not answer the query. */
export async function countStatements(
  url: string,
  name: ServerName,
  queries: readonly QueryName[],
): Promise<Readonly<Partial<Record<QueryName, number>>>> {
  const counter = await StatementCounter.open(url);
  const server = await startServer(SERVERS[name], counter.url);
  try {
    const counts: Partial<Record<QueryName, number>> = {};
    for (const query of queries) {
      const inputs = (await withClient(url, QUERIES[query].inputs)).slice(0, COUNTED);
      const requests = await requestsOf(server, QUERIES[query], inputs);
      if (requests === null) continue;
      for (let done = 0; done < WARM_UP; done += 1)
        for (const request of requests) await ask(server, request);
      counter.take();
      for (const request of requests) await ask(server, request);
      counts[query] = counter.take().executed / requests.length;
    }
    return counts;
  } finally {
    await server.stop();
    await counter.close();
  }
}
