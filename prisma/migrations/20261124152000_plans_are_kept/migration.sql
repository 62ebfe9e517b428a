-- A connection keeps the plans of a change's last step. Emptying `touched` at each commit gave it a new file, and with that
-- every plan that names it was made anew for each change: half of the time of a change that writes one article.

-- As before, but `touched` keeps its rows until the next change of the connection takes them out. Nobody vacuums a temporary
-- table: when it has grown, it is emptied whole.
CREATE OR REPLACE FUNCTION begin_change(change_id uuid, actor text, reason text, idempotency_key text) RETURNS uuid LANGUAGE plpgsql AS $$
DECLARE
  earlier uuid;
  touched_bytes_max CONSTANT bigint := 1048576;
BEGIN
  INSERT INTO change (id, actor, reason, key) VALUES (change_id, actor, reason, idempotency_key) ON CONFLICT (key) DO NOTHING;
  IF NOT FOUND THEN
    SELECT id INTO STRICT earlier FROM change WHERE key = idempotency_key;
    RETURN earlier;
  END IF;
  IF to_regclass('pg_temp.touched') IS NULL THEN
    CREATE TEMPORARY TABLE touched (kind text NOT NULL, id uuid NOT NULL, PRIMARY KEY (kind, id)) ON COMMIT PRESERVE ROWS;
  ELSIF pg_relation_size('pg_temp.touched') > touched_bytes_max THEN
    TRUNCATE pg_temp.touched;
  ELSE
    DELETE FROM touched;
  END IF;
  PERFORM set_config('onrecord.change_id', change_id::text, true);
  RETURN NULL;
END $$;

-- As before, but what is joined out of an article's facts is looked up article by article (OFFSET 0 keeps it so): in a
-- database whose statistics are not made yet, PostgreSQL read the quotes of all articles to find those of one, and a plan
-- that is kept would do so until they are.
CREATE OR REPLACE FUNCTION derive_articles(articles uuid[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE article t SET sort_at = e.sort_at, is_visible = e.is_visible
    FROM expected_article e
    WHERE e.id = ANY (articles) AND t.id = e.id AND (t.sort_at, t.is_visible) IS DISTINCT FROM (e.sort_at, e.is_visible);

  WITH changed AS (
    UPDATE mention t SET sort_at = e.sort_at, is_visible = e.is_visible
      FROM expected_mention e
      WHERE e.article_id = ANY (articles) AND t.id = e.id AND (t.sort_at, t.is_visible) IS DISTINCT FROM (e.sort_at, e.is_visible)
      RETURNING t.person_id, t.organisation_id
  )
  INSERT INTO touched
    SELECT 'person', person_id FROM changed WHERE person_id IS NOT NULL
    UNION SELECT 'organisation', organisation_id FROM changed WHERE organisation_id IS NOT NULL
    ON CONFLICT DO NOTHING;

  WITH changed AS (
    UPDATE quote t SET sort_at = e.sort_at, is_visible = e.is_visible
      FROM expected_quote e
      WHERE e.article_id = ANY (articles) AND t.id = e.id AND (t.sort_at, t.is_visible) IS DISTINCT FROM (e.sort_at, e.is_visible)
      RETURNING t.speaking_for_id, t.addressee_person_id, t.addressee_organisation_id
  )
  INSERT INTO touched
    SELECT 'organisation', speaking_for_id FROM changed WHERE speaking_for_id IS NOT NULL
    UNION SELECT 'person', addressee_person_id FROM changed WHERE addressee_person_id IS NOT NULL
    UNION SELECT 'organisation', addressee_organisation_id FROM changed WHERE addressee_organisation_id IS NOT NULL
    ON CONFLICT DO NOTHING;

  WITH changed AS (
    UPDATE quote_speaker t SET sort_at = e.sort_at, is_visible = e.is_visible
      FROM expected_quote_speaker e
      WHERE e.article_id = ANY (articles) AND t.quote_id = e.quote_id AND t.position = e.position
        AND (t.sort_at, t.is_visible) IS DISTINCT FROM (e.sort_at, e.is_visible)
      RETURNING t.person_id, t.organisation_id
  )
  INSERT INTO touched
    SELECT 'person', person_id FROM changed WHERE person_id IS NOT NULL
    UNION SELECT 'organisation', organisation_id FROM changed WHERE organisation_id IS NOT NULL
    ON CONFLICT DO NOTHING;

  UPDATE quote_topic t SET sort_at = e.sort_at, is_visible = e.is_visible
    FROM expected_quote_topic e
    WHERE e.article_id = ANY (articles) AND t.quote_id = e.quote_id AND t.topic_id = e.topic_id
      AND (t.sort_at, t.is_visible) IS DISTINCT FROM (e.sort_at, e.is_visible);

  WITH changed AS (
    UPDATE topic_assignment t SET sort_at = e.sort_at, is_visible = e.is_visible
      FROM expected_topic_assignment e
      WHERE e.article_id = ANY (articles) AND t.id = e.id AND (t.sort_at, t.is_visible) IS DISTINCT FROM (e.sort_at, e.is_visible)
      RETURNING t.topic_id
  )
  INSERT INTO touched SELECT DISTINCT 'topic', topic_id FROM changed ON CONFLICT DO NOTHING;

  WITH changed AS (
    UPDATE affiliation_receipt t SET sort_at = e.sort_at, is_visible = e.is_visible
      FROM expected_affiliation_receipt e
      WHERE e.article_id = ANY (articles) AND t.id = e.id AND (t.sort_at, t.is_visible) IS DISTINCT FROM (e.sort_at, e.is_visible)
      RETURNING t.affiliation_id
  )
  INSERT INTO touched SELECT DISTINCT 'affiliation', affiliation_id FROM changed ON CONFLICT DO NOTHING;

  DELETE FROM article_person t
    USING (
      SELECT article_id, person_id FROM article_person WHERE article_id = ANY (articles)
      EXCEPT
      SELECT article_id, person_id FROM unnest(articles) AS one (id) CROSS JOIN LATERAL (SELECT * FROM expected_article_person e WHERE e.article_id = one.id OFFSET 0) AS expected
    ) AS gone
    WHERE t.article_id = gone.article_id AND t.person_id = gone.person_id;
  INSERT INTO article_person AS t (article_id, person_id, first_mention_id, mention_count, span_start, sort_at, is_visible)
    SELECT article_id, person_id, first_mention_id, mention_count, span_start, sort_at, is_visible
      FROM unnest(articles) AS one (id) CROSS JOIN LATERAL (SELECT * FROM expected_article_person e WHERE e.article_id = one.id OFFSET 0) AS expected
    ON CONFLICT (article_id, person_id) DO UPDATE
      SET first_mention_id = excluded.first_mention_id, mention_count = excluded.mention_count,
        span_start = excluded.span_start, sort_at = excluded.sort_at, is_visible = excluded.is_visible
      WHERE (t.first_mention_id, t.mention_count, t.span_start, t.sort_at, t.is_visible)
        IS DISTINCT FROM (excluded.first_mention_id, excluded.mention_count, excluded.span_start, excluded.sort_at, excluded.is_visible);

  DELETE FROM article_organisation t
    USING (
      SELECT article_id, organisation_id FROM article_organisation WHERE article_id = ANY (articles)
      EXCEPT
      SELECT article_id, organisation_id FROM unnest(articles) AS one (id) CROSS JOIN LATERAL (SELECT * FROM expected_article_organisation e WHERE e.article_id = one.id OFFSET 0) AS expected
    ) AS gone
    WHERE t.article_id = gone.article_id AND t.organisation_id = gone.organisation_id;
  INSERT INTO article_organisation AS t (article_id, organisation_id, first_mention_id, mention_count, span_start, sort_at, is_visible)
    SELECT article_id, organisation_id, first_mention_id, mention_count, span_start, sort_at, is_visible
      FROM unnest(articles) AS one (id) CROSS JOIN LATERAL (SELECT * FROM expected_article_organisation e WHERE e.article_id = one.id OFFSET 0) AS expected
    ON CONFLICT (article_id, organisation_id) DO UPDATE
      SET first_mention_id = excluded.first_mention_id, mention_count = excluded.mention_count,
        span_start = excluded.span_start, sort_at = excluded.sort_at, is_visible = excluded.is_visible
      WHERE (t.first_mention_id, t.mention_count, t.span_start, t.sort_at, t.is_visible)
        IS DISTINCT FROM (excluded.first_mention_id, excluded.mention_count, excluded.span_start, excluded.sort_at, excluded.is_visible);

  DELETE FROM quote_mention t
    USING (
      SELECT qm.quote_id, qm.mention_id FROM quote_mention qm JOIN quote q ON q.id = qm.quote_id WHERE q.article_id = ANY (articles)
      EXCEPT
      SELECT quote_id, mention_id FROM unnest(articles) AS one (id) CROSS JOIN LATERAL (SELECT * FROM expected_quote_mention e WHERE e.article_id = one.id OFFSET 0) AS expected
    ) AS gone
    WHERE t.quote_id = gone.quote_id AND t.mention_id = gone.mention_id;
  INSERT INTO quote_mention AS t (quote_id, mention_id, span_start, is_visible)
    SELECT quote_id, mention_id, span_start, is_visible FROM unnest(articles) AS one (id) CROSS JOIN LATERAL (SELECT * FROM expected_quote_mention e WHERE e.article_id = one.id OFFSET 0) AS expected
    ON CONFLICT (quote_id, mention_id) DO UPDATE SET span_start = excluded.span_start, is_visible = excluded.is_visible
      WHERE (t.span_start, t.is_visible) IS DISTINCT FROM (excluded.span_start, excluded.is_visible);

  DELETE FROM quote_about t
    USING (
      SELECT qa.quote_id, qa.person_id, qa.organisation_id FROM quote_about qa JOIN quote q ON q.id = qa.quote_id WHERE q.article_id = ANY (articles)
      EXCEPT
      SELECT quote_id, person_id, organisation_id FROM unnest(articles) AS one (id) CROSS JOIN LATERAL (SELECT * FROM expected_quote_about e WHERE e.article_id = one.id OFFSET 0) AS expected
    ) AS gone
    WHERE t.quote_id = gone.quote_id AND coalesce(t.person_id, t.organisation_id) = coalesce(gone.person_id, gone.organisation_id);
  INSERT INTO quote_about AS t (quote_id, person_id, organisation_id, sort_at, is_visible)
    SELECT quote_id, person_id, organisation_id, sort_at, is_visible FROM unnest(articles) AS one (id) CROSS JOIN LATERAL (SELECT * FROM expected_quote_about e WHERE e.article_id = one.id OFFSET 0) AS expected
    ON CONFLICT (quote_id, person_id, organisation_id) DO UPDATE SET sort_at = excluded.sort_at, is_visible = excluded.is_visible
      WHERE (t.sort_at, t.is_visible) IS DISTINCT FROM (excluded.sort_at, excluded.is_visible);

  UPDATE article t SET quote_count = e.quote_count
    FROM expected_article e
    WHERE e.id = ANY (articles) AND t.id = e.id AND t.quote_count <> e.quote_count;
END $$;
