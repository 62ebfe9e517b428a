import { ObjectType } from 'type-graphql';
import type { OrderTerm } from '../../planner/declaration.ts';
import { Column, Connection, Model, Reference, relate } from '../../planner/decorators.ts';
import { byKey, descending, flagged, NEWEST_FIRST, ownedRows } from '../../planner/sources.ts';
import { sql } from '../../planner/sql.ts';
import { Entity } from '../entity/entity.type.ts';
import { connectionType } from '../node/connection.type.ts';
import { Fact } from '../node/fact.type.ts';
import { Node } from '../node/node.type.ts';
import { OWN_SPAN, TextSpan } from '../node/text-span.type.ts';
import { Organisation } from '../organisation/organisation.type.ts';
import { Person } from './person.type.ts';

/** Readers see an affiliation while a visible receipt says it: a stored flag. */
const affiliationModel = {
  table: 'affiliation',
  idPrefix: 'affiliation',
  visible: flagged,
} satisfies Parameters<typeof Model>[0];

const affiliationReceiptModel = {
  table: 'affiliation_receipt',
  idPrefix: 'affiliationReceipt',
  visible: flagged,
} satisfies Parameters<typeof Model>[0];

const CURRENT: OrderTerm = {
  column: 'is_current',
  type: 'flag',
  expression: (row) => sql`(${row.column('current')} IS TRUE)`,
};

@ObjectType({
  implements: [Node],
  description:
    'A person’s place in an organisation, as the texts have it: one for each person, organisation and role, however many articles say it.',
})
@Model(affiliationModel)
export class Affiliation extends Node {
  @Reference(() => Person, { description: 'Who holds it.' }, byKey('person_id'))
  person!: Person;

  @Reference(() => Organisation, { description: 'Where.' }, byKey('organisation_id'))
  organisation!: Organisation;

  @Column(() => String, {
    description: 'Null where the text names none ("Centcom’s Kurilla").',
    nullable: true,
  })
  role!: string | null;

  @Column(() => String, {
    description: 'Since when. Partial ISO 8601 dates: 2022, 2022-12, 2022-12-09.',
    nullable: true,
  })
  from!: string | null;

  @Column(() => String, {
    description: 'Until when. Partial ISO 8601 dates: 2022, 2022-12, 2022-12-09.',
    nullable: true,
  })
  to!: string | null;

  @Column(() => Boolean, {
    description: 'As of the newest receipt: false for a past role, null where the text does not say.',
    nullable: true,
  })
  current!: boolean | null;

  @Reference(
    () => TextSpan,
    { description: 'The newest visible receipt’s words.' },
    {
      kind: 'one',
      model: affiliationReceiptModel,
      match: (receipt, row) => sql`${receipt.column('id')} = ${row.column('newest_receipt_id')}`,
    },
  )
  span!: TextSpan;

  @Connection(
    () => AffiliationReceiptConnection,
    { description: 'Every phrase that says it.', orderedBy: 'Newest first.', pages: 'forwards' },
    {
      rows: ownedRows(affiliationReceiptModel, { carries: ['sort_at'] }),
      node: { kind: 'same' },
      order: NEWEST_FIRST,
    },
  )
  receipts!: object;
}

@ObjectType({ implements: [Node, Fact], description: 'One phrase of one article that says an affiliation.' })
@Model(affiliationReceiptModel)
export class AffiliationReceipt extends Node {
  @Reference(() => Affiliation, { description: 'What it says.' }, byKey('affiliation_id'))
  affiliation!: Affiliation;

  @Reference(() => TextSpan, { description: 'The phrase.' }, OWN_SPAN)
  span!: TextSpan;

  @Column(() => Boolean, {
    description: 'False for a past role, null where the text does not say.',
    nullable: true,
  })
  current!: boolean | null;
}

const AffiliationConnection = connectionType('Affiliation', () => Affiliation, { of: 'affiliations' });
const AffiliationReceiptConnection = connectionType('AffiliationReceipt', () => AffiliationReceipt, {
  of: 'receipts',
});

relate(
  Entity,
  'affiliations',
  Connection(
    () => AffiliationConnection,
    {
      description: 'A person’s places in organisations; an organisation’s people.',
      orderedBy: 'Current ones first, then the newest.',
      pages: 'forwards',
    },
    {
      rows: ownedRows(affiliationModel),
      node: { kind: 'same' },
      order: [descending(CURRENT), ...NEWEST_FIRST],
    },
  ),
);
