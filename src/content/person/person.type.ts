import { ObjectType } from 'type-graphql';
import { Model } from '../../planner/decorators.ts';
import { flagged } from '../../planner/sources.ts';
import { ENTITY_ORDERS, Entity } from '../entity/entity.type.ts';
import { connectionType } from '../node/connection.type.ts';
import { Node } from '../node/node.type.ts';

/** Readers see a person once a visible fact names them: a stored flag. */
export const personModel = {
  table: 'person',
  idPrefix: 'person',
  visible: flagged,
  mergedInto: 'merged_into_id',
  orders: ENTITY_ORDERS,
} satisfies Parameters<typeof Model>[0];

@ObjectType({ implements: [Node, Entity], description: 'A person who speaks, acts or is spoken of.' })
@Model(personModel)
export class Person extends Entity {}

export const PersonConnection = connectionType('Person', () => Person, { of: 'people' });
