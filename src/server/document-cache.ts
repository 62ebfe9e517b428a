import type { DocumentNode } from 'graphql';
import { LRUCache } from 'lru-cache';

/** UTF-16 units of document text that are kept. A parsed document takes some 150 bytes for each: 75 MB for all of them. */
const MAX_KEPT_LENGTH = 500_000;
const MAX_KEPT = 1_000;

/** Keeps what belongs to parsed documents; the least recently used go first, so that new documents never grow memory. */
export function documentCache<Value extends object>(
  documentOf: (value: Value) => DocumentNode,
): LRUCache<string, Value> {
  return new LRUCache({
    max: MAX_KEPT,
    maxSize: MAX_KEPT_LENGTH,
    sizeCalculation: (value) => documentOf(value).loc?.end ?? 1,
  });
}
