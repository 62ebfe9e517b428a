-- What a change makes wrong of the answers given so far, as entity tags: src/kernel/entity-tag.ts says what a tag means,
-- src/database/entity-tags.ts how what is read is tagged, docs/decisions/007 why. A property test holds the two sides together.

CREATE TABLE "cache_purge" (
    "change_id" UUID NOT NULL,
    "tags" TEXT[],
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "cache_purge_pkey" PRIMARY KEY ("change_id")
);
CREATE INDEX "cache_purge_recorded_at_idx" ON "cache_purge"("recorded_at");
ALTER TABLE "cache_purge" ADD CONSTRAINT "cache_purge_change_id_fkey" FOREIGN KEY ("change_id") REFERENCES "change"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Who comes into sight or goes out of it is derived, so it has no history: it is noted in `touched`.
CREATE FUNCTION note_visibility() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO touched (kind, id)
    SELECT TG_TABLE_NAME || ' shown', n.id FROM new_rows n JOIN old_rows o ON o.id = n.id WHERE n.is_visible <> o.is_visible
    ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER note_visibility AFTER UPDATE ON person REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT WHEN (coalesce(current_setting('onrecord.deriving', true), '') = 'on') EXECUTE FUNCTION note_visibility();
CREATE TRIGGER note_visibility AFTER UPDATE ON organisation REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT WHEN (coalesce(current_setting('onrecord.deriving', true), '') = 'on') EXECUTE FUNCTION note_visibility();

-- The tags that the current change purges, once its derived data is up to date; {*} for more than 500 of them or more than
-- 100 articles. Empty where it touched nothing that readers see or saw.
--
-- An article is seen if it is visible now or was published before. A fact that changed in one purges what is gathered
-- under the article and under everyone that the fact is about; where the article comes, goes or moves, all its facts count
-- as changed. A fact that nobody confirmed, before or after, purges nothing.
CREATE FUNCTION purged_tags() RETURNS text[] LANGUAGE plpgsql STABLE AS $$
DECLARE
  seen uuid[];
  tags_max CONSTANT integer := 500;
  articles_max CONSTANT integer := 100;
  purged text[];
BEGIN
  seen := ARRAY(
    SELECT a.id FROM article a WHERE a.is_visible AND (
        a.id IN (SELECT t.id FROM touched t WHERE t.kind = 'article')
        OR a.id IN (SELECT (r.row_key ->> 'article_id')::uuid FROM revision r
          WHERE r.change_id = current_change() AND r.table_name IN ('block', 'article_text'))
        OR a.id IN (SELECT s.article_id FROM revision r JOIN topic_span s ON s.assignment_id = (r.row_key ->> 'assignment_id')::uuid
          WHERE r.change_id = current_change() AND r.table_name = 'topic_span')
        OR a.id IN (SELECT (r.before ->> 'article_id')::uuid FROM revision r
          WHERE r.change_id = current_change() AND r.table_name = 'topic_span'))
    UNION
    SELECT (r.row_key ->> 'id')::uuid FROM revision r
      WHERE r.change_id = current_change() AND r.table_name = 'article' AND r.before ->> 'status' = 'PUBLISHED');
  -- A new article has 16 tags, and reading the facts of 400 took 2 s.
  IF cardinality(seen) > articles_max THEN
    RETURN '{*}';
  END IF;

  WITH written AS MATERIALIZED (
    SELECT r.table_name, r.row_key, r.kind, r.before FROM revision r WHERE r.change_id = current_change()
  ), own_article AS (
    -- Whether it came, went or moved in lists, beside what its row shows.
    SELECT (w.row_key ->> 'id')::uuid AS id,
        bool_or(w.kind <> 'UPDATED' OR a.id IS NULL OR a.status::text <> w.before ->> 'status'
          OR a.sort_at <> coalesce(w.before ->> 'published_at', w.before ->> 'recorded_at')::timestamptz) AS is_moved
      FROM written w LEFT JOIN article a ON a.id = (w.row_key ->> 'id')::uuid
      WHERE w.table_name = 'article' AND (w.row_key ->> 'id')::uuid = ANY (seen) GROUP BY 1
  ), moved AS (
    SELECT id FROM own_article WHERE is_moved
  ), quote_before AS (
    SELECT (w.row_key ->> 'id')::uuid AS id, (w.before ->> 'article_id')::uuid AS article_id, w.kind, w.before
      FROM written w WHERE w.table_name = 'quote' AND w.before IS NOT NULL
  ), quote_part AS (
    -- is_wide: whom its words mention may have changed with it, and who that was is no longer told by quote_about.
    SELECT (w.row_key ->> 'id')::uuid AS id, w.kind = 'DELETED' OR w.before ->> 'span_state' <> q.span_state::text AS is_wide
      FROM written w LEFT JOIN quote q ON q.id = (w.row_key ->> 'id')::uuid WHERE w.table_name = 'quote'
    UNION ALL
    SELECT (w.row_key ->> 'quote_id')::uuid, w.table_name = 'quote_span' AND w.kind <> 'CREATED'
      FROM written w WHERE w.table_name IN ('quote_span', 'quote_speaker', 'quote_topic')
  ), quote_article AS (
    SELECT p.id, p.is_wide, q.article_id FROM quote_part p JOIN quote q ON q.id = p.id AND q.review = 'CONFIRMED'
    UNION ALL
    SELECT p.id, p.is_wide, b.article_id FROM quote_part p JOIN quote_before b ON b.id = p.id AND b.before ->> 'review' = 'CONFIRMED'
    UNION ALL
    SELECT q.id, false, m.id FROM moved m JOIN quote q ON q.article_id = m.id AND q.review = 'CONFIRMED'
  ), changed_quote AS (
    SELECT q.id, q.article_id, bool_or(q.is_wide) AS is_wide FROM quote_article q WHERE q.article_id = ANY (seen) GROUP BY 1, 2
  ), changed_mention AS (
    SELECT m.article_id, m.person_id, m.organisation_id FROM written w JOIN mention m ON m.id = (w.row_key ->> 'id')::uuid
      WHERE w.table_name = 'mention' AND m.review = 'CONFIRMED' AND m.article_id = ANY (seen)
    UNION ALL
    SELECT (w.before ->> 'article_id')::uuid, (w.before ->> 'person_id')::uuid, (w.before ->> 'organisation_id')::uuid FROM written w
      WHERE w.table_name = 'mention' AND w.before ->> 'review' = 'CONFIRMED' AND (w.before ->> 'article_id')::uuid = ANY (seen)
    UNION ALL
    SELECT m.article_id, m.person_id, m.organisation_id FROM mention m
      WHERE m.review = 'CONFIRMED' AND m.article_id IN (SELECT id FROM moved UNION ALL SELECT article_id FROM changed_quote WHERE is_wide)
  ), changed_assignment AS (
    SELECT t.article_id, t.topic_id FROM written w JOIN topic_assignment t ON t.id = (w.row_key ->> 'id')::uuid
      WHERE w.table_name = 'topic_assignment' AND t.review = 'CONFIRMED' AND t.article_id = ANY (seen)
    UNION ALL
    SELECT (w.before ->> 'article_id')::uuid, (w.before ->> 'topic_id')::uuid FROM written w
      WHERE w.table_name = 'topic_assignment' AND w.before ->> 'review' = 'CONFIRMED' AND (w.before ->> 'article_id')::uuid = ANY (seen)
    UNION ALL
    SELECT t.article_id, t.topic_id FROM moved m JOIN topic_assignment t ON t.article_id = m.id AND t.review = 'CONFIRMED'
  ), changed_receipt AS (
    SELECT r.article_id, r.affiliation_id FROM written w JOIN affiliation_receipt r ON r.id = (w.row_key ->> 'id')::uuid
      WHERE w.table_name = 'affiliation_receipt' AND r.review = 'CONFIRMED' AND r.article_id = ANY (seen)
    UNION ALL
    SELECT (w.before ->> 'article_id')::uuid, (w.before ->> 'affiliation_id')::uuid FROM written w
      WHERE w.table_name = 'affiliation_receipt' AND w.before ->> 'review' = 'CONFIRMED' AND (w.before ->> 'article_id')::uuid = ANY (seen)
    UNION ALL
    SELECT r.article_id, r.affiliation_id FROM moved m JOIN affiliation_receipt r ON r.article_id = m.id AND r.review = 'CONFIRMED'
  ), changed_affiliation AS (
    SELECT f.person_id, f.organisation_id FROM affiliation f WHERE f.id IN (SELECT affiliation_id FROM changed_receipt)
    UNION ALL
    SELECT f.person_id, f.organisation_id FROM written w JOIN affiliation f ON f.id = (w.row_key ->> 'id')::uuid
      WHERE w.table_name = 'affiliation' AND f.is_visible
    UNION ALL
    SELECT (w.before ->> 'person_id')::uuid, (w.before ->> 'organisation_id')::uuid
      FROM written w LEFT JOIN affiliation f ON f.id = (w.row_key ->> 'id')::uuid
      WHERE w.table_name = 'affiliation' AND w.before IS NOT NULL
        AND (f.is_visible OR (w.row_key ->> 'id')::uuid IN (SELECT affiliation_id FROM changed_receipt))
  ), speaker AS (
    SELECT s.person_id, s.organisation_id FROM changed_quote q JOIN quote_speaker s ON s.quote_id = q.id
    UNION ALL
    SELECT (w.before ->> 'person_id')::uuid, (w.before ->> 'organisation_id')::uuid FROM written w
      JOIN changed_quote q ON q.id = (w.row_key ->> 'quote_id')::uuid WHERE w.table_name = 'quote_speaker' AND w.before IS NOT NULL
    UNION ALL
    SELECT a.person_id, a.organisation_id FROM changed_quote q JOIN quote_about a ON a.quote_id = q.id
  ), linked AS (
    SELECT person_id, organisation_id FROM changed_mention
    UNION ALL SELECT person_id, organisation_id FROM changed_affiliation
    UNION ALL SELECT person_id, organisation_id FROM speaker
  ), gathered (kind, id) AS (
    SELECT 'person', person_id FROM linked WHERE person_id IS NOT NULL
    UNION SELECT 'organisation', organisation_id FROM linked WHERE organisation_id IS NOT NULL
    UNION SELECT 'topic', topic_id FROM changed_assignment
    UNION SELECT 'topic', t.topic_id FROM changed_quote q JOIN quote_topic t ON t.quote_id = q.id
    UNION SELECT 'topic', (w.before ->> 'topic_id')::uuid FROM written w
      JOIN changed_quote q ON q.id = (w.row_key ->> 'quote_id')::uuid WHERE w.table_name = 'quote_topic' AND w.before IS NOT NULL
    UNION SELECT 'article', id FROM moved
    UNION SELECT 'article', article_id FROM changed_quote
    UNION SELECT 'article', article_id FROM changed_mention
    UNION SELECT 'article', article_id FROM changed_assignment
    UNION SELECT 'article', article_id FROM changed_receipt
    UNION SELECT 'article', (w.row_key ->> 'article_id')::uuid FROM written w
      WHERE w.table_name IN ('block', 'article_text') AND (w.row_key ->> 'article_id')::uuid = ANY (seen)
    UNION SELECT 'article', t.article_id FROM written w JOIN topic_assignment t ON t.id = (w.row_key ->> 'assignment_id')::uuid
      WHERE w.table_name = 'topic_span' AND t.article_id = ANY (seen)
    UNION SELECT 'person', i.person_id FROM written w JOIN identifier i ON i.id = (w.row_key ->> 'id')::uuid
      JOIN person p ON p.id = i.person_id AND p.is_visible WHERE w.table_name = 'identifier'
    UNION SELECT 'organisation', i.organisation_id FROM written w JOIN identifier i ON i.id = (w.row_key ->> 'id')::uuid
      JOIN organisation o ON o.id = i.organisation_id AND o.is_visible WHERE w.table_name = 'identifier'
    UNION SELECT 'person', p.id FROM written w JOIN person p ON p.id = (w.before ->> 'person_id')::uuid AND p.is_visible
      WHERE w.table_name = 'identifier'
    UNION SELECT 'organisation', o.id FROM written w JOIN organisation o ON o.id = (w.before ->> 'organisation_id')::uuid AND o.is_visible
      WHERE w.table_name = 'identifier'
    -- A topic shows in the list of the one above it.
    UNION SELECT 'topic', t.broader_id FROM written w JOIN topic t ON t.id = (w.row_key ->> 'id')::uuid
      WHERE w.table_name = 'topic' AND t.broader_id IS NOT NULL
    UNION SELECT 'topic', (w.before ->> 'broader_id')::uuid FROM written w
      WHERE w.table_name = 'topic' AND w.before ->> 'broader_id' IS NOT NULL
  ), own (kind, id) AS (
    SELECT 'article', id FROM own_article
    UNION SELECT 'article', (w.row_key ->> 'article_id')::uuid FROM written w
      WHERE w.table_name = 'article_text' AND (w.row_key ->> 'article_id')::uuid = ANY (seen)
    UNION SELECT 'person', (w.row_key ->> 'id')::uuid FROM written w LEFT JOIN person p ON p.id = (w.row_key ->> 'id')::uuid
      WHERE w.table_name = 'person' AND p.is_visible IS NOT FALSE
    UNION SELECT 'organisation', (w.row_key ->> 'id')::uuid FROM written w LEFT JOIN organisation o ON o.id = (w.row_key ->> 'id')::uuid
      WHERE w.table_name = 'organisation' AND o.is_visible IS NOT FALSE
    UNION SELECT 'topic', (w.row_key ->> 'id')::uuid FROM written w WHERE w.table_name = 'topic'
    UNION SELECT 'person', t.id FROM touched t WHERE t.kind = 'person shown'
    UNION SELECT 'organisation', t.id FROM touched t WHERE t.kind = 'organisation shown'
  ), tags AS (
    SELECT kind || ':' || id AS tag FROM own
    UNION SELECT kind FROM own
    UNION SELECT kind || ':' || id || '+' FROM gathered
    UNION SELECT kind || '+' FROM gathered
  )
  SELECT CASE WHEN count(*) > tags_max THEN '{*}' ELSE coalesce(array_agg(tag ORDER BY tag COLLATE "C"), '{}') END INTO purged FROM tags;
  RETURN purged;
END $$;

-- As bring_up_to_date(): by keys, whatever a connection's plans were made with. What a change wrote is joined by hashes.
ALTER FUNCTION purged_tags() SET enable_seqscan = off;

-- Tells every process that listens what to purge. A notification has 8,000 bytes at most: where the tags are more, it
-- names the change alone, and they are read from the table.
CREATE FUNCTION tell_purge(change_id uuid, purged text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  payload text := change_id || ' ' || array_to_string(purged, ',');
BEGIN
  PERFORM pg_notify('onrecord_purge', CASE WHEN octet_length(payload) < 8000 THEN payload ELSE change_id::text END);
END $$;

-- The end of a change: derived data, the outbox, and what it purges. A change that wrote nothing leaves no trace, unless
-- its key must be remembered. Gives whether it wrote, and the tags.
CREATE FUNCTION end_change() RETURNS TABLE (wrote boolean, purged text[]) LANGUAGE plpgsql AS $$
BEGIN
  PERFORM bring_up_to_date();
  purged := '{}';
  SELECT EXISTS (SELECT FROM revision r WHERE r.change_id = current_change()) INTO wrote;
  IF NOT wrote THEN
    DELETE FROM change c WHERE c.id = current_change() AND c.key IS NULL;
  ELSE
    INSERT INTO outbox (change_id) VALUES (current_change());
    purged := purged_tags();
    IF purged <> '{}' THEN
      INSERT INTO cache_purge (change_id, tags) VALUES (current_change(), purged);
      PERFORM tell_purge(current_change(), purged);
    END IF;
    -- No cache keeps an answer for as long as a day.
    DELETE FROM cache_purge WHERE change_id IN (
      SELECT p.change_id FROM cache_purge p WHERE p.recorded_at < now() - interval '1 day' LIMIT 100 FOR UPDATE SKIP LOCKED);
  END IF;
  RETURN NEXT;
END $$;

-- As processes of the release before call it.
CREATE OR REPLACE FUNCTION finish_change() RETURNS boolean LANGUAGE sql
  AS 'SELECT wrote FROM end_change()';
