-- The spans of one statement are held to their texts together, with each text read once: an import writes some eighty
-- spans for each article, and reading its text for each of them took half of the time of the whole change.

-- Says what is wrong with the first faulty span, as hold_span() did. Prefix, words and suffix are compared in one piece:
-- their lengths are held by the CHECKs.
CREATE FUNCTION hold_spans() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  faulty record;
BEGIN
  WITH written AS MATERIALIZED (
    SELECT DISTINCT n.article_id, n.revision FROM new_rows n
  ), read AS MATERIALIZED (
    -- Concatenation unpacks the text here, and not once for each span.
    SELECT t.article_id, t.revision, t.text || '' AS text, t.text ~ '[\U00010000-\U0010FFFF]' AS is_astral
      FROM written w JOIN article_text t ON t.article_id = w.article_id AND t.revision = w.revision
  )
  SELECT r.article_id, r.revision,
      span_fault(r.text, n.span_start, n.span_end, n.utf16_start, n.utf16_end, n.exact, n.prefix, n.suffix) AS fault INTO faulty
    FROM new_rows n JOIN read r ON r.article_id = n.article_id AND r.revision = n.revision
    WHERE CASE
      WHEN r.is_astral OR char_length(n.prefix) > n.span_start OR char_length(n.exact) <> n.span_end - n.span_start
        THEN span_fault(r.text, n.span_start, n.span_end, n.utf16_start, n.utf16_end, n.exact, n.prefix, n.suffix) IS NOT NULL
      ELSE n.utf16_start <> n.span_start OR n.utf16_end <> n.span_end
        OR n.prefix || n.exact || n.suffix <> substr(r.text, n.span_start + 1 - char_length(n.prefix), char_length(n.prefix || n.exact || n.suffix))
    END
    LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'a span of % is not in revision % of article %: %', TG_TABLE_NAME, faulty.revision, faulty.article_id, faulty.fault
      USING ERRCODE = 'check_violation', CONSTRAINT = TG_TABLE_NAME || '_span_in_text', TABLE = TG_TABLE_NAME;
  END IF;
  RETURN NULL;
END $$;

-- By the texts' keys, whatever a connection's plan was made with.
ALTER FUNCTION hold_spans() SET enable_seqscan = off;

DO $$
DECLARE
  span_table text;
BEGIN
  FOREACH span_table IN ARRAY ARRAY['block', 'mention', 'quote', 'quote_span', 'affiliation_receipt', 'topic_span'] LOOP
    EXECUTE format('DROP TRIGGER hold_span ON %I', span_table);
    EXECUTE format(
      'CREATE TRIGGER hold_spans AFTER INSERT ON %I REFERENCING NEW TABLE AS new_rows
         FOR EACH STATEMENT EXECUTE FUNCTION hold_spans()', span_table);
    -- What is derived moves no span.
    EXECUTE format(
      'CREATE TRIGGER hold_spans_of_update AFTER UPDATE ON %I REFERENCING NEW TABLE AS new_rows
         FOR EACH STATEMENT WHEN (coalesce(current_setting(''onrecord.deriving'', true), '''') <> ''on'')
         EXECUTE FUNCTION hold_spans()', span_table);
  END LOOP;
END $$;
DROP FUNCTION hold_span();
