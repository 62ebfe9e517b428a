import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import type { EntityTag } from '../kernel/entity-tag.ts';
import { newId } from '../kernel/new-id.ts';
import type {
  ChangeListener,
  ChangeOptions,
  ChangeResult,
  CommittedChange,
  Transaction,
} from './database.ts';
import type { DatabaseLog } from './database-log.ts';
import { withDirectStatements } from './direct-statements.ts';
import { isRetryable, toAppError } from './driver-error.ts';
import { type DriverTransactions, driverTransactions } from './driver-transactions.ts';
import type { PrismaClient } from './generated/client.ts';
import { type Deadline, tooLate } from './write-deadline.ts';
import { WriterQueue } from './writer-queue.ts';

/** Runs changes one way on both databases: only Prisma's adapter differs. */
export interface Changes {
  change<T>(
    options: ChangeOptions,
    write: (transaction: Transaction) => Promise<T>,
  ): Promise<ChangeResult<T>>;
  onChange(listener: ChangeListener): () => void;
  /** Throws when the caller is inside a change: what it is about to do would wait for that change to end. */
  refuseInside(what: string): void;
  /** Resolves when no change is under way. */
  settled(): Promise<void>;
  /** Waits for what is under way and lets go of Prisma; changes that wait for their turn, and later ones, are refused. */
  close(): Promise<void>;
}

/** A hot entity can break several deadlocks in a row; twenty importers on one never needed more than 4. */
const MAX_ATTEMPTS = 10;
/** The pause before another attempt grows from this, at random, so that the same two do not meet again. */
const RETRY_PAUSE_MS = 20;
/** A large import is one transaction; longer than this it is stuck. */
const TRANSACTION_TIMEOUT_MS = 600_000;
/** How long a change whose turn it is waits for its connection: a long read may have the embedded database's only one. */
const TRANSACTION_WAIT_MS = 60_000;
const TRANSACTION_TIMES = { maxWait: TRANSACTION_WAIT_MS, timeout: TRANSACTION_TIMEOUT_MS };

/**
 * @param atOnce changes that run at the same time; others wait for their turn.
 * @param connect makes Prisma's client on a watched adapter; called at the first change, because loading Prisma takes
 *   longer than all the rest of a start.
 */
export function createChanges(
  atOnce: number,
  connect: (watch: DriverTransactions['watch']) => Promise<PrismaClient>,
  log: DatabaseLog,
): Changes {
  const queue = new WriterQueue(atOnce);
  const transactions = driverTransactions();
  const inside = new AsyncLocalStorage<{ readonly changeId: string }>();
  const listeners = new Set<ChangeListener>();
  const underWay = new Set<Promise<unknown>>();
  let client: Promise<PrismaClient> | undefined;
  let isClosed = false;

  function refuseInside(what: string): void {
    if (inside.getStore() === undefined) return;
    throw new Error(
      `${what} was called inside change: use the transaction that change hands to its function`,
    );
  }

  async function attempt<T>(
    changeId: string,
    options: ChangeOptions,
    deadline: Deadline,
    write: (transaction: Transaction) => Promise<T>,
  ): Promise<{ readonly result: ChangeResult<T>; readonly committed: CommittedChange | null }> {
    client ??= connect(transactions.watch);
    const prisma = await client;
    const { actor, reason, key = null } = options;
    return transactions.opening(deadline, (driver) =>
      prisma.$transaction(async (transaction) => {
        const [begun] = await transaction.$queryRaw<{ earlier: string | null }[]>`
          SELECT begin_change(${changeId}::uuid, ${actor}, ${reason}, ${key}) AS earlier`;
        const earlier = begun?.earlier ?? null;
        if (earlier !== null) return { result: { outcome: 'repeated', changeId: earlier }, committed: null };
        const value = await inside.run({ changeId }, () =>
          write(withDirectStatements(transaction, driver())),
        );
        const [ended] = await transaction.$queryRaw<{ wrote: boolean; purged: EntityTag[] }[]>`
          SELECT wrote, purged FROM end_change()`;
        const committed = ended?.wrote === true ? { changeId, actor, purged: ended.purged } : null;
        return { result: { outcome: 'applied', changeId, value }, committed };
      }, TRANSACTION_TIMES),
    );
  }

  async function run<T>(
    options: ChangeOptions,
    write: (transaction: Transaction) => Promise<T>,
  ): Promise<ChangeResult<T>> {
    const changeId = newId();
    const { timeoutMs } = options;
    const deadline = timeoutMs === undefined ? null : performance.now() + timeoutMs;
    for (let attempts = 1; ; attempts += 1) {
      try {
        const { result, committed } = await attempt(changeId, options, deadline, write);
        if (committed !== null) tell(committed);
        return result;
      } catch (error) {
        if (deadline !== null && performance.now() >= deadline) throw tooLate(error);
        if (attempts >= MAX_ATTEMPTS || !isRetryable(error)) throw toAppError(error);
        log.debug({ changeId, attempts }, 'change broken off by a deadlock; trying again');
        await wait(Math.random() * RETRY_PAUSE_MS * attempts);
      }
    }
  }

  /** A listener's fault is not the writer's: the change is committed. */
  function tell(change: CommittedChange): void {
    for (const listener of listeners) {
      try {
        listener(change);
      } catch (error) {
        log.error({ err: error, changeId: change.changeId }, 'a listener failed after a change');
      }
    }
  }

  async function settled(): Promise<void> {
    while (underWay.size > 0) await Promise.allSettled(underWay);
  }

  return {
    async change(options, write) {
      refuseInside('change');
      if (isClosed) throw new Error('change was called after the database was closed');
      const running = queue.inTurn(() => run(options, write));
      underWay.add(running);
      try {
        return await running;
      } finally {
        underWay.delete(running);
        // Once used, it slows every promise of the process, reads' too: by a third for a small page on Node 20.
        if (underWay.size === 0) {
          inside.disable();
          transactions.rest();
        }
      }
    },
    onChange(listener) {
      // A wrapper, so that one function may listen twice and stop once.
      const entry: ChangeListener = (change) => listener(change);
      listeners.add(entry);
      return () => {
        listeners.delete(entry);
      };
    },
    refuseInside,
    settled,
    async close() {
      isClosed = true;
      queue.refuseWaiting();
      await settled();
      if (client !== undefined) await (await client).$disconnect();
    },
  };
}
