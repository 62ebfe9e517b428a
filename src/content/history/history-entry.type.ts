import { ObjectType, registerEnumType } from 'type-graphql';
import { RevisionKind } from '../../database/generated/enums.ts';
import { Column, List } from '../../planner/decorators.ts';
import type { Row } from '../../planner/row.ts';
import { ascending } from '../../planner/sources.ts';
import { identifier, join, literal, type Sql, sql } from '../../planner/sql.ts';
import { connectionType } from '../node/connection.type.ts';
import { DateTime } from '../node/date-time.scalar.ts';
import { type HistoryTable, historyTable } from './history-fields.ts';
import { HISTORY_TABLES, historyChanges } from './history-rows.ts';

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
/** What the rows are called in a plan where their table is not known before the operation's variables are. */
export const ANY_HISTORY = `any${HISTORY}`;

/** What the rows of a table's history are called in a plan: the entries' own fields learn from it whose they are. */
export function historyRows(table: HistoryTable): string {
  return `${table}${HISTORY}`;
}

/** What an entry changed, as a FROM item. */
function changesOf(entry: Row, alias: string): Sql {
  if (entry.table !== ANY_HISTORY) {
    const table = historyTable(entry.table.slice(0, -HISTORY.length));
    return sql`(${historyChanges(table, entry)}) AS ${identifier(alias)}`;
  }
  const each = HISTORY_TABLES.map(
    (table) =>
      sql`SELECT x.* FROM (SELECT WHERE ${entry.column('subject')} = ${literal(table)} OFFSET 0) AS of_table CROSS JOIN LATERAL (${historyChanges(table, entry)}) AS x`,
  );
  return sql`(${join(each, ' UNION ALL ')}) AS ${identifier(alias)}`;
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

  @Column(() => String, {
    description: 'What the key is called that was used; null where the one who wrote has none.',
    nullable: true,
    from: (entry) => {
      const actor = entry.column('actor');
      return sql`CASE WHEN ${actor} ~ '^key:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN (SELECT k.name FROM api_key AS k WHERE k.id = substr(${actor}, 5)::uuid) END`;
    },
  })
  actorName!: string | null;

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
        from: (row, entry) => changesOf(entry, row.alias),
        isOwners: true,
      }),
      element: { kind: 'same' },
      order: [ascending({ column: 'position', type: 'integer' })],
    },
  )
  changes!: FieldChange[];
}

export const HistoryConnection = connectionType('History', () => HistoryEntry, { of: 'changes' });
