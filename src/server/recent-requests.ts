import { LRUCache } from 'lru-cache';
import type { AskedOperation } from './planned-operation.ts';

/** What a request asks. */
export interface Asked {
  readonly operation: AskedOperation;
  /** Of its answer, as `answerKeyFor` gives it. */
  readonly key: string | null;
}

/** Bytes of bodies that are kept: a page's document with its variables has about a thousand. */
const MAX_KEPT_BYTES = 1_000_000;
/** Each holds its parsed document and its statement, 30 kB of memory: a test sends 10,000 different ones. */
const MAX_KEPT = 400;
/** A body that takes more is seldom sent twice. */
const MAX_BODY_BYTES = 10_000;

/** What requests asked, by the bytes of their bodies: reading JSON takes longer than finding the same again. */
export class RecentRequests {
  readonly #asked = new LRUCache<string, Asked>({
    max: MAX_KEPT,
    maxSize: MAX_KEPT_BYTES,
    maxEntrySize: MAX_BODY_BYTES,
    sizeCalculation: (_asked, body) => body.length,
  });

  find(body: Buffer): Asked | undefined {
    return body.length > MAX_BODY_BYTES ? undefined : this.#asked.get(body.toString('latin1'));
  }

  keep(body: Buffer, asked: Asked): void {
    if (body.length <= MAX_BODY_BYTES) this.#asked.set(body.toString('latin1'), asked);
  }
}
