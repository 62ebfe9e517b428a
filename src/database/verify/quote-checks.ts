import type { Check } from './check.ts';

/** A quote, its spans and its speakers say the same. */
export const QUOTE_CHECKS: readonly Check[] = [
  {
    name: 'quote-text',
    sql: `
      SELECT 'quote ' || q.id AS row,
          CASE WHEN c.words IS NULL THEN 'it has no CONTENT span' ELSE format('its text is not "%s"', c.words) END AS message
        FROM quote q
          CROSS JOIN LATERAL (
            SELECT string_agg(exact, ' ' ORDER BY position) AS words FROM quote_span
              WHERE quote_id = q.id AND role = 'CONTENT') AS c
        WHERE q.text IS DISTINCT FROM c.words`,
  },
  {
    name: 'quote-extent',
    sql: `
      SELECT 'quote ' || q.id AS row,
          format('its span is %s to %s, and its CONTENT spans are %s to %s', q.span_start, q.span_end, c.first, c.last) AS message
        FROM quote q
          CROSS JOIN LATERAL (
            SELECT min(span_start) AS first, max(span_end) AS last FROM quote_span
              WHERE quote_id = q.id AND role = 'CONTENT') AS c
        WHERE (q.span_start, q.span_end) <> (c.first, c.last)`,
  },
  {
    name: 'quote-span-order',
    sql: `
      SELECT concat_ws(' ', 'quote_span', quote_id, role, position) AS row,
          format('it starts at %s, and the span before it ends at %s', span_start, end_before) AS message
        FROM (
          SELECT *, lag(span_end) OVER (PARTITION BY quote_id, role ORDER BY position) AS end_before FROM quote_span
        ) AS s
        WHERE span_start < end_before`,
  },
  {
    name: 'quote-span-owner',
    sql: `
      SELECT concat_ws(' ', 'quote_span', s.quote_id, s.role, s.position) AS row,
          'it stands in another article or revision than its quote' AS message
        FROM quote_span s JOIN quote q ON q.id = s.quote_id
        -- Who introduces the words may have been edited away from them.
        WHERE s.article_id <> q.article_id OR s.revision <> q.revision
          AND NOT (s.role IN ('CUE', 'SPEAKER') AND s.span_state = 'LOST' AND s.revision < q.revision)`,
  },
  {
    name: 'quoted-span',
    sql: `
      SELECT concat_ws(' ', 'quote_span', s.quote_id, s.role, s.position) AS row,
          format('a QUOTED span of this %s quote is %s', q.kind,
            CASE q.kind WHEN 'INDIRECT' THEN 'one too many' WHEN 'DIRECT' THEN 'not one of its CONTENT spans' ELSE 'outside its CONTENT spans' END) AS message
        FROM quote_span s JOIN quote q ON q.id = s.quote_id
        WHERE s.role = 'QUOTED' AND NOT EXISTS (
          SELECT FROM quote_span c
            WHERE c.quote_id = s.quote_id AND c.role = 'CONTENT' AND CASE q.kind
              WHEN 'DIRECT' THEN c.span_start = s.span_start AND c.span_end = s.span_end
              WHEN 'MIXED' THEN c.span_start <= s.span_start AND c.span_end >= s.span_end
              ELSE false END)`,
  },
  {
    name: 'quote-kind',
    sql: `
      SELECT 'quote ' || q.id AS row,
          format('it is %s, with %s CONTENT and %s QUOTED spans', q.kind, s.content, s.quoted) AS message
        FROM quote q
          CROSS JOIN LATERAL (
            SELECT count(*) FILTER (WHERE role = 'CONTENT') AS content, count(*) FILTER (WHERE role = 'QUOTED') AS quoted
              FROM quote_span WHERE quote_id = q.id) AS s
        WHERE CASE q.kind WHEN 'DIRECT' THEN s.quoted <> s.content WHEN 'MIXED' THEN s.quoted = 0 ELSE s.quoted > 0 END`,
  },
  {
    name: 'quote-cue',
    sql: `
      SELECT 'quote ' || q.id AS row, format('its cue is %L, and its CUE span says %L', q.cue, s.exact) AS message
        FROM quote q LEFT JOIN quote_span s ON s.quote_id = q.id AND s.role = 'CUE'
        WHERE q.cue IS DISTINCT FROM s.exact`,
  },
  {
    name: 'quote-attribution',
    sql: `
      SELECT 'quote ' || q.id AS row,
          format('its attribution is %s, and it has %s speakers', q.attribution, count(s.quote_id)) AS message
        FROM quote q LEFT JOIN quote_speaker s ON s.quote_id = q.id
        GROUP BY q.id
        HAVING (q.attribution = 'IDENTIFIED') <> (count(s.quote_id) > 0)`,
  },
  {
    name: 'quote-within',
    sql: `
      SELECT 'quote ' || q.id AS row, 'it stands within a quote of another article, or within itself' AS message
        FROM quote q
        WHERE q.within_id IS NOT NULL AND (
          NOT EXISTS (SELECT FROM quote o WHERE o.id = q.within_id AND o.article_id = q.article_id)
          OR EXISTS (
            WITH RECURSIVE outer_quote AS (
              SELECT o.id, o.within_id FROM quote o WHERE o.id = q.within_id
              UNION
              SELECT o.id, o.within_id FROM quote o JOIN outer_quote u ON o.id = u.within_id
            )
            SELECT FROM outer_quote WHERE id = q.id))`,
  },
];
