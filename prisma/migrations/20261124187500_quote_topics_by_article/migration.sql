-- As before, but the topics of quotes are looked at article by article: without statistics PostgreSQL read those of all
-- quotes in each change.
DO $$
DECLARE
  definition text := pg_get_functiondef('derive_articles(uuid[])'::regprocedure);
  changed text := regexp_replace(
    definition,
    '(UPDATE quote_topic t SET [^;]*?)FROM expected_quote_topic e\s+WHERE e\.article_id = ANY \(articles\) AND ',
    '\1FROM unnest(articles) AS one (id) CROSS JOIN LATERAL (SELECT * FROM expected_quote_topic x WHERE x.article_id = one.id OFFSET 0) AS e
    WHERE ');
BEGIN
  IF changed = definition THEN
    RAISE EXCEPTION 'derive_articles() is not what this migration knows: it brings no topics of quotes up to date';
  END IF;
  EXECUTE changed;
END $$;
