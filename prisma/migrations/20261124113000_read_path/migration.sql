-- What the read path wants of the database, found by measuring it.

-- The list is read with its ids descending: with the index ascending, each page sorted the rows of equal scores again.
DROP INDEX topic_assignment_article_list;
CREATE INDEX topic_assignment_article_list ON topic_assignment (article_id, score DESC, id DESC) WHERE is_visible;

-- Segments look for the quotes of one block.
CREATE INDEX quote_span_content_list ON quote_span (article_id, span_start) WHERE role = 'CONTENT';

-- A slug stands in JSON as it is, so it may hold nothing that JSON escapes. No slug that was ever made from a name does.
CREATE OR REPLACE FUNCTION is_slug(value text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN value <> '' AND value = lower(value) AND value !~ '(^-|-$|--|[\s/?#%"\\[:cntrl:]])';

DO $$
DECLARE
  table_name text;
  bad text;
BEGIN
  FOREACH table_name IN ARRAY ARRAY['article', 'person', 'organisation', 'topic'] LOOP
    EXECUTE format('SELECT slug FROM %I WHERE slug ~ %L LIMIT 1', table_name, '["\\[:cntrl:]]') INTO bad;
    IF bad IS NOT NULL THEN
      RAISE EXCEPTION 'The slug % of a % holds a quotation mark, a backslash or a control character: give it another first.', bad, table_name;
    END IF;
  END LOOP;
END $$;
