import { UserErrorCode } from '../content/node/user-error.type.ts';
import type { Transaction } from '../database/database.ts';
import { Prisma } from '../database/generated/client.ts';
import type { ReviewState } from '../database/generated/enums.ts';
import { lockArticles } from '../ingest/locks.ts';
import { changedSince } from './current-row.ts';
import type { InputCheck } from './input-check.ts';
import { refuse } from './refusal.ts';

/** Tables of facts, by the prefix of their public ids; each is locked and written in this order. */
export const FACT_TABLES = {
  mention: 'mention',
  quote: 'quote',
  affiliationReceipt: 'affiliation_receipt',
  topicAssignment: 'topic_assignment',
} as const;

/** What an editor adds is certain, and nobody needs to look at it again. */
export const ADDED = { review: 'CONFIRMED', confidence: 1, method: 'editor' } as const;

/** The prefix of a fact's public id. */
export type FactPrefix = keyof typeof FACT_TABLES;

/** A fact as the caller named it. */
export interface FactId {
  readonly prefix: FactPrefix;
  readonly uuid: string;
}

/** What an edit must know of a fact before it writes. */
export interface FactRow {
  readonly id: string;
  readonly articleId: string;
  readonly review: ReviewState;
  readonly method: string;
  readonly version: number;
}

/** The public ids' types that are facts. */
const PREFIXES = Object.keys(FACT_TABLES) as readonly FactPrefix[];

/** The fact that a public id names; anything else is a fault. */
export function factId(check: InputCheck, path: readonly string[], id: string): FactId {
  const uuid = check.id(path, id, ...PREFIXES);
  const prefix = PREFIXES.find((candidate) => id.startsWith(`${candidate}_`)) ?? 'mention';
  return { prefix, uuid };
}

/**
 * Locks facts of one kind and their articles until the change ends, and gives them as they are now, by UUID; those that
 * are gone are not there. Two statements, however many facts.
 *
 * The articles come first, as in an import and in a correction: what either does to a fact is done, or not begun.
 */
export async function lockFacts(
  transaction: Transaction,
  ids: Readonly<Partial<Record<FactPrefix, readonly string[]>>>,
): Promise<ReadonlyMap<string, FactRow>> {
  const asked = PREFIXES.flatMap((prefix) => {
    const uuids = ids[prefix] ?? [];
    return uuids.length === 0 ? [] : [{ table: FACT_TABLES[prefix], uuids: [...uuids] }];
  });
  if (asked.length === 0) return new Map();
  const articles = asked.map(
    ({ table, uuids }) =>
      Prisma.sql`SELECT article_id FROM ${Prisma.raw(table)} WHERE id = ANY(${uuids}::uuid[])`,
  );
  const owners = await transaction.$queryRaw<{ articleId: string }[]>`
    SELECT DISTINCT article_id AS "articleId" FROM (${Prisma.join(articles, ' UNION ALL ')}) AS owners`;
  await lockArticles(
    transaction,
    owners.map(({ articleId }) => articleId),
  );
  const found = new Map<string, FactRow>();
  for (const { table, uuids } of asked) {
    const rows = await transaction.$queryRaw<FactRow[]>`
      SELECT id, article_id AS "articleId", review::text AS review, method, version FROM ${Prisma.raw(table)}
      WHERE id = ANY(${uuids}::uuid[]) ORDER BY id FOR NO KEY UPDATE`;
    for (const row of rows) found.set(row.id, row);
  }
  return found;
}

/** Locks one fact and its article, and holds it to the version that the caller read, where it says one. Refuses as `lockCurrent` does; the payload then shows the fact under `name`. */
export async function lockFact(
  transaction: Transaction,
  { prefix, uuid }: FactId,
  version: number | null,
  name: string,
): Promise<FactRow> {
  const row = (await lockFacts(transaction, { [prefix]: [uuid] })).get(uuid);
  if (row === undefined) return refuse(['id'], UserErrorCode.NOT_FOUND, 'There is nothing with this id.');
  if (version === null || row.version === version) return row;
  const shown = name === 'facts' ? [`${prefix}_${uuid}`] : uuid;
  return refuse(['version'], UserErrorCode.CONFLICT, changedSince(version, row.version), { [name]: shown });
}
