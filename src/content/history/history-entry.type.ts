import { ObjectType, registerEnumType } from 'type-graphql';
import { RevisionKind } from '../../database/generated/enums.ts';
import { Column, List } from '../../planner/decorators.ts';
import type { Row } from '../../planner/row.ts';
import { ascending } from '../../planner/sources.ts';
import { identifier, sql } from '../../planner/sql.ts';
import { connectionType } from '../node/connection.type.ts';
import { DateTime } from '../node/date-time.scalar.ts';
import { fieldValues, type HistoryTable, historyTable, REVISED, revisionsOf } from './history-fields.ts';

registerEnumType(RevisionKind, {
  name: 'HistoryKind',
  description: 'What a change did.',
  valuesConfig: {
    CREATED: { description: 'It was not there before.' },
    UPDATED: { description: 'It was there, and something of it is other than before.' },
    DELETED: { description: 'It was taken out of the record.' },
  },
});

const HISTORY = '_history';

/** What the rows of a table's history are called in a plan: the entries' own fields learn from it whose they are. */
export function historyRows(table: HistoryTable): string {
  return `${table}${HISTORY}`;
}

function tableOf(entry: Row): HistoryTable {
  return historyTable(entry.table.slice(0, -HISTORY.length));
}

@ObjectType({ description: 'A field that a change gave another value.' })
class FieldChange {
  @Column(() => String, {
    description: 'Its name in this schema: `headline`, `span.start`.',
    isPlain: true,
  })
  field!: string;

  @Column(() => String, {
    description:
      'The value before, as text: what is an object is its id, a list is JSON. Null where there was none.',
    nullable: true,
  })
  before!: string | null;

  @Column(() => String, { description: 'The value after, likewise.', nullable: true })
  after!: string | null;
}

@ObjectType({ description: 'One change of something: who, when, why and what.' })
class HistoryEntry {
  @Column(() => RevisionKind, { description: 'What it did.', from: (entry) => entry.column('kind') })
  kind!: RevisionKind;

  @Column(() => DateTime, { description: 'When.', from: (entry) => entry.column('recorded_at') })
  at!: Date;

  @Column(() => String, {
    description: 'Who: `editor:…`, `import:…`, `seed`.',
    from: (entry) => entry.column('actor'),
  })
  actor!: string;

  @Column(() => String, { description: 'Why.', from: (entry) => entry.column('reason') })
  reason!: string;

  @List(
    () => [FieldChange],
    {
      description:
        'Each field that has another value since, in the order of the type; of what was created, each that has one.',
    },
    {
      rows: () => ({
        model: { table: 'field_change' },
        key: 'position',
        from: (row, entry) => {
          const table = tableOf(entry);
          const rowId = entry.column('row_id');
          // "After" is the next "before", or the row as it is.
          const next = sql`SELECT v.before FROM revision AS v WHERE ${revisionsOf(table, rowId)} AND v.id > ${entry.column('id')} ORDER BY ${REVISED}, v.id LIMIT 1`;
          const now = sql`SELECT to_jsonb(t) FROM ${identifier(table)} AS t WHERE t.id = ${rowId}`;
          const content = sql`SELECT ${entry.column('before')} AS before, CASE WHEN ${entry.column('kind')} <> 'DELETED' THEN coalesce((${next}), (${now})) END AS after OFFSET 0`;
          return sql`(SELECT f.* FROM (${content}) AS c CROSS JOIN LATERAL (VALUES ${fieldValues(table, sql`c.before`, sql`c.after`)}) AS f (position, field, before, after, is_known) WHERE f.is_known AND f.before IS DISTINCT FROM f.after) AS ${row.name}`;
        },
        isOwners: true,
      }),
      element: { kind: 'same' },
      order: [ascending({ column: 'position', type: 'integer' })],
    },
  )
  changes!: FieldChange[];
}

export const HistoryConnection = connectionType('History', () => HistoryEntry, { of: 'changes' });
