import { Int, ObjectType } from 'type-graphql';
import type { OrderTerm } from '../../planner/declaration.ts';
import { Column, Connection, Model, Reference } from '../../planner/decorators.ts';
import { ascending, byKey, ownedRows } from '../../planner/sources.ts';
import { literal, sql } from '../../planner/sql.ts';
import { connectionType } from '../node/connection.type.ts';
import { DateTime } from '../node/date-time.scalar.ts';
import { Node } from '../node/node.type.ts';

/** As CC BY 4.0 (section 3a) asks wherever the vocabulary goes: creator, notice, licence, and that it was changed. */
const IPTC_ATTRIBUTION =
  'IPTC Media Topics, © IPTC, International Press Telecommunications Council, https://iptc.org, CC BY 4.0 https://creativecommons.org/licenses/by/4.0/; reduced to code, name, definition and hierarchy.';

export const BY_NAME: OrderTerm = { column: 'name', type: 'text' };

/** Every topic is visible: the vocabulary is public, whatever it is used for. */
export const topicModel = {
  table: 'topic',
  idPrefix: 'topic',
  orders: {
    NAME: [BY_NAME],
    // Topics without a code come last in both directions.
    CODE: [
      {
        column: 'has_no_code',
        type: 'flag',
        sense: 'fixed',
        expression: (row) => sql`(${row.column('code')} IS NULL)`,
      },
      { column: 'code', type: 'text', expression: (row) => sql`coalesce(${row.column('code')}, '')` },
    ],
    ARTICLE_COUNT: [{ column: 'article_count', type: 'integer' }],
  },
  widened: {
    key: 'includeNarrower',
    condition: (row, matches, scope) => {
      const closure = scope.row('topic_closure');
      const broader = scope.row('topic');
      return sql`EXISTS (SELECT FROM topic_closure AS ${closure.name} JOIN topic AS ${broader.name} ON ${broader.column('id')} = ${closure.column('ancestor_id')} WHERE ${closure.column('descendant_id')} = ${row.column('id')} AND ${matches(broader)})`;
    },
  },
} satisfies Parameters<typeof Model>[0];

@ObjectType({
  implements: [Node],
  description: 'A subject, in a hierarchy of broader and narrower ones (SKOS).',
})
@Model(topicModel)
export class Topic extends Node {
  @Column(() => String, { description: 'Stable, for addresses.', isPlain: true })
  slug!: string;

  @Column(() => String, { description: 'Its preferred label.' })
  name!: string;

  @Column(() => String, { description: 'What it covers.', nullable: true })
  definition!: string | null;

  @Column(() => String, { description: 'IPTC Media Topic code, e.g. medtop:20000053.', nullable: true })
  code!: string | null;

  @Column(() => Int, { description: 'Grows by one with each change of it.' })
  version!: number;

  @Column(() => String, {
    description:
      'What the licence of its vocabulary asks to be shown with it; null for a topic of this database’s own.',
    nullable: true,
    from: (row) => sql`CASE WHEN ${row.column('code')} IS NOT NULL THEN ${literal(IPTC_ATTRIBUTION)} END`,
  })
  attribution!: string | null;

  @Column(() => DateTime, {
    description: 'When its vocabulary retired it: it still resolves, and is never assigned.',
    nullable: true,
  })
  retiredAt!: Date | null;

  @Reference(
    () => Topic,
    { description: 'The next broader topic; null at the top.', nullable: true },
    byKey('broader_id'),
  )
  broader!: Topic | null;

  @Connection(
    () => TopicConnection,
    { description: 'The next narrower topics.', orderedBy: 'By name.', pages: 'forwards' },
    {
      rows: ownedRows({ table: 'topic' }, { ownerKey: 'broader_id' }),
      node: { kind: 'same' },
      order: [ascending(BY_NAME)],
    },
  )
  narrower!: object;
}

export const TopicConnection = connectionType('Topic', () => Topic, { of: 'topics' });
