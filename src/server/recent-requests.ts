import { LRUCache } from 'lru-cache';
import type { AskedOperation } from './planned-operation.ts';

/** What a request asks. */
export interface Asked {
  readonly operation: AskedOperation;
  /** Of its answer, as `answerKeyFor` gives it. */
  readonly key: string | null;
}

/** Bytes of requests that are kept: a page's document with its variables has about a thousand. */
const MAX_KEPT_BYTES = 1_000_000;
/** Each holds its parsed document and its statement, 30 kB of memory: a test sends 10,000 different ones. */
const MAX_KEPT = 400;
/** A request that takes more is seldom sent twice. */
const MAX_TEXT_BYTES = 10_000;

/** What requests asked, by their bodies, or by their URLs where they have none: reading either takes longer than finding the same again. */
export class RecentRequests {
  readonly #asked = new LRUCache<string, Asked>({
    max: MAX_KEPT,
    maxSize: MAX_KEPT_BYTES,
    maxEntrySize: MAX_TEXT_BYTES,
    sizeCalculation: (_asked, text) => text.length,
  });

  /** @param text a body's bytes as latin1, or a URL: the one begins with a brace, the other with a slash. */
  find(text: string): Asked | undefined {
    return text.length > MAX_TEXT_BYTES ? undefined : this.#asked.get(text);
  }

  keep(text: string, asked: Asked): void {
    if (text.length <= MAX_TEXT_BYTES) this.#asked.set(text, asked);
  }
}
