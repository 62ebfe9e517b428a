import type { Passage } from '../quotes/marks.ts';

/** What a word can be in its place, as far as finding reports needs it. `noun` is whatever no list names. */
export type Tag =
  | 'name'
  | 'noun'
  | 'number'
  | 'determiner'
  | 'possessive'
  | 'pronoun'
  | 'preposition'
  | 'coordinator'
  | 'subordinator'
  | 'auxiliary'
  | 'modal'
  | 'negation'
  | 'adverb'
  | 'verb'
  | 'to'
  | 'punctuation'
  | 'passage';

/** A word, a mark, or a whole passage in quotation marks, which the sentence around it takes as one piece. */
export interface Token {
  /** UTF-16 positions in the article's text. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** In small letters, with one kind of apostrophe (’). */
  readonly lower: string;
  readonly tag: Tag;
  readonly passage: Passage | null;
}

/** The tokens of one sentence, and where it stands. */
export interface Sentence {
  readonly start: number;
  readonly end: number;
  readonly tokens: readonly Token[];
  /** Position of its block in the article. */
  readonly block: number;
  /** In a headline a colon and capitals mean other things than in a paragraph. */
  readonly isHeadline: boolean;
}
