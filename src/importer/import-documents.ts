import type { FoundDocument } from '../documents/found-document.ts';
import type { AnalysedItem } from './analyse-document.ts';
import { analyseInOrder } from './analyse-in-order.ts';
import type { Analyser } from './analyser.ts';
import type { ArticleWriter, ItemToWrite, WrittenArticle } from './article-writer.ts';
import { adaptiveBatchSize } from './batch-size.ts';
import { inBatches } from './in-batches.ts';

/** What became of one item of a document. */
export type ImportedItem = WrittenArticle & { readonly name: string };

/** The parts of an import. */
export interface ImportParts {
  readonly analyser: Analyser;
  readonly writer: ArticleWriter;
  /** Stop: nothing more is read, the batch under way is written. */
  readonly signal: AbortSignal;
}

/** How long an article waits for others to be written with. */
const MAX_WAIT_MS = 250;

/**
 * Reads, analyses and writes documents, and gives what became of each item, in the order of the documents: those of a
 * batch when it is committed. Analysis runs ahead on every thread; one batch is written at a time.
 *
 * Memory does not grow with the number of documents. Throws what stops everything, such as SERVICE_UNAVAILABLE; what was
 * given before is in the record.
 */
export async function* importDocuments(
  documents: AsyncGenerator<FoundDocument>,
  { analyser, writer, signal }: ImportParts,
): AsyncGenerator<ImportedItem> {
  const size = adaptiveBatchSize(writer.batch);
  const failed = new AbortController();
  const items = analyseInOrder(documents, analyser, AbortSignal.any([signal, failed.signal]));
  for await (const batch of inBatches(items, () => size.limit, MAX_WAIT_MS)) {
    let isDone = false;
    try {
      const startedAt = performance.now();
      const articles = batch.flatMap(toWrite);
      const written = articles.length === 0 ? [] : await writer.write(articles);
      size.took(articles.length, performance.now() - startedAt);
      yield* outcomes(batch, written);
      isDone = true;
    } finally {
      // Whatever ends it here must not wait for a document that may never come.
      if (!isDone) failed.abort();
    }
  }
}

function toWrite(item: AnalysedItem): ItemToWrite[] {
  return item.outcome === 'refused' ? [] : [item];
}

function* outcomes(
  batch: readonly AnalysedItem[],
  written: readonly WrittenArticle[],
): Generator<ImportedItem> {
  const remaining = written.values();
  for (const item of batch) {
    if (item.outcome === 'refused') yield item;
    else {
      const next = remaining.next();
      if (next.done === true) throw new Error('The writer gave fewer outcomes than it was given articles.');
      yield { ...next.value, name: item.name };
    }
  }
}
