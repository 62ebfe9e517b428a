-- What a change looks up by key stays a look-up however much there is, and whenever it was planned. A connection keeps the
-- plans of functions: those below were made while the record was small and read all quotes for each batch of an import later,
-- or, made when there were 100,000 articles, expected to find what is not there soon. LATERAL with OFFSET leaves no choice.

CREATE OR REPLACE FUNCTION hold_quotes_within() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE
  faulty record;
BEGIN
  IF NOT EXISTS (SELECT FROM new_rows WHERE within_id IS NOT NULL) THEN
    RETURN NULL;
  END IF;
  SELECT n.id, n.within_id INTO faulty
    FROM new_rows n
    WHERE n.within_id IS NOT NULL AND (SELECT o.article_id FROM quote o WHERE o.id = n.within_id) IS DISTINCT FROM n.article_id
    LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'quote % stands within % of another article', faulty.id, faulty.within_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'quote_within_same_article', TABLE = 'quote';
  END IF;
  WITH RECURSIVE outer_quote AS (
    SELECT n.id AS inner_id, n.within_id AS id FROM new_rows n WHERE n.within_id IS NOT NULL
    UNION
    SELECT o.inner_id, q.within_id
      FROM outer_quote o
      CROSS JOIN LATERAL (SELECT q.within_id FROM quote q WHERE q.id = o.id OFFSET 0) AS q
      WHERE q.within_id IS NOT NULL
  )
  SELECT o.id INTO faulty FROM outer_quote o WHERE o.id = o.inner_id LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'quote % would stand within itself', faulty.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'quote_not_within_itself', TABLE = 'quote';
  END IF;
  RETURN NULL;
END $$;

DO $$
DECLARE
  definition text := pg_get_functiondef('derive_articles(uuid[])'::regprocedure);
  known record;
  old_join text;
BEGIN
  FOR known IN
    SELECT * FROM (VALUES ('quote_mention', 'd'), ('quote_mention', 'qm'), ('quote_about', 'd'), ('quote_about', 'qa')) AS known (of_quotes, alias)
  LOOP
    old_join := format('%s %s JOIN quote q ON q.id = %2$s.quote_id WHERE q.article_id = ANY (articles)', known.of_quotes, known.alias);
    IF position(old_join IN definition) = 0 THEN
      RAISE EXCEPTION 'derive_articles() is not what this migration knows';
    END IF;
    definition := replace(definition, old_join, format(
      'unnest(articles) AS one (id)
        CROSS JOIN LATERAL (SELECT q.id FROM quote q WHERE q.article_id = one.id OFFSET 0) AS q
        CROSS JOIN LATERAL (SELECT * FROM %s x WHERE x.quote_id = q.id OFFSET 0) AS %s', known.of_quotes, known.alias));
  END LOOP;
  EXECUTE definition;
END $$;

-- An import publishes 200 articles in a change; more than 500 tags are everything still.
DO $$
DECLARE
  definition text := pg_get_functiondef('purged_tags()'::regprocedure);
  old_line CONSTANT text := 'articles_max CONSTANT integer := 100;';
BEGIN
  IF position(old_line IN definition) = 0 THEN
    RAISE EXCEPTION 'purged_tags() is not what this migration knows';
  END IF;
  EXECUTE replace(definition, old_line, 'articles_max CONSTANT integer := 200;');
END $$;
