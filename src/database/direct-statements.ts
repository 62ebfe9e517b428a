import type { Transaction as DriverTransaction, SqlQuery } from '@prisma/driver-adapter-utils';
import type { DirectStatements, Transaction } from './database.ts';
import type { Prisma } from './generated/client.ts';

const TEXT = { scalarType: 'string', arity: 'scalar' } as const;

/** Names of statements that are planned once, by their text, which says tables and columns only: there are some dozens. */
const names = new Map<string, string>();
const plannedOnce = new WeakSet<SqlQuery>();

/** What a connection keeps a statement's plan under; empty, as PostgreSQL calls no name, for those that are planned each time. */
export function statementName(query: SqlQuery): string {
  if (!plannedOnce.has(query)) return '';
  const name = names.get(query.sql) ?? `write_${names.size + 1}`;
  names.set(query.sql, name);
  return name;
}

/** A transaction of Prisma's that also takes statements past it, in the same transaction of the driver. */
export function withDirectStatements(
  transaction: Prisma.TransactionClient,
  driver: DriverTransaction,
): Transaction {
  const direct: DirectStatements = {
    async $write(text, values, planned) {
      const query: SqlQuery = { sql: text, args: [...values], argTypes: values.map(() => TEXT) };
      if (planned === 'once') plannedOnce.add(query);
      await driver.executeRaw(query);
    },
  };
  // Prisma's client makes its properties when they are asked for, so it cannot be copied.
  return new Proxy(transaction, {
    get: (target, name) => (name === '$write' ? direct.$write : Reflect.get(target, name)),
  }) as Transaction;
}
