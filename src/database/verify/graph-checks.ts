import type { Check } from './check.ts';

/** What has been given up still resolves, and what is a hierarchy has a top. */
const SLUG_KINDS = ['article', 'person', 'organisation', 'topic'] as const;

const oldSlugs = SLUG_KINDS.map((table) => ({
  name: `${table}-old-slug`,
  sql: `
    SELECT format('slug %s %s', s.kind, s.slug) AS row,
        CASE WHEN taken.id IS NULL THEN 'it leads to nothing' ELSE format('it is also the slug of ${table} %s', taken.id) END AS message
      FROM slug s
        LEFT JOIN ${table} target ON target.id = s.target_id
        LEFT JOIN ${table} taken ON taken.slug = s.slug
      WHERE s.kind = upper('${table}')::slug_kind AND (target.id IS NULL OR taken.id IS NOT NULL)`,
}));

const merged = (['person', 'organisation'] as const).map((table) => ({
  name: `${table}-merged`,
  sql: `
    SELECT format('${table} %s', gone.id) AS row,
        CASE WHEN kept.merged_into_id IS NOT NULL THEN format('it is merged into %s, which is merged itself', kept.id)
          ELSE 'it is merged into another, and something still names it' END AS message
      FROM ${table} gone JOIN ${table} kept ON kept.id = gone.merged_into_id
      WHERE kept.merged_into_id IS NOT NULL OR is_${table}_referred_to(gone.id)`,
}));

/** Slugs, merges, hierarchies and what must not stand alone. */
export const GRAPH_CHECKS: readonly Check[] = [
  ...oldSlugs,
  ...merged,
  {
    name: 'topic-span-owner',
    sql: `
      SELECT concat_ws(' ', 'topic_span', s.assignment_id, s.position) AS row, 'it stands in another article than its assignment' AS message
        FROM topic_span s JOIN topic_assignment t ON t.id = s.assignment_id
        WHERE s.article_id <> t.article_id`,
  },
  {
    name: 'topic-span-order',
    sql: `
      SELECT concat_ws(' ', 'topic_span', assignment_id, position) AS row,
          format('it starts at %s, and the span before it at %s', span_start, start_before) AS message
        FROM (
          SELECT *, lag(span_start) OVER (PARTITION BY assignment_id ORDER BY position) AS start_before FROM topic_span
            WHERE span_state <> 'LOST'
        ) AS s
        WHERE span_start < start_before`,
  },
  {
    name: 'affiliation-receipt',
    sql: `
      SELECT 'affiliation ' || f.id AS row, 'no text says it' AS message
        FROM affiliation f
        WHERE NOT EXISTS (SELECT FROM affiliation_receipt r WHERE r.affiliation_id = f.id)`,
  },
  {
    name: 'organisation-parent',
    sql: `
      WITH RECURSIVE upwards AS (
        SELECT id AS start_id, parent_id FROM organisation WHERE parent_id IS NOT NULL
        UNION
        SELECT u.start_id, o.parent_id FROM organisation o JOIN upwards u ON o.id = u.parent_id
      )
      SELECT 'organisation ' || start_id AS row, 'it is part of itself' AS message FROM upwards WHERE parent_id = start_id`,
  },
  {
    name: 'topic-broader',
    sql: `
      WITH RECURSIVE upwards AS (
        SELECT id AS start_id, broader_id FROM topic WHERE broader_id IS NOT NULL
        UNION
        SELECT u.start_id, t.broader_id FROM topic t JOIN upwards u ON t.id = u.broader_id
      )
      SELECT 'topic ' || start_id AS row, 'it is broader than itself' AS message FROM upwards WHERE broader_id = start_id`,
  },
];
