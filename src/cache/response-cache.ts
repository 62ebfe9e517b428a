import { LRUCache } from 'lru-cache';
import type { Database, Purge, PurgeFeed, PurgeFollower } from '../database/database.ts';
import { boundTags, type EntityTag } from '../kernel/entity-tag.ts';
import { type Answer, answerOf } from './answer.ts';
import type { AnswerStore, Opened } from './answer-store.ts';
import type { CacheLog } from './cache-log.ts';

/** An answer with more tags than this is kept under coarser ones: each costs memory, and a look at each purge. */
const TAGS_MAX = 200;
/** Changes come twice: from this process and from the server that tells it of all. */
const CHANGES_REMEMBERED = 1_000;
/** The pause after which a shared cache that could not be brought up to date is tried again. */
const RETRY_MS = 1_000;

/** What reading an answer came to. */
export type Loaded<Other> =
  /** Whole and without errors: everybody who asks the same may have it. */
  | { readonly kind: 'whole'; readonly text: string; readonly tags: ReadonlySet<EntityTag> }
  /** For those who ask while it is read: an error, or what graphql-js completes. Not kept. */
  | { readonly kind: 'other'; readonly other: Other };

/** What a request is answered with. */
export type Served<Other> =
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'other'; readonly other: Other };

/** Answers by their keys, as current as the database; `Other` is what reading may come to instead of one. */
export interface ResponseCache<Other> {
  /** The answer that is at hand for a key, without waiting. */
  peek(key: string): Answer | undefined;
  /**
   * The answer for a key: kept, or read by `load`, once for all who ask while it is being read, whatever it comes to.
   * Whoever asks after a change gets nothing whose reading began before it.
   */
  get(key: string, load: () => Promise<Loaded<Other>>): Promise<Served<Other>>;
  close(): Promise<void>;
}

/** Follows a database's changes and keeps answers in a store; whenever changes may be missed, nothing is kept or given out. */
export async function createResponseCache<Mark, Other>(
  store: AnswerStore<Mark>,
  database: Pick<Database, 'followPurges'>,
  log: CacheLog,
): Promise<ResponseCache<Other>> {
  const cache = new StoreCache<Mark, Other>(store, log);
  const feed = await database.followPurges(cache);
  await cache.follow(feed);
  return cache;
}

class StoreCache<Mark, Other> implements ResponseCache<Other>, PurgeFollower {
  readonly #flights = new Map<string, Promise<Served<Other>>>();
  readonly #seen = new LRUCache<string, true>({ max: CHANGES_REMEMBERED });
  #feed: PurgeFeed | undefined;
  #isTold = false;
  #isCurrent = false;
  #isClosed = false;
  /** It was told that the store failed, and not yet that it is back. */
  #isBehind = false;
  /** Purges on their way to a shared store. */
  #purging = 0;
  /** Grows whenever something that was missed makes an attempt to catch up void. */
  #missed = 0;
  #retry: NodeJS.Timeout | undefined;

  constructor(
    private readonly store: AnswerStore<Mark>,
    private readonly log: CacheLog,
  ) {}

  /** Begins to keep answers. */
  async follow(feed: PurgeFeed): Promise<void> {
    this.#feed = feed;
    await this.#catchUp();
  }

  onPurge(purge: Purge): void {
    if (purge.purged.length === 0 || this.#seen.has(purge.changeId)) return;
    this.#seen.set(purge.changeId, true);
    this.#flights.clear();
    const purging = this.store.purge(purge);
    if (purging === undefined) return;
    this.#purging += 1;
    void purging
      .then(() => this.#done([purge]))
      .catch((error: unknown) => this.#fallBehind(error))
      .finally(() => {
        this.#purging -= 1;
      });
  }

  onLost(): void {
    this.#isTold = false;
    this.#stop();
  }

  onFollowing(): void {
    this.#isTold = true;
    void this.#catchUp();
  }

  /** Brings the store up to date, and gives answers out again. */
  async #catchUp(): Promise<void> {
    this.#stop();
    const feed = this.#feed;
    if (feed === undefined || !this.#isTold || this.#isClosed) return;
    const missed = this.#missed;
    try {
      await this.#done(await this.store.catchUp(() => feed.pending()));
      if (missed !== this.#missed) return;
      this.#isCurrent = true;
      if (this.#isBehind) this.log.info({}, 'the response cache is used again');
      this.#isBehind = false;
    } catch (error) {
      this.#fallBehind(error);
    }
  }

  peek(key: string): Answer | undefined {
    return this.#isCurrent ? this.store.peek(key) : undefined;
  }

  async get(key: string, load: () => Promise<Loaded<Other>>): Promise<Served<Other>> {
    const kept = this.peek(key);
    if (kept !== undefined) return { kind: 'answer', answer: kept };
    // Untold of changes, nobody can say whether what is being read is still so.
    if (!this.#isTold) return this.#alone(load);
    return this.#flights.get(key) ?? this.#fly(key, load);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#stop();
    await this.#feed?.close();
    await this.store.close();
  }

  /** Reads for everybody who asks meanwhile. */
  async #fly(key: string, load: () => Promise<Loaded<Other>>): Promise<Served<Other>> {
    const flight = this.#read(key, load);
    this.#flights.set(key, flight);
    try {
      return await flight;
    } finally {
      // A purge has let it go already, and another may fly by now.
      if (this.#flights.get(key) === flight) this.#flights.delete(key);
    }
  }

  async #read(key: string, load: () => Promise<Loaded<Other>>): Promise<Served<Other>> {
    const opened = await this.#open(key);
    if (opened.kind === 'found') return { kind: 'answer', answer: opened.answer };
    const { mark } = opened;
    try {
      const loaded = await load();
      if (loaded.kind === 'other') return loaded;
      const answer = answerOf(loaded.text, loaded.tags);
      if (mark !== null) {
        const tags = boundTags(loaded.tags, (bounded) => bounded.length <= TAGS_MAX);
        this.store.keep(key, answer, tags, mark).catch((error: unknown) => this.#fallBehind(error));
      }
      return { kind: 'answer', answer };
    } finally {
      if (mark !== null) this.store.discard(mark);
    }
  }

  async #open(key: string): Promise<Opened<Mark>> {
    if (this.#isCurrent && this.#purging === 0) {
      try {
        return await this.store.open(key);
      } catch (error) {
        this.#fallBehind(error);
      }
    }
    return { kind: 'missing', mark: null };
  }

  async #alone(load: () => Promise<Loaded<Other>>): Promise<Served<Other>> {
    const loaded = await load();
    return loaded.kind === 'other' ? loaded : { kind: 'answer', answer: answerOf(loaded.text, loaded.tags) };
  }

  #stop(): void {
    this.#isCurrent = false;
    this.#missed += 1;
    this.#flights.clear();
    clearTimeout(this.#retry);
  }

  #fallBehind(error: unknown): void {
    // One line, however long it takes until it is back.
    this.log[this.#isBehind ? 'debug' : 'warn'](
      { err: error },
      'the response cache does not answer: reads go on without it',
    );
    this.#isBehind = true;
    this.#stop();
    if (this.#isClosed) return;
    this.#retry = setTimeout(() => void this.#catchUp(), RETRY_MS);
    this.#retry.unref();
  }

  async #done(purges: readonly Purge[]): Promise<void> {
    if (purges.length > 0) await this.#feed?.done(purges.map(({ changeId }) => changeId));
  }
}
