import type { Transaction } from '../../../src/database/database.ts';
import type { Choices } from '../read/reference/random-world.ts';

/** One write of a kind that editors and importers do, on rows that chance picks; nothing where there are none of them. */
export type RandomWrite = (transaction: Transaction, choices: Choices) => Promise<unknown>;

/** So that the same seed picks the same rows. */
export const byId = { orderBy: { id: 'asc' } } as const;

/** One of the rows; undefined where there is none. */
export function pick<T extends object>(choices: Choices, rows: readonly T[]): T | undefined {
  return rows.length === 0 ? undefined : choices.one(rows);
}
