-- What holds the rows of an import to each other costs a fifth of what it did. An article brings some 90 spans, 20 topics
-- and 5 quotes that stand within others.

-- Whether a text has characters beyond U+FFFF, which UTF-16 counts as two: in UTF-8 they begin with the bytes F0 to F4. A
-- regular expression took five times as long.
CREATE FUNCTION is_astral(value text) RETURNS boolean LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  bytes bytea;
BEGIN
  IF octet_length(value) = char_length(value) THEN
    RETURN false;
  END IF;
  bytes := convert_to(value, 'UTF8');
  RETURN position('\xF0'::bytea IN bytes) > 0 OR position('\xF1'::bytea IN bytes) > 0 OR position('\xF2'::bytea IN bytes) > 0
    OR position('\xF3'::bytea IN bytes) > 0 OR position('\xF4'::bytea IN bytes) > 0;
END $$;

-- As before, but where a span's words with their context stand only once in their text, which is nearly always, it is enough
-- that they are found at their place: a search walks the text up to them once, and substr() several times.
CREATE OR REPLACE FUNCTION hold_spans() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  faulty record;
BEGIN
  WITH written AS MATERIALIZED (
    SELECT DISTINCT n.article_id, n.revision FROM new_rows n
  ), unpacked AS MATERIALIZED (
    -- Concatenation unpacks the text here, and not once for each span.
    SELECT t.article_id, t.revision, t.text || '' AS text
      FROM written w JOIN article_text t ON t.article_id = w.article_id AND t.revision = w.revision
  ), read AS MATERIALIZED (
    SELECT u.article_id, u.revision, u.text, is_astral(u.text) AS is_astral FROM unpacked u
  )
  SELECT r.article_id, r.revision,
      span_fault(r.text, n.span_start, n.span_end, n.utf16_start, n.utf16_end, n.exact, n.prefix, n.suffix) AS fault INTO faulty
    FROM new_rows n JOIN read r ON r.article_id = n.article_id AND r.revision = n.revision
    WHERE CASE
      WHEN r.is_astral OR char_length(n.prefix) > n.span_start OR char_length(n.exact) <> n.span_end - n.span_start
        THEN span_fault(r.text, n.span_start, n.span_end, n.utf16_start, n.utf16_end, n.exact, n.prefix, n.suffix) IS NOT NULL
      WHEN n.utf16_start <> n.span_start OR n.utf16_end <> n.span_end THEN true
      WHEN strpos(r.text, n.prefix || n.exact || n.suffix) = n.span_start + 1 - char_length(n.prefix) THEN false
      ELSE n.prefix || n.exact || n.suffix <> substr(r.text, n.span_start + 1 - char_length(n.prefix), char_length(n.prefix || n.exact || n.suffix))
    END
    LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'a span of % is not in revision % of article %: %', TG_TABLE_NAME, faulty.revision, faulty.article_id, faulty.fault
      USING ERRCODE = 'check_violation', CONSTRAINT = TG_TABLE_NAME || '_span_in_text', TABLE = TG_TABLE_NAME;
  END IF;
  RETURN NULL;
END $$;
-- CREATE OR REPLACE forgets a function's settings.
ALTER FUNCTION hold_spans() SET enable_seqscan = off;

-- As before, for all quotes of a statement together. A quote that stands within itself, through others or not, is one of
-- those that were written: nothing else has come to stand within anything.
DROP TRIGGER hold_quote_within ON quote;
DROP FUNCTION hold_quote_within();
CREATE FUNCTION hold_quotes_within() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  faulty record;
BEGIN
  IF NOT EXISTS (SELECT FROM new_rows WHERE within_id IS NOT NULL) THEN
    RETURN NULL;
  END IF;
  SELECT n.id, n.within_id INTO faulty
    FROM new_rows n LEFT JOIN quote o ON o.id = n.within_id
    WHERE n.within_id IS NOT NULL AND o.article_id IS DISTINCT FROM n.article_id
    LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'quote % stands within % of another article', faulty.id, faulty.within_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'quote_within_same_article', TABLE = 'quote';
  END IF;
  WITH RECURSIVE outer_quote AS (
    SELECT n.id AS inner_id, n.within_id AS id FROM new_rows n WHERE n.within_id IS NOT NULL
    UNION
    SELECT o.inner_id, q.within_id FROM outer_quote o JOIN quote q ON q.id = o.id WHERE q.within_id IS NOT NULL
  )
  SELECT o.id INTO faulty FROM outer_quote o WHERE o.id = o.inner_id LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'quote % would stand within itself', faulty.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'quote_not_within_itself', TABLE = 'quote';
  END IF;
  RETURN NULL;
END $$;
ALTER FUNCTION hold_quotes_within() SET enable_seqscan = off;
CREATE TRIGGER hold_quotes_within AFTER INSERT ON quote REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION hold_quotes_within();
CREATE TRIGGER hold_quotes_within_of_update AFTER UPDATE ON quote REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT WHEN (coalesce(current_setting('onrecord.deriving', true), '') <> 'on')
  EXECUTE FUNCTION hold_quotes_within();

-- As before, for all assignments of a statement together. Those that are there may be changed after their topic was retired,
-- so an update is still looked at row by row, and only where it gives another topic.
CREATE FUNCTION refuse_retired_topics() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  retired text;
BEGIN
  SELECT t.slug INTO retired
    FROM (SELECT DISTINCT n.topic_id FROM new_rows n) AS given JOIN topic t ON t.id = given.topic_id
    WHERE t.retired_at IS NOT NULL
    LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'topic % is retired and cannot be assigned', retired
      USING ERRCODE = 'check_violation', CONSTRAINT = TG_TABLE_NAME || '_topic_not_retired', TABLE = TG_TABLE_NAME;
  END IF;
  RETURN NULL;
END $$;
DO $$
DECLARE
  table_name text;
BEGIN
  FOREACH table_name IN ARRAY ARRAY['quote_topic', 'topic_assignment'] LOOP
    EXECUTE format('DROP TRIGGER refuse_retired_topic ON %I', table_name);
    EXECUTE format(
      'CREATE TRIGGER refuse_retired_topics AFTER INSERT ON %I REFERENCING NEW TABLE AS new_rows
         FOR EACH STATEMENT EXECUTE FUNCTION refuse_retired_topics()', table_name);
    EXECUTE format(
      'CREATE TRIGGER refuse_retired_topic BEFORE UPDATE OF topic_id ON %I
         FOR EACH ROW EXECUTE FUNCTION refuse_retired_topic()', table_name);
  END LOOP;
END $$;
