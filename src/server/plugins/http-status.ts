import type { ApolloServerPlugin } from '@apollo/server';
import type { GraphQLFormattedError } from 'graphql';
import type { ErrorCode } from '../../kernel/app-error.ts';
import { retryAfterOf } from '../format-error.ts';
import { mediaTypeFor, RESPONSE_MEDIA_TYPE } from '../media-type.ts';

/** Statuses of refusals that lie outside the operation: true of any media type, so that proxies and clients see them. */
const STATUS_OF_CODE: Partial<Record<ErrorCode, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  RATE_LIMITED: 429,
  INTERNAL_SERVER_ERROR: 500,
  SERVICE_UNAVAILABLE: 503,
  TIMEOUT: 504,
  // What Apollo's clients expect before they send the document in full.
  PERSISTED_QUERY_NOT_FOUND: 200,
};

/**
 * Gives an answer without `data` the status that graphql-over-http asks for: 400 where the client reads
 * `application/graphql-response+json`, 200 where it reads `application/json` and the request was well formed.
 *
 * Apollo answers 400 to both. Requests that are not well formed never get here as such: they keep Apollo's 4xx.
 *
 * An error that says when to come again says so in `Retry-After` too, for those who read headers alone; also where a
 * mutation ran and failed, whose status is 200.
 *
 * @see https://graphql.github.io/graphql-over-http/draft/#sec-Status-Codes
 */
export function httpStatus(): ApolloServerPlugin {
  return {
    async requestDidStart() {
      return {
        async willSendResponse({ request, response, errors }) {
          if (response.body.kind !== 'single') return;
          const retryAfterS = retryAfterOf(errors ?? []);
          if (retryAfterS !== undefined) response.http.headers.set('retry-after', String(retryAfterS));
          const { singleResult } = response.body;
          if (!singleResult.errors || singleResult.data !== undefined) return;
          // A bad request: no query, or a mutation sent as GET. Apollo's status (400, 405) and `allow` header stand.
          if (errors?.some((error) => error.extensions?.['code'] === 'BAD_REQUEST')) return;
          const mediaType = mediaTypeFor(request.http?.headers.get('accept'));
          response.http.status = statusOf(singleResult.errors, mediaType);
        },
      };
    },
  };
}

/** The status of an answer that has these errors and no data, in a media type. */
export function statusOf(errors: readonly GraphQLFormattedError[], mediaType: string | undefined): number {
  for (const { extensions } of errors) {
    const status = Object.entries(STATUS_OF_CODE).find(([code]) => code === extensions?.['code'])?.[1];
    if (status !== undefined) return status;
  }
  return mediaType === RESPONSE_MEDIA_TYPE ? 400 : 200;
}
