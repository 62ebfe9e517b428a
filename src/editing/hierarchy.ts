import { UserErrorCode } from '../content/node/user-error.type.ts';
import type { Transaction } from '../database/database.ts';
import { Prisma } from '../database/generated/client.ts';
import { lockNames } from '../ingest/locks.ts';
import { refuseUnknown } from './attribution-input.ts';
import { refuse } from './refusal.ts';

/** What stands in what: the column that leads one step up. */
const UP = { organisation: 'parent_id', topic: 'broader_id' } as const;

/** A row that is to stand under another one. */
interface Placement {
  readonly table: keyof typeof UP;
  /** UUID; null for a new row, which nothing stands under yet. */
  readonly id: string | null;
  /** UUID; null at the top, undefined where it stays where it is. */
  readonly above: string | null | undefined;
  /** Of `above` in the input. */
  readonly path: readonly string[];
}

/**
 * Refuses a place that is not there, or that would put something, through others, under itself. Until the change ends
 * nobody else moves anything in this hierarchy: two moves that are right each by itself can make a circle together.
 */
export async function refuseWrongPlace(
  transaction: Transaction,
  { table, id, above, path }: Placement,
): Promise<void> {
  if (above === null || above === undefined) return;
  await lockNames(transaction, 'entity', [`hierarchy of ${table}`]);
  if (table === 'organisation')
    await refuseUnknown(transaction, [{ keys: { personId: null, organisationId: above }, path }]);
  const up = Prisma.raw(UP[table]);
  const found = await transaction.$queryRaw<{ id: string }[]>`
    WITH RECURSIVE line AS (
      SELECT id, ${up} AS up FROM ${Prisma.raw(table)} WHERE id = ${above}::uuid
      UNION
      SELECT next.id, next.${up} FROM ${Prisma.raw(table)} AS next JOIN line ON next.id = line.up
    )
    SELECT id FROM line`;
  if (found.length === 0) refuse(path, UserErrorCode.NOT_FOUND, `There is no ${table} with this id.`);
  if (id !== null && found.some((step) => step.id === id))
    refuse(path, UserErrorCode.INVALID, `The ${table} would stand, through others, under itself.`);
}
