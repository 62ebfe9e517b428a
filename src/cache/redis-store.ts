import { createHash, randomUUID } from 'node:crypto';
import { createClient, RESP_TYPES } from '@redis/client';
import type { Purge } from '../database/database.ts';
import type { EntityTag } from '../kernel/entity-tag.ts';
import type { Answer } from './answer.ts';
import { ANSWER_LIFETIME_S, type AnswerStore, type Opened } from './answer-store.ts';
import type { CacheLog } from './cache-log.ts';
import { KEEP_SCRIPT, PURGE_SCRIPT, READ_SCRIPT } from './redis-scripts.ts';

/** The state of the store when an answer began to be read. */
export interface RedisMark {
  readonly epoch: string;
  readonly purges: string;
  readonly startedAtMs: number;
}

/** An answer from Redis takes a millisecond; one that takes this long is faster read from the database. */
const COMMAND_TIMEOUT_MS = 500;
const CONNECT_TIMEOUT_MS = 2_000;
/** The pause before the next attempt to connect doubles up to the second of these. */
const RECONNECT_MS = [50, 2_000] as const;
/** A connection on which nothing comes for this long, not even an answer to a ping, is made again. */
const SILENCE_MS = 5_000;
const PING_INTERVAL_MS = 2_000;
/** A read that takes longer is not kept: the versions that tell of a purge outlive it by far. */
const READ_MAX_MS = 60_000;

/** Answers in Redis, for all processes of one database. Every call rejects while Redis is out of reach. */
export class RedisStore implements AnswerStore<RedisMark> {
  readonly #client: ReturnType<typeof connectTo>;
  readonly #connecting: Promise<unknown>;
  readonly #prefix: string;

  /** @param identity the database's: several may share one Redis. */
  constructor(url: string, identity: string, log: CacheLog) {
    this.#prefix = `onrecord:${identity}:`;
    this.#client = connectTo(url);
    this.#client.on('error', (error: unknown) => log.debug({ err: error }, 'Redis is out of reach'));
    // Connects in its own time, and again whenever it must.
    this.#connecting = this.#client.connect();
    this.#connecting.catch((error: unknown) => log.debug({ err: error }, 'Redis is not used any more'));
  }

  peek(): undefined {
    return undefined;
  }

  async open(key: string): Promise<Opened<RedisMark>> {
    const startedAtMs = Date.now();
    const reply = await this.#run(READ_SCRIPT, ['state', `answer:${key}`], [randomUUID(), this.#tagPrefix]);
    const [epoch, purges, body, etag, cacheTag] = buffersOf(reply);
    if (epoch === undefined || purges === undefined) throw new Error('Redis gave no state');
    if (body !== undefined && etag !== undefined && cacheTag !== undefined) {
      return {
        kind: 'found',
        answer: { body, etag: etag.toString('latin1'), cacheTag: cacheTag.toString('latin1') },
      };
    }
    return {
      kind: 'missing',
      mark: { epoch: epoch.toString('latin1'), purges: purges.toString('latin1'), startedAtMs },
    };
  }

  async keep(key: string, answer: Answer, tags: readonly EntityTag[], mark: RedisMark): Promise<void> {
    if (Date.now() - mark.startedAtMs > READ_MAX_MS) return;
    await this.#run(
      KEEP_SCRIPT,
      ['state', `answer:${key}`],
      [
        mark.epoch,
        mark.purges,
        String(ANSWER_LIFETIME_S),
        answer.body,
        answer.etag,
        answer.cacheTag,
        randomUUID(),
        this.#tagPrefix,
        ...tags,
      ],
    );
  }

  discard(): void {}

  async purge({ changeId, purged }: Purge): Promise<void> {
    await this.#run(
      PURGE_SCRIPT,
      ['state', `done:${changeId}`],
      [String(ANSWER_LIFETIME_S), randomUUID(), changeId, this.#tagPrefix, ...purged],
    );
  }

  async catchUp(pending: () => Promise<readonly Purge[]>): Promise<readonly Purge[]> {
    if (!this.#client.isReady) await inTime(this.#connecting);
    await inTime(this.#client.ping());
    const purges = await pending();
    for (const purge of purges) await this.purge(purge);
    return purges;
  }

  async close(): Promise<void> {
    this.#client.destroy();
  }

  get #tagPrefix(): string {
    return `${this.#prefix}tag:`;
  }

  /** Runs a script by its hash, and sends the script itself where Redis does not have it. */
  async #run(
    script: string,
    keys: readonly string[],
    values: readonly (string | Buffer)[],
  ): Promise<unknown> {
    const rest = [String(keys.length), ...keys.map((key) => this.#prefix + key), ...values];
    try {
      return await inTime(this.#client.sendCommand(['EVALSHA', sha1Of(script), ...rest]));
    } catch (error) {
      if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error;
      return inTime(this.#client.sendCommand(['EVAL', script, ...rest]));
    }
  }
}

function connectTo(url: string) {
  return createClient({
    url,
    disableOfflineQueue: true,
    maintNotifications: 'disabled',
    pingInterval: PING_INTERVAL_MS,
    commandOptions: { typeMapping: { [RESP_TYPES.BLOB_STRING]: Buffer } },
    socket: {
      connectTimeout: CONNECT_TIMEOUT_MS,
      socketTimeout: SILENCE_MS,
      reconnectStrategy: (retries) => Math.min(RECONNECT_MS[0] * 2 ** retries, RECONNECT_MS[1]),
    },
  });
}

const SHA1S = new Map<string, string>();

function sha1Of(script: string): string {
  const known = SHA1S.get(script);
  if (known !== undefined) return known;
  const sha1 = createHash('sha1').update(script).digest('hex');
  SHA1S.set(script, sha1);
  return sha1;
}

/** The reply's strings, as bytes. */
function buffersOf(reply: unknown): readonly (Buffer | undefined)[] {
  if (!Array.isArray(reply)) throw new Error('Redis gave no list');
  return reply.map((item: unknown) => (Buffer.isBuffer(item) ? item : undefined));
}

async function inTime<T>(reply: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`Redis did not answer within ${COMMAND_TIMEOUT_MS} ms`)),
      COMMAND_TIMEOUT_MS,
    );
  });
  try {
    return await Promise.race([reply, late]);
  } finally {
    clearTimeout(timer);
  }
}
