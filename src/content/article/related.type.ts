import { Float, ObjectType } from 'type-graphql';
import type { Model, Scope } from '../../planner/declaration.ts';
import { Column, Connection, relate } from '../../planner/decorators.ts';
import type { Row } from '../../planner/row.ts';
import { tableItem } from '../../planner/rows.ts';
import { byKey, descending } from '../../planner/sources.ts';
import { identifier, integer, join, type Sql, sql } from '../../planner/sql.ts';
import { connectionType, edgeParts } from '../node/connection.type.ts';
import { articleOrganisationModel, articlePersonModel } from './article.joins.ts';
import { Article, articleModel } from './article.type.ts';
import { topicAssignmentModel } from './topic-assignment.type.ts';

/** Of each person, organisation and topic, this many newest articles are candidates. */
const CANDIDATES_EACH = 200;
/** How many people, organisations and topics an article has, roughly: for the operation's cost. */
const THINGS_EACH = 15;
/** Articles that are related at most. */
const RELATED_MAX = 100;

interface Shared {
  readonly model: Model;
  readonly table: 'person' | 'organisation' | 'topic';
}

const SHARED: readonly Shared[] = [
  { model: articlePersonModel, table: 'person' },
  { model: articleOrganisationModel, table: 'organisation' },
  { model: topicAssignmentModel, table: 'topic' },
];

/**
 * Candidates that share one kind of thing, as rows (article_id, weight): the inverse document frequency of what is
 * shared, damped so that a thing of one article weighs 1 (Spärck Jones 1972).
 */
function candidates({ model, table }: Shared, article: Row, scope: Scope): Sql {
  const own = scope.row(model.table);
  const other = scope.row(model.table);
  const thing = scope.row(table);
  const key = `${table}_id`;
  const newest = sql`SELECT ${other.column('article_id')} AS article_id FROM ${tableItem(other)} WHERE ${other.column(key)} = ${own.column(key)} AND ${scope.visible(model, other)} ORDER BY ${other.column('sort_at')} DESC, ${other.column('article_id')} DESC LIMIT ${integer(CANDIDATES_EACH)}`;
  return sql`SELECT c.article_id, 1 / (1 + ln(greatest(${thing.column('article_count')}, 1))) AS weight FROM ${tableItem(own)} JOIN ${tableItem(thing)} ON ${thing.column('id')} = ${own.column(key)} CROSS JOIN LATERAL (${newest}) AS c WHERE ${own.column('article_id')} = ${article.column('id')} AND ${scope.visible(model, own)}`;
}

@ObjectType({ description: 'An article that shares people, organisations or topics.' })
class RelatedArticleEdge {
  @Column(() => Float, { description: 'The rarer what they share, the heavier; only good for comparing.' })
  score!: number;
}
edgeParts(RelatedArticleEdge, () => Article);

const RelatedArticleConnection = connectionType('RelatedArticle', () => Article, {
  of: 'related articles',
  edge: RelatedArticleEdge,
});

relate(
  Article,
  'related',
  Connection(
    () => RelatedArticleConnection,
    {
      description:
        'The best 100 of the newest 200 articles of each person, organisation and topic shared; the rarer what they share, the heavier.',
      orderedBy: 'The strongest first.',
      pages: 'forwards',
    },
    {
      rows: () => ({
        model: { table: 'related_article' },
        key: 'article_id',
        readsRows: CANDIDATES_EACH * THINGS_EACH,
        from: (row, article, _inputs, scope) => {
          const all = join(
            SHARED.map((shared) => candidates(shared, article, scope)),
            ' UNION ALL ',
          );
          const found = scope.row(articleModel.table);
          return sql`(SELECT w.article_id, sum(w.weight)::float8 AS score FROM (${all}) AS w JOIN ${tableItem(found)} ON ${found.column('id')} = w.article_id WHERE w.article_id <> ${article.column('id')} AND ${scope.visible(articleModel, found)} GROUP BY w.article_id ORDER BY score DESC, w.article_id DESC LIMIT ${integer(RELATED_MAX)}) AS ${identifier(row.alias)}`;
        },
      }),
      node: byKey('article_id'),
      order: [descending({ column: 'score', type: 'float' })],
    },
  ),
);
