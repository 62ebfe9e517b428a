import { SAMPLE_OF_ARTICLES } from './article-with-quotes.ts';
import { entityObject, PUBLISHER, SPEAKER_JOIN, speakerObject, topicNodes } from './hand-sql.ts';
import { type Query, slugsOf } from './query.ts';

/** The article's text, cut where a visible mention or quote begins or ends, with what covers each piece; over all blocks at once. */
const BLOCKS = `
  WITH mentions AS (
    SELECT m.id, m.span_start, m.span_end, m.person_id, m.organisation_id FROM mention m
      WHERE m.article_id = a.id AND m.revision = a.revision AND m.span_state <> 'LOST' AND m.is_visible
  ), quotes AS (
    SELECT q.id, q.span_start AS quote_start, s.span_start, s.span_end FROM quote q JOIN quote_span s ON s.quote_id = q.id
      WHERE q.article_id = a.id AND q.is_visible AND s.role = 'CONTENT' AND s.revision = a.revision AND s.span_state <> 'LOST'
  ), edges AS (
    SELECT span_start AS at FROM mentions UNION SELECT span_end FROM mentions
      UNION SELECT span_start FROM quotes UNION SELECT span_end FROM quotes
  ), pieces AS (
    SELECT b.position, b.span_start AS block_start, b.exact, e.at AS start, lead(e.at) OVER (PARTITION BY b.position ORDER BY e.at) AS "end"
      FROM block b CROSS JOIN LATERAL (
        SELECT b.span_start AS at UNION SELECT b.span_end UNION SELECT at FROM edges WHERE at > b.span_start AND at < b.span_end) e
      WHERE b.article_id = a.id AND b.revision = a.revision
  ), segments AS (
    SELECT position, json_agg(json_build_object('text', substr(exact, start - block_start + 1, "end" - start), 'start', start, 'end', "end",
        'mentions', (
          SELECT coalesce(json_agg(json_build_object('id', 'mention_' || m.id, 'entity', CASE
              WHEN m.person_id IS NOT NULL THEN (SELECT ${entityObject('Person', 'p')} FROM person p WHERE p.id = m.person_id)
              ELSE (SELECT ${entityObject('Organisation', 'o')} FROM organisation o WHERE o.id = m.organisation_id)
            END) ORDER BY m.span_start, m.id), '[]')
            FROM mentions m WHERE m.span_start <= pieces.start AND m.span_end >= pieces."end"),
        'quotes', (
          SELECT coalesce(json_agg(json_build_object('id', 'quote_' || q.id) ORDER BY q.quote_start, q.id), '[]')
            FROM quotes q WHERE q.span_start <= pieces.start AND q.span_end >= pieces."end")) ORDER BY start) AS list
      FROM pieces WHERE "end" IS NOT NULL GROUP BY position
  )
  SELECT json_agg(json_build_object('kind', b.kind, 'text', b.exact, 'segments', s.list) ORDER BY b.position)
    FROM block b JOIN segments s ON s.position = b.position
    WHERE b.article_id = a.id AND b.revision = a.revision`;

export const articlePage: Query = {
  name: 'Q5',
  title: 'The whole article page: blocks and segments with mentions, entities and quotes',
  document: `query Q5($slug: String!) {
    article(slug: $slug) {
      id slug headline standfirst dateline bylines publishedAt
      publisher { id slug name }
      topics(first: 20) { nodes { id slug name } }
      blocks {
        kind text
        segments { text start end mentions { id entity { __typename id slug name } } quotes { id } }
      }
      quotes(first: 50) {
        nodes { id text kind attribution cue span { start end } speaker { __typename id slug name } }
      }
    }
  }`,
  handSql: `
    SELECT json_build_object('article', (
      SELECT json_build_object(
        'id', 'article_' || a.id, 'slug', a.slug, 'headline', a.headline, 'standfirst', a.standfirst, 'dateline', a.dateline,
        'bylines', a.bylines, 'publishedAt', a.published_at,
        'publisher', ${PUBLISHER},
        'topics', ${topicNodes(20, `'slug', t.slug, `)},
        'blocks', (${BLOCKS}),
        'quotes', json_build_object('nodes', (
          SELECT coalesce(json_agg(x.node), '[]') FROM (
            SELECT json_build_object('id', 'quote_' || q.id, 'text', q.text, 'kind', q.kind, 'attribution', q.attribution, 'cue', q.cue,
                'span', json_build_object('start', q.span_start, 'end', q.span_end), 'speaker', ${speakerObject()}) AS node
              FROM quote q ${SPEAKER_JOIN}
              WHERE q.article_id = a.id AND q.is_visible
              ORDER BY q.span_start, q.id LIMIT 50) x)))
        FROM article a WHERE a.slug = $1 AND a.is_visible))::text AS data`,
  postgraphileDocument: null,
  tutorialDocument: null,
  inputs: slugsOf(SAMPLE_OF_ARTICLES),
};
