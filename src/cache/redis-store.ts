import { createHash, randomUUID } from 'node:crypto';
import type { Purge } from '../database/database.ts';
import type { EntityTag } from '../kernel/entity-tag.ts';
import type { Answer } from './answer.ts';
import { ANSWER_LIFETIME_S, type AnswerStore, type Opened } from './answer-store.ts';
import type { CacheLog } from './cache-log.ts';
import { inTime, type RedisClient, redisClient, runScript } from './redis-client.ts';
import { KEEP_SCRIPT, PURGE_SCRIPT, READ_SCRIPT } from './redis-scripts.ts';

/** The state of the store when an answer began to be read. */
export interface RedisMark {
  readonly epoch: string;
  readonly purges: string;
  readonly startedAtMs: number;
}

/** A read that takes longer is not kept: the versions that tell of a purge outlive it by far. */
const READ_MAX_MS = 60_000;

/** Answers in Redis, for all processes of one database. Every call rejects while Redis is out of reach. */
export class RedisStore implements AnswerStore<RedisMark> {
  readonly #client: RedisClient;
  readonly #connecting: Promise<unknown>;
  readonly #prefix: string;

  /** @param identity the database's: several may share one Redis. */
  constructor(url: string, identity: string, log: CacheLog) {
    this.#prefix = `onrecord:${identity}:`;
    this.#client = redisClient(url);
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

  #run(script: string, keys: readonly string[], values: readonly (string | Buffer)[]): Promise<unknown> {
    const prefixed = keys.map((key) => this.#prefix + key);
    return runScript(this.#client, { text: script, sha1: sha1Of(script) }, prefixed, values);
  }
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
