import type { Logger } from 'pino';
import type { RateLimitConfig } from '../../config/config.ts';
import { MemoryCounters } from './memory-counters.ts';
import { type Policy, policyFor, type Standing } from './policy.ts';
import type { RedisCounters } from './redis-counters.ts';

/** After Redis has failed, it is left alone for so long: a request that waits for it in vain is a slow one. */
const RETRY_MS = 1_000;

/** Counts what each caller takes, and says when it is too much. */
export interface RateLimiter {
  /**
   * Takes points for a caller, named by a key (`key:…`), a token's subject (`jwt:…`) or an address; all of them or none. Null where such callers
   * have no limit; a promise only where Redis must be asked. Never rejects.
   */
  take(who: string, points: number): Standing | null | Promise<Standing>;
  close(): void;
}

export interface RateLimiterOptions {
  /** Of the database: several may share one Redis. */
  readonly identity: () => Promise<string>;
  readonly log: Pick<Logger, 'warn' | 'info' | 'debug'>;
}

/**
 * Opens the limiter that the settings ask for; null where they ask for none. With Redis all processes count together; while
 * it does not answer each counts for itself.
 */
export async function openRateLimiter(
  config: RateLimitConfig,
  { identity, log }: RateLimiterOptions,
): Promise<RateLimiter | null> {
  const { perAddress, perKey, windowS, redisUrl } = config;
  if (perAddress === 0 && perKey === 0) return null;
  const policy = (name: Policy['name'], points: number): Policy | null =>
    points === 0 ? null : policyFor(name, points, windowS);
  const [ofAddresses, ofKeys] = [policy('address', perAddress), policy('key', perKey)];
  const policyOf: PolicyOf = (who) => (/^(?:key|jwt):/u.test(who) ? ofKeys : ofAddresses);
  const memory = new MemoryCounters();
  if (redisUrl === null) return inMemory(memory, policyOf);
  const { RedisCounters } = await import('./redis-counters.ts');
  const shared = new SharedLimiter(
    new RedisCounters(redisUrl, `onrecord:${await identity()}:limit:`),
    memory,
    policyOf,
    log,
  );
  await shared.begin();
  return shared;
}

type PolicyOf = (who: string) => Policy | null;

function inMemory(memory: MemoryCounters, policyOf: PolicyOf): RateLimiter {
  return {
    take(who, points) {
      const policy = policyOf(who);
      return policy === null ? null : memory.take(who, points, policy);
    },
    close: () => undefined,
  };
}

class SharedLimiter implements RateLimiter {
  #isDown = false;
  #triesAgainAtMs = 0;

  constructor(
    private readonly redis: RedisCounters,
    private readonly memory: MemoryCounters,
    private readonly policyOf: PolicyOf,
    private readonly log: RateLimiterOptions['log'],
  ) {}

  async begin(): Promise<void> {
    await this.redis.ready().catch((error: unknown) => this.#fail(error));
  }

  take(who: string, points: number): Standing | null | Promise<Standing> {
    const policy = this.policyOf(who);
    if (policy === null) return null;
    if (!this.redis.isReady) this.#fail(new Error('Redis is not connected'));
    else if (performance.now() >= this.#triesAgainAtMs) {
      return this.redis.take(who, points, policy).then(
        (standing) => this.#succeed(standing),
        (error: unknown) => {
          this.#fail(error);
          return this.memory.take(who, points, policy);
        },
      );
    }
    return this.memory.take(who, points, policy);
  }

  close(): void {
    this.redis.close();
  }

  #succeed(standing: Standing): Standing {
    if (this.#isDown) this.log.info({}, 'rate limits are counted in Redis again');
    this.#isDown = false;
    return standing;
  }

  #fail(error: unknown): void {
    this.#triesAgainAtMs = performance.now() + RETRY_MS;
    // One line, however long it takes until it is back.
    const level = this.#isDown ? 'debug' : 'warn';
    this.log[level]({ err: error }, 'Redis does not answer: each process counts rate limits for itself');
    this.#isDown = true;
  }
}
