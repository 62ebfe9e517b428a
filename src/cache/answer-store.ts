import type { Purge } from '../database/database.ts';
import type { EntityTag } from '../kernel/entity-tag.ts';
import type { Answer } from './answer.ts';

/** Where answers are kept. `Mark` says from when on a purge forbids keeping what is being read. */
export interface AnswerStore<Mark> {
  /** An answer that is at hand without waiting. */
  peek(key: string): Answer | undefined;
  /** An answer, or the mark for reading it: taken before the read begins. No mark: it can't be kept. */
  open(key: string): Promise<Opened<Mark>>;
  /** Keeps an answer, unless one of its tags was purged since the mark. */
  keep(key: string, answer: Answer, tags: readonly EntityTag[], mark: Mark): Promise<void>;
  /** Lets a mark go whose answer is not kept. */
  discard(mark: Mark): void;
  /** Forgets every answer that has one of the tags. Must have its effect on this process at once where it gives no promise. */
  purge(purge: Purge): Promise<void> | undefined;
  /** Forgets whatever may be wrong after changes were missed; `pending` gives those that nobody has called done. */
  catchUp(pending: () => Promise<readonly Purge[]>): Promise<readonly Purge[]>;
  close(): Promise<void>;
}

export type Opened<Mark> =
  | { readonly kind: 'found'; readonly answer: Answer }
  | { readonly kind: 'missing'; readonly mark: Mark | null };

/** An answer is forgotten after this long, whatever happens: should a purge ever be missing, so long lasts the fault. */
export const ANSWER_LIFETIME_S = 3_600;
