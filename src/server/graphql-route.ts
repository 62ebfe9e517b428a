import { Readable } from 'node:stream';
import { type ApolloServer, HeaderMap } from '@apollo/server';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Database } from '../database/database.ts';
import { AppError } from '../kernel/app-error.ts';
import type { Planner } from '../planner/planner.ts';
import type { Context } from './context.ts';
import { formatError, logError } from './format-error.ts';
import type { KnownOperations } from './known-operations.ts';
import { mediaTypeFor } from './media-type.ts';
import { readPlainRequest } from './plain-request.ts';
import { answerOperation } from './planned-operation.ts';
import { statusOf } from './plugins/http-status.ts';

const GRAPHQL_PATH = '/graphql';

/** Who looks, until there are keys. */
const VIEWER = 'reader';

export interface GraphqlRouteOptions {
  readonly apollo: ApolloServer<Context>;
  readonly planner: Planner;
  readonly known: KnownOperations;
  readonly database: Database;
}

/**
 * Serves `/graphql`: an operation that is known is answered by its statement, and every other request goes through
 * Apollo's public `executeHTTPGraphQLRequest`, which makes operations known.
 *
 * Not through @as-integrations/fastify 3.1: it builds a URL from the Host header, and answers 500 where that has an odd
 * form.
 */
export function addGraphqlRoute(
  app: FastifyInstance,
  { apollo, planner, known, database }: GraphqlRouteOptions,
): void {
  /** Null where the request is not of the common form, or asks what is not known yet. */
  async function answerKnown(request: FastifyRequest): Promise<PlainAnswer | null> {
    const plain = readPlainRequest(request);
    const mediaType = mediaTypeFor(request.headers.accept);
    if (plain === null || mediaType === undefined) return null;
    const operation = known.find(plain.document, plain.operationName);
    if (operation === undefined) return null;
    const { variables } = plain;
    const answer = await answerOperation(planner, database, { ...operation, variables, viewer: VIEWER });
    const contentType = `${mediaType}; charset=utf-8`;
    if (answer.kind === 'text') return { status: 200, contentType, body: `{"data":${answer.text}}` };
    if (answer.kind !== 'refused') return null;
    for (const error of answer.errors) logError(request.log, error);
    const errors = answer.errors.map((error) => formatError(error, request.id));
    return { status: statusOf(errors, mediaType), contentType, body: JSON.stringify({ errors }) };
  }

  app.route({
    method: ['GET', 'POST'],
    url: GRAPHQL_PATH,
    async handler(request, reply) {
      const answer = await answerKnown(request);
      if (answer !== null) {
        return reply.code(answer.status).header('content-type', answer.contentType).send(answer.body);
      }
      const {
        status = 200,
        headers,
        body,
      } = await apollo.executeHTTPGraphQLRequest({
        httpGraphQLRequest: {
          method: request.method,
          headers: headersOf(request),
          search: searchOf(request.url),
          body: request.body,
        },
        context: async () => ({ database, viewer: VIEWER, requestId: request.id, log: request.log }),
      });
      reply.code(status).headers(Object.fromEntries(headers));
      if (body.kind === 'chunked') return reply.send(Readable.from(body.asyncIterator));
      return reply.send(status < 400 ? body.string : withRequestIds(body.string, request.id));
    },
  });
  app.route({
    method: ['PUT', 'PATCH', 'DELETE'],
    url: GRAPHQL_PATH,
    // Before the body is read: whether that is well formed does not matter.
    async onRequest(request, reply) {
      const error = new AppError(
        'BAD_USER_INPUT',
        `GraphQL is asked by POST or GET, not by ${request.method}.`,
      );
      return reply
        .code(405)
        .header('allow', 'GET, POST')
        .send({ errors: [formatError(error, request.id)] });
    },
    handler: () => undefined,
  });
}

interface PlainAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** The parameters of a GET, from the first question mark on; empty where there is none. */
function searchOf(url: string): string {
  const start = url.indexOf('?');
  return start < 0 ? '' : url.slice(start);
}

function headersOf(request: FastifyRequest): HeaderMap {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return headers;
}

/**
 * Puts the request's id into the errors of an answer that never reached Apollo's plugins, such as one to a request
 * without a query. Every error there comes from `formatError`, so each has `extensions`, and nothing else has.
 */
function withRequestIds(answer: string, requestId: string): string {
  const marked: unknown = JSON.parse(answer, (key, value) =>
    key === 'extensions' ? { ...value, requestId } : value,
  );
  return JSON.stringify(marked);
}
