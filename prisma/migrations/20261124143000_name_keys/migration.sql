-- The names that an entity goes by, in the one spelling that all of them share: how an article that is imported finds, by
-- an index, whom it may be speaking of.

-- As nameKey() in src/text/name-key.ts: a property test holds the two together.
CREATE FUNCTION name_key(name text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN left(
    regexp_replace(
      btrim(
        regexp_replace(
          translate(
            lower(regexp_replace(normalize(name, NFD), '[\u0300-\u036F]', '', 'g') COLLATE "und-x-icu"),
            $$ς'‘ʼ.$$, 'σ’’’'),
          '[\u0009-\u000D\u0020\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000\uFEFF\u002D\u2010-\u2015]+', ' ', 'g'),
        ' '),
      '^the ', ''),
    200);

-- Of a name and its aliases, each once; of a person the last word of the name too.
CREATE FUNCTION name_keys(name text, aliases text[], is_person boolean) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN ARRAY(
    SELECT DISTINCT name_key(spelling) COLLATE "C" AS key
      FROM unnest(name || aliases || CASE WHEN is_person THEN ARRAY[split_part(name, ' ', -1)] ELSE '{}' END) AS spelling
      WHERE name_key(spelling) <> ''
      ORDER BY key);

CREATE OR REPLACE VIEW expected_person_search AS
  SELECT id AS person_id, names, setweight(to_tsvector('simple', left(names, 100000)), 'A') AS words,
      name_keys(name, aliases, true) AS keys
    FROM person, LATERAL (SELECT search_plain(array_to_string(name || aliases, E'\n')) AS names) AS plain;

CREATE OR REPLACE VIEW expected_organisation_search AS
  SELECT id AS organisation_id, names, setweight(to_tsvector('simple', left(names, 100000)), 'A') AS words,
      name_keys(name, aliases, false) AS keys
    FROM organisation, LATERAL (SELECT search_plain(array_to_string(name || aliases, E'\n')) AS names) AS plain;

-- Keys of what is there already: derived data, so no change of anybody's.
ALTER TABLE person_search ADD COLUMN keys text[] NOT NULL DEFAULT '{}';
ALTER TABLE person_search DISABLE TRIGGER require_change;
UPDATE person_search t SET keys = e.keys FROM expected_person_search e WHERE e.person_id = t.person_id;
ALTER TABLE person_search ENABLE TRIGGER require_change;
ALTER TABLE person_search ALTER COLUMN keys DROP DEFAULT;

ALTER TABLE organisation_search ADD COLUMN keys text[] NOT NULL DEFAULT '{}';
ALTER TABLE organisation_search DISABLE TRIGGER require_change;
UPDATE organisation_search t SET keys = e.keys FROM expected_organisation_search e WHERE e.organisation_id = t.organisation_id;
ALTER TABLE organisation_search ENABLE TRIGGER require_change;
ALTER TABLE organisation_search ALTER COLUMN keys DROP DEFAULT;

-- fastupdate is off: who looks for a name would read the whole list of what is not yet in the index.
CREATE INDEX person_search_keys ON person_search USING gin (keys) WITH (fastupdate = off);
CREATE INDEX organisation_search_keys ON organisation_search USING gin (keys) WITH (fastupdate = off);

CREATE OR REPLACE FUNCTION derive_name_search(people uuid[], organisations uuid[], topics uuid[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO person_search AS t (person_id, names, words, keys)
    SELECT person_id, names, words, keys FROM expected_person_search WHERE person_id = ANY (people)
    ON CONFLICT (person_id) DO UPDATE SET names = excluded.names, words = excluded.words, keys = excluded.keys
      WHERE t.names <> excluded.names OR t.keys <> excluded.keys;
  INSERT INTO organisation_search AS t (organisation_id, names, words, keys)
    SELECT organisation_id, names, words, keys FROM expected_organisation_search WHERE organisation_id = ANY (organisations)
    ON CONFLICT (organisation_id) DO UPDATE SET names = excluded.names, words = excluded.words, keys = excluded.keys
      WHERE t.names <> excluded.names OR t.keys <> excluded.keys;
  INSERT INTO topic_search AS t (topic_id, words)
    SELECT topic_id, words FROM expected_topic_search WHERE topic_id = ANY (topics)
    ON CONFLICT (topic_id) DO UPDATE SET words = excluded.words WHERE t.words <> excluded.words;
END $$;

-- Everyone who has one of the names, or one of the identifiers, or is named by id: at most 50 for one name, the longest
-- known first. By the indexes, whatever the statistics say.
CREATE FUNCTION find_entities(
  person_keys text[], organisation_keys text[], person_ids uuid[], organisation_ids uuid[], schemes text[], identifier_values text[]
) RETURNS TABLE (
  type text, id uuid, slug text, name text, aliases text[], "organisationKind" organisation_kind, "parentId" uuid, identifiers jsonb
) LANGUAGE plpgsql STABLE SET enable_seqscan = off AS $$
DECLARE
  people uuid[];
  organisations uuid[];
  same_for_one_name CONSTANT integer := 50;
BEGIN
  people := ARRAY(
    SELECT found.person_id FROM unnest(person_keys) AS wanted (key) CROSS JOIN LATERAL (
      SELECT s.person_id FROM person_search s WHERE s.keys @> ARRAY[wanted.key] ORDER BY s.person_id LIMIT same_for_one_name) AS found
    UNION SELECT unnest(person_ids)
    UNION SELECT i.person_id FROM unnest(schemes, identifier_values) AS wanted (scheme, value)
      JOIN identifier i ON i.scheme = wanted.scheme::identifier_scheme AND i.value = wanted.value WHERE i.person_id IS NOT NULL);
  organisations := ARRAY(
    SELECT found.organisation_id FROM unnest(organisation_keys) AS wanted (key) CROSS JOIN LATERAL (
      SELECT s.organisation_id FROM organisation_search s WHERE s.keys @> ARRAY[wanted.key] ORDER BY s.organisation_id LIMIT same_for_one_name) AS found
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
