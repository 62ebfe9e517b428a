-- Derived rows that ought to be gone are looked for only where there are any: what new articles ought to have was worked out
-- twice, once to find that nothing of it is too much.
DO $$
DECLARE
  definition text := pg_get_functiondef('derive_articles(uuid[])'::regprocedure);
  guarded text;
  derived record;
BEGIN
  FOR derived IN
    SELECT * FROM (VALUES
      ('article_person', 'article_person WHERE article_id = ANY (articles)'),
      ('article_organisation', 'article_organisation WHERE article_id = ANY (articles)'),
      ('quote_mention', 'quote_mention d JOIN quote q ON q.id = d.quote_id WHERE q.article_id = ANY (articles)'),
      ('quote_about', 'quote_about d JOIN quote q ON q.id = d.quote_id WHERE q.article_id = ANY (articles)')
    ) AS derived (table_name, stored)
  LOOP
    guarded := regexp_replace(
      definition,
      format('(DELETE FROM %s t\s[^;]*;)', derived.table_name),
      format(E'IF EXISTS (SELECT FROM %s) THEN\n  \\1\n  END IF;', derived.stored));
    IF guarded = definition THEN
      RAISE EXCEPTION 'derive_articles() is not what this migration knows: it takes nothing out of %', derived.table_name;
    END IF;
    definition := guarded;
  END LOOP;
  EXECUTE definition;
END $$;
