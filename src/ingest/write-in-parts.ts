import { setImmediate as whatWaits } from 'node:timers/promises';
import type { Transaction } from '../database/database.ts';
import type { RowOperation } from './table-rows.ts';
import { type RowStatement, runStatements, statementsOf } from './write-rows.ts';

/** Articles whose rows are written together: fewer mean more statements. */
const ARTICLES_A_PART = 30;
/** Of several parts the first is small, for the database waits for it. */
const ARTICLES_OF_FIRST_PART = 10;

/**
 * Makes the rows of new articles and writes them, some articles at a time: the next ones' are made while the database
 * writes those before, and wait there for their turn. Of new articles only, for they bring rows and take none away, so that
 * none waits for another's.
 *
 * @param before what is to be written first, under way already
 */
export async function writeInParts<Article>(
  transaction: Transaction,
  articles: readonly Article[],
  operationsOf: (article: Article) => readonly RowOperation[],
  before: Promise<void>,
): Promise<void> {
  let [earlier, latest] = [before, before];
  try {
    for (let start = 0, end = 0; start < articles.length; start = end) {
      const isFirst = start === 0 && articles.length > ARTICLES_A_PART;
      end = start + (isFirst ? ARTICLES_OF_FIRST_PART : ARTICLES_A_PART);
      const part = articles.slice(start, end);
      const statements = await afterBoth(prepared(part, operationsOf), earlier);
      earlier = latest;
      latest = runStatements(transaction, statements);
      // It is told of when its turn to be waited for comes.
      latest.catch(() => undefined);
    }
    // In their order: where one fails, those after it only say that their transaction is over.
    await earlier;
    await latest;
  } finally {
    // Nothing may go on in a transaction that ends.
    await Promise.allSettled([earlier, latest]);
  }
}

/** The statements for some articles, made in short steps, so that what waits, such as analyses that come from threads, is served in between. */
async function prepared<Article>(
  articles: readonly Article[],
  operationsOf: (article: Article) => readonly RowOperation[],
): Promise<readonly RowStatement[]> {
  const operations: RowOperation[] = [];
  for (const article of articles) {
    operations.push(...operationsOf(article));
    await whatWaits();
  }
  const statements: RowStatement[] = [];
  for (const statement of statementsOf(operations)) {
    statements.push(statement);
    await whatWaits();
  }
  return statements;
}

/** What was made, once what was under way is written; waits for both even where one fails. */
async function afterBoth<Made>(making: Promise<Made>, writing: Promise<void>): Promise<Made> {
  const [made, written] = await Promise.allSettled([making, writing]);
  if (written.status === 'rejected') throw written.reason;
  if (made.status === 'rejected') throw made.reason;
  return made.value;
}
