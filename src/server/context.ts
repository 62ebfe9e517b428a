import type { Answer } from '../cache/answer.ts';
import type { Database } from '../database/database.ts';
import type { RequestLog } from './log.ts';

/** What one operation knows of its surroundings. */
export interface Context {
  readonly database: Database;
  /** Who is looking; it decides what is visible. */
  readonly viewer: 'reader';
  /** The same in the log, in `x-request-id` and in each error's extensions. */
  readonly requestId: string;
  /** Writes the request's id with every line. */
  readonly log: RequestLog;
  /** Says that the answer is one that everybody may have. */
  readonly share: (answer: Answer) => void;
}
