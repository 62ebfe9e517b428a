import { AppError } from '../../kernel/app-error.ts';
import type { Standing } from './policy.ts';
import type { RateLimiter } from './rate-limiter.ts';

/** What one request takes of its caller's points, and what its answer says of them. */
export class Meter {
  #standing: Standing | null = null;
  #taken = 0;

  constructor(
    private readonly limiter: RateLimiter,
    private readonly who: string,
  ) {}

  /** The meter of the same request for another caller: for whoever turns out to have a key, or a token. */
  ofCaller(who: string): Meter {
    return new Meter(this.limiter, who);
  }

  /** Whether any points are left, of which none is taken; a promise as `take` gives it. */
  hasAny(): boolean | Promise<boolean> {
    const standing = this.limiter.take(this.who, 0);
    if (standing instanceof Promise) return standing.then((came) => this.#look(came));
    return standing === null || this.#look(standing);
  }

  /**
   * Takes points: whether there were as many. A request takes at most what its caller has in a whole window, so that what
   * the server allows at all can be asked. Gives a promise only where Redis must be asked.
   */
  take(points: number): boolean | Promise<boolean> {
    const most = this.#standing === null ? points : this.#standing.policy.points - this.#taken;
    const wanted = Math.min(points, most);
    const standing = this.limiter.take(this.who, wanted);
    if (standing instanceof Promise) return standing.then((came) => this.#note(came, wanted));
    return standing === null || this.#note(standing, wanted);
  }

  /**
   * Names and values in turn, of the RateLimit fields, and `Retry-After` where points were refused.
   *
   * @see https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/
   */
  headers(): string[] {
    if (this.#standing === null) return [];
    const { policy, remaining, resetsInMs, isAllowed } = this.#standing;
    const seconds = Math.max(1, Math.ceil(resetsInMs / 1_000));
    const headers = [
      'ratelimit-policy',
      policy.header,
      'ratelimit',
      `"${policy.name}";r=${remaining};t=${seconds}`,
    ];
    if (!isAllowed) headers.push('retry-after', String(seconds));
    return headers;
  }

  /** Why points were refused. */
  refusal(): AppError {
    const standing = this.#standing;
    if (standing === null) throw new Error('Nothing was refused');
    const retryAfterS = Math.max(1, Math.ceil(standing.resetsInMs / 1_000));
    const message = `Too much was asked: ${standing.remaining} of ${standing.policy.points} points are left. Wait ${retryAfterS} s, or ask for less.`;
    return new AppError('RATE_LIMITED', message, undefined, { retryAfterS });
  }

  #look(standing: Standing): boolean {
    const isAllowed = standing.remaining > 0;
    this.#standing = { ...standing, isAllowed };
    return isAllowed;
  }

  #note(standing: Standing, points: number): boolean {
    this.#standing = standing;
    if (standing.isAllowed) this.#taken += points;
    return standing.isAllowed;
  }
}

/**
 * Takes points before something is done that costs them. Throws RATE_LIMITED where there are too few. Gives a promise only
 * where Redis must be asked, which rejects then: each that is awaited is felt.
 */
export function charge(meter: Meter | null, points: number): Promise<void> | undefined {
  if (meter === null || points <= 0) return undefined;
  const taken = meter.take(points);
  if (taken === true) return undefined;
  if (taken === false) throw meter.refusal();
  return taken.then((isAllowed) => {
    if (!isAllowed) throw meter.refusal();
  });
}

/** Whether somebody asked too much. */
export function isOverLimit(error: unknown): boolean {
  return error instanceof AppError && error.code === 'RATE_LIMITED';
}
