import type { Transaction as DriverTransaction, SqlQuery } from '@prisma/driver-adapter-utils';
import { AppError } from '../kernel/app-error.ts';

/** When a change must be done, as `performance.now()` has it; null: it takes as long as it needs. */
export type Deadline = number | null;

/** What ends a transaction is let through: a rollback because it is late, a commit because nothing is left to be done. */
const LAST_STATEMENT = /^(COMMIT|ROLLBACK)\b/i;

/**
 * Has a transaction's statements end by a deadline: PostgreSQL cancels the one that runs then, and none begins later. The
 * embedded database can't be interrupted, so there the one that runs goes on to its end.
 *
 * What is left of the time is told to the server at first, and again where it is less than half of what it knows: a
 * statement may be late by half of the whole time, and hardly one costs a statement more.
 */
export function endBy(transaction: DriverTransaction, deadline: number): void {
  const executeRaw = transaction.executeRaw.bind(transaction);
  const queryRaw = transaction.queryRaw.bind(transaction);
  let toldMs = Number.POSITIVE_INFINITY;
  let last: Promise<void> = Promise.resolve();
  const ended = () => undefined;

  async function tell(): Promise<void> {
    const leftMs = Math.ceil(deadline - performance.now());
    if (leftMs <= 0) throw tooLate();
    if (leftMs >= toldMs / 2) return;
    toldMs = leftMs;
    await executeRaw({ sql: `SET LOCAL statement_timeout = ${leftMs}`, args: [], argTypes: [] });
  }

  async function inTime<T>(run: () => Promise<T>, { sql }: SqlQuery): Promise<T> {
    if (!LAST_STATEMENT.test(sql)) await tell();
    return run();
  }

  // The server times each by itself: given to it together, ten statements would have ten times as long.
  function inTurn<T>(run: (query: SqlQuery) => Promise<T>): (query: SqlQuery) => Promise<T> {
    return (query) => {
      const running = last.then(() => inTime(() => run(query), query));
      last = running.then(ended, ended);
      return running;
    };
  }

  transaction.executeRaw = inTurn(executeRaw);
  transaction.queryRaw = inTurn(queryRaw);
}

/** That a change took longer than it may. */
export function tooLate(cause?: unknown): AppError {
  return new AppError('TIMEOUT', 'The change took too long, and nothing was written: ask for less at once.', {
    cause,
  });
}
