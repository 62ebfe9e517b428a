-- History tells of an article's tombstone and corrections, and of who was merged into whom.

-- An article's blocks have its id in their keys too: of a long one that was corrected often, thousands would be read for the
-- one tombstone among them.
CREATE INDEX revision_of_article_parts ON revision (((row_key ->> 'article_id')::uuid))
  WHERE table_name IN ('article_correction', 'article_withdrawal');

-- Whoever was merged into another once, and is no longer.
CREATE INDEX revision_of_merged ON revision (((before ->> 'merged_into_id')::uuid))
  WHERE table_name IN ('person', 'organisation') AND (before ->> 'merged_into_id') IS NOT NULL;

-- As before, and the parts of an article are its corrections and its withdrawal, those of a person or an organisation also
-- the rows of the same table that are merged into it.
CREATE OR REPLACE FUNCTION parts_at(of_table text, owner uuid, this_change uuid, revision_id bigint, is_after boolean) RETURNS SETOF jsonb
LANGUAGE sql STABLE STRICT PARALLEL SAFE AS $$
  WITH own AS (
    SELECT r.id, r.change_id, r.row_key, r.before FROM revision r
      WHERE of_table LIKE 'quote\_%' AND r.table_name = of_table
        AND coalesce(r.row_key ->> 'id', r.row_key ->> 'article_id', r.row_key ->> 'quote_id', r.row_key ->> 'assignment_id')::uuid = owner
    UNION ALL
    SELECT r.id, r.change_id, r.row_key, r.before FROM revision r
      WHERE of_table = 'identifier' AND r.table_name = 'identifier'
        AND coalesce(r.row_key ->> 'id', r.row_key ->> 'article_id', r.row_key ->> 'quote_id', r.row_key ->> 'assignment_id')::uuid IN (
          SELECT i.id FROM identifier i WHERE i.person_id = owner
          UNION SELECT i.id FROM identifier i WHERE i.organisation_id = owner
          UNION SELECT (h.row_key ->> 'id')::uuid FROM revision h
            WHERE h.table_name = 'identifier' AND h.before IS NOT NULL
              AND coalesce(h.before ->> 'person_id', h.before ->> 'organisation_id')::uuid = owner)
    UNION ALL
    SELECT r.id, r.change_id, r.row_key, r.before FROM revision r
      WHERE of_table LIKE 'article\_%' AND r.table_name IN ('article_correction', 'article_withdrawal') AND r.table_name = of_table
        AND (r.row_key ->> 'article_id')::uuid = owner
    UNION ALL
    SELECT r.id, r.change_id, r.row_key, r.before FROM revision r
      WHERE of_table IN ('person', 'organisation') AND r.table_name = of_table
        AND coalesce(r.row_key ->> 'id', r.row_key ->> 'article_id', r.row_key ->> 'quote_id', r.row_key ->> 'assignment_id')::uuid IN (
          SELECT p.id FROM person p WHERE of_table = 'person' AND p.merged_into_id = owner
          UNION SELECT o.id FROM organisation o WHERE of_table = 'organisation' AND o.merged_into_id = owner
          UNION SELECT (h.row_key ->> 'id')::uuid FROM revision h
            WHERE h.table_name IN ('person', 'organisation') AND h.table_name = of_table AND (h.before ->> 'merged_into_id')::uuid = owner)
  ), later AS MATERIALIZED (
    SELECT DISTINCT ON (row_key) row_key, before FROM own
      WHERE CASE WHEN change_id = this_change THEN NOT is_after ELSE id > revision_id END
      ORDER BY row_key, id
  )
  SELECT before FROM later
    WHERE before IS NOT NULL
      AND CASE of_table
        WHEN 'identifier' THEN coalesce(before ->> 'person_id', before ->> 'organisation_id')::uuid = owner
        WHEN 'person' THEN (before ->> 'merged_into_id')::uuid = owner
        WHEN 'organisation' THEN (before ->> 'merged_into_id')::uuid = owner
        ELSE TRUE END
  UNION ALL
  SELECT to_jsonb(t) FROM quote_speaker t
    WHERE of_table = 'quote_speaker' AND t.quote_id = owner
      AND jsonb_build_object('quote_id', t.quote_id, 'position', t.position) NOT IN (SELECT row_key FROM later)
  UNION ALL
  SELECT to_jsonb(t) FROM quote_topic t
    WHERE of_table = 'quote_topic' AND t.quote_id = owner
      AND jsonb_build_object('quote_id', t.quote_id, 'topic_id', t.topic_id) NOT IN (SELECT row_key FROM later)
  UNION ALL
  SELECT to_jsonb(t) FROM quote_span t
    WHERE of_table = 'quote_span' AND t.quote_id = owner
      AND jsonb_build_object('quote_id', t.quote_id, 'role', t.role, 'position', t.position) NOT IN (SELECT row_key FROM later)
  UNION ALL
  SELECT to_jsonb(t) FROM identifier t
    WHERE of_table = 'identifier' AND (t.person_id = owner OR t.organisation_id = owner)
      AND jsonb_build_object('id', t.id) NOT IN (SELECT row_key FROM later)
  UNION ALL
  SELECT to_jsonb(t) FROM article_correction t
    WHERE of_table = 'article_correction' AND t.article_id = owner
      AND jsonb_build_object('article_id', t.article_id, 'position', t.position) NOT IN (SELECT row_key FROM later)
  UNION ALL
  SELECT to_jsonb(t) FROM article_withdrawal t
    WHERE of_table = 'article_withdrawal' AND t.article_id = owner
      AND jsonb_build_object('article_id', t.article_id) NOT IN (SELECT row_key FROM later)
  UNION ALL
  SELECT to_jsonb(t) FROM person t
    WHERE of_table = 'person' AND t.merged_into_id = owner
      AND jsonb_build_object('id', t.id) NOT IN (SELECT row_key FROM later)
  UNION ALL
  SELECT to_jsonb(t) FROM organisation t
    WHERE of_table = 'organisation' AND t.merged_into_id = owner
      AND jsonb_build_object('id', t.id) NOT IN (SELECT row_key FROM later)
$$;
