import type { Model, Scope } from '../../planner/declaration.ts';
import { tableItem } from '../../planner/rows.ts';
import { flagged } from '../../planner/sources.ts';
import { type Sql, sql } from '../../planner/sql.ts';
import type { QueryText } from './search-query.ts';

/** An article's words, with its order key and visibility. */
export const articleSearch: Model = { table: 'article_search', visible: flagged };

/**
 * A CTE of one row: what is looked for in texts (`texts`), names (`names`) and topics (`topics`), as tsqueries, and the
 * wanted words without case and accents (`wanted`).
 *
 * A query does not know its language. In texts it is looked for as it stands, and by its stems in each language that the
 * viewer's articles have; in topics, which are named in English, by its English stems; names have no stems.
 */
export function askedTerms(query: QueryText, isPrefix: boolean, scope: Scope): Sql {
  const beginning = isPrefix ? sql`search_beginning(${query.lastWord})` : sql`NULL`;
  const head = isPrefix ? query.head : query.whole;
  return sql`asked AS MATERIALIZED (SELECT ${formsIn(sql`${languages(scope)} || '{search_plain}'`, sql`search_completed(beginning)`)} AS texts, ${formsIn(sql`'{search_plain}'`, sql`search_begun(beginning)`)} AS names, ${formsIn(sql`'{search_plain,english}'`, sql`search_begun(beginning)`)} AS topics, search_plain(${query.wanted}) AS wanted, query, head, beginning FROM (SELECT ${query.whole} AS query, ${head} AS head, ${beginning} AS beginning) AS given)`;
}

function formsIn(configurations: Sql, begun: Sql): Sql {
  return sql`search_query(${configurations}, query, head, ${begun})`;
}

/** The configurations of the articles that the viewer sees: an index entry is read for each, whatever their number. */
function languages(scope: Scope): Sql {
  const first = scope.row(articleSearch.table);
  const next = scope.row(articleSearch.table);
  return sql`ARRAY(WITH RECURSIVE used (configuration) AS (SELECT min(${first.column('configuration')}) FROM ${tableItem(first)} WHERE ${scope.visible(articleSearch, first)} UNION ALL SELECT (SELECT min(${next.column('configuration')}) FROM ${tableItem(next)} WHERE ${next.column('configuration')} > used.configuration AND ${scope.visible(articleSearch, next)}) FROM used WHERE used.configuration IS NOT NULL) SELECT configuration FROM used WHERE configuration IS NOT NULL)`;
}
