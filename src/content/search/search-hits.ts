import type { Model, Scope } from '../../planner/declaration.ts';
import type { Inputs } from '../../planner/input.ts';
import type { Row } from '../../planner/row.ts';
import { tableItem } from '../../planner/rows.ts';
import { identifier, integer, join, type Sql, sql } from '../../planner/sql.ts';
import { articleModel } from '../article/article.type.ts';
import { organisationModel } from '../organisation/organisation.type.ts';
import { personModel } from '../person/person.type.ts';
import { quoteModel } from '../quote/quote.type.ts';
import { topicModel } from '../topic/topic.type.ts';
import type { SearchType } from './search.type.ts';
import { queryText, words, wordsQuery } from './search-query.ts';

/** How deep a search can be paged. */
export const HITS_MAX = 1_000;
/** How alike a name and the query must be to count as a typo: pg_trgm's own default for words. */
const NAME_LIKENESS_MIN = 0.6;

/** What is searched in a type: weighted words, and the names that may be misspelt. */
interface Searched {
  readonly model: Model;
  readonly words: (row: Row) => Sql;
  readonly names?: (row: Row) => Sql;
}

/** Names and aliases as one text. */
function names(row: Row): Sql {
  return sql`(${row.column('name')} || ' ' || array_to_string(${row.column('aliases')}, ' '))`;
}

const articleWords = (row: Row): Sql => {
  const body = sql`(SELECT t.text FROM article_text AS t WHERE t.article_id = ${row.column('id')} AND t.revision = ${row.column('revision')})`;
  return sql`(setweight(${words(row.column('headline'))}, 'A') || setweight(${words(sql`coalesce(${row.column('standfirst')}, '')`)}, 'B') || setweight(${words(body)}, 'D'))`;
};

const SEARCHED: Readonly<Record<SearchType, Searched>> = {
  ARTICLE: { model: articleModel, words: articleWords },
  PERSON: { model: personModel, words: (row) => sql`setweight(${words(names(row))}, 'A')`, names },
  ORGANISATION: {
    model: organisationModel,
    words: (row) => sql`setweight(${words(names(row))}, 'A')`,
    names,
  },
  QUOTE: { model: quoteModel, words: (row) => sql`setweight(${words(row.column('text'))}, 'C')` },
  TOPIC: {
    model: topicModel,
    words: (row) =>
      sql`(setweight(${words(row.column('name'))}, 'A') || setweight(${words(sql`coalesce(${row.column('definition')}, '')`)}, 'D'))`,
  },
};

const ALL_TYPES = Object.keys(SEARCHED);

/** The FROM item of a search: rows of (id, rank, query, one foreign key for each type), the best 1,000. */
export function searchHits(inputs: Inputs, scope: Scope): Sql {
  const query = inputs.get('query');
  if (query === null) throw new Error('search has no query');
  const wanted =
    inputs
      .get('types')
      ?.items()
      .map(({ value }) => String(value)) ?? ALL_TYPES;
  const text = queryText(query);
  const arms = Object.entries(SEARCHED)
    .filter(([type]) => wanted.includes(type))
    .map(([, searched]) => matches(searched, text, scope));
  const found =
    arms.length === 0
      ? sql`SELECT ${noKeys()}, NULL::uuid AS id, 0::float8 AS rank WHERE FALSE`
      : join(arms, ' UNION ALL ');
  return sql`(SELECT found.*, ${text} AS query FROM (${found}) AS found ORDER BY rank DESC, id DESC LIMIT ${integer(HITS_MAX)})`;
}

function keys(own: Model | null, id: Sql): Sql {
  return join(
    Object.values(SEARCHED).map(
      ({ model }) => sql`${model === own ? id : sql`NULL::uuid`} AS ${identifier(`${model.table}_id`)}`,
    ),
    ', ',
  );
}

function noKeys(): Sql {
  return keys(null, sql`NULL::uuid`);
}

function matches({ model, words, names }: Searched, query: Sql, scope: Scope): Sql {
  const row = scope.row(model.table);
  const id = row.column('id');
  const tsquery = wordsQuery(query);
  const fits = sql`ts_rank(${words(row)}, ${tsquery})`;
  const found = sql`${words(row)} @@ ${tsquery}`;
  const rank = names === undefined ? fits : sql`greatest(${fits}, word_similarity(${query}, ${names(row)}))`;
  const matched =
    names === undefined
      ? found
      : sql`(${found} OR word_similarity(${query}, ${names(row)}) >= ${likeness()})`;
  return sql`SELECT ${keys(model, id)}, ${id} AS id, ${rank}::float8 AS rank FROM ${tableItem(row)} WHERE ${scope.visible(model, row)} AND ${matched}`;
}

function likeness(): Sql {
  return sql`${integer(Math.round(NAME_LIKENESS_MIN * 100))} / 100.0`;
}
