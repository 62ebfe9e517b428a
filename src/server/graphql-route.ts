import { Readable } from 'node:stream';
import { type ApolloServer, HeaderMap } from '@apollo/server';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Database } from '../database/database.ts';
import { AppError } from '../kernel/app-error.ts';
import type { Context } from './context.ts';
import { formatError } from './format-error.ts';

const GRAPHQL_PATH = '/graphql';

/**
 * Serves `/graphql` through Apollo's public `executeHTTPGraphQLRequest`.
 *
 * Not through @as-integrations/fastify 3.1: it builds a URL from the Host header, and answers 500 where that has an odd
 * form.
 */
export function addGraphqlRoute(
  app: FastifyInstance,
  { apollo, database }: { readonly apollo: ApolloServer<Context>; readonly database: Database },
): void {
  app.route({
    method: ['GET', 'POST'],
    url: GRAPHQL_PATH,
    async handler(request, reply) {
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
        context: async () => ({ database, viewer: 'reader', requestId: request.id, log: request.log }),
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
