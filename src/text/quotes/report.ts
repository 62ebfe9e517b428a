import type { QuoteAct } from '../annotated-article.ts';
import type { Frame } from './frame.ts';
import type { Passage } from './marks.ts';

/** UTF-16 positions in the article's text. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Somebody's words as the grammar finds them, before it is known who that is. */
export interface Report {
  /** Position of the sentence. */
  readonly sentence: number;
  readonly block: number;
  readonly contents: readonly Range[];
  readonly passages: readonly Passage[];
  readonly cue: Range | null;
  readonly speaker: Range | null;
  readonly addressee: Range | null;
  readonly act: QuoteAct;
  readonly frame: Frame;
  /** The class of the cue, for what is known of how often it is right. */
  readonly cueClass: string;
  readonly lemma: string;
}
