-- A span's article is its quote's, and said so: in a database whose statistics are not made yet, PostgreSQL came to look
-- for the spans of a change by where they start alone, among those of all articles.
CREATE OR REPLACE VIEW expected_quote_mention AS
  SELECT DISTINCT q.id AS quote_id, m.id AS mention_id, a.id AS article_id, m.span_start,
      q.review = 'CONFIRMED' AND m.review = 'CONFIRMED' AND a.is_visible AS is_visible
    FROM article a
      JOIN quote q ON q.article_id = a.id AND q.span_state <> 'LOST'
      JOIN quote_span s ON s.quote_id = q.id AND s.article_id = a.id AND s.role = 'CONTENT'
      JOIN mention m ON m.article_id = a.id AND m.revision = s.revision
        AND m.span_start >= s.span_start AND m.span_end <= s.span_end
        AND m.review <> 'REJECTED' AND m.span_state <> 'LOST';

-- What a change touched is found by its keys, whatever the statistics say. A connection keeps its plans: made while the
-- tables were small, or before they were analysed, they would read whole tables for each article of an import.
ALTER FUNCTION bring_up_to_date() SET enable_seqscan = off;
ALTER FUNCTION bring_up_to_date() SET enable_hashjoin = off;
ALTER FUNCTION bring_up_to_date() SET enable_mergejoin = off;
