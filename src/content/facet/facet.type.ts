import { type ClassType, Int, ObjectType } from 'type-graphql';
import { QuoteKind } from '../../database/generated/enums.ts';
import type { FacetSource, Model, Scope } from '../../planner/declaration.ts';
import { all, argument, Column, planned, Reference, relate } from '../../planner/decorators.ts';
import type { Row } from '../../planner/row.ts';
import { tableItem } from '../../planner/rows.ts';
import { byKey } from '../../planner/sources.ts';
import { type Sql, sql } from '../../planner/sql.ts';
import { FACET_SIZE_DEFAULT } from '../../planner/write-facets.ts';
import { articleOrganisationModel, articlePersonModel } from '../article/article.joins.ts';
import { ArticleConnection, articleModel } from '../article/article.type.ts';
import { topicAssignmentModel } from '../article/topic-assignment.type.ts';
import { Organisation } from '../organisation/organisation.type.ts';
import { Person } from '../person/person.type.ts';
import { quoteSpeakerModel, quoteTopicModel } from '../quote/quote.joins.ts';
import { QuoteConnection, quoteModel } from '../quote/quote.type.ts';
import { Topic } from '../topic/topic.type.ts';

type FacetTypeThunk = Parameters<typeof planned>[0];

/** A class `<name>Facet` of what is counted and how often; `of` declares the value or the node. */
function facetType(name: string, what: string, of: (type: ClassType) => void): ClassType {
  class Facet {}
  ObjectType(`${name}Facet`, { description: `${what}, and how many rows of the list have it.` })(Facet);
  of(Facet);
  relate(
    Facet,
    'count',
    Column(() => Int, { description: 'How many rows of the filtered list.' }),
  );
  return Facet;
}

function nodeFacet(name: string, node: () => ClassType, what: string): ClassType {
  return facetType(name, what, (type) =>
    relate(type, 'node', Reference(node, { description: what }, byKey('key'))),
  );
}

function valueFacet(name: string, value: FacetTypeThunk, what: string): ClassType {
  return facetType(name, what, (type) =>
    relate(type, 'value', Column(value, { description: what, from: 'key' })),
  );
}

const TopicFacet = nodeFacet('Topic', () => Topic, 'A topic');
const PersonFacet = nodeFacet('Person', () => Person, 'A person');
const OrganisationFacet = nodeFacet('Organisation', () => Organisation, 'An organisation');
const QuoteKindFacet = valueFacet('QuoteKind', () => QuoteKind, 'How words are given');
const YearFacet = valueFacet('Year', () => Int, 'A year, in UTC');

/** Counts by the foreign key of a join table that the viewer sees. */
function through(model: Model, key: string): FacetSource {
  return {
    kind: 'facet',
    counted: (node, scope) => {
      const row = scope.row(model.table);
      const tie = sql`${row.column(`${node.table}_id`)} = ${node.column('id')}`;
      return {
        joins: sql`JOIN ${tableItem(row)} ON ${tie} AND ${scope.visible(model, row)}`,
        key: row.column(key),
      };
    },
  };
}

/** Counts by something of the node itself, or of its article. */
function of(key: (article: Row, node: Row) => Sql): FacetSource {
  return {
    kind: 'facet',
    counted: (node, scope) => {
      const { joins, article, self } =
        node.table === 'article' ? ofArticle(node, scope) : ofQuote(node, scope);
      return { joins, key: key(article, self) };
    },
  };
}

function ofArticle(node: Row, scope: Scope): { joins: Sql; article: Row; self: Row } {
  const article = scope.row(articleModel.table);
  const joins = sql`JOIN ${tableItem(article)} ON ${article.column('id')} = ${node.column('id')}`;
  return { joins, article, self: article };
}

function ofQuote(node: Row, scope: Scope): { joins: Sql; article: Row; self: Row } {
  const quote = scope.row(quoteModel.table);
  const article = scope.row(articleModel.table);
  const joins = sql`JOIN ${tableItem(quote)} ON ${quote.column('id')} = ${node.column('id')} JOIN ${tableItem(article)} ON ${article.column('id')} = ${quote.column('article_id')}`;
  return { joins, article, self: quote };
}

/** By publishedAt, or recordedAt where that is null: as lists are ordered. */
const YEAR = of(
  (article) => sql`extract(year FROM ${article.column('sort_at')} AT TIME ZONE 'UTC')::integer`,
);
const PUBLISHER = of((article) => article.column('publisher_id'));

function facet(type: () => ClassType, description: string, source: FacetSource) {
  return planned(() => [type()], { description: `${description} The most frequent first.` }, source);
}

@ObjectType({ description: 'What the articles of a filtered list have, counted.' })
class ArticleFacets {
  @facet(() => TopicFacet, 'Topics that they are assigned to.', through(topicAssignmentModel, 'topic_id'))
  topics!: object[];

  @facet(() => PersonFacet, 'People that they mention.', through(articlePersonModel, 'person_id'))
  people!: object[];

  @facet(
    () => OrganisationFacet,
    'Organisations that they mention.',
    through(articleOrganisationModel, 'organisation_id'),
  )
  organisations!: object[];

  @facet(() => OrganisationFacet, 'Their publishers.', PUBLISHER)
  publishers!: object[];

  @facet(() => YearFacet, 'The years of publishedAt, or of recordedAt where that is null.', YEAR)
  years!: object[];
}

@ObjectType({ description: 'What the quotes of a filtered list have, counted.' })
class QuoteFacets {
  @facet(() => TopicFacet, 'Topics that their words are assigned to.', through(quoteTopicModel, 'topic_id'))
  topics!: object[];

  @facet(() => PersonFacet, 'People who speak them.', through(quoteSpeakerModel, 'person_id'))
  people!: object[];

  @facet(
    () => OrganisationFacet,
    'Organisations that speak them.',
    through(quoteSpeakerModel, 'organisation_id'),
  )
  organisations!: object[];

  @facet(() => OrganisationFacet, 'The publishers of their articles.', PUBLISHER)
  publishers!: object[];

  @facet(
    () => QuoteKindFacet,
    'How the words are given.',
    of((_article, quote) => quote.column('kind')),
  )
  kinds!: object[];

  @facet(() => YearFacet, 'The years of their articles.', YEAR)
  years!: object[];
}

for (const [connection, facets] of [
  [ArticleConnection, ArticleFacets],
  [QuoteConnection, QuoteFacets],
] as const) {
  relate(
    connection,
    'facets',
    all(
      planned(
        () => facets,
        { description: 'What the rows of the whole filtered list have, counted.' },
        { kind: 'part' },
      ),
      argument(
        'first',
        () => Int,
        `How many values of each, the most frequent first; ${FACET_SIZE_DEFAULT} unless given, 100 at most.`,
      ),
    ),
  );
}
