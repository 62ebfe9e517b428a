import { ID, InterfaceType } from 'type-graphql';
import { Column } from '../../planner/decorators.ts';

@InterfaceType('Node', { description: 'What has an id of its own (Relay): `node` finds it again.' })
export abstract class Node {
  @Column(() => ID, { description: 'Opaque; the same for ever.', from: 'id', isId: true })
  id!: string;
}
