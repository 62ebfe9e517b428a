import type { Transaction } from '../database/database.ts';
import { Prisma } from '../database/generated/client.ts';
import type { RowOperation } from './table-rows.ts';

/**
 * Asks for the next version of each person and organisation of whom identifiers alone were written, so that whoever read them
 * before is told, and their history has it. No statement where there is none.
 */
export async function askForNextVersions(
  transaction: Transaction,
  operations: readonly RowOperation[],
): Promise<void> {
  const done = operations.filter(({ action }) => action !== 'unchanged');
  const identifiers = done.filter(({ table }) => table === 'identifier').map(({ row }) => row);
  for (const [table, owner] of [
    ['person', 'personId'],
    ['organisation', 'organisationId'],
  ] as const) {
    const written = new Set(done.filter((one) => one.table === table).map(({ row }) => row['id']));
    const ids = identifiers
      .map((row) => row[owner])
      .filter((id): id is string => typeof id === 'string' && !written.has(id));
    if (ids.length === 0) continue;
    await transaction.$executeRaw`
      UPDATE ${Prisma.raw(table)} SET version = version + 1 WHERE id = ANY(${ids}::uuid[])`;
  }
}
