import type { OrganisationKind } from '../annotated-article.ts';
import type { Range } from '../quotes/report.ts';

/** Words that name somebody, before it is known which names are one entity's. Positions are UTF-16 units. */
export interface NameMention {
  readonly type: 'person' | 'organisation';
  readonly form: 'NAME' | 'ALIAS';
  /** With the rank that touches the name. */
  readonly range: Range;
  /** The name without rank, its white space as single spaces. */
  readonly name: string;
  readonly rank: string | null;
  readonly organisationKind: OrganisationKind | null;
  /** The full name that introduces this acronym: "US Central Command (Centcom)". */
  readonly standsFor: string | null;
  /** How sure it is that this is a name of its type, 0 to 1. */
  readonly confidence: number;
}
