import type { SqlSession } from '../../../src/database/sql-session.ts';
import type { Viewer } from '../../../src/planner/declaration.ts';

/** What is searched for, in the parts that the definition speaks of. */
export interface Asked {
  readonly query: string;
  /** The query without what it excludes. */
  readonly wanted: string;
  /** The last word may go on: what stands before it, and its letters. */
  readonly completed?: { readonly head: string; readonly beginning: string };
}

/** A query's forms in the configurations: those that look for something. */
const forms = (configurations: string, begun: string) => `(
  SELECT form FROM unnest(${configurations}) AS c, LATERAL (VALUES
    (websearch_to_tsquery(c::regconfig, $1::text)),
    (CASE WHEN $4::text IS NOT NULL THEN websearch_to_tsquery(c::regconfig, $3::text) && ${begun} END)) AS f (form)
    WHERE querytree(form) NOT IN ('', 'T'))`;

const BEGUN = `(SELECT ('''' || lexeme || ''':*')::tsquery FROM unnest(to_tsvector('search_plain', $4::text)))`;
/** One letter is not completed in texts: it is a word. */
const BEGUN_IN_TEXTS = `(SELECT ('''' || lexeme || CASE WHEN length(lexeme) > 1 THEN ''':*' ELSE '''' END)::tsquery FROM unnest(to_tsvector('search_plain', $4::text)))`;

const vector = (language: string, text: string) => `(to_tsvector('search_plain', ${text}) ||
  CASE ${language} WHEN 'search_plain' THEN '' ELSE to_tsvector(${language}::regconfig, ${text}) END)`;

const plain = (text: string) => `lower(unaccent(${text}) COLLATE "und-x-icu")`;

const entities = (table: string, isVisible: string) => `
  SELECT '${table}_' || e.id FROM ${table} e, LATERAL (SELECT ${plain(`array_to_string(e.name || e.aliases, E'\\n')`)} AS names) AS n
    WHERE ${isVisible} AND (
      EXISTS (SELECT FROM ${forms(`ARRAY['search_plain']`, BEGUN)} AS f WHERE to_tsvector('simple', n.names) @@ f.form)
      OR word_similarity(${plain('$2::text')}, n.names) >= 0.6)`;

/**
 * The public ids of all that a search ought to find, sorted: every row is read, and its words are made on the spot.
 *
 * A text has its words as they stand and their stems in its own language; it is found by the query as it stands and by
 * its stems in any language that the viewer's articles have.
 */
export async function naiveSearch(
  session: SqlSession,
  asked: Asked,
  viewer: Viewer,
): Promise<readonly string[]> {
  const isVisible = viewer === 'reader' ? 'e.is_visible' : 'TRUE';
  const used = `ARRAY(SELECT DISTINCT search_configuration(e.language) FROM article e WHERE ${isVisible} UNION SELECT 'search_plain')`;
  const rows = await session.query<{ id: string }>(
    `WITH text_form AS MATERIALIZED ${forms(used, BEGUN_IN_TEXTS)}
    SELECT id FROM (
      SELECT 'article_' || e.id AS id
        FROM article e JOIN article_text t ON t.article_id = e.id AND t.revision = e.revision,
          LATERAL (SELECT search_configuration(e.language) AS language) AS l
        WHERE ${isVisible} AND EXISTS (SELECT FROM text_form WHERE (
          ${vector('l.language', 'e.headline')} || ${vector('l.language', `coalesce(e.standfirst, '')`)} || ${vector('l.language', 't.text')}) @@ form)
      UNION ALL
      SELECT 'quote_' || e.id FROM quote e JOIN article a ON a.id = e.article_id,
          LATERAL (SELECT search_configuration(a.language) AS language) AS l
        WHERE ${isVisible} AND EXISTS (SELECT FROM text_form WHERE ${vector('l.language', 'e.text')} @@ form)
      UNION ALL ${entities('person', isVisible)}
      UNION ALL ${entities('organisation', isVisible)}
      UNION ALL
      SELECT 'topic_' || e.id FROM topic e
        WHERE EXISTS (SELECT FROM ${forms(`ARRAY['search_plain', 'english']`, BEGUN)} AS f
          WHERE (${vector(`'english'`, 'e.name')} || ${vector(`'english'`, `coalesce(e.definition, '')`)}) @@ f.form)
    ) AS expected ORDER BY id COLLATE "C"`,
    [asked.query, asked.wanted, asked.completed?.head ?? '', asked.completed?.beginning ?? null],
  );
  return rows.map(({ id }) => id);
}
