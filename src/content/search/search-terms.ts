import type { Model, Scope } from '../../planner/declaration.ts';
import { tableItem } from '../../planner/rows.ts';
import { flagged } from '../../planner/sources.ts';
import { join, type Sql, sql } from '../../planner/sql.ts';
import type { QueryText } from './search-query.ts';

/** An article's words, with its order key and visibility. */
export const articleSearch: Model = { table: 'article_search', visible: flagged };

/**
 * A CTE of one row, `asked`: what is looked for in texts (`texts`), names (`names`) and topics (`topics`), as tsqueries;
 * what texts are ranked by (`ranked`); the wanted words without case and accents (`wanted`).
 *
 * A query does not know its language. In texts it is looked for as it stands, and by its stems in each language that the
 * viewer's articles have; in topics, which are named in English, by its English stems; names have no stems.
 */
export function askedTerms(query: QueryText, isPrefix: boolean, scope: Scope): Sql {
  const forms = (configurations: Sql, begun: Sql) =>
    sql`search_query(${configurations}, query, head, ${begun})`;
  const begun = sql`search_begun(beginning)`;
  const terms = [
    sql`${forms(sql`languages`, sql`search_completed(beginning)`)} AS texts`,
    // Not by the words that complete a beginning: ts_rank divides by their number, and topics would always come first.
    sql`${forms(sql`languages`, begun)} AS ranked`,
    sql`${forms(sql`'{search_plain}'`, begun)} AS names`,
    sql`${forms(sql`'{search_plain,english}'`, begun)} AS topics`,
    sql`search_plain(${query.wanted}) AS wanted`,
  ];
  const given = sql`SELECT ${query.whole} AS query, ${isPrefix ? query.head : query.whole} AS head, ${isPrefix ? sql`search_beginning(${query.lastWord})` : sql`NULL`} AS beginning, ${languages(scope)} || '{search_plain}' AS languages`;
  return sql`asked AS MATERIALIZED (SELECT ${join(terms, ', ')}, query, head, beginning FROM (${given} OFFSET 0) AS given)`;
}

/** The configurations of the articles that the viewer sees: an index entry is read for each, whatever their number. */
function languages(scope: Scope): Sql {
  const first = scope.row(articleSearch.table);
  const next = scope.row(articleSearch.table);
  return sql`ARRAY(WITH RECURSIVE used (configuration) AS (SELECT min(${first.column('configuration')}) FROM ${tableItem(first)} WHERE ${scope.visible(articleSearch, first)} UNION ALL SELECT (SELECT min(${next.column('configuration')}) FROM ${tableItem(next)} WHERE ${next.column('configuration')} > used.configuration AND ${scope.visible(articleSearch, next)}) FROM used WHERE used.configuration IS NOT NULL) SELECT configuration FROM used WHERE configuration IS NOT NULL)`;
}
