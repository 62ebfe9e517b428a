-- A quote's speakers and spans are rows of their own: who changes only these asks for the quote's next version, so that
-- whoever read it before is told. A writer still cannot set any other version.
CREATE OR REPLACE FUNCTION bump_version() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  is_asked boolean := NEW.version = OLD.version + 1;
BEGIN
  NEW.version := OLD.version;
  IF is_asked OR to_jsonb(NEW) - derived_columns(TG_TABLE_NAME) <> to_jsonb(OLD) - derived_columns(TG_TABLE_NAME) THEN
    NEW.version := OLD.version + 1;
  END IF;
  RETURN NEW;
END $$;
