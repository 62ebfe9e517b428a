import { Resolver } from 'type-graphql';
import { all, plannedRoot, RootConnection } from '../../planner/decorators.ts';
import { ascending } from '../../planner/sources.ts';
import { byIdOrSlug, ID_OR_SLUG } from '../node/by-id-or-slug.ts';
import { BY_NAME, Topic, TopicConnection, topicModel } from './topic.type.ts';

@Resolver()
export class TopicQueries {
  @all(
    plannedRoot(
      () => Topic,
      { description: 'Exactly one of id and slug; an old slug still resolves.', nullable: true },
      byIdOrSlug(topicModel, 'TOPIC'),
    ),
    ...ID_OR_SLUG,
  )
  topic!: Topic | null;

  @RootConnection(
    () => TopicConnection,
    { description: 'All topics.', orderedBy: 'By name.', pages: 'both', filteredAs: 'Topic' },
    { rows: () => ({ model: topicModel }), node: { kind: 'same' }, order: [ascending(BY_NAME)] },
  )
  topics!: object;
}
