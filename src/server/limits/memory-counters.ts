import { LRUCache } from 'lru-cache';
import type { Policy, Standing } from './policy.ts';

/** Callers that are counted at a time, 100 bytes each; the least recently seen are forgotten. */
const CALLERS_MAX = 50_000;

interface Counter {
  taken: number;
  resetsAtMs: number;
}

/** Counts what callers take, in this process: at once, without a promise. */
export class MemoryCounters {
  readonly #counters = new LRUCache<string, Counter>({ max: CALLERS_MAX });

  /** @param now milliseconds of a clock that never goes back. */
  constructor(private readonly now: () => number = () => performance.now()) {}

  /** Takes points, all of them or none; one operation takes what a whole window has at the most. */
  take(who: string, points: number, policy: Policy): Standing {
    const now = this.now();
    const known = this.#counters.get(who);
    const isRunning = known !== undefined && known.resetsAtMs > now;
    const counter = isRunning ? known : { taken: 0, resetsAtMs: now + policy.windowMs };
    const isAllowed = counter.taken + points <= policy.points;
    if (isAllowed) {
      counter.taken += points;
      if (!isRunning) this.#counters.set(who, counter);
    }
    return {
      isAllowed,
      policy,
      remaining: policy.points - counter.taken,
      resetsInMs: counter.resetsAtMs - now,
    };
  }
}
