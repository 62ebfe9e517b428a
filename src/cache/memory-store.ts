import { LRUCache } from 'lru-cache';
import type { Purge } from '../database/database.ts';
import { type EntityTag, EVERY_TAG } from '../kernel/entity-tag.ts';
import type { Answer } from './answer.ts';
import { ANSWER_LIFETIME_S, type AnswerStore, type Opened } from './answer-store.ts';

/** What was purged since an answer began to be read. */
export interface MemoryMark {
  readonly purged: Set<EntityTag>;
}

interface Entry {
  readonly answer: Answer;
  readonly tags: readonly EntityTag[];
}

/** A key, its place in the maps, and a tag's place in the index, roughly. */
const ENTRY_BYTES = 500;
const TAG_BYTES = 150;
/** One answer takes at most this part of the whole, so that it can't drive out all others. */
const LARGEST_PART = 1 / 8;
/** Tags that a mark remembers one by one; a read during which more are purged is not kept. */
const MARK_TAGS_MAX = 10_000;

/** Answers in this process, the least recently used forgotten first. */
export class MemoryStore implements AnswerStore<MemoryMark> {
  readonly #entries: LRUCache<string, Entry>;
  readonly #keysByTag = new Map<EntityTag, Set<string>>();
  readonly #marks = new Set<MemoryMark>();

  constructor(maxBytes: number) {
    this.#entries = new LRUCache<string, Entry>({
      maxSize: maxBytes,
      maxEntrySize: Math.ceil(maxBytes * LARGEST_PART),
      sizeCalculation: ({ answer, tags }) =>
        answer.body.length + answer.cacheTag.length + ENTRY_BYTES + tags.length * TAG_BYTES,
      ttl: ANSWER_LIFETIME_S * 1_000,
      // How stale its clock may be: looking at it each time is not free.
      ttlResolution: 1_000,
      dispose: ({ tags }, key) => this.#unindex(key, tags),
    });
  }

  peek(key: string): Answer | undefined {
    return this.#entries.get(key)?.answer;
  }

  async open(): Promise<Opened<MemoryMark>> {
    const mark: MemoryMark = { purged: new Set() };
    this.#marks.add(mark);
    return { kind: 'missing', mark };
  }

  async keep(key: string, answer: Answer, tags: readonly EntityTag[], mark: MemoryMark): Promise<void> {
    this.discard(mark);
    if (mark.purged.has(EVERY_TAG) || tags.some((tag) => mark.purged.has(tag))) return;
    this.#entries.set(key, { answer, tags });
    // What was too large to be kept is not to be found by its tags either.
    if (!this.#entries.has(key)) return;
    for (const tag of tags) {
      const keys = this.#keysByTag.get(tag);
      if (keys === undefined) this.#keysByTag.set(tag, new Set([key]));
      else keys.add(key);
    }
  }

  discard(mark: MemoryMark): void {
    this.#marks.delete(mark);
  }

  purge({ purged }: Pick<Purge, 'purged'>): undefined {
    for (const mark of this.#marks) {
      const forgets = mark.purged.size + purged.length > MARK_TAGS_MAX;
      for (const tag of forgets ? [EVERY_TAG] : purged) mark.purged.add(tag);
    }
    if (purged.includes(EVERY_TAG)) this.#entries.clear();
    for (const tag of purged) for (const key of this.#keysByTag.get(tag) ?? []) this.#entries.delete(key);
  }

  async catchUp(): Promise<readonly Purge[]> {
    this.purge({ purged: [EVERY_TAG] });
    return [];
  }

  async close(): Promise<void> {
    this.#entries.clear();
  }

  #unindex(key: string, tags: readonly EntityTag[]): void {
    for (const tag of tags) {
      const keys = this.#keysByTag.get(tag);
      keys?.delete(key);
      if (keys?.size === 0) this.#keysByTag.delete(tag);
    }
  }
}
