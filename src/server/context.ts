import type { Answer } from '../cache/answer.ts';
import type { EditingContext } from '../editing/editing-context.ts';
import type { Viewer } from '../planner/declaration.ts';
import type { RequestLog } from './log.ts';

export const GRAPHQL_PATH = '/graphql';

/** Who looks, until there are keys. */
export const VIEWER = 'reader';

/** What one operation knows of its surroundings. */
export interface Context extends EditingContext {
  /** Who is looking; it decides what queries see. */
  readonly viewer: Viewer;
  /** The same in the log, in `x-request-id` and in each error's extensions. */
  readonly requestId: string;
  /** Writes the request's id with every line. */
  readonly log: RequestLog;
  /** Says that the answer is one that everybody may have. */
  readonly share: (answer: Answer) => void;
}
