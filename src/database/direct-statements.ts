import type { Transaction as DriverTransaction } from '@prisma/driver-adapter-utils';
import type { DirectStatements, Transaction } from './database.ts';
import type { Prisma } from './generated/client.ts';

const TEXT = { scalarType: 'string', arity: 'scalar' } as const;

/** A transaction of Prisma's that also takes statements past it, in the same transaction of the driver. */
export function withDirectStatements(
  transaction: Prisma.TransactionClient,
  driver: DriverTransaction,
): Transaction {
  const direct: DirectStatements = {
    async $write(text, values) {
      await driver.executeRaw({ sql: text, args: [...values], argTypes: values.map(() => TEXT) });
    },
  };
  // Prisma's client makes its properties when they are asked for, so it cannot be copied.
  return new Proxy(transaction, {
    get: (target, name) => (name === '$write' ? direct.$write : Reflect.get(target, name)),
  }) as Transaction;
}
