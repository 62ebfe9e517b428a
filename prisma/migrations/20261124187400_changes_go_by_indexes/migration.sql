-- A change looks rows up by indexes, whatever the statistics say. A connection plans the check of a foreign key once, at its
-- first write: in a record that was nearly empty then, each check read its whole table from that time on, until the
-- statistics were made anew (never, in an embedded database): 24,000 checks of an import of 800 articles read 11 million.
DO $$
DECLARE
  definition text := pg_get_functiondef('begin_change(uuid, text, text, text)'::regprocedure);
  old_end CONSTANT text := 'PERFORM set_config(''onrecord.change_id'', change_id::text, true);';
  new_end CONSTANT text := E'PERFORM set_config(''enable_seqscan'', ''off'', true);\n  ' || old_end;
BEGIN
  IF position(old_end IN definition) = 0 THEN
    RAISE EXCEPTION 'begin_change() is not what this migration knows';
  END IF;
  EXECUTE replace(definition, old_end, new_end);
END $$;
