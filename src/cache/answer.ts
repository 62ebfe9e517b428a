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

/** CDNs take headers of 16 kB, some of 8; other headers need room too. */
const CACHE_TAG_BYTES_MAX = 8_000;

/** Makes an answer of its text and tags. */
export function answerOf(text: string, tags: ReadonlySet<EntityTag>): Answer {
  const body = Buffer.from(text);
  const shown = boundTags(tags, (bounded) => bounded.join().length <= CACHE_TAG_BYTES_MAX);
  return { body, etag: `"${hash('sha256', body, 'base64url')}"`, cacheTag: shown.join() };
}
