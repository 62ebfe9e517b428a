import type { Transaction } from '../database/database.ts';

/**
 * Publishes locked articles, whatever they are: readers see them, and what is confirmed in them, once the change is
 * committed. An article that its source gives no instant of publication for was published now. Nothing of a withdrawal is left. One statement.
 */
export async function publishLocked(transaction: Transaction, ids: readonly string[]): Promise<void> {
  // The clock of the database, as of every embargo: the statement is never run before one that it found at its end.
  await transaction.$executeRaw`
    UPDATE article
    SET status = 'PUBLISHED', embargoed_until = NULL, published_at = coalesce(published_at, statement_timestamp())
    WHERE id = ANY(${[...ids]}::uuid[])`;
}
