import type { Transaction as DriverTransaction, SqlQuery } from '@prisma/driver-adapter-utils';

/**
 * Has a transaction's statements go to its connection one after the other. Prisma asks for the relations of what it read
 * all at once, and pg, which kept such statements in a row itself, is giving that up.
 */
export function runInTurn(transaction: DriverTransaction): void {
  let last: Promise<void> | null = null;

  function inTurn<T>(run: (query: SqlQuery) => Promise<T>): (query: SqlQuery) => Promise<T> {
    return (query) => {
      const running = last === null ? run(query) : last.then(() => run(query));
      const done = running.then(ended, ended);
      last = done;
      return running;

      function ended(): void {
        if (last === done) last = null;
      }
    };
  }

  transaction.executeRaw = inTurn(transaction.executeRaw.bind(transaction));
  transaction.queryRaw = inTurn(transaction.queryRaw.bind(transaction));
}
