-- Holding the spans of a long text takes time that grows with the text, and not with its square: PostgreSQL finds a place in
-- a text by walking there from its start, and a text of 600 kB has 100,000 blocks where somebody means it ill.

-- A text as bytes, with where each 256 characters of it begin: in bytes, and with how many characters before it UTF-16 counts
-- as two. Parts first, so that only the first of two steps walks through the whole text.
CREATE FUNCTION text_pieces(value text, OUT bytes bytea, OUT byte_starts integer[], OUT astral_before integer[])
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  WITH part AS MATERIALIZED (
    SELECT number, substr(value, number * 16384 + 1, 16384) AS text
      FROM generate_series(0, char_length(value) / 16384) AS number
  ), piece AS MATERIALIZED (
    SELECT part.number * 64 + within.number AS number, substr(part.text, within.number * 256 + 1, 256) AS text
      FROM part CROSS JOIN generate_series(0, 63) AS within (number)
  ), summed AS (
    SELECT number,
        sum(octet_length(text)) OVER up_to_here - octet_length(text) AS byte_start,
        sum(astral_count(text)) OVER up_to_here - astral_count(text) AS astral_before
      FROM piece
      WINDOW up_to_here AS (ORDER BY number)
  )
  SELECT convert_to(value, 'UTF8'), array_agg(byte_start::integer ORDER BY number), array_agg(summed.astral_before::integer ORDER BY number)
    FROM summed
$$;

-- Whether a span says what such a text says: words, context and UTF-16 positions, as span_fault() has it.
CREATE FUNCTION span_stands(
  bytes bytea, byte_starts integer[], astral_before integer[],
  span_start integer, span_end integer, utf16_start integer, utf16_end integer, exact text, prefix text, suffix text
) RETURNS boolean LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  piece integer := span_start / 256 + 1;
  piece_start integer := byte_starts[piece];
  piece_end integer := coalesce(byte_starts[piece + 1], octet_length(bytes));
  -- What stands before the span in its piece.
  before text;
  words bytea := convert_to(prefix || exact || suffix, 'UTF8');
  words_start integer;
BEGIN
  before := left(convert_from(substring(bytes FROM piece_start + 1 FOR piece_end - piece_start), 'UTF8'), span_start % 256);
  words_start := piece_start + octet_length(before) - octet_length(prefix);
  RETURN words_start >= 0
    AND substring(bytes FROM words_start + 1 FOR octet_length(words)) = words
    AND char_length(before) = span_start % 256
    AND span_end = span_start + char_length(exact)
    AND utf16_start = span_start + astral_before[piece] + astral_count(before)
    AND utf16_end = utf16_start + char_length(exact) + astral_count(exact);
END $$;

-- As before, but texts that are long, or that UTF-16 counts otherwise, are held piece by piece. Most texts are neither, and are
-- looked at once.
CREATE OR REPLACE FUNCTION hold_spans() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  held record;
  pieces record;
  fault text;
BEGIN
  FOR held IN
    WITH written AS MATERIALIZED (
      SELECT DISTINCT n.article_id, n.revision FROM new_rows n
    ), unpacked AS MATERIALIZED (
      -- Concatenation unpacks the text here, and not once for each span.
      SELECT t.article_id, t.revision, t.text || '' AS text
        FROM written w JOIN article_text t ON t.article_id = w.article_id AND t.revision = w.revision
    ), read AS MATERIALIZED (
      SELECT u.article_id, u.revision, u.text, char_length(u.text) > 16384 OR is_astral(u.text) AS is_in_pieces FROM unpacked u
    )
    SELECT r.article_id, r.revision, true AS is_in_pieces, NULL AS fault FROM read r WHERE r.is_in_pieces
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
-- CREATE OR REPLACE forgets a function's settings.
ALTER FUNCTION hold_spans() SET enable_seqscan = off;
