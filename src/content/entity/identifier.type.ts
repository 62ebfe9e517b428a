import { ObjectType, registerEnumType } from 'type-graphql';
import { IdentifierScheme } from '../../database/generated/enums.ts';
import { Column } from '../../planner/decorators.ts';
import type { Row } from '../../planner/row.ts';
import { join, literal, type Sql, sql } from '../../planner/sql.ts';

registerEnumType(IdentifierScheme, {
  name: 'IdentifierScheme',
  description: 'Who gives out the identifier.',
  valuesConfig: {
    WIKIDATA: { description: 'Wikidata item: Q42.' },
    ISNI: { description: 'International Standard Name Identifier (ISO 27729).' },
    VIAF: { description: 'Virtual International Authority File.' },
    LEI: { description: 'Legal Entity Identifier (ISO 17442).' },
    ROR: { description: 'Research Organization Registry.' },
    ORCID: { description: 'Open Researcher and Contributor ID.' },
    PROVIDER: { description: 'The content provider’s own.' },
  },
});

/** Each scheme's address of an identifier, as its registry publishes it. */
const ADDRESSES: Readonly<Partial<Record<IdentifierScheme, string>>> = {
  WIKIDATA: 'http://www.wikidata.org/entity/',
  ISNI: 'https://isni.org/isni/',
  VIAF: 'https://viaf.org/viaf/',
  LEI: 'https://search.gleif.org/#/record/',
  ROR: 'https://ror.org/',
  ORCID: 'https://orcid.org/',
};

function uri(row: Row): Sql {
  const cases = Object.entries(ADDRESSES).map(
    ([scheme, address]) => sql`WHEN ${literal(scheme)} THEN ${literal(address)} || ${row.column('value')}`,
  );
  return sql`CASE ${row.column('scheme')} ${join(cases, ' ')} END`;
}

@ObjectType({ description: 'An identifier of a person or an organisation outside this database.' })
export class Identifier {
  @Column(() => IdentifierScheme, { description: 'Who gives it out.' })
  scheme!: IdentifierScheme;

  @Column(() => String, { description: 'As the scheme writes it, without its address.' })
  value!: string;

  @Column(() => String, {
    description: 'Null where the scheme has none (PROVIDER).',
    nullable: true,
    from: uri,
  })
  uri!: string | null;
}
