import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Answer } from '../cache/answer.ts';

/** An answer that is for the one who asked alone, or that nobody could purge: errors, mutations, what is not kept. */
export const NOT_TO_BE_STORED = 'private, no-store';

/**
 * What browsers and CDNs may do with an answer that everybody may have: browsers ask again each time, with its ETag; so
 * do CDNs, unless they are told to keep it until it is purged by its `Cache-Tag`, at the longest for so many seconds.
 */
export function publicCacheControl(cdnMaxAgeS: number): string {
  return cdnMaxAgeS === 0
    ? 'public, max-age=0, must-revalidate'
    : `public, max-age=0, s-maxage=${cdnMaxAgeS}, must-revalidate`;
}

/**
 * Sends an answer that everybody may have, or 304 where the client has it: by POST too, as a client that names an ETag
 * there means it.
 */
export function sendAnswer(
  request: FastifyRequest,
  reply: FastifyReply,
  answer: Answer,
  { mediaType, cacheControl }: { readonly mediaType: string; readonly cacheControl: string },
): void {
  const varied = reply.getHeader('vary');
  reply.headers({
    etag: answer.etag,
    'cache-control': cacheControl,
    // The CORS headers that come before depend on the origin.
    vary: varied === undefined ? 'Accept' : `${String(varied)}, Accept`,
    ...(answer.cacheTag === '' ? {} : { 'cache-tag': answer.cacheTag }),
  });
  if (names(request.headers['if-none-match'], answer.etag)) reply.code(304).send();
  else reply.code(200).header('content-type', `${mediaType}; charset=utf-8`).send(answer.body);
}

/** Whether an `if-none-match` header has the tag. @see https://www.rfc-editor.org/rfc/rfc9110#section-13.1.2 */
function names(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  // Proxies that compress make a tag weak; a GET compares weakly.
  return header.split(',').some((given) => {
    const tag = given.trim();
    return tag === '*' || tag === etag || tag === `W/${etag}`;
  });
}
