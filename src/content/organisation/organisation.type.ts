import { ObjectType, registerEnumType } from 'type-graphql';
import { OrganisationKind } from '../../database/generated/enums.ts';
import { Column, Model, Reference } from '../../planner/decorators.ts';
import { byKey, flagged } from '../../planner/sources.ts';
import { ENTITY_ORDERS, Entity } from '../entity/entity.type.ts';
import { connectionType } from '../node/connection.type.ts';
import { Node } from '../node/node.type.ts';

registerEnumType(OrganisationKind, {
  name: 'OrganisationKind',
  description: 'What sort of body an organisation is.',
  valuesConfig: {
    STATE: { description: 'A state, where it acts, speaks or is spoken of as an actor; never as a place.' },
    GOVERNMENT_BODY: { description: 'A ministry, an authority, a public office.' },
    MILITARY: { description: 'Armed forces of a state, or a part of them.' },
    INTELLIGENCE: { description: 'An intelligence service.' },
    MEDIA: { description: 'A publisher, a broadcaster, an agency.' },
    ARMED_GROUP: { description: 'An armed group that is no state’s.' },
    PARTY: { description: 'A political party.' },
    COMPANY: { description: 'A business.' },
    NGO: { description: 'A non-governmental organisation.' },
    INTERNATIONAL: { description: 'A body of several states.' },
    OTHER: { description: 'None of these.' },
  },
});

/** Readers see an organisation once a visible fact names it, it publishes a visible article, or it is a visible one's parent: a stored flag. */
export const organisationModel = {
  table: 'organisation',
  idPrefix: 'organisation',
  visible: flagged,
  mergedInto: 'merged_into_id',
  orders: ENTITY_ORDERS,
} satisfies Parameters<typeof Model>[0];

@ObjectType({ implements: [Node, Entity], description: 'A body that speaks, acts or is spoken of.' })
@Model(organisationModel)
export class Organisation extends Entity {
  @Column(() => OrganisationKind, {
    description: 'What sort of body it is; null where no text says.',
    nullable: true,
  })
  organisationKind!: OrganisationKind | null;

  @Reference(
    () => Organisation,
    { description: 'The organisation that it is part of.', nullable: true },
    byKey('parent_id'),
  )
  parent!: Organisation | null;
}

export const OrganisationConnection = connectionType('Organisation', () => Organisation, {
  of: 'organisations',
});
