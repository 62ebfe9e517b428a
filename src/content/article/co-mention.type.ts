import { Int, ObjectType } from 'type-graphql';
import type { Model, Scope } from '../../planner/declaration.ts';
import { Column, Connection, relate } from '../../planner/decorators.ts';
import type { Row } from '../../planner/row.ts';
import { tableItem } from '../../planner/rows.ts';
import { byKey, descending, NEWEST_FIRST } from '../../planner/sources.ts';
import { integer, type Sql, sql } from '../../planner/sql.ts';
import { Entity } from '../entity/entity.type.ts';
import { connectionType, edgeParts } from '../node/connection.type.ts';
import { articleOrganisationModel, articlePersonModel } from './article.joins.ts';
import { ArticleConnection } from './article.type.ts';

/** How many of an entity's newest articles are looked at: over 98,587 articles it took 619 ms, over 1,000 of them 22 ms. */
const NEWEST_ARTICLES = 1_000;

/** How many entities an article names, roughly: for the operation's cost. */
const ENTITIES_EACH = 10;

/** Rows that a subquery makes: each entity named in an owner's newest articles. */
const coMentionModel: Model = { table: 'co_mention' };

function pairsOf(table: 'person' | 'organisation'): Model {
  return table === 'person' ? articlePersonModel : articleOrganisationModel;
}

/** The newest visible articles that name an entity, as rows (article_id, sort_at). */
function newestArticles(table: string, id: Sql, scope: Scope): Sql {
  const model = pairsOf(table === 'person' ? 'person' : 'organisation');
  const pair = scope.row(model.table);
  const owner = pair.column(`${table}_id`);
  return sql`SELECT ${pair.column('article_id')} AS article_id, ${pair.column('sort_at')} AS sort_at FROM ${tableItem(pair)} WHERE ${owner} = ${id} AND ${scope.visible(model, pair)} ORDER BY ${pair.column('sort_at')} DESC, ${pair.column('article_id')} DESC LIMIT ${integer(NEWEST_ARTICLES)}`;
}

/** The other entities of one kind in those articles, counted. */
function counted(kind: 'person' | 'organisation', owner: Row, scope: Scope): Sql {
  const model = pairsOf(kind);
  const pair = scope.row(model.table);
  const key = pair.column(`${kind}_id`);
  const [person, organisation] = kind === 'person' ? [key, sql`NULL::uuid`] : [sql`NULL::uuid`, key];
  const other = owner.table === kind ? sql` AND ${key} <> ${owner.column('id')}` : sql``;
  return sql`SELECT ${key} AS id, ${person} AS person_id, ${organisation} AS organisation_id, count(*)::integer AS article_count FROM newest JOIN ${tableItem(pair)} ON ${pair.column('article_id')} = newest.article_id WHERE ${scope.visible(model, pair)}${other} GROUP BY ${key}`;
}

@ObjectType({ description: 'An entity that is named in the same articles, and in how many.' })
class CoMentionEdge {
  @Column(() => Int, { description: 'In how many of the newest 1,000 articles.' })
  articleCount!: number;

  @Connection(
    () => ArticleConnection,
    { description: 'Those articles.', orderedBy: 'Newest first.', pages: 'forwards' },
    {
      rows: () => ({
        model: { table: 'shared_article' },
        readsRows: NEWEST_ARTICLES,
        key: 'article_id',
        from: (row, pair, _inputs, scope) => {
          const shared = (['person', 'organisation'] as const).map((kind) => {
            const model = pairsOf(kind);
            const other = scope.row(model.table);
            return sql`EXISTS (SELECT FROM ${tableItem(other)} WHERE ${other.column('article_id')} = n.article_id AND ${other.column(`${kind}_id`)} = ${pair.column(`${kind}_id`)} AND ${scope.visible(model, other)})`;
          });
          const newest = ['person', 'organisation'].map(
            (table) => sql`(${newestArticles(table, pair.column(`owner_${table}_id`), scope)})`,
          );
          const [byPerson, byOrganisation] = newest;
          const [sharedPerson, sharedOrganisation] = shared;
          return sql`(SELECT n.article_id, n.sort_at FROM (${byPerson ?? sql``} UNION ALL ${byOrganisation ?? sql``}) AS n WHERE ${sharedPerson ?? sql``} OR ${sharedOrganisation ?? sql``}) AS ${row.name}`;
        },
      }),
      node: byKey('article_id'),
      order: NEWEST_FIRST,
    },
  )
  articles!: object;
}
edgeParts(CoMentionEdge, () => Entity);

const CoMentionConnection = connectionType('CoMention', () => Entity, {
  of: 'entities named together',
  edge: CoMentionEdge,
});

relate(
  Entity,
  'coMentions',
  Connection(
    () => CoMentionConnection,
    {
      description: 'Entities named in this entity’s newest 1,000 articles; articleCount counts within these.',
      orderedBy: 'Most often first.',
      pages: 'forwards',
    },
    {
      rows: () => ({
        model: coMentionModel,
        readsRows: NEWEST_ARTICLES * ENTITIES_EACH,
        from: (row, owner, _inputs, scope) => {
          const [ownerPerson, ownerOrganisation] =
            owner.table === 'person'
              ? [owner.column('id'), sql`NULL::uuid`]
              : [sql`NULL::uuid`, owner.column('id')];
          return sql`(WITH newest AS (${newestArticles(owner.table, owner.column('id'), scope)}) SELECT c.*, ${ownerPerson} AS owner_person_id, ${ownerOrganisation} AS owner_organisation_id FROM (${counted('person', owner, scope)} UNION ALL ${counted('organisation', owner, scope)}) AS c) AS ${row.name}`;
        },
      }),
      node: { kind: 'oneOf', keyPrefix: '' },
      order: [descending({ column: 'article_count', type: 'integer' })],
    },
  ),
);
