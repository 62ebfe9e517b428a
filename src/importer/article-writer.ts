import type { Database } from '../database/database.ts';
import { type Cancellation, cancelArticle } from '../ingest/cancel-article.ts';
import {
  type ImportedArticle,
  type ImportOptions,
  importReady,
  type ReadyArticle,
  readyImport,
} from '../ingest/import-articles.ts';
import type { TopicRecord } from '../ingest/media-topics.ts';
import { loadTopics } from '../ingest/topics.ts';
import { newId } from '../kernel/new-id.ts';
import type { AnnotatedArticle } from '../text/annotated-article.ts';
import { type Refusal, refusalOf } from './analyse-document.ts';
import { type BatchLimits, EMBEDDED_BATCH } from './batch-size.ts';

/** On its way into the record: an article, or that one is cancelled. */
export type ItemToWrite =
  | { readonly outcome: 'analysed'; readonly article: AnnotatedArticle }
  | { readonly outcome: 'cancelled'; readonly cancellation: Cancellation };

/** What became of an article that was to be written, or cancelled. */
export type WrittenArticle =
  | {
      readonly outcome: 'created' | 'updated' | 'unchanged' | 'outdated' | 'withdrawn';
      readonly articleId: string;
      readonly slug: string;
    }
  | { readonly outcome: 'refused'; readonly refusal: Refusal };

/** Where articles are written: the database of this process, or that of a server. */
export interface ArticleWriter<Ready> {
  /** How much it should be given at once. */
  readonly batch: BatchLimits;
  /** Does with one item what does not need the record: while others are written, so that nobody waits for it. */
  ready(item: ItemToWrite): Ready;
  /** Writes all of them in their order, in a short change for those that stand together, and gives what became of each. */
  write(items: readonly Ready[]): Promise<readonly WrittenArticle[]>;
}

/** What may be written to a database. */
export type ReadyItem = ReadyArticle | Extract<ItemToWrite, { outcome: 'cancelled' }>;

/** Writes to an open database; `batch` as for an embedded one unless it is given. */
export function databaseWriter(
  database: Database,
  options: ImportOptions,
  batch: BatchLimits = EMBEDDED_BATCH,
): ArticleWriter<ReadyItem> {
  return {
    batch,
    ready: (item) => (item.outcome === 'analysed' ? readyImport(item.article, options) : item),
    async write(items) {
      const imported: ImportedArticle[] = [];
      for (const run of runsOf(items)) {
        imported.push(
          ...('articles' in run
            ? await importReady(database, run.articles, options)
            : [await cancelArticle(database, run.cancellation, options)]),
        );
      }
      return imported.map(writtenArticle);
    },
  };
}

/** Loads the topics where the record lacks one of them: articles are assigned to topics that are there. */
export async function ensureTopics(database: Database, topics: readonly TopicRecord[]): Promise<void> {
  const stored = await database.read<{ code: string }>({
    text: 'SELECT code FROM topic WHERE code IS NOT NULL',
    values: [],
  });
  const codes = new Set(stored.map(({ code }) => code));
  if (topics.every(({ code }) => codes.has(code))) return;
  const change = { actor: 'import', reason: 'the topics that articles are assigned to' };
  await database.change(change, (transaction) => loadTopics(transaction, topics, newId));
}

type Run = { readonly articles: ReadyArticle[] } | { readonly cancellation: Cancellation };

/** Articles that stand together, and each cancellation by itself: what it cancels may stand before it. */
function runsOf(items: readonly ReadyItem[]): readonly Run[] {
  const runs: Run[] = [];
  for (const item of items) {
    const last = runs.at(-1);
    if (item.outcome === 'cancelled') runs.push({ cancellation: item.cancellation });
    else if (last !== undefined && 'articles' in last) last.articles.push(item);
    else runs.push({ articles: [item] });
  }
  return runs;
}

function writtenArticle(imported: ImportedArticle): WrittenArticle {
  if (imported.outcome === 'failed') return { outcome: 'refused', refusal: refusalOf(imported.error) };
  const { outcome, articleId, slug } = imported;
  return { outcome, articleId, slug };
}
