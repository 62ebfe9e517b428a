import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { NOT_TO_BE_STORED } from '../answer-head.ts';
import type { ClientAddress } from '../client-address.ts';
import { type FormatError, logError } from '../format-error.ts';
import { mediaTypeFor } from '../media-type.ts';
import { isQuiet } from '../request-log.ts';
import { callerOfAddress } from './caller.ts';
import { Meter } from './meter.ts';
import { pointsOfRequest } from './policy.ts';
import type { RateLimiter } from './rate-limiter.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** What the request takes of its caller's points; null where nothing is limited. */
    meter: Meter | null;
  }
}

export interface LimitOptions {
  readonly limiter: RateLimiter | null;
  readonly addressOf: ClientAddress;
  readonly formatError: FormatError;
}

/**
 * Takes points for each request that comes to Fastify, by its length, and answers 429 where there are too few; what is
 * found out later takes more of them, by `request.meter`. Not for what machines ask every few seconds, whether the server is well.
 */
export function limitRequests(app: FastifyInstance, { limiter, addressOf, formatError }: LimitOptions): void {
  app.decorateRequest('meter', null);
  if (limiter === null) return;

  function refuse(request: FastifyRequest, reply: FastifyReply, meter: Meter): void {
    const error = meter.refusal();
    logError(request.log, error);
    reply
      .code(429)
      .header('cache-control', NOT_TO_BE_STORED)
      .type(`${mediaTypeFor(request.headers.accept) ?? 'application/json'}; charset=utf-8`)
      .send(JSON.stringify({ errors: [formatError(error, request.id)] }));
  }

  // With `done`, not async: a promise for each hook of each request is felt.
  app.addHook('onRequest', (request, reply, done) => {
    if (isQuiet(request.url)) {
      done();
      return;
    }
    const meter = new Meter(limiter, callerOfAddress(addressOf(request.raw)));
    request.meter = meter;
    const settle = (isAllowed: boolean) => {
      if (isAllowed) done();
      else refuse(request, reply, meter);
    };
    const hasBody = request.method !== 'GET' && request.method !== 'HEAD';
    const taken = meter.take(pointsOfRequest(request.headers['content-length'], request.url, hasBody));
    if (typeof taken === 'boolean') settle(taken);
    else taken.then(settle, done);
  });
  app.addHook('onSend', ({ meter }, reply, _payload, done) => {
    const headers = meter?.headers() ?? [];
    for (let at = 0; at < headers.length; at += 2) reply.header(headers[at] ?? '', headers[at + 1]);
    done();
  });
}
