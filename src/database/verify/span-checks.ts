import type { Check } from './check.ts';

/** Tables with a span, and what names one of their rows. */
const SPAN_TABLES = [
  { table: 'block', key: `concat_ws(' ', s.article_id, s.revision, s.position)` },
  { table: 'mention', key: 's.id' },
  { table: 'quote', key: 's.id' },
  { table: 'quote_span', key: `concat_ws(' ', s.quote_id, s.role, s.position)` },
  { table: 'affiliation_receipt', key: 's.id' },
  { table: 'topic_span', key: `concat_ws(' ', s.assignment_id, s.position)` },
] as const;

/** Facts rest on blocks that tell the story: a "Read …" link and the page's furniture do not. */
const FACT_SPANS = [
  { table: 'mention', key: 's.id' },
  { table: 'quote_span', key: `concat_ws(' ', s.quote_id, s.role, s.position)` },
  { table: 'affiliation_receipt', key: 's.id' },
  { table: 'topic_span', key: `concat_ws(' ', s.assignment_id, s.position)` },
] as const;

/**
 * Each span says what its text says: words, context, code points and UTF-16 positions. A text is taken apart once for all of
 * its spans: to look each up in the whole text takes time that grows with the square of a text that is nothing but spans.
 */
const spanInText = SPAN_TABLES.map(({ table, key }) => ({
  name: `${table.replaceAll('_', '-')}-span`,
  sql: `
    SELECT f.row, f.message
      FROM (
          SELECT * FROM article_text t
            WHERE EXISTS (SELECT FROM ${table} s WHERE s.article_id = t.article_id AND s.revision = t.revision)
            OFFSET 0
        ) AS t
        CROSS JOIN LATERAL text_pieces(t.text || '') AS p
        -- OFFSET has only these texts taken apart, and one after the other, so that not all of them are held at once.
        CROSS JOIN LATERAL (
          SELECT '${table} ' || ${key} AS row,
              coalesce(
                span_fault(t.text, s.span_start, s.span_end, s.utf16_start, s.utf16_end, s.exact, s.prefix, s.suffix),
                format('the span %s to %s does not stand there', s.span_start, s.span_end)) AS message
            FROM ${table} s
            WHERE s.article_id = t.article_id AND s.revision = t.revision
              AND (char_length(s.prefix) > 32 OR char_length(s.suffix) > 32
                OR span_stands(p.bytes, p.byte_starts, p.astral_before,
                  s.span_start, s.span_end, s.utf16_start, s.utf16_end, s.exact, s.prefix, s.suffix) IS NOT TRUE)
            OFFSET 0) AS f
    UNION ALL
    SELECT '${table} ' || ${key}, 'its text is missing'
      FROM ${table} s
      WHERE NOT EXISTS (SELECT FROM article_text t WHERE t.article_id = s.article_id AND t.revision = s.revision)`,
}));

/** A fact stands in a block where one that begins no later ends no earlier: all are gone through once, as they stand in their text. */
const spanInBlock = FACT_SPANS.map(({ table, key }) => ({
  name: `${table.replaceAll('_', '-')}-block`,
  sql: `
    SELECT '${table} ' || key AS row, 'it stands in no block that gives facts' AS message
      FROM (
        SELECT key, span_end, max(block_end) OVER (PARTITION BY article_id, revision ORDER BY span_start) AS blocks_end
          FROM (
            SELECT article_id, revision, span_start, NULL::integer AS span_end, span_end AS block_end, NULL AS key
              FROM block WHERE kind NOT IN ('RELATED', 'FURNITURE')
            UNION ALL
            SELECT s.article_id, s.revision, s.span_start, s.span_end, NULL, (${key})::text FROM ${table} s
          ) AS spans
      ) AS facts
      WHERE key IS NOT NULL AND (blocks_end >= span_end) IS NOT TRUE`,
}));

/** What today's text does not have is LOST, and only that. A quote's spans are held to the quote's own revision, unless one is LOST alone. */
const currentRevision = (
  [
    { table: 'mention', key: 's.id' },
    { table: 'quote', key: 's.id' },
    { table: 'affiliation_receipt', key: 's.id' },
    { table: 'topic_span', key: `concat_ws(' ', s.assignment_id, s.position)` },
  ] as const
).map(({ table, key }) => ({
  name: `${table.replaceAll('_', '-')}-revision`,
  sql: `
    SELECT '${table} ' || ${key} AS row,
        format('it stands in revision %s of a text that is at %s, and is %s', s.revision, a.revision, s.span_state) AS message
      FROM ${table} s JOIN article a ON a.id = s.article_id
      WHERE (s.revision = a.revision) = (s.span_state = 'LOST')`,
}));

/** Spans, texts and hashes: what the record rests on. */
export const SPAN_CHECKS: readonly Check[] = [
  ...spanInText,
  ...spanInBlock,
  ...currentRevision,
  {
    name: 'text-hash',
    sql: `
      SELECT concat_ws(' ', 'article_text', article_id, revision) AS row, 'its sha256 is not that of its text' AS message
        FROM article_text WHERE sha256 <> encode(sha256(convert_to(text, 'UTF8')), 'hex')`,
  },
  {
    name: 'source-hash',
    sql: `
      SELECT 'article_source ' || id AS row, 'its sha256 is not that of its bytes' AS message
        FROM article_source WHERE sha256 <> encode(sha256(bytes), 'hex')`,
  },
  {
    name: 'source-revision',
    sql: `
      SELECT 'article_source ' || s.id AS row, format('there is no revision %s of its article', s.revision) AS message
        FROM article_source s
        WHERE NOT EXISTS (SELECT FROM article_text t WHERE t.article_id = s.article_id AND t.revision = s.revision)`,
  },
  {
    name: 'article-revision',
    sql: `
      SELECT 'article ' || a.id AS row,
          format('it is at revision %s and has %s texts, the newest %s', a.revision, t.texts, coalesce(t.newest, 0)) AS message
        FROM article a
          CROSS JOIN LATERAL (
            SELECT count(*) AS texts, max(revision) AS newest FROM article_text WHERE article_id = a.id) AS t
        WHERE a.revision IS DISTINCT FROM t.newest OR t.newest <> t.texts`,
  },
  {
    name: 'block-order',
    sql: `
      SELECT concat_ws(' ', 'block', article_id, revision, position) AS row,
          format('it starts at %s, and the block before it ends at %s', span_start, end_before) AS message
        FROM (
          SELECT *, lag(span_end) OVER (PARTITION BY article_id, revision ORDER BY position) AS end_before FROM block
        ) AS b
        WHERE span_start < end_before`,
  },
  {
    name: 'block-position',
    sql: `
      SELECT concat_ws(' ', 'block', article_id, revision) AS row, 'its positions are not 0, 1, 2 and on' AS message
        FROM block GROUP BY article_id, revision HAVING min(position) <> 0 OR max(position) <> count(*) - 1`,
  },
];
