-- The history of a quote and of an entity tells of the rows that are parts of them: speakers, spans and topics, identifiers.

-- A part's history is found by its owner: a quote's parts carry the quote's id in their keys; an identifier has one of its
-- own, and its owner stands in the row before.
CREATE INDEX revision_of_identifier ON revision ((coalesce(before ->> 'person_id', before ->> 'organisation_id')::uuid))
  WHERE table_name = 'identifier' AND before IS NOT NULL;

-- Whether one of several revisions that a change wrote of a row and its parts stands for all that happened to the parts: the
-- row's own first one, and where the row itself was left alone, the first of a part.
CREATE FUNCTION stands_for_parts(owner uuid, own_table text, this_change uuid, of_table text, revision_id bigint) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
  RETURN NOT EXISTS (
    SELECT FROM revision r
      WHERE r.change_id = this_change
        AND coalesce(r.row_key ->> 'id', r.row_key ->> 'article_id', r.row_key ->> 'quote_id', r.row_key ->> 'assignment_id')::uuid = owner
        AND CASE WHEN r.table_name = own_table AND of_table <> own_table THEN TRUE
                 WHEN r.table_name <> own_table AND of_table = own_table THEN FALSE
                 ELSE r.id < revision_id END);

-- The parts of one table that a row had before a change, or after it. The change is the one that wrote the revision; all that
-- other changes wrote of this row came before that revision or after it, for each holds the row until it ends.
-- STRICT keeps it from being written into each statement that asks, which would plan all of it for every part of every table.
CREATE FUNCTION parts_at(of_table text, owner uuid, this_change uuid, revision_id bigint, is_after boolean) RETURNS SETOF jsonb
LANGUAGE sql STABLE STRICT PARALLEL SAFE AS $$
  WITH own AS (
    SELECT r.id, r.change_id, r.row_key, r.before FROM revision r
      WHERE of_table <> 'identifier' AND r.table_name = of_table
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
  ), later AS MATERIALIZED (
    SELECT DISTINCT ON (row_key) row_key, before FROM own
      WHERE CASE WHEN change_id = this_change THEN NOT is_after ELSE id > revision_id END
      ORDER BY row_key, id
  )
  SELECT before FROM later
    WHERE before IS NOT NULL
      AND (of_table <> 'identifier' OR coalesce(before ->> 'person_id', before ->> 'organisation_id')::uuid = owner)
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
$$;
