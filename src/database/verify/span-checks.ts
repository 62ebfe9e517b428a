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

/** Each span says what its text says: words, context, code points and UTF-16 positions. */
const spanInText = SPAN_TABLES.map(({ table, key }) => ({
  name: `${table.replaceAll('_', '-')}-span`,
  sql: `
    SELECT '${table} ' || ${key} AS row, coalesce(f.fault, 'its text is missing') AS message
      FROM ${table} s
        LEFT JOIN article_text t ON t.article_id = s.article_id AND t.revision = s.revision
        CROSS JOIN LATERAL (SELECT span_fault(t.text, s.span_start, s.span_end, s.utf16_start, s.utf16_end,
          s.exact, s.prefix, s.suffix) AS fault) AS f
      WHERE f.fault IS NOT NULL OR t.article_id IS NULL`,
}));

const spanInBlock = FACT_SPANS.map(({ table, key }) => ({
  name: `${table.replaceAll('_', '-')}-block`,
  sql: `
    SELECT '${table} ' || ${key} AS row, 'it stands in no block that gives facts' AS message
      FROM ${table} s
      WHERE NOT EXISTS (
        SELECT FROM block b
          WHERE b.article_id = s.article_id AND b.revision = s.revision
            AND b.span_start <= s.span_start AND b.span_end >= s.span_end
            AND b.kind NOT IN ('RELATED', 'FURNITURE'))`,
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
