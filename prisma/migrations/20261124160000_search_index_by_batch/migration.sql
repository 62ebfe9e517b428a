-- The words of a change go into the search indexes together: first into their lists of what is pending, and from there, each
-- word once, before the change is over. Entry by entry they wrote 150 KB of WAL for an article of 400 words and took a
-- quarter of PostgreSQL's time in an import.
--
-- A search reads what is pending once for each period, so nothing may stay there: the list is emptied in the same statement.
ALTER INDEX article_search_words SET (fastupdate = on);
ALTER INDEX quote_search_words SET (fastupdate = on);

ALTER FUNCTION derive_text_search(uuid[]) RENAME TO derive_text_search_rows;

-- The words of the articles and quotes that a change wrote, order keys and flags of all that it touched, and their indexes.
CREATE FUNCTION derive_text_search(articles uuid[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM derive_text_search_rows(articles);
  PERFORM gin_clean_pending_list('article_search_words');
  PERFORM gin_clean_pending_list('quote_search_words');
END $$;
