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
  interface FastifyContextConfig {
    /** Whether the route's `onRequest` is an `admission`, which finds out who sends credentials and has them pay. */
    isAdmitted?: true;
  }
}

export interface LimitOptions {
  readonly limiter: RateLimiter | null;
  readonly addressOf: ClientAddress;
  readonly formatError: FormatError;
}

/** Points of a request by its length, whoever pays for it. */
export function pointsOf({ method, headers, url }: FastifyRequest): number {
  const hasBody = method !== 'GET' && method !== 'HEAD';
  return pointsOfRequest(headers['content-length'], url, hasBody);
}

/**
 * Takes points for each request that comes to Fastify, by its length, and answers 429 where there are too few; what is
 * found out later takes more of them, by `request.meter`. Not for what machines ask every few seconds, whether the server is well.
 *
 * Where `admission` finds out who asks, it takes them. Until then the meter is that of the address's credentials that were not
 * good: once they have used up what an address has, none is looked up. They are counted apart, so that whoever asks
 * without a key uses up nothing of those who have one.
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
    const address = callerOfAddress(addressOf(request.raw));
    const isLookedUp =
      request.headers.authorization !== undefined && request.routeOptions.config.isAdmitted === true;
    const meter = new Meter(limiter, isLookedUp ? `credentials of ${address}` : address);
    request.meter = meter;
    const settle = (isAllowed: boolean) => {
      if (isAllowed) done();
      else refuse(request, reply, meter);
    };
    const allowed = isLookedUp ? meter.hasAny() : meter.take(pointsOf(request));
    if (typeof allowed === 'boolean') settle(allowed);
    else allowed.then(settle, done);
  });
  app.addHook('onSend', ({ meter }, reply, _payload, done) => {
    const headers = meter?.headers() ?? [];
    for (let at = 0; at < headers.length; at += 2) reply.header(headers[at] ?? '', headers[at + 1]);
    done();
  });
}
