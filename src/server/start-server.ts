import { hash } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { isIPv6 } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { printSchema } from 'graphql';
import type { Logger } from 'pino';
import { createAuthenticate } from '../access/authenticate.ts';
import type { ResponseCache } from '../cache/response-cache.ts';
import type { Config } from '../config/config.ts';
import type { Database } from '../database/database.ts';
import { TAG_RULES } from '../database/entity-tags.ts';
import type { EditingContext } from '../editing/editing-context.ts';
import { Planner } from '../planner/planner.ts';
import { createApollo } from './apollo.ts';
import { clientAddress } from './client-address.ts';
import { addCors, originHeaders } from './cors.ts';
import { addExportRoutes } from './export-routes.ts';
import { errorFormat } from './format-error.ts';
import { prepareGracefulStop } from './graceful-stop.ts';
import { addGraphiqlRoutes } from './graphiql-routes.ts';
import { addGraphqlRoute } from './graphql-route.ts';
import { addHealthRoutes } from './health-routes.ts';
import { createHttp } from './http.ts';
import { KnownOperations } from './known-operations.ts';
import { answerKnownRequests } from './known-requests.ts';
import { limitRequests } from './limits/limit-requests.ts';
import type { RateLimiter } from './limits/rate-limiter.ts';
import type { ReadAnswer } from './planned-operation.ts';
import { stringifyResult } from './plugins/json-text.ts';
import { plannedResponse } from './plugins/planned-response.ts';
import { ReadsByContext } from './reads-by-context.ts';
import { buildSchema } from './schema.ts';
import { securityHeaders } from './security-headers.ts';
import { readTrustedDocuments } from './trusted-documents.ts';

export interface ServerOptions {
  readonly config: Pick<
    Config,
    | 'host'
    | 'port'
    | 'environment'
    | 'corsOrigins'
    | 'maxQueryCost'
    | 'writeTimeoutS'
    | 'cdnMaxAgeS'
    | 'publicUrl'
    | 'access'
    | 'trustedProxies'
    | 'isIntrospectable'
    | 'errorDetail'
    | 'trustedDocuments'
  >;
  /** Stays open when the server stops: who opened it closes it. */
  readonly database: Database;
  /** Keeps answers; stays open too. Null where none are kept. */
  readonly cache: ResponseCache<ReadAnswer> | null;
  /** Counts what callers ask for; stays open too. Null where nothing is limited. */
  readonly limiter: RateLimiter | null;
  /** Analyses documents that mutations take in; whoever opened what does it closes that. */
  readonly analyse: EditingContext['analyse'];
  /** This program's version: what another one kept in a shared cache may be written otherwise. */
  readonly version: string;
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
 * Rejects with an AppError where the list of trusted documents is faulty, and when the address can't be listened on: Node's error, with `code` EADDRINUSE or EACCES.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { config, database, cache, limiter, analyse, version, log } = options;
  const reads = new ReadsByContext(database);
  const schema = buildSchema(reads);
  const planner = new Planner(schema, { maxCost: config.maxQueryCost, tagRules: TAG_RULES });
  const sources = { planner, reader: database, cache };
  const sdl = `${printSchema(schema)}\n`;
  const release = hash('sha256', `${version}\n${sdl}`);
  const trusted =
    config.trustedDocuments === null ? null : await readTrustedDocuments(config.trustedDocuments, schema);
  // They send documents of their own.
  const hasExplorers = config.isIntrospectable && trusted === null;
  const formatError = errorFormat(config.errorDetail);
  const addressOf = clientAddress(config.trustedProxies);
  const known = new KnownOperations();
  const apollo = createApollo({
    schema,
    config,
    hasExplorers,
    formatError,
    log,
    plugins: [plannedResponse(sources, { reads, known, release })],
    stringifyResult,
  });
  await apollo.start();

  const authenticate = createAuthenticate(config.access, database, log);
  const headers = securityHeaders(config);
  const { readAccess } = config.access;
  const beforeFastify = (next: RequestListener) =>
    answerKnownRequests(
      {
        sources,
        known,
        log,
        headers,
        formatError,
        addressOf,
        limiter,
        trusted,
        originHeaders: originHeaders(config),
        cdnMaxAgeS: config.cdnMaxAgeS,
        isStopping: () => graceful.isStopping(),
      },
      next,
    );
  // It asks nobody who they are.
  const before = readAccess === 'public' ? beforeFastify : (next: RequestListener) => next;
  const app = createHttp(log, { before, headers, formatError, addressOf });
  const graceful = prepareGracefulStop(app, log);
  await addCors(app, config);
  limitRequests(app, { limiter, addressOf, formatError });
  addGraphqlRoute(app, { apollo, database, analyse, authenticate, formatError, trusted, config });
  addHealthRoutes(app, { database, isStopping: graceful.isStopping });
  const { publicUrl, cdnMaxAgeS } = config;
  addExportRoutes(app, { sources, authenticate, readAccess, formatError, release, publicUrl, cdnMaxAgeS });
  if (hasExplorers) {
    addGraphiqlRoutes(app);
    app.get('/', async (_request, reply) => reply.redirect('graphql'));
  }
  if (config.isIntrospectable) {
    app.get('/schema.graphql', async (_request, reply) => reply.type('text/plain; charset=utf-8').send(sdl));
  }
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
