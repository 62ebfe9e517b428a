import type { TokenRange } from './clauses.ts';

/** How the words reported hang on their cue. */
export type Frame =
  | 'that'
  | 'bare'
  | 'passage'
  | 'preposed'
  | 'split'
  | 'infinitive'
  | 'object'
  | 'according'
  | 'colon'
  | 'passive'
  | 'noun'
  | 'continued'
  | 'loose';

/** What a cue reports: one range of tokens, or two around a cue in the middle. */
export interface Complement {
  readonly ranges: readonly TokenRange[];
  readonly frame: Frame;
  readonly addressee: TokenRange | null;
}
