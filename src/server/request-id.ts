import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { GraphQLFormattedError } from 'graphql';

/** What a caller may choose as an id: long enough for a UUID or a trace id, and harmless in a log line or a header. */
const ACCEPTABLE_ID = /^[\w.:-]{1,64}$/;

/** The id of a request: the caller's `x-request-id` where it is acceptable, else a new UUID. */
export function requestIdOf(request: Pick<IncomingMessage, 'headers'>): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && ACCEPTABLE_ID.test(given) ? given : randomUUID();
}

/** The same error with the request's id in its extensions. */
export function withRequestId(error: GraphQLFormattedError, requestId: string): GraphQLFormattedError {
  return { ...error, extensions: { ...error.extensions, requestId } };
}
