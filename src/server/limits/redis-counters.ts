import { hash } from 'node:crypto';
import {
  inTime,
  type RedisClient,
  type RedisScript,
  redisClient,
  runScript,
} from '../../cache/redis-client.ts';
import type { Policy, Standing } from './policy.ts';

/** Takes ARGV[1] points of ARGV[2], if they are there, in a window of ARGV[3] ms; gives 0 or 1, all taken, and the ms left. */
const TAKE_TEXT = `
local left = redis.call('PTTL', KEYS[1])
local taken = left > 0 and tonumber(redis.call('GET', KEYS[1])) or 0
local points = tonumber(ARGV[1])
if taken + points > tonumber(ARGV[2]) then return { 0, taken, left > 0 and left or tonumber(ARGV[3]) } end
if left > 0 then
  redis.call('INCRBY', KEYS[1], points)
  return { 1, taken + points, left }
end
redis.call('SET', KEYS[1], points, 'PX', ARGV[3])
return { 1, points, tonumber(ARGV[3]) }
`;
const TAKE: RedisScript = { text: TAKE_TEXT, sha1: hash('sha1', TAKE_TEXT) };

/** Counts what callers take of all processes together. */
export class RedisCounters {
  readonly #client: RedisClient;
  readonly #connected: Promise<unknown>;

  /** @param prefix of its keys: several databases may share one Redis. */
  constructor(
    url: string,
    private readonly prefix: string,
  ) {
    this.#client = redisClient(url);
    // Each command says itself that it failed.
    this.#client.on('error', () => undefined);
    this.#connected = this.#client.connect();
    this.#connected.catch(() => undefined);
  }

  /** Whether it is connected. */
  get isReady(): boolean {
    return this.#client.isReady;
  }

  /** Resolves when it is connected; rejects where that takes half a second. */
  async ready(): Promise<void> {
    await inTime(this.#connected);
  }

  /** As `MemoryCounters` takes them. Rejects while Redis does not answer. */
  async take(who: string, points: number, policy: Policy): Promise<Standing> {
    const values = [points, policy.points, policy.windowMs].map(String);
    const reply = await runScript(this.#client, TAKE, [`${this.prefix}${who}`], values);
    const [allowed, taken, left] = Array.isArray(reply) ? reply.map(Number) : [];
    if (allowed === undefined || taken === undefined || left === undefined) {
      throw new Error('Redis gave no list of numbers');
    }
    return { isAllowed: allowed === 1, policy, remaining: policy.points - taken, resetsInMs: left };
  }

  close(): void {
    this.#client.destroy();
  }
}
