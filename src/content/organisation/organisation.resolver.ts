import { Resolver } from 'type-graphql';
import { all, plannedRoot, RootConnection } from '../../planner/decorators.ts';
import { ascending } from '../../planner/sources.ts';
import { byIdOrSlug, ID_OR_SLUG } from '../node/by-id-or-slug.ts';
import { Organisation, OrganisationConnection, organisationModel } from './organisation.type.ts';

@Resolver()
export class OrganisationQueries {
  @all(
    plannedRoot(
      () => Organisation,
      { description: 'Exactly one of id and slug; an old slug still resolves.', nullable: true },
      byIdOrSlug(organisationModel, 'ORGANISATION'),
    ),
    ...ID_OR_SLUG,
  )
  organisation!: Organisation | null;

  @RootConnection(
    () => OrganisationConnection,
    { description: 'All organisations.', orderedBy: 'By name.', pages: 'both', filteredAs: 'Organisation' },
    {
      rows: () => ({ model: organisationModel }),
      node: { kind: 'same' },
      order: organisationModel.orders.NAME.map(ascending),
    },
  )
  organisations!: object;
}
