import type { Transaction } from '../database/database.ts';

/** What a name is locked as; a transaction takes the kinds in this order, so that two never wait for each other. */
const LOCK_KINDS = { article: 1, entity: 2, affiliation: 3, slug: 4 } as const;

/** Apart from the advisory locks of others in the same database; the kind is added. */
const LOCK_SPACE = 0x0e_c0_00;

/** Names fall into this many locks: PostgreSQL's table of locks holds some thousands for all transactions together. */
const LOCK_COUNT = 1024;

/**
 * Keeps other transactions from creating what has one of these names until this one ends: who waited then finds it.
 * One statement, whatever the number of names.
 */
export async function lockNames(
  transaction: Transaction,
  kind: keyof typeof LOCK_KINDS,
  names: readonly string[],
): Promise<void> {
  if (names.length === 0) return;
  const space = LOCK_SPACE + LOCK_KINDS[kind];
  await transaction.$executeRaw`
    SELECT pg_advisory_xact_lock(${space}::int, lock)
    FROM (SELECT DISTINCT abs(hashtext(name) % ${LOCK_COUNT}::int) AS lock FROM unnest(${[...names]}::text[]) AS name ORDER BY 1) AS locks`;
}

/**
 * Keeps other writers of these articles' facts and texts from writing until this transaction ends, and waits for those
 * that are at it: what is read of them from now on is what is changed. Those that are gone are passed by.
 */
export async function lockArticles(transaction: Transaction, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await transaction.$queryRaw`
    SELECT id FROM article WHERE id = ANY(${[...ids]}::uuid[]) ORDER BY id FOR NO KEY UPDATE`;
}
