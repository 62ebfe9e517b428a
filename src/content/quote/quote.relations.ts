import type { ConnectionSource, ObjectSource } from '../../planner/declaration.ts';
import { Connection, relate } from '../../planner/decorators.ts';
import { byKey, NEWEST_FIRST, ownedRows, TEXT_ORDER } from '../../planner/sources.ts';
import { Article } from '../article/article.type.ts';
import { Entity } from '../entity/entity.type.ts';
import { Topic } from '../topic/topic.type.ts';
import { quoteAboutModel, quoteSpeakerModel, quoteTopicModel } from './quote.joins.ts';
import { QuoteConnection, quoteModel } from './quote.type.ts';

function quotes(
  description: string,
  rows: ConnectionSource['rows'],
  node: ObjectSource,
  order: ConnectionSource['order'] = NEWEST_FIRST,
) {
  return Connection(
    () => QuoteConnection,
    {
      description,
      orderedBy: order === NEWEST_FIRST ? 'Newest first.' : 'In the order of the text.',
      pages: 'both',
      filteredAs: 'Quote',
    },
    { rows, node, order },
  );
}

const CARRIED = { carries: ['sort_at'], key: 'quote_id' };
const COUNTED = { countColumn: 'quote_count' };

relate(
  Article,
  'quotes',
  quotes('What it reports.', ownedRows(quoteModel, COUNTED), { kind: 'same' }, TEXT_ORDER),
);

relate(
  Entity,
  'quotes',
  quotes(
    'Quotes of which this entity is a speaker.',
    ownedRows(quoteSpeakerModel, { ...CARRIED, ...COUNTED }),
    byKey('quote_id'),
  ),
);

relate(
  Entity,
  'quotesAbout',
  quotes(
    'Quotes by others that mention this entity.',
    ownedRows(quoteAboutModel, CARRIED),
    byKey('quote_id'),
  ),
);

relate(
  Topic,
  'quotes',
  quotes(
    'Quotes that are assigned to this topic itself; for the narrower ones too, filter the root list with includeNarrower.',
    ownedRows(quoteTopicModel, CARRIED),
    byKey('quote_id'),
  ),
);
