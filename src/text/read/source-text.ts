import type { BlockKind, IdentifierScheme } from '../annotated-article.ts';

/** What is known of a document from outside. */
export interface DocumentOrigin {
  /** The charset that HTTP's header names: it outweighs what the document says. */
  readonly charset: string | null;
  /** Where it was fetched. */
  readonly url: string | null;
}

/** What a reader gives of a document, its text aside. */
export interface SourceHead {
  readonly mediaType: string;
  /** The reader with its version: `plain@1`. */
  readonly reader: string;
  /** What the format says beside the text, in the article's terms. */
  readonly fields: SourceFields;
  /** The format's own fields, verbatim. */
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** What a reader gives: the text of a document, verbatim, and what the format says beside it. */
export interface SourceText extends SourceHead {
  /** Well-formed, without NUL, with at least one character that is not white space. */
  readonly text: string;
  /** Blocks whose kind the format itself says (a headline, a heading); the layout says the rest. */
  readonly marked: readonly MarkedBlock[];
}

/** The text of one item, and the bytes that it was read from: those of a feed's entry alone, not of the feed. */
export interface SourceItem extends SourceText {
  readonly bytes: Uint8Array;
}

/** An item that is cancelled, and has no text: what is left of it names the article that is meant. */
export interface CancelledItem extends SourceHead {
  readonly bytes: Uint8Array;
}

/** A piece of the text whose kind the format says; positions are UTF-16 units, without white space at the edges. */
export interface MarkedBlock {
  readonly kind: BlockKind;
  readonly start: number;
  readonly end: number;
}

/** What a document says beside its text; null, or empty, is what it does not say. */
export interface SourceFields {
  /** The format's identifier of the article, the same for every version of it. */
  readonly uri: string | null;
  /** The format's own version of the article, as written. */
  readonly version: string | null;
  readonly headline: string | null;
  readonly standfirst: string | null;
  /** Names, without "By". */
  readonly bylines: readonly string[];
  /** Where the article says that it was written. */
  readonly dateline: string | null;
  readonly publishedAt: Date | null;
  readonly modifiedAt: Date | null;
  /** Not to be shown before it. */
  readonly embargoedUntil: Date | null;
  readonly status: SourceStatus | null;
  /** BCP 47, in its canonical form. */
  readonly language: string | null;
  readonly publisher: SourcePublisher | null;
  /** Without repetition. */
  readonly subjects: readonly SourceSubject[];
  readonly sourceUrl: string | null;
  readonly copyrightHolder: string | null;
  readonly usageTerms: string | null;
}

/** The publishing status of IPTC's formats. */
export type SourceStatus = 'usable' | 'withheld' | 'canceled';

/** Who published the document. */
export interface SourcePublisher {
  readonly name: string;
  readonly identifiers: readonly { readonly scheme: IdentifierScheme; readonly value: string }[];
}

/** An IPTC Media Topic that came with the document; the code may be retired, or unknown. */
export interface SourceSubject {
  /** `medtop:20000053`. */
  readonly code: string;
  readonly name: string | null;
}

/** The fields of a document that says nothing beside its text. */
export const NO_FIELDS: SourceFields = {
  uri: null,
  version: null,
  headline: null,
  standfirst: null,
  bylines: [],
  dateline: null,
  publishedAt: null,
  modifiedAt: null,
  embargoedUntil: null,
  status: null,
  language: null,
  publisher: null,
  subjects: [],
  sourceUrl: null,
  copyrightHolder: null,
  usageTerms: null,
};
