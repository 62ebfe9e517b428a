import type { FoundDocument, ReadableDocument } from '../documents/found-document.ts';
import { type RefusedItem, refused } from './analyse-document.ts';
import { MAX_BATCH_ARTICLES } from './batch-size.ts';
import { readAhead } from './read-ahead.ts';
import { untilAborted } from './until-aborted.ts';

/** Documents that may be read or analysed before they are asked for: the largest batch, so that it is there when the one before is written. */
const AHEAD = { documents: MAX_BATCH_ARTICLES, bytes: 32 * 1024 * 1024 };

/** Makes items of documents, several at a time. */
export interface ItemSource<Item> {
  /** How many documents it works on at once. */
  readonly workers: number;
  analyse(document: ReadableDocument): Promise<readonly Item[]>;
}

/** A document whose analysis has begun. */
interface Begun<Item> {
  readonly bytes: number;
  readonly items: Promise<readonly Item[]>;
}

/**
 * The items of documents in the order of the documents, analysed on every thread; what could not be had is a refused item
 * in its place. At most 200 documents, and 32 MiB of them, are held. Ends early, without an error, when the signal says so.
 */
export async function* analyseInOrder<Item>(
  documents: AsyncGenerator<FoundDocument>,
  analyser: ItemSource<Item>,
  signal: AbortSignal,
): AsyncGenerator<Item | RefusedItem> {
  const ahead = readAhead(begun(untilAborted(documents, signal), analyser), {
    maxItems: AHEAD.documents + 2 * analyser.workers,
    maxWeight: AHEAD.bytes,
    weightOf: ({ bytes }) => bytes,
  });
  for await (const { items } of ahead) {
    for (const item of await items) {
      if (signal.aborted) return;
      yield item;
    }
  }
}

async function* begun<Item>(
  documents: AsyncGenerator<FoundDocument>,
  analyser: ItemSource<Item>,
): AsyncGenerator<Begun<Item | RefusedItem>> {
  for await (const document of documents) {
    if ('failure' in document) {
      yield { bytes: 0, items: Promise.resolve([refused(document.name, document.failure)]) };
    } else {
      const items = analyser.analyse(document);
      // It is awaited in its turn; until then a failure must not pass for one that nobody handles.
      items.catch(() => undefined);
      yield { bytes: 'bytes' in document ? document.bytes.byteLength : document.size, items };
    }
  }
}
