import { ID, Resolver } from 'type-graphql';
import { all, plannedRoot, RootConnection, requiredArgument } from '../../planner/decorators.ts';
import { NEWEST_FIRST } from '../../planner/sources.ts';
import { sql } from '../../planner/sql.ts';
import { uuid } from '../node/by-id-or-slug.ts';
import { Quote, QuoteConnection, quoteModel } from './quote.type.ts';

@Resolver()
export class QuoteQueries {
  @all(
    plannedRoot(
      () => Quote,
      { description: 'The quote of this id; null where there is none.', nullable: true },
      {
        kind: 'one',
        match: (quote, _row, inputs) => {
          const id = inputs.get('id');
          return id === null ? sql`FALSE` : sql`${quote.column('id')} = ${uuid(id, quoteModel.idPrefix)}`;
        },
      },
    ),
    requiredArgument('id', () => ID, 'Its id.'),
  )
  quote!: Quote | null;

  @RootConnection(
    () => QuoteConnection,
    { description: 'All quotes.', orderedBy: 'Newest first.', pages: 'both', filteredAs: 'Quote' },
    { rows: () => ({ model: quoteModel }), node: { kind: 'same' }, order: NEWEST_FIRST },
  )
  quotes!: object;
}
