import type { Scope } from '../../planner/declaration.ts';
import { Column, Connection, relate } from '../../planner/decorators.ts';
import type { Row } from '../../planner/row.ts';
import { descending } from '../../planner/sources.ts';
import { identifier, type Sql, sql } from '../../planner/sql.ts';
import { DateTime } from '../node/date-time.scalar.ts';
import { Fact } from '../node/fact.type.ts';
import { Node } from '../node/node.type.ts';
import { HistoryConnection, historyRows } from './history-entry.type.ts';
import { historyTable, REVISED, revisionsOf } from './history-fields.ts';
import { EDITORS_ONLY, historyEntries } from './history-rows.ts';

relate(
  Node,
  'history',
  Connection(
    () => HistoryConnection,
    {
      description: 'Every change of it, for editors; readers see none.',
      orderedBy: 'The newest first.',
      pages: 'both',
    },
    {
      rows: (node) => ({
        model: { table: historyRows(historyTable(node.table)), visible: EDITORS_ONLY },
        name: 'history',
        from: (row) =>
          sql`(${historyEntries(historyTable(node.table), node.column('id'))}) AS ${identifier(row.alias)}`,
        isOwners: true,
      }),
      node: { kind: 'same' },
      order: [descending({ column: 'row_id', type: 'uuid' }), descending({ column: 'id', type: 'counter' })],
    },
  ),
);

/**
 * A column of the change that gave a fact its review. Every row before that one has another review than the present, and
 * none after it has; a fact that was created with it has none before.
 */
function ofReview(column: 'actor' | 'recorded_at') {
  return (fact: Row, { viewer }: Scope): Sql => {
    if (viewer === 'reader') return column === 'actor' ? sql`NULL::text` : sql`NULL::timestamptz`;
    const review = fact.column('review');
    return sql`CASE WHEN ${review} <> 'SUGGESTED' THEN (SELECT c.${identifier(column)} FROM revision AS v JOIN change AS c ON c.id = v.change_id WHERE ${revisionsOf(historyTable(fact.table), fact.column('id'))} AND (v.kind = 'CREATED' OR v.before ->> 'review' <> ${review}::text) ORDER BY ${REVISED} DESC, v.id DESC LIMIT 1) END`;
  };
}

relate(
  Fact,
  'reviewedBy',
  Column(() => String, {
    description: 'Who confirmed or rejected it, for editors; null while it is suggested, and for readers.',
    nullable: true,
    from: ofReview('actor'),
  }),
);

relate(
  Fact,
  'reviewedAt',
  Column(() => DateTime, {
    description:
      'When it was confirmed or rejected, for editors; null while it is suggested, and for readers.',
    nullable: true,
    from: ofReview('recorded_at'),
  }),
);
