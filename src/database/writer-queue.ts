import { AppError } from '../kernel/app-error.ts';

/** Several hundred writes that come at once are a busy moment; each that waits keeps its document in memory. */
const MAX_WAITING = 1_000;
/** A thousand small writes on one article take half a minute; whoever waits longer is not served by waiting. */
const MAX_WAIT_MS = 60_000;
/** What those who are refused are told to wait. */
const RETRY_AFTER_S = 5;

interface Waiter {
  begin(): void;
  refuse(reason: AppError): void;
}

/**
 * Has the writers of this process wait for their turn, in the order in which they came. Whoever waits holds no
 * connection: a pool gives up on those after seconds, and the embedded database would let reads wait behind all of them.
 */
export class WriterQueue {
  readonly #waiting = new Set<Waiter>();
  #writing = 0;

  /** @param atOnce writers that have their turn at the same time: as many as there are connections for them. */
  constructor(
    private readonly atOnce: number,
    private readonly maxWaitMs = MAX_WAIT_MS,
  ) {}

  /** Runs `write` when it is its turn. Rejects with SERVICE_UNAVAILABLE, without having run it, where too many wait or it takes too long. */
  async inTurn<T>(write: () => Promise<T>): Promise<T> {
    await this.#turn();
    try {
      return await write();
    } finally {
      this.#pass();
    }
  }

  /** Refuses those that wait; those whose turn it is go on. */
  refuseWaiting(): void {
    for (const waiter of this.#waiting) waiter.refuse(refusal('The database is being closed'));
  }

  async #turn(): Promise<void> {
    if (this.#writing < this.atOnce) {
      this.#writing += 1;
      return;
    }
    if (this.#waiting.size >= MAX_WAITING) throw refusal(`${MAX_WAITING} writes are waiting already`);
    await this.#wait();
  }

  #wait(): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        clearTimeout(timer);
        this.#waiting.delete(waiter);
      };
      const waiter: Waiter = {
        begin() {
          leave();
          resolve();
        },
        refuse(reason) {
          leave();
          reject(reason);
        },
      };
      const timer = setTimeout(
        () => waiter.refuse(refusal('Other writes took too long to wait for')),
        this.maxWaitMs,
      );
      this.#waiting.add(waiter);
    });
  }

  /** Gives the turn to who has waited longest. */
  #pass(): void {
    const [next] = this.#waiting;
    if (next === undefined) this.#writing -= 1;
    else next.begin();
  }
}

function refusal(reason: string): AppError {
  const message = `${reason}, and nothing was written: try again in ${RETRY_AFTER_S} s.`;
  return new AppError('SERVICE_UNAVAILABLE', message, undefined, { retryAfterS: RETRY_AFTER_S });
}
