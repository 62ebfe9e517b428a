import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Database } from '../database/database.ts';
// Nothing of GraphQL: the server's start loads that beside the opening of the database.
import { publishLocked } from './publish-locked.ts';

/**
 * The longest wait between two looks at what is due. Embargoes of this process are heard of at once; those that others
 * write, and a clock that is set, are found by looking. Also far below the 24.8 days that a timer of Node can wait.
 */
const MAX_WAIT_MS = 10_000;

/** The shortest one, while another process is publishing what is due. */
const MIN_WAIT_MS = 50;

/** The wait after a failure: a database that is away is asked again soon, and not in a circle. */
const RETRY_WAIT_MS = 2_000;

/** Published in one change at most: a change holds its locks until it ends. */
const MAX_AT_ONCE = 100;

/** Publishes drafts when their embargoes end, until it is stopped. */
export interface EmbargoTimer {
  /** Waits for the change under way; twice is safe. */
  stop(): Promise<void>;
}

/**
 * Starts with what came due while nobody was looking. Every process on a database may have one: each draft is published by
 * one of them. Never before its instant, by the database's clock; a failure is logged and tried again.
 */
export function startEmbargoTimer(
  database: Pick<Database, 'read' | 'change' | 'onChange'>,
  log: Pick<Logger, 'info' | 'error'>,
): EmbargoTimer {
  const stopping = new AbortController();
  let waking = new AbortController();
  // What was changed may have an embargo that ends before the one that is waited for.
  const deafen = database.onChange(() => waking.abort());

  async function look(): Promise<number> {
    try {
      for (let count = MAX_AT_ONCE; count === MAX_AT_ONCE; ) {
        count = await publishDue(database);
        if (count > 0) log.info({ count }, 'articles published at the end of their embargo');
      }
      return Math.max(await untilNextMs(database), MIN_WAIT_MS);
    } catch (error) {
      log.error({ err: error, retryMs: RETRY_WAIT_MS }, 'embargoes could not be looked at; trying again');
      return RETRY_WAIT_MS;
    }
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      waking = new AbortController();
      const waitMs = await look();
      const signal = AbortSignal.any([stopping.signal, waking.signal]);
      await wait(waitMs, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  const running = run();
  return {
    async stop() {
      stopping.abort();
      deafen();
      await running;
    },
  };
}

/** Publishes drafts whose embargo has ended, 100 at most, and gives how many; those that another process is at are passed by. */
async function publishDue(database: Pick<Database, 'read' | 'change'>): Promise<number> {
  // Most looks find nothing: no change is begun for them.
  if ((await untilNextMs(database)) > 0) return 0;
  const change = { actor: 'embargo', reason: 'its embargo ended' };
  const result = await database.change(change, async (transaction) => {
    const due = await transaction.$queryRaw<{ id: string }[]>`
      SELECT id FROM article WHERE embargoed_until <= statement_timestamp()
      ORDER BY embargoed_until, id LIMIT ${MAX_AT_ONCE} FOR NO KEY UPDATE SKIP LOCKED`;
    if (due.length > 0) {
      await publishLocked(
        transaction,
        due.map(({ id }) => id),
      );
    }
    return due.length;
  });
  return result.outcome === 'applied' ? result.value : 0;
}

/** Milliseconds until the next embargo ends, by the database's clock: 0 where one has, MAX_WAIT_MS at most. */
async function untilNextMs(database: Pick<Database, 'read'>): Promise<number> {
  const [next] = await database.read<{ waitMs: number | null }>({
    text: `SELECT ceil(extract(epoch FROM min(embargoed_until) - statement_timestamp()) * 1000)::float8 AS "waitMs"
      FROM article WHERE embargoed_until IS NOT NULL`,
    values: [],
  });
  return Math.min(Math.max(next?.waitMs ?? MAX_WAIT_MS, 0), MAX_WAIT_MS);
}
