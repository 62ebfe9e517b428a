-- The write door: content is written inside `database.change` or not at all, and every write leaves its history.
--
-- begin_change() opens a change, the triggers here write `revision` and note in `touched` whose derived data may now be
-- wrong; bring_up_to_date() (next migration) reads that. Bulk loaders go around all of it with
-- session_replication_role = replica, and run `onrecord verify`.

-- The columns that bring_up_to_date() writes: they are no part of a row's version or history.
CREATE FUNCTION derived_columns(table_name text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE table_name
    WHEN 'affiliation' THEN ARRAY['sort_at', 'is_visible', 'current', 'newest_receipt_id']
    ELSE ARRAY['sort_at', 'is_visible', 'quote_count', 'article_count']
  END;

-- Opens a change in this transaction. Gives null, or the id of the change that used the key before: then nothing may be
-- written. Waits for another transaction that is using the same key.
CREATE FUNCTION begin_change(change_id uuid, actor text, reason text, idempotency_key text) RETURNS uuid LANGUAGE plpgsql AS $$
DECLARE
  earlier uuid;
BEGIN
  INSERT INTO change (id, actor, reason, key) VALUES (change_id, actor, reason, idempotency_key) ON CONFLICT (key) DO NOTHING;
  IF NOT FOUND THEN
    SELECT id INTO STRICT earlier FROM change WHERE key = idempotency_key;
    RETURN earlier;
  END IF;
  IF to_regclass('pg_temp.touched') IS NULL THEN
    CREATE TEMPORARY TABLE touched (kind text NOT NULL, id uuid NOT NULL, PRIMARY KEY (kind, id)) ON COMMIT DELETE ROWS;
  END IF;
  PERFORM set_config('onrecord.change_id', change_id::text, true);
  RETURN NULL;
END $$;

CREATE FUNCTION current_change() RETURNS uuid LANGUAGE sql STABLE
  RETURN nullif(current_setting('onrecord.change_id', true), '')::uuid;

CREATE FUNCTION require_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_change() IS NULL THEN
    RAISE EXCEPTION 'writes to % go through database.change', TG_TABLE_NAME USING ERRCODE = 'object_not_in_prerequisite_state';
  END IF;
  RETURN NULL;
END $$;

-- The primary key of a row.
CREATE FUNCTION row_key(content jsonb, key_columns text[]) RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN (SELECT jsonb_object_agg(name, content -> name) FROM unnest(key_columns) AS name);

-- Trigger arguments: the primary key's columns, then the owners' kinds, then the owners' columns, each as a list.
CREATE FUNCTION write_creation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO revision (change_id, table_name, row_key, kind)
    SELECT current_change(), TG_TABLE_NAME, row_key(to_jsonb(n), TG_ARGV[0]::text[]), 'CREATED' FROM new_rows n;
  INSERT INTO touched (kind, id)
    SELECT owner.kind, (to_jsonb(n) ->> owner.column_name)::uuid
      FROM new_rows n, unnest(TG_ARGV[1]::text[], TG_ARGV[2]::text[]) AS owner (kind, column_name)
      WHERE to_jsonb(n) ->> owner.column_name IS NOT NULL
    ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;

CREATE FUNCTION write_deletion() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO revision (change_id, table_name, row_key, kind, before)
    SELECT current_change(), TG_TABLE_NAME, row_key(to_jsonb(o), TG_ARGV[0]::text[]), 'DELETED', to_jsonb(o) - derived_columns(TG_TABLE_NAME)
      FROM old_rows o;
  INSERT INTO touched (kind, id)
    SELECT owner.kind, (to_jsonb(o) ->> owner.column_name)::uuid
      FROM old_rows o, unnest(TG_ARGV[1]::text[], TG_ARGV[2]::text[]) AS owner (kind, column_name)
      WHERE to_jsonb(o) ->> owner.column_name IS NOT NULL
    ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;

-- Rows that an UPDATE left as they were have no history.
CREATE FUNCTION write_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  WITH gone AS (
    SELECT to_jsonb(o) - derived_columns(TG_TABLE_NAME) AS content FROM old_rows o
    EXCEPT
    SELECT to_jsonb(n) - derived_columns(TG_TABLE_NAME) FROM new_rows n
  ), come AS (
    SELECT to_jsonb(n) - derived_columns(TG_TABLE_NAME) AS content FROM new_rows n
    EXCEPT
    SELECT to_jsonb(o) - derived_columns(TG_TABLE_NAME) FROM old_rows o
  ), history AS (
    INSERT INTO revision (change_id, table_name, row_key, kind, before)
      SELECT current_change(), TG_TABLE_NAME, row_key(content, TG_ARGV[0]::text[]), 'UPDATED', content FROM gone
  )
  INSERT INTO touched (kind, id)
    SELECT owner.kind, (content ->> owner.column_name)::uuid
      FROM (SELECT content FROM gone UNION ALL SELECT content FROM come) AS changed,
        unnest(TG_ARGV[1]::text[], TG_ARGV[2]::text[]) AS owner (kind, column_name)
      WHERE content ->> owner.column_name IS NOT NULL
    ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;

-- Puts a table behind the door. Later migrations that add a content table call it too.
CREATE FUNCTION put_behind_door(table_name text, key_columns text[], owner_kinds text[], owner_columns text[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format(
    'CREATE TRIGGER require_change BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON %I
       FOR EACH STATEMENT EXECUTE FUNCTION require_change()', table_name);
  EXECUTE format(
    'CREATE TRIGGER write_creation AFTER INSERT ON %I REFERENCING NEW TABLE AS new_rows
       FOR EACH STATEMENT EXECUTE FUNCTION write_creation(%L, %L, %L)', table_name, key_columns, owner_kinds, owner_columns);
  EXECUTE format(
    'CREATE TRIGGER write_update AFTER UPDATE ON %I REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
       FOR EACH STATEMENT WHEN (coalesce(current_setting(''onrecord.deriving'', true), '''') <> ''on'')
       EXECUTE FUNCTION write_update(%L, %L, %L)', table_name, key_columns, owner_kinds, owner_columns);
  EXECUTE format(
    'CREATE TRIGGER write_deletion AFTER DELETE ON %I REFERENCING OLD TABLE AS old_rows
       FOR EACH STATEMENT EXECUTE FUNCTION write_deletion(%L, %L, %L)', table_name, key_columns, owner_kinds, owner_columns);
END $$;

SELECT put_behind_door(table_name, key_columns::text[], owner_kinds::text[], owner_columns::text[]) FROM (VALUES
  ('article', '{id}', '{article,organisation}', '{id,publisher_id}'),
  ('article_text', '{article_id,revision}', '{}', '{}'),
  ('article_source', '{id}', '{}', '{}'),
  ('block', '{article_id,revision,position}', '{}', '{}'),
  ('person', '{id}', '{person}', '{id}'),
  ('organisation', '{id}', '{organisation,organisation}', '{id,parent_id}'),
  ('identifier', '{id}', '{}', '{}'),
  ('mention', '{id}', '{article,person,organisation}', '{article_id,person_id,organisation_id}'),
  ('quote', '{id}', '{article,organisation,person,organisation}',
    '{article_id,speaking_for_id,addressee_person_id,addressee_organisation_id}'),
  ('quote_span', '{quote_id,role,position}', '{article}', '{article_id}'),
  ('quote_speaker', '{quote_id,position}', '{quote,person,organisation}', '{quote_id,person_id,organisation_id}'),
  ('quote_topic', '{quote_id,topic_id}', '{quote}', '{quote_id}'),
  ('topic', '{id}', '{topic,topic_tree}', '{id,id}'),
  ('topic_assignment', '{id}', '{article,topic}', '{article_id,topic_id}'),
  ('topic_span', '{assignment_id,position}', '{}', '{}'),
  ('affiliation', '{id}', '{affiliation,person,organisation}', '{id,person_id,organisation_id}'),
  ('affiliation_receipt', '{id}', '{article,affiliation}', '{article_id,affiliation_id}'),
  ('merge_candidate', '{id}', '{}', '{}')
) AS content (table_name, key_columns, owner_kinds, owner_columns);

-- Derived tables and old slugs have no history of their own, but they too are written inside a change only.
DO $$
DECLARE
  table_name text;
BEGIN
  FOREACH table_name IN ARRAY ARRAY['topic_closure', 'quote_about', 'quote_mention', 'article_person', 'article_organisation', 'slug', 'revision', 'outbox'] LOOP
    EXECUTE format(
      'CREATE TRIGGER require_change BEFORE INSERT OR UPDATE OR TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION require_change()', table_name);
  END LOOP;
END $$;

-- version counts what a writer changed, and nothing else: a writer cannot set it, and derived columns do not move it.
CREATE FUNCTION bump_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.version := OLD.version;
  IF to_jsonb(NEW) - derived_columns(TG_TABLE_NAME) <> to_jsonb(OLD) - derived_columns(TG_TABLE_NAME) THEN
    NEW.version := OLD.version + 1;
  END IF;
  RETURN NEW;
END $$;

DO $$
DECLARE
  table_name text;
BEGIN
  FOREACH table_name IN ARRAY ARRAY['article', 'person', 'organisation', 'mention', 'quote', 'topic', 'topic_assignment', 'affiliation', 'affiliation_receipt'] LOOP
    EXECUTE format(
      'CREATE TRIGGER bump_version BEFORE UPDATE ON %I
         FOR EACH ROW WHEN (coalesce(current_setting(''onrecord.deriving'', true), '''') <> ''on'')
         EXECUTE FUNCTION bump_version()', table_name);
  END LOOP;
END $$;

-- A slug that was given up resolves to what had it, for ever, so nothing else may take it. What had it may take it back.
CREATE FUNCTION keep_old_slug() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  own_kind slug_kind := upper(TG_TABLE_NAME)::slug_kind;
  owner uuid;
BEGIN
  IF TG_OP = 'DELETE' THEN
    DELETE FROM slug WHERE kind = own_kind AND target_id = OLD.id;
    RETURN NULL;
  END IF;
  -- After the row is in, not before: the unique index has then waited for whoever was giving the slug up.
  SELECT target_id INTO owner FROM slug WHERE kind = own_kind AND slug = NEW.slug;
  IF owner = NEW.id THEN
    DELETE FROM slug WHERE kind = own_kind AND slug = NEW.slug;
  ELSIF FOUND THEN
    RAISE EXCEPTION 'the slug "%" cannot be taken: it still leads to the % that gave it up (%)', NEW.slug, TG_TABLE_NAME, owner
      USING ERRCODE = 'unique_violation', CONSTRAINT = TG_TABLE_NAME || '_slug_given_up', TABLE = TG_TABLE_NAME, COLUMN = 'slug',
        DETAIL = format('Key (slug)=(%s) was given up by %s.', NEW.slug, owner);
  END IF;
  IF TG_OP = 'UPDATE' THEN
    INSERT INTO slug (kind, slug, target_id) VALUES (own_kind, OLD.slug, OLD.id);
  END IF;
  RETURN NULL;
END $$;

DO $$
DECLARE
  table_name text;
BEGIN
  FOREACH table_name IN ARRAY ARRAY['article', 'person', 'organisation', 'topic'] LOOP
    EXECUTE format('CREATE TRIGGER take_slug AFTER INSERT OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION keep_old_slug()', table_name);
    EXECUTE format(
      'CREATE TRIGGER keep_old_slug AFTER UPDATE OF slug ON %I
         FOR EACH ROW WHEN (NEW.slug <> OLD.slug) EXECUTE FUNCTION keep_old_slug()', table_name);
  END LOOP;
END $$;
