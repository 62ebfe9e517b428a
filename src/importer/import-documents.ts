import type { FoundDocument, ReadableDocument } from '../documents/found-document.ts';
import type { RefusedItem } from './analyse-document.ts';
import { analyseInOrder } from './analyse-in-order.ts';
import type { Analyser } from './analyser.ts';
import type { ArticleWriter, WrittenArticle } from './article-writer.ts';
import { adaptiveBatchSize } from './batch-size.ts';
import { inBatches } from './in-batches.ts';

/** What became of one item of a document. */
export type ImportedItem = WrittenArticle & { readonly name: string };

/** The parts of an import. */
export interface ImportParts<Ready> {
  readonly analyser: Analyser;
  readonly writer: ArticleWriter<Ready>;
  /** Stop: nothing more is read, the batch under way is written. */
  readonly signal: AbortSignal;
}

/** How long an article waits for others to be written with. */
const MAX_WAIT_MS = 250;

/**
 * Reads, analyses and writes documents, and gives what became of each item, in the order of the documents: those of a
 * batch when it is committed. Analysis runs ahead on every thread, and what it gives is made ready to be written at once; one
 * batch is written at a time.
 *
 * Memory does not grow with the number of documents. Throws what stops everything, such as SERVICE_UNAVAILABLE; what was
 * given before is in the record.
 */
export async function* importDocuments<Ready>(
  documents: AsyncGenerator<FoundDocument>,
  { analyser, writer, signal }: ImportParts<Ready>,
): AsyncGenerator<ImportedItem> {
  const size = adaptiveBatchSize(writer.batch);
  const failed = new AbortController();
  const source = { workers: analyser.workers, analyse: readyItems(analyser, writer) };
  const items = analyseInOrder(documents, source, AbortSignal.any([signal, failed.signal]));
  for await (const batch of inBatches(items, () => size.limit, MAX_WAIT_MS)) {
    let isDone = false;
    try {
      const startedAt = performance.now();
      const ready = batch.flatMap((item) => ('ready' in item ? [item.ready] : []));
      const written = ready.length === 0 ? [] : await writer.write(ready);
      size.took(ready.length, performance.now() - startedAt);
      yield* outcomes(batch, written);
      isDone = true;
    } finally {
      // Whatever ends it here must not wait for a document that may never come.
      if (!isDone) failed.abort();
    }
  }
}

/** One item of a document, ready to be written, or refused. */
type ItemOnItsWay<Ready> = { readonly name: string; readonly ready: Ready } | RefusedItem;

function readyItems<Ready>(analyser: Analyser, writer: ArticleWriter<Ready>) {
  return async (document: ReadableDocument): Promise<readonly ItemOnItsWay<Ready>[]> => {
    const items = await analyser.analyse(document);
    return items.map((item) =>
      item.outcome === 'refused' ? item : { name: item.name, ready: writer.ready(item) },
    );
  };
}

function* outcomes<Ready>(
  batch: readonly ItemOnItsWay<Ready>[],
  written: readonly WrittenArticle[],
): Generator<ImportedItem> {
  const remaining = written.values();
  for (const item of batch) {
    if (!('ready' in item)) yield item;
    else {
      const next = remaining.next();
      if (next.done === true) throw new Error('The writer gave fewer outcomes than it was given articles.');
      yield { ...next.value, name: item.name };
    }
  }
}
