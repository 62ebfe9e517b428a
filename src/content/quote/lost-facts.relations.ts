import { Connection, relate } from '../../planner/decorators.ts';
import type { Row } from '../../planner/row.ts';
import { TEXT_ORDER } from '../../planner/sources.ts';
import { identifier, join, type Sql, sql } from '../../planner/sql.ts';
import { Article } from '../article/article.type.ts';
import { connectionType } from '../node/connection.type.ts';
import { Fact } from '../node/fact.type.ts';

/** Rows that a subquery makes: facts of all kinds. Editors see them, and readers none: what is LOST is to be reviewed. */
const lostFactModel = { table: 'lost_fact', visible: () => sql`FALSE` };

/** How many facts a long article has, which are read to find those that are LOST. */
const FACTS_OF_ARTICLE = 200;

/** Tables of facts that have one span, in their own row. */
const SPANNED = ['mention', 'quote', 'affiliation_receipt'] as const;
const KEYS = [...SPANNED, 'topic_assignment'] as const;

/** An article's LOST facts that nobody has rejected, as rows with one key set of those that name a fact. */
function lostFacts(article: Row): Sql {
  const keys = (of: (typeof KEYS)[number], id: Sql) =>
    join(
      KEYS.map((table) => sql`${table === of ? id : sql`NULL::uuid`} AS ${identifier(`${table}_id`)}`),
      ', ',
    );
  const ofArticle = sql`f.article_id = ${article.column('id')} AND f.review <> 'REJECTED'`;
  const spanned = SPANNED.map(
    (table) =>
      sql`SELECT f.id, f.span_start, ${keys(table, sql`f.id`)} FROM ${identifier(table)} AS f WHERE ${ofArticle} AND f.span_state = 'LOST'`,
  );
  // One that words earned is LOST when none of them is left; one without words rests on none, and loses none.
  const assigned = sql`SELECT f.id, min(s.span_start), ${keys('topic_assignment', sql`f.id`)} FROM topic_assignment AS f JOIN topic_span AS s ON s.assignment_id = f.id WHERE ${ofArticle} GROUP BY f.id HAVING bool_and(s.span_state = 'LOST')`;
  return join([...spanned, assigned], ' UNION ALL ');
}

const FactConnection = connectionType('Fact', () => Fact, { of: 'facts' });

relate(
  Article,
  'lostFacts',
  Connection(
    () => FactConnection,
    {
      description:
        'Facts that a corrected text no longer has, or not certainly, until somebody rejects them or puts them right, for editors; readers see none.',
      orderedBy: 'In the order of the texts that had them last.',
      pages: 'both',
    },
    {
      rows: () => ({
        model: lostFactModel,
        from: (row, article) => sql`(${lostFacts(article)}) AS ${row.name}`,
        isOwners: true,
        readsRows: FACTS_OF_ARTICLE,
      }),
      node: { kind: 'oneOf', keyPrefix: '' },
      order: TEXT_ORDER,
    },
  ),
);
