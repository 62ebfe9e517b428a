-- People and organisations that turned out to be one are merged: the row of the one stays, names nothing, and leads to the
-- other. Nothing is deleted, so that a merge can be undone (src/editing/merge-entities.ts).

-- AlterTable
ALTER TABLE "organisation" ADD COLUMN     "merged_into_id" UUID;

-- AlterTable
ALTER TABLE "person" ADD COLUMN     "merged_into_id" UUID;

-- CreateIndex
CREATE INDEX "organisation_merged_into_id_idx" ON "organisation"("merged_into_id");

-- CreateIndex
CREATE INDEX "person_merged_into_id_idx" ON "person"("merged_into_id");

-- AddForeignKey
ALTER TABLE "person" ADD CONSTRAINT "person_merged_into_id_fkey" FOREIGN KEY ("merged_into_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "organisation" ADD CONSTRAINT "organisation_merged_into_id_fkey" FOREIGN KEY ("merged_into_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "person" ADD CONSTRAINT "person_not_merged_into_itself" CHECK (merged_into_id <> id);
ALTER TABLE "organisation" ADD CONSTRAINT "organisation_not_merged_into_itself" CHECK (merged_into_id <> id);

-- What names a person or an organisation, readers or not.
CREATE FUNCTION is_person_referred_to(entity uuid) RETURNS boolean LANGUAGE sql STABLE
  RETURN EXISTS (SELECT FROM mention WHERE person_id = entity)
    OR EXISTS (SELECT FROM quote_speaker WHERE person_id = entity)
    OR EXISTS (SELECT FROM quote WHERE addressee_person_id = entity)
    OR EXISTS (SELECT FROM affiliation WHERE person_id = entity)
    OR EXISTS (SELECT FROM identifier WHERE person_id = entity);

CREATE FUNCTION is_organisation_referred_to(entity uuid) RETURNS boolean LANGUAGE sql STABLE
  RETURN EXISTS (SELECT FROM mention WHERE organisation_id = entity)
    OR EXISTS (SELECT FROM quote_speaker WHERE organisation_id = entity)
    OR EXISTS (SELECT FROM quote WHERE speaking_for_id = entity)
    OR EXISTS (SELECT FROM quote WHERE addressee_organisation_id = entity)
    OR EXISTS (SELECT FROM affiliation WHERE organisation_id = entity)
    OR EXISTS (SELECT FROM identifier WHERE organisation_id = entity)
    OR EXISTS (SELECT FROM article WHERE publisher_id = entity)
    OR EXISTS (SELECT FROM organisation o WHERE o.parent_id = entity);

-- Whoever has read a person before the merge, and names them after it, begins again and finds the other: a merge locks the
-- row FOR UPDATE, so that the foreign keys of others wait for it.
CREATE FUNCTION hold_merged() RETURNS void LANGUAGE plpgsql SET enable_seqscan TO 'off' AS $$
BEGIN
  IF EXISTS (
      SELECT FROM touched t JOIN person p ON p.id = t.id
        WHERE t.kind = 'person' AND p.merged_into_id IS NOT NULL AND is_person_referred_to(p.id))
    OR EXISTS (
      SELECT FROM touched t JOIN organisation o ON o.id = t.id
        WHERE t.kind = 'organisation' AND o.merged_into_id IS NOT NULL AND is_organisation_referred_to(o.id))
  THEN
    RAISE EXCEPTION 'a fact names a person or an organisation that was merged into another'
      USING ERRCODE = 'serialization_failure';
  END IF;
END $$;

CREATE OR REPLACE FUNCTION end_change() RETURNS TABLE(wrote boolean, purged text[])
    LANGUAGE plpgsql
    AS $$
BEGIN
  PERFORM hold_merged();
  PERFORM bring_up_to_date();
  purged := '{}';
  SELECT EXISTS (SELECT FROM revision r WHERE r.change_id = current_change()) INTO wrote;
  IF NOT wrote THEN
    DELETE FROM change c WHERE c.id = current_change() AND c.key IS NULL;
  ELSE
    INSERT INTO outbox (change_id) VALUES (current_change());
    -- What was answered under an id that leads elsewhere has no tag of that id. Merges are rare: they purge everything.
    purged := CASE WHEN current_setting('onrecord.is_merge', true) = 'on' THEN '{*}' ELSE purged_tags() END;
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

-- The other's names are found under the one that stays.
CREATE OR REPLACE FUNCTION find_entities(person_keys text[], organisation_keys text[], person_ids uuid[], organisation_ids uuid[], schemes text[], identifier_values text[]) RETURNS TABLE(type text, id uuid, slug text, name text, aliases text[], "organisationKind" organisation_kind, "parentId" uuid, identifiers jsonb)
    LANGUAGE plpgsql STABLE
    SET enable_seqscan TO 'off'
    AS $$
DECLARE
  people uuid[];
  organisations uuid[];
  same_for_one_name CONSTANT integer := 50;
BEGIN
  people := ARRAY(
    SELECT found.person_id FROM unnest(person_keys) AS wanted (key) CROSS JOIN LATERAL (
      SELECT s.person_id FROM person_search s JOIN person p ON p.id = s.person_id AND p.merged_into_id IS NULL WHERE s.keys @> ARRAY[wanted.key] ORDER BY s.person_id LIMIT same_for_one_name) AS found
    UNION SELECT unnest(person_ids)
    UNION SELECT i.person_id FROM unnest(schemes, identifier_values) AS wanted (scheme, value)
      JOIN identifier i ON i.scheme = wanted.scheme::identifier_scheme AND i.value = wanted.value WHERE i.person_id IS NOT NULL);
  organisations := ARRAY(
    SELECT found.organisation_id FROM unnest(organisation_keys) AS wanted (key) CROSS JOIN LATERAL (
      SELECT s.organisation_id FROM organisation_search s JOIN organisation o ON o.id = s.organisation_id AND o.merged_into_id IS NULL WHERE s.keys @> ARRAY[wanted.key] ORDER BY s.organisation_id LIMIT same_for_one_name) AS found
    UNION SELECT unnest(organisation_ids)
    UNION SELECT i.organisation_id FROM unnest(schemes, identifier_values) AS wanted (scheme, value)
      JOIN identifier i ON i.scheme = wanted.scheme::identifier_scheme AND i.value = wanted.value WHERE i.organisation_id IS NOT NULL);
  RETURN QUERY
    SELECT 'person', p.id, p.slug, p.name, p.aliases, NULL::organisation_kind, NULL::uuid,
        (SELECT coalesce(jsonb_agg(jsonb_build_object('id', i.id, 'personId', i.person_id, 'organisationId', i.organisation_id,
          'scheme', i.scheme, 'value', i.value) ORDER BY i.id), '[]') FROM identifier i WHERE i.person_id = p.id)
      FROM person p WHERE p.id = ANY (people)
    UNION ALL
    SELECT 'organisation', o.id, o.slug, o.name, o.aliases, o.organisation_kind, o.parent_id,
        (SELECT coalesce(jsonb_agg(jsonb_build_object('id', i.id, 'personId', i.person_id, 'organisationId', i.organisation_id,
          'scheme', i.scheme, 'value', i.value) ORDER BY i.id), '[]') FROM identifier i WHERE i.organisation_id = o.id)
      FROM organisation o WHERE o.id = ANY (organisations);
END $$;

-- What came in stays as it came, but who published it may turn out to be another.
CREATE FUNCTION refuse_source_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF to_jsonb(NEW) - 'publisher_id' <> to_jsonb(OLD) - 'publisher_id' THEN
    RAISE EXCEPTION '% is never updated: what came in stays as it came', TG_TABLE_NAME
      USING ERRCODE = 'check_violation', CONSTRAINT = TG_TABLE_NAME || '_never_updated', TABLE = TG_TABLE_NAME;
  END IF;
  RETURN NEW;
END $$;
DROP TRIGGER refuse_update ON article_source;
CREATE TRIGGER refuse_update BEFORE UPDATE ON article_source FOR EACH ROW EXECUTE FUNCTION refuse_source_update();
