import type { Model, Scope } from '../../planner/declaration.ts';
import type { Inputs } from '../../planner/input.ts';
import { tableItem } from '../../planner/rows.ts';
import { flagged } from '../../planner/sources.ts';
import { identifier, integer, join, type Sql, sql } from '../../planner/sql.ts';
import { articleModel } from '../article/article.type.ts';
import { organisationModel } from '../organisation/organisation.type.ts';
import { personModel } from '../person/person.type.ts';
import { quoteModel } from '../quote/quote.type.ts';
import { topicModel } from '../topic/topic.type.ts';
import type { SearchType } from './search.type.ts';
import { queryText } from './search-query.ts';
import { articleSearch, askedTerms } from './search-terms.ts';

/** How deep a search can be paged. */
const HITS_MAX = 1_000;
/** Articles, and quotes, that are ranked for a search: the newest that have its words. Measured at a million articles. */
const RANKED_MAX = 2_000;
/** What a search reads, for its cost: the ranked texts, and its hits. */
export const ROWS_READ = 2 * RANKED_MAX + HITS_MAX;

const quoteSearch: Model = { table: 'quote_search', visible: flagged };

/** What finds the rows of a type: (id, rank) of each that fits. */
type Finder = (scope: Scope) => Sql;

const SEARCHED: Readonly<Record<SearchType, { readonly model: Model; readonly find: Finder }>> = {
  ARTICLE: { model: articleModel, find: (scope) => newestTexts(articleSearch, 'article_id', scope) },
  PERSON: { model: personModel, find: (scope) => names(personModel, scope) },
  ORGANISATION: { model: organisationModel, find: (scope) => names(organisationModel, scope) },
  QUOTE: { model: quoteModel, find: (scope) => newestTexts(quoteSearch, 'quote_id', scope) },
  TOPIC: { model: topicModel, find: topics },
};

const ALL_TYPES = Object.keys(SEARCHED);

/** The FROM item of a search: rows of (id, rank, what was asked, one foreign key for each type), the best 1,000. */
export function searchHits(inputs: Inputs, scope: Scope): Sql {
  const query = inputs.get('query');
  if (query === null) throw new Error('search has no query');
  const wanted =
    inputs
      .get('types')
      ?.items()
      .map(({ value }) => String(value)) ?? ALL_TYPES;
  const asked = askedTerms(queryText(query), inputs.get('prefix')?.value === true, scope);
  const arms = Object.entries(SEARCHED)
    .filter(([type]) => wanted.includes(type))
    .map(
      ([, { model, find }]) => sql`SELECT ${keys(model)}, id, rank::float8 FROM (${find(scope)}) AS found`,
    );
  const found =
    arms.length === 0
      ? sql`SELECT ${keys(null)}, NULL::uuid AS id, 0::float8 AS rank WHERE FALSE`
      : join(arms, ' UNION ALL ');
  return sql`(WITH ${asked} SELECT hit.*, asked.query, asked.head, asked.beginning FROM (${found} ORDER BY rank DESC, id DESC LIMIT ${integer(HITS_MAX)}) AS hit CROSS JOIN asked)`;
}

function keys(own: Model | null): Sql {
  return join(
    Object.values(SEARCHED).map(
      ({ model }) => sql`${model === own ? sql`id` : sql`NULL::uuid`} AS ${identifier(`${model.table}_id`)}`,
    ),
    ', ',
  );
}

/**
 * The newest texts that have the words, ranked.
 *
 * They are walked period by period from the newest day on, so that a word that every text has costs no more than a rare
 * one: the index holds periods beside words, and the walk ends with the last row that is wanted. Nothing here depends
 * on how common PostgreSQL takes a word to be. What an index cannot tell, that words are a phrase, is asked of these rows.
 */
function newestTexts(search: Model, idColumn: string, scope: Scope): Sql {
  const row = scope.row(search.table);
  const day = (pick: 'max' | 'min') => {
    const edge = scope.row(search.table);
    return sql`(SELECT ${identifier(pick)}(search_day(${edge.column('sort_at')})) FROM ${tableItem(edge)})`;
  };
  const matching = sql`SELECT ${row.column(idColumn)} AS id, ${row.column('words')} AS words FROM ${tableItem(row)} WHERE search_periods(${row.column('sort_at')}) @> ARRAY[period] AND ${row.column('words')} @@ (SELECT search_candidates(texts) FROM asked) AND ${scope.visible(search, row)} ORDER BY ${row.column('sort_at')} DESC, id DESC LIMIT ${integer(RANKED_MAX)}`;
  const newest = sql`SELECT id, words FROM search_period_walk(${day('max')}, ${day('min')}) AS period CROSS JOIN LATERAL (${matching}) AS matching LIMIT ${integer(RANKED_MAX)}`;
  return sql`SELECT id, ts_rank(words, (SELECT ranked FROM asked)) AS rank FROM (${newest}) AS newest WHERE (SELECT texts = search_candidates(texts) FROM asked) OR words @@ (SELECT texts FROM asked)`;
}

/** People or organisations whose names have the words, or are so like them that they may be misspelt (pg_trgm's threshold: 0.6). */
function names(model: Model, scope: Scope): Sql {
  const search = scope.row(`${model.table}_search`);
  const named = scope.row(model.table);
  const id = search.column(`${model.table}_id`);
  const fits = sql`ts_rank(${search.column('words')}, (SELECT names FROM asked))`;
  const isLike = sql`word_similarity((SELECT wanted FROM asked), ${search.column('names')})`;
  const isFound = sql`${search.column('words')} @@ (SELECT names FROM asked) OR ${search.column('names')} %> (SELECT wanted FROM asked)`;
  // Not a join: PostgreSQL, which takes more names to match than do, would read the whole table for one.
  const isVisible = sql`SELECT ${scope.visible(model, named)} FROM ${tableItem(named)} WHERE ${named.column('id')} = ${id}`;
  return sql`SELECT ${id} AS id, greatest(${fits}, ${isLike}) AS rank FROM ${tableItem(search)} WHERE (${isFound}) AND (${isVisible})`;
}

function topics(scope: Scope): Sql {
  const search = scope.row('topic_search');
  return sql`SELECT ${search.column('topic_id')} AS id, ts_rank(${search.column('words')}, (SELECT topics FROM asked)) AS rank FROM ${tableItem(search)} WHERE ${search.column('words')} @@ (SELECT topics FROM asked)`;
}
