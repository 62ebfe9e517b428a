import { Resolver } from 'type-graphql';
import { all, argument, RootConnection, requiredArgument } from '../../planner/decorators.ts';
import { descending } from '../../planner/sources.ts';
import { sql } from '../../planner/sql.ts';
import { SearchConnection, SearchType } from './search.type.ts';
import { ROWS_READ, searchHits } from './search-hits.ts';

@Resolver()
export class SearchQueries {
  @all(
    RootConnection(
      () => SearchConnection,
      {
        description:
          'Ranked full-text search over every content type; tolerant of a typo in a name. Words are found without case and accents, and by their stems in the language of the text. Of articles, and of quotes, the newest 2,000 that have the words are ranked: a phrase of common words is looked for among those. At most 1,000 deep.',
        orderedBy: 'The best first.',
        pages: 'forwards',
      },
      {
        rows: () => ({
          model: { table: 'search_hit' },
          readsRows: ROWS_READ,
          from: (row, _owner, inputs, scope) => sql`${searchHits(inputs, scope)} AS ${row.name}`,
        }),
        node: { kind: 'same' },
        order: [descending({ column: 'rank', type: 'float' })],
      },
    ),
    requiredArgument(
      'query',
      () => String,
      'Words; "a phrase in quotation marks"; or; -without. 1 to 50 words, 1,000 characters at most.',
    ),
    argument('types', () => [SearchType], 'What to look for; everything where not given.'),
    argument(
      'prefix',
      () => Boolean,
      'For typeahead: the last word may be the beginning of one. Of articles and quotes, from two letters on, and by the 50 commonest words that begin so; of names and topics, by any.',
    ),
  )
  search!: object;
}
