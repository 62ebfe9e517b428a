import { AsyncLocalStorage } from 'node:async_hooks';
import type { Transaction as DriverTransaction, SqlDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import { type Deadline, endBy } from './write-deadline.ts';

/**
 * Finds the driver's transaction of a transaction of Prisma's: Prisma keeps it to itself, and copies each raw statement,
 * with all its parameters, four times on its way there.
 */
export interface DriverTransactions {
  /** The adapter that Prisma is to be given: as it was, but what it begins is known here. */
  watch(adapter: SqlDriverAdapterFactory): SqlDriverAdapterFactory;
  /**
   * Runs what begins one transaction, whose statements end by the deadline; `transaction` gives it as soon as it has begun,
   * and throws before.
   */
  opening<T>(deadline: Deadline, begin: (transaction: () => DriverTransaction) => Promise<T>): Promise<T>;
  /** To be called when no transaction is under way: a storage that is in use slows every promise of the process. */
  rest(): void;
}

interface Opening {
  readonly deadline: Deadline;
  transaction: DriverTransaction | null;
}

/** A watch over the transactions of one database. */
export function driverTransactions(): DriverTransactions {
  const begun = new AsyncLocalStorage<Opening>();
  return {
    watch: (adapter) => ({
      provider: adapter.provider,
      adapterName: adapter.adapterName,
      async connect() {
        const connection = await adapter.connect();
        const startTransaction = connection.startTransaction.bind(connection);
        connection.startTransaction = async (isolationLevel) => {
          const transaction = await startTransaction(isolationLevel);
          const opening = begun.getStore();
          if (opening !== undefined) {
            opening.transaction = transaction;
            if (opening.deadline !== null) endBy(transaction, opening.deadline);
          }
          return transaction;
        };
        return connection;
      },
    }),
    opening(deadline, begin) {
      const opening: Opening = { deadline, transaction: null };
      return begun.run(opening, () =>
        begin(() => {
          if (opening.transaction === null)
            throw new Error('Prisma began no transaction that is known here.');
          return opening.transaction;
        }),
      );
    },
    rest: () => begun.disable(),
  };
}
