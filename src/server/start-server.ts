import { isIPv6 } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { printSchema } from 'graphql';
import type { Logger } from 'pino';
import type { Config } from '../config/config.ts';
import type { Database } from '../database/database.ts';
import { Planner } from '../planner/planner.ts';
import { createApollo } from './apollo.ts';
import { addCors } from './cors.ts';
import { prepareGracefulStop } from './graceful-stop.ts';
import { addGraphiqlRoutes } from './graphiql-routes.ts';
import { addGraphqlRoute } from './graphql-route.ts';
import { addHealthRoutes } from './health-routes.ts';
import { createHttp } from './http.ts';
import { KnownOperations } from './known-operations.ts';
import { stringifyResult } from './plugins/json-text.ts';
import { PlannedRoots, plannedResponse } from './plugins/planned-response.ts';
import { buildSchema } from './schema.ts';

export interface ServerOptions {
  readonly config: Pick<Config, 'host' | 'port' | 'environment' | 'corsOrigins' | 'maxQueryCost'>;
  /** Stays open when the server stops: who opened it closes it. */
  readonly database: Database;
  readonly log: Logger;
}

export interface RunningServer {
  /** Where it listens, without a path: `http://127.0.0.1:4000`. */
  readonly url: string;
  /** Takes no new connection, answers what is under way for at most 10 s, and resolves; twice is safe. */
  stop(): Promise<void>;
}

/**
 * Serves the GraphQL API over HTTP until `stop`.
 *
 * Rejects when the address can't be listened on: Node's error, with `code` EADDRINUSE or EACCES.
 */
export async function startServer({ config, database, log }: ServerOptions): Promise<RunningServer> {
  const roots = new PlannedRoots();
  const schema = buildSchema(roots.find);
  const planner = new Planner(schema, { maxCost: config.maxQueryCost });
  const known = new KnownOperations();
  const apollo = createApollo({
    schema,
    environment: config.environment,
    log,
    plugins: [plannedResponse(planner, roots, known)],
    stringifyResult,
  });
  await apollo.start();

  const app = createHttp(log);
  const graceful = prepareGracefulStop(app, log);
  await addCors(app, config);
  addGraphqlRoute(app, { apollo, planner, known, database });
  addHealthRoutes(app, { database, isStopping: graceful.isStopping });
  addGraphiqlRoutes(app);
  app.get('/', async (_request, reply) => reply.redirect('graphql'));
  let sdl: string | undefined;
  app.get('/schema.graphql', async (_request, reply) => {
    sdl ??= `${printSchema(schema)}\n`;
    return reply.type('text/plain; charset=utf-8').send(sdl);
  });
  await app.listen({ host: config.host, port: config.port });

  return {
    url: urlOf(app),
    stop: () => graceful.stop().then(() => apollo.stop()),
  };
}

/** An address that stands for every interface is shown as one that can be opened. */
function urlOf(app: FastifyInstance): string {
  const address = app.server.address();
  if (address === null || typeof address === 'string') throw new Error('an HTTP server listens on a port');
  const host = WILDCARDS.includes(address.address) ? 'localhost' : address.address;
  return `http://${isIPv6(host) ? `[${host}]` : host}:${address.port}`;
}

const WILDCARDS = ['0.0.0.0', '::'];
