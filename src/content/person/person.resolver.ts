import { Resolver } from 'type-graphql';
import { all, plannedRoot, RootConnection } from '../../planner/decorators.ts';
import { ascending } from '../../planner/sources.ts';
import { byIdOrSlug, ID_OR_SLUG } from '../node/by-id-or-slug.ts';
import { Person, PersonConnection, personModel } from './person.type.ts';

@Resolver()
export class PersonQueries {
  @all(
    plannedRoot(
      () => Person,
      { description: 'Exactly one of id and slug; an old slug still resolves.', nullable: true },
      byIdOrSlug(personModel, 'PERSON'),
    ),
    ...ID_OR_SLUG,
  )
  person!: Person | null;

  @RootConnection(
    () => PersonConnection,
    { description: 'All people.', orderedBy: 'By name.', pages: 'both', filteredAs: 'Person' },
    {
      rows: () => ({ model: personModel }),
      node: { kind: 'same' },
      order: personModel.orders.NAME.map(ascending),
    },
  )
  people!: object;
}
