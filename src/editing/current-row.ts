import { UserErrorCode } from '../content/node/user-error.type.ts';
import type { Transaction } from '../database/database.ts';
import { Prisma } from '../database/generated/client.ts';
import type { WrittenIds } from '../planner/written.ts';
import { refuse } from './refusal.ts';

/** Tables whose rows have a version. */
export type VersionedTable =
  | 'article'
  | 'person'
  | 'organisation'
  | 'quote'
  | 'topic'
  | 'mention'
  | 'affiliation'
  | 'affiliation_receipt'
  | 'topic_assignment';

/** A row as the caller knows it. */
export interface KnownRow {
  readonly table: VersionedTable;
  /** UUID. */
  readonly id: string;
  /** The version that the caller read; null: whatever it is now. */
  readonly version: number | null;
  /** What the payload shows where the row has changed since. */
  readonly ids: WrittenIds;
  /** Of the id in the input; the version stands beside it. */
  readonly path?: readonly string[];
}

/**
 * Locks a row until the change ends, and holds it to the version that the caller read.
 *
 * Refuses with NOT_FOUND where it is gone, with WRONG_STATE where it was merged into another, and with CONFLICT, showing its
 * current state, where it has another version.
 */
export async function lockCurrent(
  transaction: Transaction,
  { table, id, version, ids, path = ['id'] }: KnownRow,
): Promise<void> {
  const merged = Prisma.raw(table === 'person' || table === 'organisation' ? 'merged_into_id' : 'NULL::uuid');
  const [row] = await transaction.$queryRaw<{ version: number; merged: string | null }[]>`
    SELECT version, ${merged} AS merged FROM ${Prisma.raw(table)} WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
  if (row === undefined) return refuse(path, UserErrorCode.NOT_FOUND, 'There is nothing with this id.');
  if (row.merged !== null)
    refuse(
      path,
      UserErrorCode.WRONG_STATE,
      `It was merged into ${table}_${row.merged}: that is what there is to edit.`,
      ids,
    );
  if (version === null || row.version === version) return;
  refuse([...path.slice(0, -1), 'version'], UserErrorCode.CONFLICT, changedSince(version, row.version), ids);
}

/** Says that something has another version than the one that was read. */
export function changedSince(read: number, now: number): string {
  return `It was changed since version ${read} was read, and is now at version ${now}.`;
}
