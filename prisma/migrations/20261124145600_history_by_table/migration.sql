-- As before, by functions of each table's own: a row is not turned into JSON to read its key and its owners, which took a
-- sixth of the time of an import. A creation still stores no copy of the row.
CREATE OR REPLACE FUNCTION put_behind_door(table_name text, key_columns text[], owner_kinds text[], owner_columns text[]) RETURNS void LANGUAGE plpgsql AS $door$
DECLARE
  row_key_of text := (SELECT string_agg(format('%L, n.%I', name, name), ', ') FROM unnest(key_columns) AS name);
  touch text := (
    SELECT string_agg(format('SELECT %L, n.%I FROM new_rows n WHERE n.%I IS NOT NULL', owner.kind, owner.column_name, owner.column_name), ' UNION ')
      FROM unnest(owner_kinds, owner_columns) AS owner (kind, column_name));
BEGIN
  EXECUTE format(
    'CREATE OR REPLACE FUNCTION %I() RETURNS trigger LANGUAGE plpgsql AS $body$
     DECLARE
       this_change uuid := current_change();
     BEGIN
       INSERT INTO revision (change_id, table_name, row_key, kind)
         SELECT this_change, TG_TABLE_NAME, jsonb_build_object(%s), ''CREATED'' FROM new_rows n;
       %s
       RETURN NULL;
     END $body$',
    'write_creation_of_' || table_name, row_key_of,
    CASE WHEN touch IS NULL THEN '' ELSE 'INSERT INTO touched (kind, id) ' || touch || ' ON CONFLICT DO NOTHING;' END);
  EXECUTE format(
    'CREATE TRIGGER require_change BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON %I
       FOR EACH STATEMENT EXECUTE FUNCTION require_change()', table_name);
  EXECUTE format(
    'CREATE TRIGGER write_creation AFTER INSERT ON %I REFERENCING NEW TABLE AS new_rows
       FOR EACH STATEMENT EXECUTE FUNCTION %I()', table_name, 'write_creation_of_' || table_name);
  EXECUTE format(
    'CREATE TRIGGER write_update AFTER UPDATE ON %I REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
       FOR EACH STATEMENT WHEN (coalesce(current_setting(''onrecord.deriving'', true), '''') <> ''on'')
       EXECUTE FUNCTION write_update(%L, %L, %L)', table_name, key_columns, owner_kinds, owner_columns);
  EXECUTE format(
    'CREATE TRIGGER write_deletion AFTER DELETE ON %I REFERENCING OLD TABLE AS old_rows
       FOR EACH STATEMENT EXECUTE FUNCTION write_deletion(%L, %L, %L)', table_name, key_columns, owner_kinds, owner_columns);
END $door$;

DO $$
DECLARE
  content record;
  trigger_name text;
BEGIN
  FOR content IN
    SELECT * FROM (VALUES
      ('article', '{id}', '{article,article_words,organisation}', '{id,id,publisher_id}'),
      ('article_text', '{article_id,revision}', '{}', '{}'),
      ('article_source', '{id}', '{}', '{}'),
      ('block', '{article_id,revision,position}', '{}', '{}'),
      ('person', '{id}', '{person}', '{id}'),
      ('organisation', '{id}', '{organisation,organisation}', '{id,parent_id}'),
      ('identifier', '{id}', '{}', '{}'),
      ('mention', '{id}', '{article,person,organisation}', '{article_id,person_id,organisation_id}'),
      ('quote', '{id}', '{article,quote_words,organisation,person,organisation}',
        '{article_id,id,speaking_for_id,addressee_person_id,addressee_organisation_id}'),
      ('quote_span', '{quote_id,role,position}', '{article}', '{article_id}'),
      ('quote_speaker', '{quote_id,position}', '{quote,person,organisation}', '{quote_id,person_id,organisation_id}'),
      ('quote_topic', '{quote_id,topic_id}', '{quote}', '{quote_id}'),
      ('topic', '{id}', '{topic,topic_tree}', '{id,id}'),
      ('topic_assignment', '{id}', '{article,topic}', '{article_id,topic_id}'),
      ('topic_span', '{assignment_id,position}', '{}', '{}'),
      ('affiliation', '{id}', '{affiliation,person,organisation}', '{id,person_id,organisation_id}'),
      ('affiliation_receipt', '{id}', '{article,affiliation}', '{article_id,affiliation_id}'),
      ('merge_candidate', '{id}', '{}', '{}')
    ) AS content (table_name, key_columns, owner_kinds, owner_columns)
  LOOP
    FOREACH trigger_name IN ARRAY ARRAY['require_change', 'write_creation', 'write_update', 'write_deletion'] LOOP
      EXECUTE format('DROP TRIGGER %I ON %I', trigger_name, content.table_name);
    END LOOP;
    PERFORM put_behind_door(content.table_name, content.key_columns::text[], content.owner_kinds::text[], content.owner_columns::text[]);
  END LOOP;
END $$;
DROP FUNCTION write_creation();
