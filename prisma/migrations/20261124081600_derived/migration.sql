-- Derived data. Each view expected_<table> states what a table's derived rows or columns ought to be; bring_up_to_date(),
-- the last step of `database.change`, makes them so for what a change touched, and `onrecord verify` compares all of it.
--
-- Facts are judged by their article; entities and counts by the stored is_visible of their facts, which are indexed.
-- A LOST span keeps its visibility (its state is shown) but has no place in today's text: it is left out of the joins.
-- article_id is always the article's own id: PostgreSQL carries `= ANY (array)` into one side of a join only, and from the
-- article's key it finds the rest by index.

-- An article's own two follow from its row alone.
CREATE FUNCTION derive_article() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.sort_at := coalesce(NEW.published_at, NEW.recorded_at);
  NEW.is_visible := NEW.status = 'PUBLISHED';
  RETURN NEW;
END $$;
CREATE TRIGGER derive_article BEFORE INSERT OR UPDATE OF published_at, recorded_at, status, sort_at, is_visible ON article
  FOR EACH ROW EXECUTE FUNCTION derive_article();

CREATE VIEW expected_mention AS
  SELECT m.id, a.id AS article_id, a.sort_at, m.review = 'CONFIRMED' AND a.is_visible AS is_visible
    FROM article a JOIN mention m ON m.article_id = a.id;

CREATE VIEW expected_quote AS
  SELECT q.id, a.id AS article_id, a.sort_at, q.review = 'CONFIRMED' AND a.is_visible AS is_visible
    FROM article a JOIN quote q ON q.article_id = a.id;

CREATE VIEW expected_topic_assignment AS
  SELECT t.id, a.id AS article_id, a.sort_at, t.review = 'CONFIRMED' AND a.is_visible AS is_visible
    FROM article a JOIN topic_assignment t ON t.article_id = a.id;

CREATE VIEW expected_affiliation_receipt AS
  SELECT r.id, a.id AS article_id, a.sort_at, r.review = 'CONFIRMED' AND a.is_visible AS is_visible
    FROM article a JOIN affiliation_receipt r ON r.article_id = a.id;

CREATE VIEW expected_quote_speaker AS
  SELECT s.quote_id, s.position, q.article_id, q.sort_at, q.is_visible
    FROM quote_speaker s JOIN expected_quote q ON q.id = s.quote_id;

CREATE VIEW expected_quote_topic AS
  SELECT t.quote_id, t.topic_id, q.article_id, q.sort_at, q.is_visible
    FROM quote_topic t JOIN expected_quote q ON q.id = t.quote_id;

CREATE VIEW expected_article_person AS
  SELECT a.id AS article_id, m.person_id,
      (array_agg(m.id ORDER BY m.review = 'CONFIRMED' DESC, m.span_start, m.id))[1] AS first_mention_id,
      (count(*) FILTER (WHERE m.review = 'CONFIRMED' AND a.is_visible))::integer AS mention_count,
      (array_agg(m.span_start ORDER BY m.review = 'CONFIRMED' DESC, m.span_start, m.id))[1] AS span_start,
      a.sort_at,
      bool_or(m.review = 'CONFIRMED' AND a.is_visible) AS is_visible
    FROM article a JOIN mention m ON m.article_id = a.id
    WHERE m.person_id IS NOT NULL AND m.review <> 'REJECTED' AND m.span_state <> 'LOST'
    GROUP BY a.id, m.person_id;

CREATE VIEW expected_article_organisation AS
  SELECT a.id AS article_id, m.organisation_id,
      (array_agg(m.id ORDER BY m.review = 'CONFIRMED' DESC, m.span_start, m.id))[1] AS first_mention_id,
      (count(*) FILTER (WHERE m.review = 'CONFIRMED' AND a.is_visible))::integer AS mention_count,
      (array_agg(m.span_start ORDER BY m.review = 'CONFIRMED' DESC, m.span_start, m.id))[1] AS span_start,
      a.sort_at,
      bool_or(m.review = 'CONFIRMED' AND a.is_visible) AS is_visible
    FROM article a JOIN mention m ON m.article_id = a.id
    WHERE m.organisation_id IS NOT NULL AND m.review <> 'REJECTED' AND m.span_state <> 'LOST'
    GROUP BY a.id, m.organisation_id;

CREATE VIEW expected_quote_mention AS
  SELECT DISTINCT q.id AS quote_id, m.id AS mention_id, a.id AS article_id, m.span_start,
      q.review = 'CONFIRMED' AND m.review = 'CONFIRMED' AND a.is_visible AS is_visible
    FROM article a
      JOIN quote q ON q.article_id = a.id AND q.span_state <> 'LOST'
      JOIN quote_span s ON s.quote_id = q.id AND s.role = 'CONTENT'
      JOIN mention m ON m.article_id = a.id AND m.revision = s.revision
        AND m.span_start >= s.span_start AND m.span_end <= s.span_end
        AND m.review <> 'REJECTED' AND m.span_state <> 'LOST';

-- One comparison for both kinds of entity: an OR would be answered from an entity's index, over all that it ever said.
CREATE VIEW expected_quote_about AS
  SELECT e.quote_id, e.article_id, m.person_id, m.organisation_id, a.sort_at, bool_or(e.is_visible) AS is_visible
    FROM expected_quote_mention e
      JOIN mention m ON m.id = e.mention_id
      JOIN article a ON a.id = e.article_id
    WHERE NOT EXISTS (
      SELECT FROM quote_speaker s
        WHERE s.quote_id = e.quote_id AND coalesce(s.person_id, s.organisation_id) = coalesce(m.person_id, m.organisation_id))
    GROUP BY e.quote_id, e.article_id, m.person_id, m.organisation_id, a.sort_at;

-- The newest visible receipt speaks for the affiliation; where none is visible, the newest.
CREATE VIEW expected_affiliation AS
  SELECT f.id, r.current, r.sort_at, r.is_visible, r.id AS newest_receipt_id
    FROM affiliation f
      CROSS JOIN LATERAL (
        SELECT r.id, r.current, r.sort_at, r.is_visible FROM affiliation_receipt r
          WHERE r.affiliation_id = f.id ORDER BY r.is_visible DESC, r.sort_at DESC, r.id DESC LIMIT 1
      ) AS r;

CREATE VIEW expected_article AS
  SELECT a.id, coalesce(a.published_at, a.recorded_at) AS sort_at, a.status = 'PUBLISHED' AS is_visible,
      -- FILTER, not WHERE: a root list's index of visible rows must not seem to serve here while statistics are old.
      (SELECT (count(*) FILTER (WHERE q.is_visible))::integer FROM quote q WHERE q.article_id = a.id) AS quote_count
    FROM article a;

CREATE VIEW expected_person AS
  SELECT p.id,
      EXISTS (SELECT FROM mention m WHERE m.person_id = p.id AND m.is_visible)
        OR EXISTS (SELECT FROM quote_speaker s WHERE s.person_id = p.id AND s.is_visible)
        OR EXISTS (SELECT FROM quote q WHERE q.addressee_person_id = p.id AND q.is_visible)
        OR EXISTS (SELECT FROM affiliation f WHERE f.person_id = p.id AND f.is_visible) AS is_visible,
      (SELECT count(*)::integer FROM quote_speaker s WHERE s.person_id = p.id AND s.is_visible) AS quote_count,
      (SELECT count(*)::integer FROM article_person ap WHERE ap.person_id = p.id AND ap.is_visible) AS article_count
    FROM person p;

-- An organisation is visible for its own sake, or for the sake of one under it.
CREATE FUNCTION is_organisation_named(organisation_id uuid) RETURNS boolean LANGUAGE sql STABLE
  RETURN EXISTS (SELECT FROM mention m WHERE m.organisation_id = $1 AND m.is_visible)
    OR EXISTS (SELECT FROM quote_speaker s WHERE s.organisation_id = $1 AND s.is_visible)
    OR EXISTS (SELECT FROM quote q WHERE q.speaking_for_id = $1 AND q.is_visible)
    OR EXISTS (SELECT FROM quote q WHERE q.addressee_organisation_id = $1 AND q.is_visible)
    OR EXISTS (SELECT FROM affiliation f WHERE f.organisation_id = $1 AND f.is_visible)
    OR EXISTS (SELECT FROM article a WHERE a.publisher_id = $1 AND a.is_visible);

CREATE VIEW expected_organisation AS
  SELECT o.id,
      EXISTS (
        WITH RECURSIVE under AS (
          SELECT o.id
          UNION
          SELECT c.id FROM organisation c JOIN under u ON c.parent_id = u.id
        )
        SELECT FROM under WHERE is_organisation_named(under.id)) AS is_visible,
      (SELECT count(*)::integer FROM quote_speaker s WHERE s.organisation_id = o.id AND s.is_visible) AS quote_count,
      (SELECT count(*)::integer FROM article_organisation ao WHERE ao.organisation_id = o.id AND ao.is_visible) AS article_count
    FROM organisation o;

CREATE VIEW expected_topic AS
  SELECT t.id, (SELECT count(*)::integer FROM topic_assignment ta WHERE ta.topic_id = t.id AND ta.is_visible) AS article_count
    FROM topic t;

CREATE VIEW expected_topic_closure AS
  WITH RECURSIVE walk AS (
    SELECT t.id AS ancestor_id, t.id AS descendant_id, 0 AS depth FROM topic t
    UNION ALL
    SELECT w.ancestor_id, t.id, w.depth + 1 FROM walk w JOIN topic t ON t.broader_id = w.descendant_id
  ) CYCLE descendant_id SET is_cycle USING path
  SELECT ancestor_id, descendant_id, depth FROM walk WHERE NOT is_cycle;

-- Always into a variable: in a WHERE it would be called again for each row.
CREATE FUNCTION touched_ids(touched_kind text) RETURNS uuid[] LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN ARRAY(SELECT id FROM touched WHERE kind = touched_kind ORDER BY id);
END $$;

-- The facts of the touched articles, and the rows that join them to others. Whatever changes here touches its owners.
CREATE FUNCTION derive_articles(articles uuid[]) RETURNS void LANGUAGE plpgsql AS $$
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
      SELECT article_id, person_id FROM expected_article_person WHERE article_id = ANY (articles)
    ) AS gone
    WHERE t.article_id = gone.article_id AND t.person_id = gone.person_id;
  INSERT INTO article_person AS t (article_id, person_id, first_mention_id, mention_count, span_start, sort_at, is_visible)
    SELECT article_id, person_id, first_mention_id, mention_count, span_start, sort_at, is_visible
      FROM expected_article_person WHERE article_id = ANY (articles)
    ON CONFLICT (article_id, person_id) DO UPDATE
      SET first_mention_id = excluded.first_mention_id, mention_count = excluded.mention_count,
        span_start = excluded.span_start, sort_at = excluded.sort_at, is_visible = excluded.is_visible
      WHERE (t.first_mention_id, t.mention_count, t.span_start, t.sort_at, t.is_visible)
        IS DISTINCT FROM (excluded.first_mention_id, excluded.mention_count, excluded.span_start, excluded.sort_at, excluded.is_visible);

  DELETE FROM article_organisation t
    USING (
      SELECT article_id, organisation_id FROM article_organisation WHERE article_id = ANY (articles)
      EXCEPT
      SELECT article_id, organisation_id FROM expected_article_organisation WHERE article_id = ANY (articles)
    ) AS gone
    WHERE t.article_id = gone.article_id AND t.organisation_id = gone.organisation_id;
  INSERT INTO article_organisation AS t (article_id, organisation_id, first_mention_id, mention_count, span_start, sort_at, is_visible)
    SELECT article_id, organisation_id, first_mention_id, mention_count, span_start, sort_at, is_visible
      FROM expected_article_organisation WHERE article_id = ANY (articles)
    ON CONFLICT (article_id, organisation_id) DO UPDATE
      SET first_mention_id = excluded.first_mention_id, mention_count = excluded.mention_count,
        span_start = excluded.span_start, sort_at = excluded.sort_at, is_visible = excluded.is_visible
      WHERE (t.first_mention_id, t.mention_count, t.span_start, t.sort_at, t.is_visible)
        IS DISTINCT FROM (excluded.first_mention_id, excluded.mention_count, excluded.span_start, excluded.sort_at, excluded.is_visible);

  DELETE FROM quote_mention t
    USING (
      SELECT qm.quote_id, qm.mention_id FROM quote_mention qm JOIN quote q ON q.id = qm.quote_id WHERE q.article_id = ANY (articles)
      EXCEPT
      SELECT quote_id, mention_id FROM expected_quote_mention WHERE article_id = ANY (articles)
    ) AS gone
    WHERE t.quote_id = gone.quote_id AND t.mention_id = gone.mention_id;
  INSERT INTO quote_mention AS t (quote_id, mention_id, span_start, is_visible)
    SELECT quote_id, mention_id, span_start, is_visible FROM expected_quote_mention WHERE article_id = ANY (articles)
    ON CONFLICT (quote_id, mention_id) DO UPDATE SET span_start = excluded.span_start, is_visible = excluded.is_visible
      WHERE (t.span_start, t.is_visible) IS DISTINCT FROM (excluded.span_start, excluded.is_visible);

  DELETE FROM quote_about t
    USING (
      SELECT qa.quote_id, qa.person_id, qa.organisation_id FROM quote_about qa JOIN quote q ON q.id = qa.quote_id WHERE q.article_id = ANY (articles)
      EXCEPT
      SELECT quote_id, person_id, organisation_id FROM expected_quote_about WHERE article_id = ANY (articles)
    ) AS gone
    WHERE t.quote_id = gone.quote_id AND coalesce(t.person_id, t.organisation_id) = coalesce(gone.person_id, gone.organisation_id);
  INSERT INTO quote_about AS t (quote_id, person_id, organisation_id, sort_at, is_visible)
    SELECT quote_id, person_id, organisation_id, sort_at, is_visible FROM expected_quote_about WHERE article_id = ANY (articles)
    ON CONFLICT (quote_id, person_id, organisation_id) DO UPDATE SET sort_at = excluded.sort_at, is_visible = excluded.is_visible
      WHERE (t.sort_at, t.is_visible) IS DISTINCT FROM (excluded.sort_at, excluded.is_visible);

  UPDATE article t SET quote_count = e.quote_count
    FROM expected_article e
    WHERE e.id = ANY (articles) AND t.id = e.id AND t.quote_count <> e.quote_count;
END $$;

-- An affiliation that no text says any more is gone, with its history; the others follow their newest receipt.
CREATE FUNCTION derive_affiliations(affiliations uuid[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM affiliation WHERE id = ANY (affiliations) ORDER BY id FOR NO KEY UPDATE;
  -- Whoever is adding a receipt holds FOR KEY SHARE: FOR UPDATE waits, and the DELETE after it sees what came.
  PERFORM FROM affiliation f
    WHERE f.id = ANY (affiliations) AND NOT EXISTS (SELECT FROM affiliation_receipt r WHERE r.affiliation_id = f.id)
    ORDER BY f.id FOR UPDATE;
  DELETE FROM affiliation f
    WHERE f.id = ANY (affiliations) AND NOT EXISTS (SELECT FROM affiliation_receipt r WHERE r.affiliation_id = f.id);

  WITH changed AS (
    UPDATE affiliation t
      SET current = e.current, sort_at = e.sort_at, is_visible = e.is_visible, newest_receipt_id = e.newest_receipt_id
      FROM expected_affiliation e
      WHERE e.id = ANY (affiliations) AND t.id = e.id
        AND (t.current, t.sort_at, t.is_visible, t.newest_receipt_id) IS DISTINCT FROM (e.current, e.sort_at, e.is_visible, e.newest_receipt_id)
      RETURNING t.person_id, t.organisation_id
  )
  INSERT INTO touched
    SELECT 'person', person_id FROM changed UNION SELECT 'organisation', organisation_id FROM changed
    ON CONFLICT DO NOTHING;
END $$;

CREATE FUNCTION derive_organisations() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  organisations uuid[] := touched_ids('organisation');
  known integer;
  looped text;
BEGIN
  -- Ancestors can change while this waits for a lock, so it looks again until it holds them all.
  LOOP
    known := cardinality(organisations);
    INSERT INTO touched
      WITH RECURSIVE upwards AS (
        SELECT o.id, o.parent_id FROM organisation o WHERE o.id = ANY (organisations)
        UNION
        SELECT o.id, o.parent_id FROM organisation o JOIN upwards u ON o.id = u.parent_id
      )
      SELECT 'organisation', id FROM upwards
      ON CONFLICT DO NOTHING;
    organisations := touched_ids('organisation');
    PERFORM FROM organisation WHERE id = ANY (organisations) ORDER BY id FOR NO KEY UPDATE;
    EXIT WHEN cardinality(organisations) = known;
  END LOOP;

  WITH RECURSIVE upwards AS (
    SELECT o.id AS start_id, o.parent_id FROM organisation o WHERE o.id = ANY (organisations)
    UNION
    SELECT u.start_id, o.parent_id FROM organisation o JOIN upwards u ON o.id = u.parent_id
  )
  SELECT o.slug INTO looped FROM upwards u JOIN organisation o ON o.id = u.start_id WHERE u.parent_id = u.start_id LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'organisation % would be part of itself', looped
      USING ERRCODE = 'check_violation', CONSTRAINT = 'organisation_not_its_own_parent', TABLE = 'organisation';
  END IF;

  UPDATE organisation t SET is_visible = e.is_visible, quote_count = e.quote_count, article_count = e.article_count
    FROM expected_organisation e
    WHERE e.id = ANY (organisations) AND t.id = e.id
      AND (t.is_visible, t.quote_count, t.article_count) IS DISTINCT FROM (e.is_visible, e.quote_count, e.article_count);
END $$;

CREATE FUNCTION derive_topic_tree(moved uuid[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  looped text;
BEGIN
  -- Two changes that each move a topic see each other's move only if one waits for the other.
  PERFORM pg_advisory_xact_lock(hashtext('onrecord.topic_tree'));
  WITH RECURSIVE upwards AS (
    SELECT t.id AS start_id, t.broader_id FROM topic t WHERE t.id = ANY (moved)
    UNION
    SELECT u.start_id, t.broader_id FROM topic t JOIN upwards u ON t.id = u.broader_id
  )
  SELECT t.slug INTO looped FROM upwards u JOIN topic t ON t.id = u.start_id WHERE u.broader_id = u.start_id LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'topic % would be broader than itself', looped
      USING ERRCODE = 'check_violation', CONSTRAINT = 'topic_not_its_own_broader', TABLE = 'topic';
  END IF;

  DELETE FROM topic_closure t
    USING (
      SELECT ancestor_id, descendant_id FROM topic_closure EXCEPT SELECT ancestor_id, descendant_id FROM expected_topic_closure
    ) AS gone
    WHERE t.ancestor_id = gone.ancestor_id AND t.descendant_id = gone.descendant_id;
  INSERT INTO topic_closure AS t (ancestor_id, descendant_id, depth)
    SELECT ancestor_id, descendant_id, depth FROM expected_topic_closure
    ON CONFLICT (ancestor_id, descendant_id) DO UPDATE SET depth = excluded.depth WHERE t.depth <> excluded.depth;
END $$;

-- Locks owners in one order for every change (articles, affiliations, people, organisations, topics; by id within each)
-- and only as far as FOR NO KEY UPDATE, which foreign-key checks of other changes do not wait for. So two changes that
-- name the same entity queue here, briefly, and the second counts what the first has committed.
CREATE FUNCTION bring_up_to_date() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  articles uuid[];
  people uuid[];
  topics uuid[];
BEGIN
  IF NOT EXISTS (SELECT FROM touched) THEN
    RETURN;
  END IF;
  INSERT INTO touched
    SELECT DISTINCT 'article', q.article_id FROM quote q WHERE q.id = ANY (touched_ids('quote'))
    ON CONFLICT DO NOTHING;
  articles := touched_ids('article');
  PERFORM set_config('onrecord.deriving', 'on', true);
  PERFORM FROM article WHERE id = ANY (articles) ORDER BY id FOR NO KEY UPDATE;
  PERFORM derive_articles(articles);
  PERFORM derive_affiliations(touched_ids('affiliation'));

  people := touched_ids('person');
  PERFORM FROM person WHERE id = ANY (people) ORDER BY id FOR NO KEY UPDATE;
  UPDATE person t SET is_visible = e.is_visible, quote_count = e.quote_count, article_count = e.article_count
    FROM expected_person e
    WHERE e.id = ANY (people) AND t.id = e.id
      AND (t.is_visible, t.quote_count, t.article_count) IS DISTINCT FROM (e.is_visible, e.quote_count, e.article_count);

  PERFORM derive_organisations();

  topics := touched_ids('topic');
  PERFORM FROM topic WHERE id = ANY (topics) ORDER BY id FOR NO KEY UPDATE;
  UPDATE topic t SET article_count = e.article_count
    FROM expected_topic e
    WHERE e.id = ANY (topics) AND t.id = e.id AND t.article_count <> e.article_count;
  IF touched_ids('topic_tree') <> '{}' THEN
    PERFORM derive_topic_tree(touched_ids('topic_tree'));
  END IF;
  PERFORM set_config('onrecord.deriving', 'off', true);
END $$;

-- The end of a change: derived data, and the outbox. A change that wrote nothing leaves no trace, unless its key must be
-- remembered. Gives whether it wrote.
CREATE FUNCTION finish_change() RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  wrote boolean;
BEGIN
  PERFORM bring_up_to_date();
  SELECT EXISTS (SELECT FROM revision WHERE change_id = current_change()) INTO wrote;
  IF wrote THEN
    INSERT INTO outbox (change_id) VALUES (current_change());
  ELSE
    DELETE FROM change WHERE id = current_change() AND key IS NULL;
  END IF;
  RETURN wrote;
END $$;
