-- The receipts: a span's words are the words of its text, and a text never changes.

-- Characters outside the Basic Multilingual Plane: each counts one in code points and two in UTF-16.
-- The first test keeps the costly replacement away from nearly all news.
CREATE FUNCTION astral_count(value text) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE
    WHEN value ~ '[\U00010000-\U0010FFFF]' THEN char_length(regexp_replace(value, '[^\U00010000-\U0010FFFF]', '', 'g'))
    ELSE 0
  END;

-- Says what is wrong with a span of `text`, or null. A prefix may be shorter than 32, but it must end where the span starts.
CREATE FUNCTION span_fault(
  text text, span_start integer, span_end integer, utf16_start integer, utf16_end integer,
  exact text, prefix text, suffix text
) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE
    WHEN span_start < 0 OR span_end <= span_start THEN format('the span %s to %s is not a range', span_start, span_end)
    WHEN exact <> substr(text, span_start + 1, span_end - span_start)
      THEN format('the text from %s to %s is "%s", not "%s"', span_start, span_end, substr(text, span_start + 1, span_end - span_start), exact)
    WHEN char_length(prefix) > least(32, span_start) OR prefix <> substr(text, span_start + 1 - char_length(prefix), char_length(prefix))
      THEN format('"%s" does not stand before %s', prefix, span_start)
    WHEN char_length(suffix) > 32 OR suffix <> substr(text, span_end + 1, char_length(suffix))
      THEN format('"%s" does not stand after %s', suffix, span_end)
    WHEN utf16_start <> span_start + astral_count(left(text, span_start))
      THEN format('the UTF-16 position of %s is %s, not %s', span_start, span_start + astral_count(left(text, span_start)), utf16_start)
    WHEN utf16_end <> utf16_start + char_length(exact) + astral_count(exact)
      THEN format('the UTF-16 position of %s is %s, not %s', span_end, utf16_start + char_length(exact) + astral_count(exact), utf16_end)
  END;

CREATE FUNCTION hold_span() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  fault text;
BEGIN
  SELECT span_fault(t.text, NEW.span_start, NEW.span_end, NEW.utf16_start, NEW.utf16_end, NEW.exact, NEW.prefix, NEW.suffix)
    INTO fault
    FROM article_text t WHERE t.article_id = NEW.article_id AND t.revision = NEW.revision;
  IF fault IS NOT NULL THEN
    RAISE EXCEPTION 'a span of % is not in revision % of article %: %', TG_TABLE_NAME, NEW.revision, NEW.article_id, fault
      USING ERRCODE = 'check_violation', CONSTRAINT = TG_TABLE_NAME || '_span_in_text', TABLE = TG_TABLE_NAME;
  END IF;
  RETURN NEW;
END $$;

DO $$
DECLARE
  span_table text;
BEGIN
  FOREACH span_table IN ARRAY ARRAY['block', 'mention', 'quote', 'quote_span', 'affiliation_receipt', 'topic_span'] LOOP
    EXECUTE format(
      'ALTER TABLE %1$I
         ADD CONSTRAINT %2$I CHECK (span_start >= 0 AND span_end > span_start),
         ADD CONSTRAINT %3$I CHECK (char_length(exact) = span_end - span_start),
         ADD CONSTRAINT %4$I CHECK (utf16_start >= span_start AND utf16_end - utf16_start >= span_end - span_start),
         ADD CONSTRAINT %5$I CHECK (char_length(prefix) <= 32 AND char_length(suffix) <= 32)',
      span_table, span_table || '_span_range', span_table || '_exact_length', span_table || '_utf16_range', span_table || '_context_length');
    EXECUTE format(
      'CREATE TRIGGER hold_span
         BEFORE INSERT OR UPDATE OF article_id, revision, span_start, span_end, utf16_start, utf16_end, exact, prefix, suffix ON %I
         FOR EACH ROW EXECUTE FUNCTION hold_span()', span_table);
  END LOOP;
END $$;

CREATE FUNCTION refuse_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is never updated: what came in stays as it came', TG_TABLE_NAME
    USING ERRCODE = 'check_violation', CONSTRAINT = TG_TABLE_NAME || '_never_updated', TABLE = TG_TABLE_NAME;
END $$;
CREATE TRIGGER refuse_update BEFORE UPDATE ON article_text FOR EACH ROW EXECUTE FUNCTION refuse_update();
CREATE TRIGGER refuse_update BEFORE UPDATE ON article_source FOR EACH ROW EXECUTE FUNCTION refuse_update();
