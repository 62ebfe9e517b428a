import type { Transaction } from '../database/database.ts';

/** Why an article is withdrawn: for everybody to read. */
export interface Withdrawal {
  readonly reason: string;
  /** The article to read instead. */
  readonly replacedById?: string | null;
}

/**
 * Takes an article back, inside a change: readers see it no more, and where it was published they see its tombstone. Of an
 * article that is withdrawn already, the reason and the replacement become these, and whoever read the others has an old
 * version of it. Three statements.
 *
 * Throws where there is no such article or replacement, where the reason is blank, and where it would replace itself.
 */
export async function withdrawArticle(
  transaction: Transaction,
  articleId: string,
  { reason, replacedById = null }: Withdrawal,
): Promise<void> {
  const before = await transaction.articleWithdrawal.findUnique({ where: { articleId } });
  const isOther = before?.reason !== reason || before.replacedById !== replacedById;
  await transaction.article.update({
    where: { id: articleId },
    data: { status: 'WITHDRAWN', embargoedUntil: null, ...(isOther && { version: { increment: 1 } }) },
  });
  await transaction.articleWithdrawal.upsert({
    where: { articleId },
    create: { articleId, reason, replacedById },
    update: { reason, replacedById },
  });
}
