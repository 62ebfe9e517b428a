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

/** Who sends a key may see more, or be refused: what was kept for everybody is not for them. */
const VARIED = 'Accept, Authorization';

/** How an answer that everybody may have goes out. */
export interface AnswerHead {
  /** 304 where the client has it: by POST too, as a client that names an ETag there means it. */
  readonly status: 200 | 304;
  /** Name and value of each header, but for the body's length. */
  readonly headers: readonly (readonly [name: string, value: string])[];
}

/** The status and the headers of an answer, in a media type; `varied` is what it depends on beside `Accept` and `Authorization`. */
export function answerHead(
  ifNoneMatch: string | undefined,
  answer: Answer,
  {
    mediaType,
    cacheControl,
    varied,
  }: { mediaType: string; cacheControl: string; varied?: string | undefined },
): AnswerHead {
  const headers: [string, string][] = [
    ['etag', answer.etag],
    ['cache-control', cacheControl],
    ['vary', varied === undefined ? VARIED : `${varied}, ${VARIED}`],
  ];
  if (answer.cacheTag !== '') headers.push(['cache-tag', answer.cacheTag]);
  if (ifNoneMatch !== undefined && names(ifNoneMatch, answer.etag)) return { status: 304, headers };
  headers.push(['content-type', `${mediaType}; charset=utf-8`]);
  return { status: 200, headers };
}

/** Whether an `if-none-match` header has the tag. @see https://www.rfc-editor.org/rfc/rfc9110#section-13.1.2 */
function names(header: string, etag: string): boolean {
  // Proxies that compress make a tag weak; a GET compares weakly.
  return header.split(',').some((given) => {
    const tag = given.trim();
    return tag === '*' || tag === etag || tag === `W/${etag}`;
  });
}
