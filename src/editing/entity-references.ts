import { Prisma } from '../database/generated/client.ts';

/** What can be merged. */
export type EntityTable = 'person' | 'organisation';

/** A column that names a person or an organisation. */
export interface EntityReference {
  readonly in: string;
  readonly column: string;
}

/** Every column that names one of each; derived tables follow by themselves. A test compares it with the foreign keys of the database. */
export const ENTITY_REFERENCES: Readonly<Record<EntityTable, readonly EntityReference[]>> = {
  person: [
    { in: 'identifier', column: 'person_id' },
    { in: 'mention', column: 'person_id' },
    { in: 'quote_speaker', column: 'person_id' },
    { in: 'quote', column: 'addressee_person_id' },
    { in: 'affiliation', column: 'person_id' },
    { in: 'merge_candidate', column: 'person_id' },
    { in: 'merge_candidate', column: 'candidate_person_id' },
  ],
  organisation: [
    { in: 'identifier', column: 'organisation_id' },
    { in: 'mention', column: 'organisation_id' },
    { in: 'quote_speaker', column: 'organisation_id' },
    { in: 'quote', column: 'speaking_for_id' },
    { in: 'quote', column: 'addressee_organisation_id' },
    { in: 'affiliation', column: 'organisation_id' },
    { in: 'article', column: 'publisher_id' },
    { in: 'article_source', column: 'publisher_id' },
    { in: 'organisation', column: 'parent_id' },
    { in: 'merge_candidate', column: 'organisation_id' },
    { in: 'merge_candidate', column: 'candidate_organisation_id' },
  ],
};

/** A table's or column's name in SQL. Names come from this list and from the history's own rows, never from input. */
export function sqlName(of: string): Prisma.Sql {
  return Prisma.raw(`"${of}"`);
}
