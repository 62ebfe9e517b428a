import { Resolver } from 'type-graphql';
import { all, argument, RootConnection, requiredArgument } from '../../planner/decorators.ts';
import { descending } from '../../planner/sources.ts';
import { sql } from '../../planner/sql.ts';
import { SearchConnection, SearchType } from './search.type.ts';
import { HITS_MAX, searchHits } from './search-hits.ts';

@Resolver()
export class SearchQueries {
  @all(
    RootConnection(
      () => SearchConnection,
      {
        description:
          'Ranked full-text search over every content type; tolerant of a typo in a name. At most 1,000 deep.',
        orderedBy: 'The best first.',
        pages: 'forwards',
      },
      {
        rows: () => ({
          model: { table: 'search_hit' },
          needsCustomPlan: true,
          readsRows: HITS_MAX,
          from: (row, _owner, inputs, scope) => sql`${searchHits(inputs, scope)} AS ${row.name}`,
        }),
        node: { kind: 'same' },
        order: [descending({ column: 'rank', type: 'float' })],
      },
    ),
    requiredArgument(
      'query',
      () => String,
      'Words; "a phrase in quotation marks"; or; -without. 1 to 1,000 characters.',
    ),
    argument('types', () => [SearchType], 'What to look for; everything where not given.'),
  )
  search!: object;
}
