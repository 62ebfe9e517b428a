import type { Input } from '../../planner/input.ts';
import { type Sql, sql } from '../../planner/sql.ts';

/** Longer queries are refused: nobody types them, and each word costs. */
const QUERY_MAX_CHARACTERS = 1_000;

/** The client's words as a parameter. Refuses none, too many, and what no text can hold (BAD_USER_INPUT). */
export function queryText(query: Input): Sql {
  return sql`${query.parameter('text', (given) => {
    const text = String(given);
    if (text.trim() === '') throw query.fault('BAD_USER_INPUT', 'query is empty; give at least one word.');
    if (text.length > QUERY_MAX_CHARACTERS) {
      throw query.fault(
        'BAD_USER_INPUT',
        `query has ${text.length} characters; at most ${QUERY_MAX_CHARACTERS} are taken.`,
      );
    }
    if (text.includes('\0') || !text.isWellFormed()) {
      throw query.fault('BAD_USER_INPUT', 'query may not hold U+0000 or half of a surrogate pair.');
    }
    return text;
  })}`;
}

/** A text's words, as they stand and stemmed, so that names are found as written and "discuss" finds "discussed". */
export function words(text: Sql): Sql {
  return sql`(to_tsvector('simple', ${text}) || to_tsvector('english', ${text}))`;
}

/** The query against such words. */
export function wordsQuery(query: Sql): Sql {
  return sql`(websearch_to_tsquery('simple', ${query}) || websearch_to_tsquery('english', ${query}))`;
}
