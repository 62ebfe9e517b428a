import { Readable } from 'node:stream';
import { type ApolloServer, HeaderMap } from '@apollo/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Answer } from '../cache/answer.ts';
import type { Database } from '../database/database.ts';
import { AppError } from '../kernel/app-error.ts';
import type { Context } from './context.ts';
import { formatError, logError } from './format-error.ts';
import type { KnownOperations } from './known-operations.ts';
import { mediaTypeFor } from './media-type.ts';
import { readPlainRequest } from './plain-request.ts';
import { type AnswerSources, answerOperation, type PlannedAnswer, peekAnswer } from './planned-operation.ts';
import { statusOf } from './plugins/http-status.ts';
import { NOT_TO_BE_STORED, publicCacheControl, sendAnswer } from './send-answer.ts';

const GRAPHQL_PATH = '/graphql';

/** Who looks, until there are keys. */
const VIEWER = 'reader';

export interface GraphqlRouteOptions {
  readonly apollo: ApolloServer<Context>;
  readonly sources: AnswerSources;
  readonly known: KnownOperations;
  readonly database: Database;
  /** Seconds for which a CDN may keep an answer. */
  readonly cdnMaxAgeS: number;
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
  { apollo, sources, known, database, cdnMaxAgeS }: GraphqlRouteOptions,
): void {
  const cacheControl = publicCacheControl(cdnMaxAgeS);

  /**
   * Sends the answer and gives true; false where the request is not of the common form, or asks what is not known yet.
   *
   * Not the reply: that is a promise of its own end, which `await` would wait for.
   */
  async function answerKnown(request: FastifyRequest, reply: FastifyReply): Promise<boolean> {
    const plain = readPlainRequest(request);
    const mediaType = mediaTypeFor(request.headers.accept);
    if (plain === null || mediaType === undefined) return false;
    const operation = known.find(plain.document, plain.operationName);
    if (operation === undefined) return false;
    const asked = { ...operation, variables: plain.variables, viewer: VIEWER } as const;
    const kept = peekAnswer(sources, asked);
    const answer: PlannedAnswer =
      kept === undefined ? await answerOperation(sources, asked) : { kind: 'shared', answer: kept };
    if (answer.kind === 'objects' || answer.kind === 'unplanned') return false;
    if (answer.kind === 'shared') {
      sendAnswer(request, reply, answer.answer, { mediaType, cacheControl });
      return true;
    }
    reply.header('content-type', `${mediaType}; charset=utf-8`).header('cache-control', NOT_TO_BE_STORED);
    if (answer.kind === 'text') {
      reply.code(200).send(`{"data":${answer.text}}`);
      return true;
    }
    for (const error of answer.errors) logError(request.log, error);
    const errors = answer.errors.map((error) => formatError(error, request.id));
    reply.code(statusOf(errors, mediaType)).send(JSON.stringify({ errors }));
    return true;
  }

  async function answerByApollo(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    let shared: Answer | undefined;
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
      context: async () => ({
        database,
        viewer: VIEWER,
        requestId: request.id,
        log: request.log,
        share: (answer) => {
          shared = answer;
        },
      }),
    });
    const mediaType = mediaTypeFor(request.headers.accept);
    if (shared !== undefined && status === 200 && mediaType !== undefined) {
      sendAnswer(request, reply, shared, { mediaType, cacheControl });
      return;
    }
    reply.code(status).headers(Object.fromEntries(headers)).header('cache-control', NOT_TO_BE_STORED);
    if (body.kind === 'chunked') reply.send(Readable.from(body.asyncIterator));
    else reply.send(status < 400 ? body.string : withRequestIds(body.string, request.id));
  }

  app.route({
    method: ['GET', 'POST'],
    url: GRAPHQL_PATH,
    async handler(request, reply) {
      if (!(await answerKnown(request, reply))) await answerByApollo(request, reply);
      return reply;
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
        .header('cache-control', NOT_TO_BE_STORED)
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
