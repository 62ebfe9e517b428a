import type { FastifyReply, FastifyRequest, HookHandlerDoneFunction } from 'fastify';
import type { Authenticate } from '../access/authenticate.ts';
import { credentialsInTarget, hasCredentialsInTarget } from '../access/credentials.ts';
import type { Caller } from '../access/role.ts';
import type { ReadAccess } from '../config/config.ts';
import { AppError } from '../kernel/app-error.ts';
import { NOT_TO_BE_STORED } from './answer-head.ts';
import { type FormatError, logError } from './format-error.ts';
import { pointsOf } from './limits/limit-requests.ts';
import { charge } from './limits/meter.ts';
import { mediaTypeFor, RESPONSE_MEDIA_TYPE } from './media-type.ts';
import { statusOf } from './plugins/http-status.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks, by their key or token; null where they have sent none, and on routes that are open to all. */
    caller: Caller | null;
  }
}

export interface AdmissionOptions {
  readonly authenticate: Authenticate;
  readonly formatError: FormatError;
  readonly readAccess: ReadAccess;
}

/** Lets a request in, with `request.caller`, or answers it: the `onRequest` of a route whose `config.isAdmitted` is set. */
export type Admit = (request: FastifyRequest, reply: FastifyReply, done: HookHandlerDoneFunction) => void;

/**
 * Lets in who may read: everybody without credentials where reading is public, and whoever has good ones. Bad credentials,
 * and those that stand in the address, are refused also where none are needed.
 *
 * @param isOpen requests that show nothing of the record, and need no key.
 */
export function admission(
  { authenticate, formatError, readAccess }: AdmissionOptions,
  isOpen: (request: FastifyRequest) => boolean = () => false,
): Admit {
  // With `done`, not async: a promise for each request is felt.
  return (request, reply, done) => {
    if (request.headers.authorization === undefined) {
      if (hasCredentialsInTarget(request.url)) refuse(request, reply, formatError, credentialsInTarget());
      else if (readAccess === 'public' || isOpen(request)) done();
      else refuse(request, reply, formatError, needsKey());
      return;
    }
    identify(request, authenticate).then(
      () => done(),
      (error: unknown) => refuse(request, reply, formatError, error),
    );
  };
}

/** Points of credentials that were looked up in vain, however long the request is: its body is not read. */
const VAIN_LOOK_UP_POINTS = 1;

/** What somebody asks for costs themselves, wherever they are; who they are was asked in vain at the cost of their address. */
async function identify(request: FastifyRequest, authenticate: Authenticate): Promise<void> {
  const { meter } = request;
  try {
    if (hasCredentialsInTarget(request.url)) throw credentialsInTarget();
    // Node's `headers` hides that there were several.
    request.caller = await authenticate(request.raw.headersDistinct['authorization']);
  } catch (error) {
    await charge(meter, VAIN_LOOK_UP_POINTS);
    throw error;
  }
  if (meter !== null && request.caller !== null) request.meter = meter.ofCaller(request.caller.actor);
  await charge(request.meter, pointsOf(request));
}

/** Why somebody without a key is refused where reading takes one. */
export function needsKey(): AppError {
  return new AppError('UNAUTHENTICATED', 'Reading takes a key here: send one as `Authorization: Bearer …`.');
}

/**
 * What tells a client how to say who it is.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6750#section-3
 */
const CHALLENGE = 'Bearer realm="onrecord"';

function refuse(
  request: FastifyRequest,
  reply: FastifyReply,
  formatError: FormatError,
  error: unknown,
): void {
  logError(request.log, error);
  const errors = [formatError(error, request.id)];
  const status = statusOf(errors, RESPONSE_MEDIA_TYPE);
  if (status === 401) {
    const isGiven = request.headers.authorization !== undefined;
    reply.header('www-authenticate', isGiven ? `${CHALLENGE}, error="invalid_token"` : CHALLENGE);
  }
  reply
    .code(status)
    .header('cache-control', NOT_TO_BE_STORED)
    .header('vary', variedBy(reply))
    .type(`${mediaTypeFor(request.headers.accept) ?? 'application/json'}; charset=utf-8`)
    .send(JSON.stringify({ errors }));
}

/** The `vary` of an answer that is for who asked alone. */
export function variedBy(reply: FastifyReply): string {
  const before = reply.getHeader('vary')?.toString();
  return before === undefined ? 'Authorization' : `${before}, Authorization`;
}
