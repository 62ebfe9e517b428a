import { Int, InterfaceType } from 'type-graphql';
import type { OrderTerm } from '../../planner/declaration.ts';
import { Column, List } from '../../planner/decorators.ts';
import { ascending, ownedRows } from '../../planner/sources.ts';
import { sql } from '../../planner/sql.ts';
import { Node } from '../node/node.type.ts';
import { Identifier } from './identifier.type.ts';

const BY_SCHEME: readonly OrderTerm[] = [
  { column: 'scheme_name', type: 'text', expression: (row) => sql`${row.column('scheme')}::text` },
  { column: 'value', type: 'text' },
];

/** What people and organisations may be ordered by. */
export const ENTITY_ORDERS = {
  NAME: [{ column: 'name', type: 'text' }],
  QUOTE_COUNT: [{ column: 'quote_count', type: 'integer' }],
  ARTICLE_COUNT: [{ column: 'article_count', type: 'integer' }],
} as const satisfies Readonly<Record<string, readonly OrderTerm[]>>;

@InterfaceType('Entity', {
  implements: [Node],
  description: 'Speaks, and is spoken of: Person and Organisation.',
})
export abstract class Entity extends Node {
  @Column(() => String, { description: 'Stable, for addresses.', isPlain: true })
  slug!: string;

  @Column(() => String, { description: 'The fullest form that the texts have, without rank.' })
  name!: string;

  @Column(() => [String], { description: 'The other forms that the texts have.' })
  aliases!: string[];

  @Column(() => Int, { description: 'Grows by one with each change of its names, identifiers aside.' })
  version!: number;

  @List(
    () => [Identifier],
    { description: 'Identifiers elsewhere, by scheme.' },
    { rows: ownedRows({ table: 'identifier' }), element: { kind: 'same' }, order: BY_SCHEME.map(ascending) },
  )
  identifiers!: Identifier[];
}
