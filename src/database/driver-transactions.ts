import { AsyncLocalStorage } from 'node:async_hooks';
import type { Transaction as DriverTransaction, SqlDriverAdapterFactory } from '@prisma/driver-adapter-utils';

/**
 * Finds the driver's transaction of a transaction of Prisma's: Prisma keeps it to itself, and copies each raw statement,
 * with all its parameters, four times on its way there.
 */
export interface DriverTransactions {
  /** The adapter that Prisma is to be given: as it was, but what it begins is known here. */
  watch(adapter: SqlDriverAdapterFactory): SqlDriverAdapterFactory;
  /** Runs what begins one transaction; `transaction` gives it as soon as it has begun, and throws before. */
  opening<T>(begin: (transaction: () => DriverTransaction) => Promise<T>): Promise<T>;
  /** To be called when no transaction is under way: a storage that is in use slows every promise of the process. */
  rest(): void;
}

/** A watch over the transactions of one database. */
export function driverTransactions(): DriverTransactions {
  const begun = new AsyncLocalStorage<{ transaction: DriverTransaction | null }>();
  return {
    watch: (adapter) => ({
      provider: adapter.provider,
      adapterName: adapter.adapterName,
      async connect() {
        const connection = await adapter.connect();
        const startTransaction = connection.startTransaction.bind(connection);
        connection.startTransaction = async (isolationLevel) => {
          const transaction = await startTransaction(isolationLevel);
          const holder = begun.getStore();
          if (holder !== undefined) holder.transaction = transaction;
          return transaction;
        };
        return connection;
      },
    }),
    opening(begin) {
      const holder: { transaction: DriverTransaction | null } = { transaction: null };
      return begun.run(holder, () =>
        begin(() => {
          if (holder.transaction === null) throw new Error('Prisma began no transaction that is known here.');
          return holder.transaction;
        }),
      );
    },
    rest: () => begun.disable(),
  };
}
