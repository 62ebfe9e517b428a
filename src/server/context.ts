import { type Caller, may } from '../access/role.ts';
import type { Answer } from '../cache/answer.ts';
import type { EditingContext } from '../editing/editing-context.ts';
import type { Viewer } from '../planner/declaration.ts';
import type { FormatError } from './format-error.ts';
import type { Meter } from './limits/meter.ts';
import type { RequestLog } from './log.ts';

export const GRAPHQL_PATH = '/graphql';

/** Who looks, where nobody has said who they are. */
export const VIEWER = 'reader';

/** What one operation knows of its surroundings. */
export interface Context extends EditingContext {
  /** Who asks, by their key; null where they have sent none. */
  readonly caller: Caller | null;
  /** Whether whoever asks may read at all: everybody, or everybody with a key. */
  readonly mayRead: boolean;
  /** Who is looking; it decides what queries see. */
  readonly viewer: Viewer;
  /** The same in the log, in `x-request-id` and in each error's extensions. */
  readonly requestId: string;
  /** Writes the request's id with every line. */
  readonly log: RequestLog;
  /** What the request takes of its caller's points; null where nothing is limited. */
  readonly meter: Meter | null;
  /** Says what the client is told of an error. */
  readonly formatError: FormatError;
  /** Says that the answer is one that everybody may have. */
  readonly share: (answer: Answer) => void;
}

/** What a caller sees of the record: editors see drafts and suggestions too. */
export function viewerOf(caller: Caller | null): Viewer {
  return may(caller, 'editor') ? 'editor' : VIEWER;
}
