import type { MentionForm, OrganisationKind } from '../annotated-article.ts';
import type { Range } from '../quotes/report.ts';

/** Who is named in an article under one or several names. */
export interface ResolvedEntity {
  /** Unique in the article. */
  readonly key: string;
  readonly type: 'person' | 'organisation';
  /** The fullest form seen, without rank. */
  readonly name: string;
  readonly aliases: readonly string[];
  readonly organisationKind: OrganisationKind | null;
  /** For "he" and "she"; null where neither name nor rank tells. */
  readonly gender: 'man' | 'woman' | null;
}

/** A place in the text that means an entity. */
export interface ResolvedMention {
  readonly entity: string;
  readonly form: MentionForm;
  readonly range: Range;
  readonly confidence: number;
}

/** What `resolve` gives: entities in the order of their first mention, mentions in the order of the text. */
export interface Resolved {
  readonly entities: readonly ResolvedEntity[];
  readonly mentions: readonly ResolvedMention[];
}
