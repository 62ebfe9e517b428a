import { v7 } from 'uuid';
import type { Database } from '../database/database.ts';
import { type ImportedArticle, type ImportOptions, importArticles } from '../ingest/import-articles.ts';
import type { TopicRecord } from '../ingest/media-topics.ts';
import { loadTopics } from '../ingest/topics.ts';
import type { AnnotatedArticle } from '../text/annotated-article.ts';
import { type Refusal, refusalOf } from './analyse-document.ts';
import { type BatchLimits, EMBEDDED_BATCH } from './batch-size.ts';

/** An article on its way into the record. */
export interface ArticleToWrite {
  readonly article: AnnotatedArticle;
  /** It may be published where the import publishes. */
  readonly isReleased: boolean;
}

/** What became of an article that was to be written. */
export type WrittenArticle =
  | {
      readonly outcome: 'created' | 'updated' | 'unchanged' | 'outdated';
      readonly articleId: string;
      readonly slug: string;
    }
  | { readonly outcome: 'refused'; readonly refusal: Refusal };

/** Where articles are written: the database of this process, or that of a server. */
export interface ArticleWriter {
  /** How much it should be given at once. */
  readonly batch: BatchLimits;
  /** Writes all of them in one short change, and gives what became of each, in their order. */
  write(articles: readonly ArticleToWrite[]): Promise<readonly WrittenArticle[]>;
}

/** Writes to an open database; `batch` as for an embedded one unless it is given. */
export function databaseWriter(
  database: Database,
  options: ImportOptions,
  batch: BatchLimits = EMBEDDED_BATCH,
): ArticleWriter {
  return {
    batch,
    async write(articles) {
      const written: WrittenArticle[] = [];
      for (const run of runsOf(articles)) {
        const publish = options.publish && run.isReleased;
        const imported = await importArticles(database, run.articles, { ...options, publish });
        written.push(...imported.map(writtenArticle));
      }
      return written;
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
  await database.change(change, (transaction) => loadTopics(transaction, topics, v7));
}

/** Articles that stand together and are alike in whether they may be published. */
function runsOf(
  articles: readonly ArticleToWrite[],
): { readonly isReleased: boolean; readonly articles: AnnotatedArticle[] }[] {
  const runs: { readonly isReleased: boolean; readonly articles: AnnotatedArticle[] }[] = [];
  for (const { article, isReleased } of articles) {
    const last = runs.at(-1);
    if (last?.isReleased === isReleased) last.articles.push(article);
    else runs.push({ isReleased, articles: [article] });
  }
  return runs;
}

function writtenArticle(imported: ImportedArticle): WrittenArticle {
  if (imported.outcome === 'failed') return { outcome: 'refused', refusal: refusalOf(imported.error) };
  const { outcome, articleId, slug } = imported;
  return { outcome, articleId, slug };
}
