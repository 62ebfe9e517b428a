import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
import type { Purge, PurgeFeed, PurgeFollower } from './database.ts';
import type { DatabaseLog } from './database-log.ts';
import { deletePurges, readPendingPurges, readPurge } from './purge-rows.ts';
import { connectionConfig } from './server-pools.ts';
import { serverSession } from './sql-session.ts';

const PURGE_CHANNEL = 'onrecord_purge';
/**
 * How often the connection proves that it is told: a network that drops packets would leave it silent for hours, and a
 * pooler that shares connections between clients tells nobody.
 */
const PROOF_INTERVAL_MS = 10_000;
/** How long the server may take to tell. */
const PROOF_TIMEOUT_MS = 5_000;
/** How long a connection may take to say goodbye. */
const CLOSE_TIMEOUT_MS = 1_000;
/** The pause before the next attempt to connect grows from the first to the last. */
const RETRY_MS = [100, 500, 2_000, 5_000] as const;

/** A connection that listens, until it breaks. */
interface Listening {
  readonly client: Client;
  readonly broken: Promise<void>;
  readonly close: () => Promise<void>;
}

/**
 * Follows what other processes purge over LISTEN on a connection of its own. Resolves when it listens, or when the first
 * attempt has failed: then it goes on trying.
 */
export async function followServerPurges(
  url: string,
  follower: PurgeFollower,
  log: DatabaseLog,
): Promise<PurgeFeed> {
  const stop = new AbortController();
  let current: Listening | undefined;
  let first: (() => void) | undefined;
  const tried = new Promise<void>((resolve) => {
    first = resolve;
  });

  async function keepListening(): Promise<void> {
    for (let attempt = 0; !stop.signal.aborted; attempt += 1) {
      try {
        current = await listen(url, follower);
        if (stop.signal.aborted) return await current.close();
        attempt = 0;
        follower.onFollowing();
        first?.();
        await current.broken;
        follower.onLost();
        if (!stop.signal.aborted) log.warn({}, 'the database no longer tells of changes; connecting again');
      } catch (error) {
        if (attempt === 0) log.warn({ err: error }, 'the database does not tell of changes');
        first?.();
      }
      current = undefined;
      const pause = RETRY_MS[Math.min(attempt, RETRY_MS.length - 1)];
      await wait(pause, undefined, { signal: stop.signal, ref: false }).catch(() => undefined);
    }
  }

  const ended = keepListening();
  await tried;
  const session = () => {
    if (current === undefined) throw new Error('the database does not tell of changes at the moment');
    return serverSession(current.client);
  };
  return {
    pending: async () => readPendingPurges(session()),
    done: async (changeIds) => deletePurges(session(), changeIds),
    async close() {
      stop.abort();
      await current?.close();
      await ended;
    },
  };
}

/** Connects, listens, and proves that it is told before it resolves. */
async function listen(url: string, follower: PurgeFollower): Promise<Listening> {
  const client = new Client(connectionConfig(url));
  let proven: (() => void) | undefined;
  let breakOff: () => void = () => undefined;
  const broken = new Promise<void>((resolve) => {
    breakOff = resolve;
    client.on('error', () => resolve());
    client.on('end', () => resolve());
  });
  /** Gives the connection up at once: a network that drops packets would never say that it is closed. */
  const close = async () => {
    breakOff();
    await Promise.race([client.end(), wait(CLOSE_TIMEOUT_MS, undefined, { ref: false })]).catch(
      () => undefined,
    );
  };
  client.on('notification', ({ channel, payload = '' }) => {
    if (channel === PURGE_CHANNEL) void hear(client, payload, follower, close);
    else proven?.();
  });
  try {
    await client.connect();
    const { rows } = await client.query<{ channel: string }>(
      `SELECT 'onrecord_proof_' || pg_backend_pid() AS channel`,
    );
    const channel = rows[0]?.channel ?? '';
    await client.query(`LISTEN ${PURGE_CHANNEL}`);
    await client.query(`LISTEN ${channel}`);
    const prove = async () => {
      const told = new Promise<void>((resolve) => {
        proven = resolve;
      });
      await withinTime(Promise.all([client.query(`NOTIFY ${channel}`), Promise.race([told, broken])]));
    };
    await prove();
    const timer = setInterval(() => void prove().catch(close), PROOF_INTERVAL_MS);
    timer.unref();
    void broken.then(() => clearInterval(timer));
    return { client, broken, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A notification: the change's id, and its tags where they are few. */
async function hear(
  client: Client,
  payload: string,
  follower: PurgeFollower,
  giveUp: () => Promise<void>,
): Promise<void> {
  const [changeId = '', tags] = payload.split(' ');
  if (tags !== undefined) return follower.onPurge({ changeId, purged: tags.split(',') });
  try {
    follower.onPurge((await readPurge(serverSession(client), changeId)) ?? everything(changeId));
  } catch {
    // What was purged is not known: the follower must not go on as if nothing had been.
    await giveUp();
  }
}

/** A shared cache has purged it already and its row is gone; what this process keeps for itself goes as a whole. */
function everything(changeId: string): Purge {
  return { changeId, purged: ['*'] };
}

async function withinTime(promise: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`a notification of our own did not come within ${PROOF_TIMEOUT_MS} ms`)),
      PROOF_TIMEOUT_MS,
    );
  });
  try {
    await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
