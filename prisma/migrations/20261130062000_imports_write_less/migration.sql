-- A row that comes with the row that it is a part of leaves no history of its own: the creation of a quote, of a topic's
-- assignment, of a text stands for its spans, speakers, topics and blocks. They were two thirds of what an import writes as
-- history, which was the largest table of the record, and said nothing that the owner's creation does not say. What comes
-- later, changes or goes is written as before. Nothing asks for the parts that a row had before it was created.

-- Who owns a table's rows, where they are parts: the owner's table, and the owner's key in the columns of the part.
CREATE FUNCTION put_parts_behind_door(part_table text, key_columns text[], owner_kinds text[], owner_columns text[],
  owner_table text, owner_key_columns text[], part_columns text[]) RETURNS void LANGUAGE plpgsql AS $door$
DECLARE
  row_key_of text := (SELECT string_agg(format('%L, n.%I', name, name), ', ') FROM unnest(key_columns) AS name);
  owner_columns_of text := (SELECT string_agg(format('n.%I', name), ', ') FROM unnest(part_columns) AS name);
  owner_key_of text := (SELECT string_agg(format('%L, n.%I', pair.owner_column, pair.part_column), ', ')
    FROM unnest(owner_key_columns, part_columns) AS pair (owner_column, part_column));
  touch text := (
    SELECT string_agg(format('SELECT DISTINCT %L, n.%I FROM new_rows n WHERE n.%I IS NOT NULL', owner.kind, owner.column_name, owner.column_name), ' UNION ')
      FROM unnest(owner_kinds, owner_columns) AS owner (kind, column_name));
BEGIN
  EXECUTE format(
    'CREATE OR REPLACE FUNCTION %1$I() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $body$
     DECLARE
       this_change uuid := current_change();
       -- The owners that were there before. Each is looked up by its index: a join would read all that the change wrote.
       known jsonb[] := ARRAY(
         SELECT jsonb_build_object(%5$s) FROM (SELECT DISTINCT %7$s FROM new_rows n) AS n
           WHERE (SELECT true FROM revision r
             WHERE coalesce(r.row_key ->> ''id'', r.row_key ->> ''article_id'', r.row_key ->> ''quote_id'', r.row_key ->> ''assignment_id'')::uuid = n.%3$I
               AND r.change_id IS NOT DISTINCT FROM this_change AND r.table_name = %4$L AND r.row_key = jsonb_build_object(%5$s)
               AND r.kind = ''CREATED'' LIMIT 1) IS NULL);
     BEGIN
       IF known <> ''{}'' THEN
         INSERT INTO revision (change_id, table_name, row_key, kind)
           SELECT this_change, TG_TABLE_NAME, jsonb_build_object(%2$s), ''CREATED'' FROM new_rows n
             WHERE jsonb_build_object(%5$s) = ANY (known);
       END IF;
       %6$s
       RETURN NULL;
     END $body$',
    'write_creation_of_' || part_table, row_key_of, part_columns[1], owner_table, owner_key_of,
    CASE WHEN touch IS NULL THEN '' ELSE 'INSERT INTO touched (kind, id) ' || touch || ' ON CONFLICT DO NOTHING;' END, owner_columns_of);
END $door$;

SELECT put_parts_behind_door('block', '{article_id,revision,position}', '{}', '{}',
  'article_text', '{article_id,revision}', '{article_id,revision}');
SELECT put_parts_behind_door('quote_span', '{quote_id,role,position}', '{article}', '{article_id}', 'quote', '{id}', '{quote_id}');
SELECT put_parts_behind_door('quote_speaker', '{quote_id,position}', '{quote,person,organisation}', '{quote_id,person_id,organisation_id}',
  'quote', '{id}', '{quote_id}');
SELECT put_parts_behind_door('quote_topic', '{quote_id,topic_id}', '{quote}', '{quote_id}', 'quote', '{id}', '{quote_id}');
SELECT put_parts_behind_door('topic_span', '{assignment_id,position}', '{}', '{}', 'topic_assignment', '{id}', '{assignment_id}');
DROP FUNCTION put_parts_behind_door(text, text[], text[], text[], text, text[], text[]);

-- What people, organisations and topics are searched by is made again where their own rows changed, and not for each
-- mention of them.
DO $$
DECLARE
  entity text;
  trigger_name text;
  definition text := pg_get_functiondef('bring_up_to_date()'::regprocedure);
  old_call CONSTANT text := 'derive_name_search(people, touched_ids(''organisation''), topics)';
BEGIN
  FOREACH entity IN ARRAY ARRAY['person', 'organisation'] LOOP
    FOREACH trigger_name IN ARRAY ARRAY['require_change', 'write_creation', 'write_update', 'write_deletion'] LOOP
      EXECUTE format('DROP TRIGGER %I ON %I', trigger_name, entity);
    END LOOP;
  END LOOP;
  PERFORM put_behind_door('person', '{id}', '{person,person_names}', '{id,id}');
  PERFORM put_behind_door('organisation', '{id}', '{organisation,organisation,organisation_names}', '{id,parent_id,id}');
  IF position(old_call IN definition) = 0 THEN
    RAISE EXCEPTION 'bring_up_to_date() is not what this migration knows';
  END IF;
  EXECUTE replace(definition, old_call,
    'derive_name_search(touched_ids(''person_names''), touched_ids(''organisation_names''), touched_ids(''topic_tree''))');
END $$;

-- Whom a quote is about is made from the mentions in it as they are stored, which are brought up to date just before, and
-- not from the same search for them a second time.
CREATE OR REPLACE VIEW expected_quote_about AS
  SELECT q.id AS quote_id, q.article_id, m.person_id, m.organisation_id, a.sort_at, bool_or(e.is_visible) AS is_visible
    FROM quote q
    JOIN quote_mention e ON e.quote_id = q.id
    JOIN mention m ON m.id = e.mention_id
    JOIN article a ON a.id = q.article_id
    WHERE NOT EXISTS (
      SELECT FROM quote_speaker s
        WHERE s.quote_id = q.id AND coalesce(s.person_id, s.organisation_id) = coalesce(m.person_id, m.organisation_id))
    GROUP BY q.id, q.article_id, m.person_id, m.organisation_id, a.sort_at;

-- Whoever asks for one that was merged away is answered with whom it was merged into: when it is deleted, or itself again,
-- that answer is wrong.
DO $$
DECLARE
  old_line CONSTANT text := 'UNION SELECT ''topic'', (w.row_key ->> ''id'')::uuid FROM written w WHERE w.table_name = ''topic''';
  new_lines CONSTANT text := old_line || '
    UNION SELECT w.table_name, (w.before ->> ''merged_into_id'')::uuid FROM written w
      WHERE w.table_name IN (''person'', ''organisation'') AND w.before ->> ''merged_into_id'' IS NOT NULL';
  definition text := pg_get_functiondef('purged_tags()'::regprocedure);
BEGIN
  IF position(old_line IN definition) = 0 THEN
    RAISE EXCEPTION 'purged_tags() is not what this migration knows';
  END IF;
  EXECUTE replace(definition, old_line, new_lines);
END $$;
