import { ID, Resolver } from 'type-graphql';
import { all, plannedRoot, requiredArgument } from '../../planner/decorators.ts';
import { Node } from './node.type.ts';

@Resolver()
export class NodeQueries {
  @all(
    plannedRoot(
      () => Node,
      { description: 'What has this id; null where there is none.', nullable: true },
      { kind: 'byId', argument: 'id' },
    ),
    requiredArgument('id', () => ID, 'An id that this API gave.'),
  )
  node!: Node | null;

  @all(
    plannedRoot(
      () => [Node],
      {
        description: 'What has these ids, in their order; null for each that is not there. 100 at most.',
        nullable: 'items',
      },
      { kind: 'byId', argument: 'ids' },
    ),
    requiredArgument('ids', () => [ID], 'Ids that this API gave.'),
  )
  nodes!: (Node | null)[];
}
