import { LRUCache } from 'lru-cache';
import Negotiator from 'negotiator';

const LEGACY_MEDIA_TYPE = 'application/json';
export const RESPONSE_MEDIA_TYPE = 'application/graphql-response+json';

/** Clients send few different `accept` headers, and reading one takes longer than all else that is done with a header. */
const chosen = new LRUCache<string, { readonly mediaType: string | undefined }>({ max: 100 });

/** The media type of a single answer for an `accept` header, chosen as Apollo does; undefined where none will do. */
export function mediaTypeFor(accept: string | undefined): string | undefined {
  if (!accept) return LEGACY_MEDIA_TYPE;
  const known = chosen.get(accept);
  if (known !== undefined) return known.mediaType;
  const mediaType = new Negotiator({ headers: { accept } }).mediaType([
    LEGACY_MEDIA_TYPE,
    RESPONSE_MEDIA_TYPE,
  ]);
  chosen.set(accept, { mediaType });
  return mediaType;
}
