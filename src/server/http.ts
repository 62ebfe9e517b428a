import { randomUUID } from 'node:crypto';
import { createServer, type RequestListener, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import Fastify, {
  type ConnectionError,
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import type { Logger } from 'pino';
import { AppError } from '../kernel/app-error.ts';
import { NOT_TO_BE_STORED } from './answer-head.ts';
import type { ClientAddress } from './client-address.ts';
import { type FormatError, logError } from './format-error.ts';
import { MAX_BODY_BYTES } from './request-body.ts';
import { requestIdOf } from './request-id.ts';
import { logAbort, logRequest, pathOf } from './request-log.ts';
import type { Headers } from './security-headers.ts';

/** For a whole request to arrive: a sender slower than this holds a connection and nothing else. */
const REQUEST_TIMEOUT_MS = 30_000;

/** For the next request on a connection: longer than the minute for which load balancers keep theirs. */
const KEEP_ALIVE_MS = 72_000;

export interface HttpOptions {
  readonly before: RequestFilter;
  /** Of every answer. */
  readonly headers: Headers;
  readonly formatError: FormatError;
  readonly addressOf: ClientAddress;
}

/** Answers requests itself, or hands them on to `next`. */
export type RequestFilter = (next: RequestListener) => RequestListener;

/**
 * Fastify without routes: ids, one log line for each request, and errors outside GraphQL (a body that is no JSON, an
 * unknown path) in the form that GraphQL's have, so that a client reads one kind of error. What `before` answers
 * itself, Fastify never sees.
 */
export function createHttp(log: Logger, options: HttpOptions): FastifyInstance {
  const { before, headers, formatError, addressOf } = options;
  const logger: FastifyBaseLogger = log;
  const always = Object.fromEntries(headers);
  const app = Fastify({
    loggerInstance: logger,
    // Fastify's own lines have the query string in them, and so the variables of a GET.
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    genReqId: requestIdOf,
    bodyLimit: MAX_BODY_BYTES,
    // Nothing here merges a body into an object, which is what such keys are dangerous for.
    onProtoPoisoning: 'ignore',
    onConstructorPoisoning: 'ignore',
    serverFactory: (handler) => {
      const server = createServer({ requestTimeout: REQUEST_TIMEOUT_MS }, before(handler));
      server.keepAliveTimeout = KEEP_ALIVE_MS;
      return server;
    },
    // Requests on connections that are still open during a stop are answered, and their connections closed.
    return503OnClosing: false,
    clientErrorHandler: (error, socket) => answerClientError(log, options, error, socket),
    frameworkErrors(error, request, reply) {
      // Fastify finds these before it has a route, and so before any hook: a path like `/%`.
      reply.header('x-request-id', request.id).headers(always);
      void answerError(error, request, reply);
    },
  });
  app.decorateRequest('caller', null);
  // GraphQL is sent as JSON: anything else is answered 415.
  app.removeContentTypeParser('text/plain');

  // With `done`, not async: a promise for each hook of each request is felt.
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id).headers(always);
    done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    if (log.isLevelEnabled('info')) {
      const { method, url, raw } = request;
      const address = addressOf(raw);
      logRequest(request.log, {
        method,
        url,
        address,
        status: reply.statusCode,
        elapsedMs: reply.elapsedTime,
      });
    }
    done();
  });
  app.addHook('onRequestAbort', async (request) => {
    const { method, url, raw } = request;
    logAbort(request.log, { method, url, address: addressOf(raw) });
  });
  app.setNotFoundHandler(async (request, reply) => {
    const error = new AppError(
      'BAD_USER_INPUT',
      `There is nothing at ${request.method} ${pathOf(request.url)}.`,
    );
    return reply
      .code(404)
      .header('cache-control', NOT_TO_BE_STORED)
      .send({ errors: [formatError(error, request.id)] });
  });
  app.setErrorHandler<FastifyError>(answerError);
  return app;

  /** Answers what failed outside GraphQL: the caller's own mistake with its status and message, else a masked 500. */
  async function answerError(
    error: FastifyError,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<FastifyReply> {
    const { statusCode = 500 } = error;
    const isRefusal = statusCode >= 400 && statusCode < 500;
    const told = isRefusal ? new AppError('BAD_USER_INPUT', error.message, { cause: error }) : error;
    logError(request.log, told);
    return reply
      .code(isRefusal ? statusCode : 500)
      .header('cache-control', NOT_TO_BE_STORED)
      .send({ errors: [formatError(told, request.id)] });
  }
}

/** Answers bytes that Node can't read as HTTP: there is no request to speak of, only a socket. */
function answerClientError(
  log: Logger,
  { headers, formatError }: HttpOptions,
  error: ConnectionError,
  socket: Socket,
): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const [status, message] = CLIENT_ERRORS[error.code] ?? [400, 'This is not an HTTP request.'];
  const requestId = randomUUID();
  const told = new AppError('BAD_USER_INPUT', message, { cause: error });
  logError(log.child({ requestId }), told);
  const body = JSON.stringify({ errors: [formatError(told, requestId)] });
  if (socket.writable) {
    socket.write(
      [
        `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
        'content-type: application/json; charset=utf-8',
        `content-length: ${Buffer.byteLength(body)}`,
        `x-request-id: ${requestId}`,
        ...headers.map(([name, value]) => `${name}: ${value}`),
        'connection: close',
        '',
        body,
      ].join('\r\n'),
    );
  }
  socket.destroy(error);
}

const CLIENT_ERRORS: Readonly<Record<string, readonly [status: number, message: string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: [408, `The request did not arrive within ${REQUEST_TIMEOUT_MS / 1000} seconds.`],
  HPE_HEADER_OVERFLOW: [
    431,
    'The headers, the address included, are longer than 16 KiB: send the query by POST.',
  ],
};
