-- What a row belongs to is held once. A fact's article is held by its foreign key, and that its text is there by hold_spans(),
-- which reads the text anyway; a text goes with its article, and never by itself. What is derived refers to what it is derived
-- from, which refers to the rest. The second keys were a tenth of what an import costs PostgreSQL.

ALTER TABLE affiliation_receipt DROP CONSTRAINT affiliation_receipt_article_id_revision_fkey;
ALTER TABLE mention DROP CONSTRAINT mention_article_id_revision_fkey;
ALTER TABLE quote DROP CONSTRAINT quote_article_id_revision_fkey;
ALTER TABLE quote_span DROP CONSTRAINT quote_span_article_id_revision_fkey;
ALTER TABLE topic_span DROP CONSTRAINT topic_span_article_id_revision_fkey;

-- Through the first mention.
ALTER TABLE article_organisation
  DROP CONSTRAINT article_organisation_article_id_fkey,
  DROP CONSTRAINT article_organisation_organisation_id_fkey;
ALTER TABLE article_person
  DROP CONSTRAINT article_person_article_id_fkey,
  DROP CONSTRAINT article_person_person_id_fkey;
-- Through the mentions in the quote.
ALTER TABLE quote_about
  DROP CONSTRAINT quote_about_organisation_id_fkey,
  DROP CONSTRAINT quote_about_person_id_fkey;

CREATE FUNCTION hold_texts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM old_rows o JOIN article a ON a.id = o.article_id) THEN
    RAISE EXCEPTION 'a text goes with its article, and never by itself: facts refer to it'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'article_text_never_deleted', TABLE = 'article_text';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER hold_texts AFTER DELETE ON article_text REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION hold_texts();

-- As before, but a text that is missing is a fault too.
CREATE OR REPLACE FUNCTION hold_spans() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE
  held record;
  pieces record;
  fault text;
BEGIN
  FOR held IN
    WITH written AS MATERIALIZED (
      SELECT DISTINCT n.article_id, n.revision FROM new_rows n
    ), unpacked AS MATERIALIZED (
      -- Concatenation unpacks the text here, and not once for each span. Each is looked up by its key: a join that was
      -- planned while there were few texts would read all of them.
      SELECT w.article_id, w.revision,
          (SELECT t.text || '' FROM article_text t WHERE t.article_id = w.article_id AND t.revision = w.revision) AS text
        FROM written w
    ), read AS MATERIALIZED (
      SELECT u.article_id, u.revision, u.text, char_length(u.text) > 16384 OR is_astral(u.text) AS is_in_pieces FROM unpacked u
    )
    SELECT r.article_id, r.revision, false AS is_in_pieces, 'there is no such text' AS fault FROM read r WHERE r.text IS NULL
    UNION ALL
    SELECT r.article_id, r.revision, true, NULL FROM read r WHERE r.is_in_pieces
    UNION ALL (
      SELECT r.article_id, r.revision, false,
          span_fault(r.text, n.span_start, n.span_end, n.utf16_start, n.utf16_end, n.exact, n.prefix, n.suffix)
        FROM new_rows n JOIN read r ON r.article_id = n.article_id AND r.revision = n.revision
        WHERE NOT r.is_in_pieces AND CASE
          WHEN char_length(n.prefix) > n.span_start OR char_length(n.exact) <> n.span_end - n.span_start
            THEN span_fault(r.text, n.span_start, n.span_end, n.utf16_start, n.utf16_end, n.exact, n.prefix, n.suffix) IS NOT NULL
          WHEN n.utf16_start <> n.span_start OR n.utf16_end <> n.span_end THEN true
          WHEN strpos(r.text, n.prefix || n.exact || n.suffix) = n.span_start + 1 - char_length(n.prefix) THEN false
          ELSE n.prefix || n.exact || n.suffix <> substr(r.text, n.span_start + 1 - char_length(n.prefix), char_length(n.prefix || n.exact || n.suffix))
        END
        LIMIT 1)
  LOOP
    fault := held.fault;
    IF held.is_in_pieces THEN
      SELECT t.text || '' AS text, p.bytes, p.byte_starts, p.astral_before INTO pieces
        FROM article_text t CROSS JOIN LATERAL text_pieces(t.text || '') p
        WHERE t.article_id = held.article_id AND t.revision = held.revision;
      SELECT coalesce(
          span_fault(pieces.text, n.span_start, n.span_end, n.utf16_start, n.utf16_end, n.exact, n.prefix, n.suffix),
          format('the span %s to %s does not stand there', n.span_start, n.span_end)) INTO fault
        FROM new_rows n
        WHERE n.article_id = held.article_id AND n.revision = held.revision
          AND span_stands(pieces.bytes, pieces.byte_starts, pieces.astral_before,
            n.span_start, n.span_end, n.utf16_start, n.utf16_end, n.exact, n.prefix, n.suffix) IS NOT TRUE
        LIMIT 1;
    END IF;
    IF fault IS NOT NULL THEN
      RAISE EXCEPTION 'a span of % is not in revision % of article %: %', TG_TABLE_NAME, held.revision, held.article_id, fault
        USING ERRCODE = 'check_violation', CONSTRAINT = TG_TABLE_NAME || '_span_in_text', TABLE = TG_TABLE_NAME;
    END IF;
  END LOOP;
  RETURN NULL;
END $$;
