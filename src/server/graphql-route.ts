import type { IncomingHttpHeaders } from 'node:http';
import { Readable } from 'node:stream';
import { type ApolloServer, HeaderMap } from '@apollo/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Authenticate } from '../access/authenticate.ts';
import { type Caller, may } from '../access/role.ts';
import type { Answer } from '../cache/answer.ts';
import type { Config } from '../config/config.ts';
import type { Database } from '../database/database.ts';
import type { EditingContext, Editor } from '../editing/editing-context.ts';
import { AppError } from '../kernel/app-error.ts';
import { admission, variedBy } from './admission.ts';
import { NOT_TO_BE_STORED, publicCacheControl } from './answer-head.ts';
import { type Context, GRAPHQL_PATH, viewerOf } from './context.ts';
import { type FormatError, logError } from './format-error.ts';
import { localEditor } from './local-editor.ts';
import { mediaTypeFor } from './media-type.ts';
import { wantsPage } from './plain-request.ts';
import { statusOf } from './plugins/http-status.ts';
import { bodyReadBefore } from './request-body.ts';
import { pageHeaders } from './security-headers.ts';
import { sendShared } from './send-shared.ts';
import type { TrustedDocuments } from './trusted-documents.ts';
import { trustedRequest } from './trusted-request.ts';

/** Apollo's page says itself what it loads, with a nonce for each time; this adds what a page cannot say of itself. */
const SANDBOX_HEADERS = Object.fromEntries(pageHeaders());

export interface GraphqlRouteOptions {
  readonly apollo: ApolloServer<Context>;
  readonly database: Database;
  readonly analyse: EditingContext['analyse'];
  readonly authenticate: Authenticate;
  readonly formatError: FormatError;
  /** Null where every document may be run. */
  readonly trusted: TrustedDocuments | null;
  readonly config: Pick<
    Config,
    'host' | 'environment' | 'corsOrigins' | 'cdnMaxAgeS' | 'access' | 'writeTimeoutS'
  >;
}

/**
 * Serves `/graphql` by Apollo's public `executeHTTPGraphQLRequest`, which makes operations known: from then on
 * `answerKnownRequests` answers them.
 *
 * Not through @as-integrations/fastify 3.1: it builds a URL from the Host header, and answers 500 where that has an odd
 * form.
 */
export function addGraphqlRoute(
  app: FastifyInstance,
  { apollo, database, analyse, authenticate, formatError, trusted, config }: GraphqlRouteOptions,
): void {
  const isPublic = config.access.readAccess === 'public';
  const cacheControl = publicCacheControl(config.cdnMaxAgeS);

  /** Who writes: a caller that may, or, where nobody has said who they are, the local editor. */
  function editorOf(caller: Caller | null, headers: IncomingHttpHeaders): Editor | null {
    const writer = caller === null && isPublic ? localEditor(config, headers) : caller;
    return may(writer, 'editor') ? writer : null;
  }

  async function answer(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    let shared: Answer | undefined;
    const { caller } = request;
    // A HEAD is answered as the GET would be: Fastify leaves the body out.
    const method = request.method === 'HEAD' ? 'GET' : request.method;
    let parts = { search: searchOf(request.url), body: request.body };
    try {
      if (trusted !== null) parts = trustedRequest(trusted, method, parts);
    } catch (error) {
      sendRefusal(request, reply, error);
      return;
    }
    const {
      status = 200,
      headers,
      body,
    } = await apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: {
        method,
        headers: headersOf(request),
        ...parts,
      },
      context: async () => ({
        database,
        analyse,
        writeTimeoutMs: config.writeTimeoutS * 1_000,
        caller,
        mayRead: caller !== null || isPublic,
        editor: editorOf(caller, request.headers),
        viewer: viewerOf(caller),
        requestId: request.id,
        log: request.log,
        formatError,
        meter: request.meter,
        share: (answer) => {
          shared = answer;
        },
      }),
    });
    const mediaType = mediaTypeFor(request.headers.accept);
    if (shared !== undefined && status === 200 && mediaType !== undefined) {
      const isForAll = isPublic && caller === null;
      sendShared(request, reply, shared, {
        mediaType,
        cacheControl: isForAll ? cacheControl : NOT_TO_BE_STORED,
      });
      return;
    }
    if (caller !== null) reply.header('vary', variedBy(reply));
    if (headers.get('content-type')?.startsWith('text/html') === true) reply.headers(SANDBOX_HEADERS);
    reply.code(status).headers(Object.fromEntries(headers)).header('cache-control', NOT_TO_BE_STORED);
    if (body.kind === 'chunked') reply.send(Readable.from(body.asyncIterator));
    else reply.send(status < 400 ? body.string : withRequestIds(body.string, request.id));
  }

  /** As GraphQL's own refusals are sent. */
  function sendRefusal(request: FastifyRequest, reply: FastifyReply, error: unknown): void {
    logError(request.log, error);
    const mediaType = mediaTypeFor(request.headers.accept) ?? 'application/json';
    const errors = [formatError(error, request.id)];
    reply
      .code(statusOf(errors, mediaType))
      .header('cache-control', NOT_TO_BE_STORED)
      .type(`${mediaType}; charset=utf-8`)
      .send(JSON.stringify({ errors }));
  }

  app.route({
    method: ['GET', 'POST'],
    url: GRAPHQL_PATH,
    config: { isAdmitted: true },
    // The page of Apollo's Sandbox shows nothing of the record, and a browser that opens it can send no key.
    onRequest: admission({ authenticate, formatError, readAccess: config.access.readAccess }, ({ raw }) =>
      wantsPage(raw),
    ),
    preParsing: (request, _reply, payload, done) => done(null, bodyReadBefore(request.raw) ?? payload),
    async handler(request, reply) {
      await answer(request, reply);
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
        .header('allow', 'GET, HEAD, POST')
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
