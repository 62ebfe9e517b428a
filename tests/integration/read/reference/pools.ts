import type { Tables } from '../../../support/reference-tables.ts';
import type { Pools } from './random-value.ts';
import { AWKWARD_TEXTS } from './random-world.ts';

/** What a world has, and some that no world has. */
export function poolsOf(tables: Tables): Pools {
  const idsOf = (prefix: string, rows: readonly { readonly id: string }[]) =>
    rows.slice(0, 12).map(({ id }) => `${prefix}_${id}`);
  const named = [...tables.article, ...tables.person, ...tables.organisation, ...tables.topic];
  return {
    ids: [
      'article_01920000-0000-7000-8000-000000000000',
      ...idsOf('article', tables.article),
      ...idsOf('person', tables.person),
      ...idsOf('organisation', tables.organisation),
      ...idsOf('quote', tables.quote),
      ...idsOf('topic', tables.topic),
      ...idsOf('mention', tables.mention),
      ...idsOf('topicAssignment', tables.topic_assignment),
      ...idsOf('affiliation', tables.affiliation),
      ...idsOf('affiliationReceipt', tables.affiliation_receipt),
    ],
    slugs: ['no-such-slug', ...named.map(({ slug }) => slug)],
    texts: [...AWKWARD_TEXTS, 'chief', 'say', 'medtop:9'],
    times: [
      '2024-05-01T10:00:00Z',
      '2024-05-01T10:00:00.001Z',
      '1969-12-31T23:59:59.999Z',
      '2024-01-01T05:00:00+05:00',
    ],
  };
}
