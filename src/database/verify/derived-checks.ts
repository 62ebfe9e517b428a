import type { Check } from './check.ts';

/** A table with derived columns, which its view `expected_<table>` states too. */
interface Derived {
  readonly table: string;
  /** SQL over a row of the table or of the view, by which the two are matched. */
  readonly key: readonly string[];
  readonly columns: readonly string[];
  /** Columns of which a fault tells the MD5 only: the words of a text fill a screen. */
  readonly longColumns?: readonly string[];
}

const FACT_COLUMNS = ['sort_at', 'is_visible'];
const ENTITY_COLUMNS = ['is_visible', 'quote_count', 'article_count'];
const TEXT_SEARCH_COLUMNS = ['configuration', 'sort_at', 'is_visible'];
const ARTICLE_ENTITY_COLUMNS = ['first_mention_id', 'mention_count', 'span_start', 'sort_at', 'is_visible'];

const DERIVED: readonly Derived[] = [
  { table: 'article', key: ['id'], columns: ['sort_at', 'is_visible', 'quote_count'] },
  { table: 'mention', key: ['id'], columns: FACT_COLUMNS },
  { table: 'quote', key: ['id'], columns: FACT_COLUMNS },
  { table: 'quote_speaker', key: ['quote_id', 'position'], columns: FACT_COLUMNS },
  { table: 'quote_topic', key: ['quote_id', 'topic_id'], columns: FACT_COLUMNS },
  { table: 'quote_mention', key: ['quote_id', 'mention_id'], columns: ['span_start', 'is_visible'] },
  { table: 'quote_about', key: ['quote_id', 'coalesce(person_id, organisation_id)'], columns: FACT_COLUMNS },
  { table: 'topic_assignment', key: ['id'], columns: FACT_COLUMNS },
  { table: 'affiliation_receipt', key: ['id'], columns: FACT_COLUMNS },
  { table: 'affiliation', key: ['id'], columns: ['current', 'sort_at', 'is_visible', 'newest_receipt_id'] },
  { table: 'article_person', key: ['article_id', 'person_id'], columns: ARTICLE_ENTITY_COLUMNS },
  { table: 'article_organisation', key: ['article_id', 'organisation_id'], columns: ARTICLE_ENTITY_COLUMNS },
  { table: 'person', key: ['id'], columns: ENTITY_COLUMNS },
  { table: 'organisation', key: ['id'], columns: ENTITY_COLUMNS },
  { table: 'topic', key: ['id'], columns: ['article_count'] },
  { table: 'topic_closure', key: ['ancestor_id', 'descendant_id'], columns: ['depth'] },
  { table: 'article_search', key: ['article_id'], columns: TEXT_SEARCH_COLUMNS, longColumns: ['words'] },
  { table: 'quote_search', key: ['quote_id'], columns: TEXT_SEARCH_COLUMNS, longColumns: ['words'] },
  { table: 'person_search', key: ['person_id'], columns: ['names', 'words', 'keys'] },
  { table: 'organisation_search', key: ['organisation_id'], columns: ['names', 'words', 'keys'] },
  { table: 'topic_search', key: ['topic_id'], columns: [], longColumns: ['words'] },
];

function derivedCheck({ table, key, columns, longColumns = [] }: Derived): Check {
  const names = key.map((_, index) => `key_${index}`).join(', ');
  const side = (relation: string) => {
    const keys = key.map((expression, index) => `${expression} AS key_${index}`).join(', ');
    const content = [
      ...columns.map((column) => `'${column}', "${column}"`),
      ...longColumns.map((column) => `'${column}', md5("${column}"::text)`),
    ].join(', ');
    return `(SELECT ${keys}, jsonb_build_object(${content}) AS content FROM ${relation})`;
  };
  return {
    name: `derived-${table.replaceAll('_', '-')}`,
    sql: `
      SELECT concat_ws(' ', '${table}', ${names}) AS row,
          CASE
            WHEN stored.content IS NULL THEN format('it ought to be there, with %s', expected.content)
            WHEN expected.content IS NULL THEN 'it ought not to be there'
            ELSE format('it has %s, and ought to have %s', stored.content, expected.content)
          END AS message
        FROM ${side(table)} AS stored FULL JOIN ${side(`expected_${table}`)} AS expected USING (${names})
        WHERE stored.content IS DISTINCT FROM expected.content`,
  };
}

/**
 * Order keys, visibility flags, counts, the words of search, derived rows: each is what its view says it ought to be.
 * Words that no text has any more may stay among those that complete a beginning.
 */
export const DERIVED_CHECKS: readonly Check[] = [
  ...DERIVED.map(derivedCheck),
  {
    name: 'derived-search-word',
    sql: `
      SELECT 'search_word ' || word AS row, 'it ought to be there' AS message
        FROM ts_stat('SELECT words FROM article_search UNION ALL SELECT words FROM quote_search') AS used
        WHERE NOT EXISTS (SELECT FROM search_word known WHERE known.word = used.word)`,
  },
];
