import { hash } from 'node:crypto';
import { boundTags, type EntityTag } from '../kernel/entity-tag.ts';

/** A whole answer without errors, as it goes out. */
export interface Answer {
  /** JSON, in UTF-8. */
  readonly body: Buffer;
  /** A strong validator, quoted. */
  readonly etag: string;
  /** For a CDN's `Cache-Tag` header: tags with commas between. */
  readonly cacheTag: string;
}

/**
 * CDNs take headers of 8 kB and more, but nginx in front of a server takes 4 kB for all of them unless told otherwise, and
 * answers 502 beyond; reading and writing a long one takes as long as the answer, too.
 */
const CACHE_TAG_BYTES_MAX = 2_000;

/** Makes an answer of its text and tags. */
export function answerOf(text: string, tags: ReadonlySet<EntityTag>): Answer {
  const body = Buffer.from(text);
  const shown = boundTags(tags, (bounded) => bounded.join().length <= CACHE_TAG_BYTES_MAX);
  return { body, etag: `"${hash('sha256', body, 'base64url')}"`, cacheTag: shown.join() };
}
