import { UserErrorCode } from '../content/node/user-error.type.ts';
import type { Transaction } from '../database/database.ts';
import { Prisma } from '../database/generated/client.ts';
import type { ArticleStatus } from '../database/generated/enums.ts';
import { revisedRow } from '../database/revised-row.ts';
import { lockCurrent } from './current-row.ts';
import { refuse } from './refusal.ts';

/** An article as the caller knows it. */
interface KnownArticle {
  /** UUID. */
  readonly id: string;
  readonly version: number;
}

/** Where a locked article stands. */
export interface ArticleState {
  readonly status: ArticleStatus;
  readonly embargoedUntil: Date | null;
}

/**
 * Locks an article until the change ends and tells where it stands. Refuses as `lockCurrent` does, and with WRONG_STATE
 * where its status is none of `allowed`; the payload then shows the article.
 *
 * @param rule what the caller is told: what may be done with which articles
 */
export async function lockArticleIn(
  transaction: Transaction,
  { id, version }: KnownArticle,
  allowed: readonly ArticleStatus[],
  rule: string,
): Promise<ArticleState> {
  const ids = { article: id };
  await lockCurrent(transaction, { table: 'article', id, version, ids });
  const state = await transaction.article.findUniqueOrThrow({
    where: { id },
    select: { status: true, embargoedUntil: true },
  });
  if (allowed.includes(state.status)) return state;
  return refuse(['id'], UserErrorCode.WRONG_STATE, `The article is ${state.status}: ${rule}`, ids);
}

/** Whether an article was ever published, and readers may have seen it: one statement, by its history. */
export async function wasEverPublished(transaction: Transaction, id: string): Promise<boolean> {
  const [found] = await transaction.$queryRaw<{ wasPublished: boolean }[]>`
    SELECT EXISTS (
      SELECT FROM article WHERE id = ${id}::uuid AND status <> 'DRAFT'
      UNION ALL
      SELECT FROM revision r WHERE ${Prisma.raw(revisedRow('r'))} = ${id}::uuid AND table_name = 'article'
        AND before ->> 'status' <> 'DRAFT'
    ) AS "wasPublished"`;
  return found?.wasPublished === true;
}
