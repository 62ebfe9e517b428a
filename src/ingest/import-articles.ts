import type { Database } from '../database/database.ts';
import { AppError } from '../kernel/app-error.ts';
import type { AnnotatedArticle } from '../text/annotated-article.ts';
import { splitTwins } from './batch-twins.ts';
import type { WholeArticle } from './check-article.ts';
import { importFault } from './import-fault.ts';
import { type IngestedArticle, ingestReady, readyArticle } from './ingest-articles.ts';

/** How articles are imported. */
export interface ImportOptions {
  /** Who imports, for the history: `import:archive`, `editor:local`. */
  readonly actor: string;
  /** Why, for the history; where facts are confirmed by `confirmAbove`, that is added to it. */
  readonly reason: string;
  /**
   * Whether new articles, and drafts that are imported again, are published: at once, or at the end of their embargo. Never
   * what their publisher withholds. Never withdraws, and never brings back what was withdrawn.
   */
  readonly publish: boolean;
  /** Confirms the facts that the machine is at least so sure of, 0 to 1; null confirms none. */
  readonly confirmAbove: number | null;
}

/** An article of the record that a document was about. */
export type TakenArticle = Omit<IngestedArticle, 'outcome'> & {
  readonly outcome: IngestedArticle['outcome'] | 'withdrawn';
};

/**
 * What became of one article. `unchanged`: these bytes were taken in before, and nothing new was found in them;
 * `outdated`: a newer version of it is stored, and nothing was written; `withdrawn`: its publisher cancelled it; `failed`: it was refused, and nothing of it was
 * written.
 */
export type ImportedArticle = TakenArticle | RefusedArticle;

interface RefusedArticle {
  readonly outcome: 'failed';
  readonly error: AppError;
}

/** An article that is ready to be written, or the reason why it never is. */
export type ReadyArticle = { readonly outcome: 'ready'; readonly article: WholeArticle } | RefusedArticle;

/** What of an import needs no database: it can be done while other articles are written. */
export function readyImport(
  article: AnnotatedArticle,
  { confirmAbove }: Pick<ImportOptions, 'confirmAbove'>,
): ReadyArticle {
  try {
    return { outcome: 'ready', article: readyArticle(article, confirmAbove) };
  } catch (error) {
    return { outcome: 'failed', error: importFault(error) };
  }
}

/**
 * Takes analysed articles in, one change for all of them, and gives what became of each, in their order.
 *
 * Entities that carry no slug are tied to those of the record by name, and what people have reviewed stays. Articles of
 * the list that may be the same one are written one after the other. Where one of several is refused, the others are
 * tried without it, so that a bad article loses no other. Running it again with the same articles writes nothing.
 *
 * Throws SERVICE_UNAVAILABLE and TIMEOUT, for these say nothing about an article: what was written until then stays (one that
 * other writers were in the way of, again and again, has failed with the first); and BAD_USER_INPUT for a threshold that is
 * none.
 */
export async function importArticles(
  database: Database,
  articles: readonly AnnotatedArticle[],
  options: ImportOptions,
): Promise<readonly ImportedArticle[]> {
  return importReady(
    database,
    articles.map((article) => readyImport(article, options)),
    options,
  );
}

/** `importArticles` for articles that are ready. */
export async function importReady(
  database: Database,
  articles: readonly ReadyArticle[],
  options: ImportOptions,
): Promise<readonly ImportedArticle[]> {
  checkThreshold(options.confirmAbove);
  const ready = articles.flatMap((one) => (one.outcome === 'ready' ? [one.article] : []));
  const imported: ImportedArticle[] = [];
  for (const batch of splitTwins(ready)) imported.push(...(await importBatch(database, batch, options)));
  const outcomes = imported.values();
  return articles.map((one) => (one.outcome === 'ready' ? nextOf(outcomes) : one));
}

function nextOf<Value>(values: Iterator<Value>): Value {
  const next = values.next();
  if (next.done === true) throw new Error('Fewer articles were imported than were given.');
  return next.value;
}

/** Where several are refused together, each half is tried: one bad article of two hundred costs sixteen changes more. */
async function importBatch(
  database: Database,
  articles: readonly WholeArticle[],
  options: ImportOptions,
): Promise<readonly ImportedArticle[]> {
  if (articles.length === 0) return [];
  try {
    return await write(database, articles, options);
  } catch (error) {
    const fault = importFault(error);
    if (articles.length === 1) return [{ outcome: 'failed', error: fault }];
  }
  const middle = Math.ceil(articles.length / 2);
  const first = await importBatch(database, articles.slice(0, middle), options);
  return [...first, ...(await importBatch(database, articles.slice(middle), options))];
}

/** Why articles are imported, for the history, with the confidence above which their facts were confirmed. */
export function importReason(reason: string, confirmAbove: number | null): string {
  return confirmAbove === null ? reason : `${reason}; confirmed above ${confirmAbove}`;
}

function checkThreshold(confirmAbove: number | null): void {
  if (confirmAbove === null || (confirmAbove >= 0 && confirmAbove <= 1)) return;
  throw new AppError(
    'BAD_USER_INPUT',
    `Facts are confirmed above a confidence from 0 to 1, not ${confirmAbove}.`,
  );
}

async function write(
  database: Database,
  articles: readonly WholeArticle[],
  { actor, reason, publish, confirmAbove }: ImportOptions,
): Promise<readonly IngestedArticle[]> {
  const because = importReason(reason, confirmAbove);
  const result = await database.change({ actor, reason: because }, (transaction) =>
    ingestReady(transaction, articles, { mode: 'import', status: publish ? 'PUBLISHED' : 'DRAFT' }),
  );
  if (result.outcome === 'repeated') throw new Error('A change without a key was taken for an earlier one.');
  return result.value.articles;
}
