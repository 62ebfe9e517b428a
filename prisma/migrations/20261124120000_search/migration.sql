-- Search: the words of each article, quote, person, organisation and topic, in tables of their own beside the models'.
-- Beside, because a row whose words are indexed costs some 400 index entries each time it is written, and the models'
-- rows are written for every count; and narrow, because the newest matches are found without reading their words.
--
-- A word is found as it stands, without case and accents, and by its stem in the language of the text. A query does not
-- know its language: it looks for the words as they stand, or for their stems in any language that the record has.

-- unaccent is a trusted extension: whoever may create objects in the database may create it.
CREATE EXTENSION IF NOT EXISTS unaccent;

-- Words as they stand, stop words too ("The Who", "US"), without case and accents.
CREATE TEXT SEARCH CONFIGURATION search_plain (COPY = simple);
ALTER TEXT SEARCH CONFIGURATION search_plain
  ALTER MAPPING FOR word, numword, hword, numhword, hword_part, hword_numpart WITH unaccent, simple;

-- A text as names are compared: without case and accents. ICU's case, because a database in the C locale knows ASCII's only.
CREATE FUNCTION search_plain(content text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN lower(unaccent('unaccent'::regdictionary, content) COLLATE "und-x-icu");

-- The text search configuration of a BCP 47 tag, of those that PostgreSQL 15 and all later ones have. By name: pg_upgrade
-- refuses tables with columns of type regconfig.
CREATE FUNCTION search_configuration(language text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE lower(split_part(language, '-', 1))
    WHEN 'ar' THEN 'arabic' WHEN 'hy' THEN 'armenian' WHEN 'eu' THEN 'basque' WHEN 'ca' THEN 'catalan'
    WHEN 'da' THEN 'danish' WHEN 'nl' THEN 'dutch' WHEN 'en' THEN 'english' WHEN 'fi' THEN 'finnish'
    WHEN 'fr' THEN 'french' WHEN 'de' THEN 'german' WHEN 'el' THEN 'greek' WHEN 'hi' THEN 'hindi'
    WHEN 'hu' THEN 'hungarian' WHEN 'id' THEN 'indonesian' WHEN 'ga' THEN 'irish' WHEN 'it' THEN 'italian'
    WHEN 'lt' THEN 'lithuanian' WHEN 'ne' THEN 'nepali' WHEN 'no' THEN 'norwegian' WHEN 'nb' THEN 'norwegian'
    WHEN 'nn' THEN 'norwegian' WHEN 'pt' THEN 'portuguese' WHEN 'ro' THEN 'romanian' WHEN 'ru' THEN 'russian'
    WHEN 'sr' THEN 'serbian' WHEN 'es' THEN 'spanish' WHEN 'sv' THEN 'swedish' WHEN 'ta' THEN 'tamil'
    WHEN 'tr' THEN 'turkish' WHEN 'yi' THEN 'yiddish'
    ELSE 'search_plain'
  END;

-- A text's words, as they stand and by their stems. The first 100,000 characters: a tsvector holds 16,383 positions and
-- 1 MiB, and refuses what is more.
CREATE FUNCTION search_words(configuration text, content text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN to_tsvector('search_plain', left(content, 100000)) || CASE configuration
    WHEN 'search_plain' THEN ''::tsvector
    ELSE to_tsvector(configuration::regconfig, left(content, 100000))
  END;

-- The days from 1970 to a moment. This and the next are indexed by: in PL/pgSQL, because PostgreSQL would write out SQL in
-- each plan, and naming nothing of ours, because since version 17 it looks nowhere for that while it maintains an index.
CREATE FUNCTION search_day(moment timestamptz) RETURNS integer LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
  RETURN floor(extract(epoch FROM moment AT TIME ZONE 'UTC') / 86400);
END $$;

-- The periods that a moment falls into: a day, four days, sixteen, and so on to 4^8 (179 years); the low four bits of each
-- number are its period's length. Indexed beside the words, they let PostgreSQL find the newest matches of a word that
-- stands in a million texts without looking at the others.
CREATE FUNCTION search_periods(moment timestamptz) RETURNS integer[] LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  day integer := floor(extract(epoch FROM moment AT TIME ZONE 'UTC') / 86400);
BEGIN
  RETURN ARRAY[
    day << 4, (day >> 2 << 4) + 1, (day >> 4 << 4) + 2, (day >> 6 << 4) + 3, (day >> 8 << 4) + 4,
    (day >> 10 << 4) + 5, (day >> 12 << 4) + 6, (day >> 14 << 4) + 7, (day >> 16 << 4) + 8];
END $$;

-- Periods that together are all days from the newest back to the oldest, each once, newest first: short ones, then longer
-- and longer ones. So a common word is found in a few days and a rare one in some thirty periods, whatever the archive.
CREATE FUNCTION search_period_walk(newest integer, oldest integer) RETURNS SETOF integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT (period << 4) + level
    FROM generate_series(0, 8) AS level
      CROSS JOIN LATERAL generate_series(
        (newest >> 2 * level) - CASE level WHEN 0 THEN 0 ELSE 2 END,
        greatest(
          oldest >> 2 * level,
          CASE level WHEN 8 THEN oldest >> 2 * level ELSE ((newest >> 2 * level + 2) - 1) << 2 END),
        -1) AS period
    ORDER BY level, period DESC
$$;

CREATE VIEW expected_article_search AS
  SELECT a.id AS article_id, search_configuration(a.language) AS configuration, a.sort_at, a.is_visible,
      setweight(search_words(search_configuration(a.language), a.headline), 'A')
        || setweight(search_words(search_configuration(a.language), coalesce(a.standfirst, '')), 'B')
        || setweight(search_words(search_configuration(a.language), coalesce(t.text, '')), 'D') AS words
    FROM article a LEFT JOIN article_text t ON t.article_id = a.id AND t.revision = a.revision;

CREATE VIEW expected_quote_search AS
  SELECT q.id AS quote_id, a.id AS article_id, search_configuration(a.language) AS configuration, q.sort_at, q.is_visible,
      setweight(search_words(search_configuration(a.language), q.text), 'C') AS words
    FROM article a JOIN quote q ON q.article_id = a.id;

CREATE VIEW expected_person_search AS
  SELECT id AS person_id, names, setweight(to_tsvector('simple', left(names, 100000)), 'A') AS words
    FROM person, LATERAL (SELECT search_plain(array_to_string(name || aliases, E'\n')) AS names) AS plain;

CREATE VIEW expected_organisation_search AS
  SELECT id AS organisation_id, names, setweight(to_tsvector('simple', left(names, 100000)), 'A') AS words
    FROM organisation, LATERAL (SELECT search_plain(array_to_string(name || aliases, E'\n')) AS names) AS plain;

-- The IPTC's topics are named and defined in English.
CREATE VIEW expected_topic_search AS
  SELECT id AS topic_id,
      setweight(search_words('english', name), 'A') || setweight(search_words('english', coalesce(definition, '')), 'D') AS words
    FROM topic;

-- A million articles take CPU time by the half hour: so in parallel, which CREATE TABLE AS can be, and INSERT cannot.
SET LOCAL max_parallel_workers_per_gather = 4;
SET LOCAL min_parallel_table_scan_size = 0;
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SET LOCAL work_mem = '64MB';
SET LOCAL maintenance_work_mem = '256MB';
-- In the order of the articles, so that the newest stand together: another join would mix them.
SET LOCAL enable_hashjoin = off;
SET LOCAL enable_mergejoin = off;
CREATE TABLE article_search WITH (fillfactor = 90) AS SELECT article_id, configuration, sort_at, is_visible, words FROM expected_article_search;
SET LOCAL enable_hashjoin = on;
SET LOCAL enable_mergejoin = on;
ALTER TABLE article_search
  ALTER configuration SET NOT NULL, ALTER sort_at SET NOT NULL, ALTER is_visible SET NOT NULL, ALTER words SET NOT NULL,
  ADD CONSTRAINT article_search_pkey PRIMARY KEY (article_id),
  ADD CONSTRAINT article_search_article_id_fkey FOREIGN KEY (article_id) REFERENCES article (id) ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE quote_search WITH (fillfactor = 90) AS SELECT quote_id, configuration, sort_at, is_visible, words FROM expected_quote_search;
ALTER TABLE quote_search
  ALTER configuration SET NOT NULL, ALTER sort_at SET NOT NULL, ALTER is_visible SET NOT NULL, ALTER words SET NOT NULL,
  ADD CONSTRAINT quote_search_pkey PRIMARY KEY (quote_id),
  ADD CONSTRAINT quote_search_quote_id_fkey FOREIGN KEY (quote_id) REFERENCES quote (id) ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE person_search AS SELECT person_id, names, words FROM expected_person_search;
ALTER TABLE person_search
  ALTER names SET NOT NULL, ALTER words SET NOT NULL,
  ADD CONSTRAINT person_search_pkey PRIMARY KEY (person_id),
  ADD CONSTRAINT person_search_person_id_fkey FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE organisation_search AS SELECT organisation_id, names, words FROM expected_organisation_search;
ALTER TABLE organisation_search
  ALTER names SET NOT NULL, ALTER words SET NOT NULL,
  ADD CONSTRAINT organisation_search_pkey PRIMARY KEY (organisation_id),
  ADD CONSTRAINT organisation_search_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation (id) ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE topic_search AS SELECT topic_id, words FROM expected_topic_search;
ALTER TABLE topic_search
  ALTER words SET NOT NULL,
  ADD CONSTRAINT topic_search_pkey PRIMARY KEY (topic_id),
  ADD CONSTRAINT topic_search_topic_id_fkey FOREIGN KEY (topic_id) REFERENCES topic (id) ON DELETE CASCADE ON UPDATE CASCADE;

-- Every word of articles and quotes, in the order in which it was first seen, which is much like that of how common it
-- is: what begins a word is completed from here. Words are never taken out; one too many finds nothing.
CREATE TABLE search_word (
  word text COLLATE "C" NOT NULL,
  seen serial NOT NULL,
  CONSTRAINT search_word_pkey PRIMARY KEY (word)
);
INSERT INTO search_word (word)
  SELECT word FROM ts_stat('SELECT words FROM article_search UNION ALL SELECT words FROM quote_search') ORDER BY ndoc DESC, word;

-- fastupdate is off: a search would read the whole list of what is not yet in the index once for each period.
CREATE INDEX article_search_words ON article_search USING gin (search_periods(sort_at), words) WITH (fastupdate = off);
CREATE INDEX quote_search_words ON quote_search USING gin (search_periods(sort_at), words) WITH (fastupdate = off);
-- The day, not the moment: PostgreSQL must not come to think that it could walk the newest texts by this index.
CREATE INDEX article_search_day ON article_search (search_day(sort_at));
CREATE INDEX quote_search_day ON quote_search (search_day(sort_at));
-- For the languages that the record has.
CREATE INDEX article_search_configuration ON article_search (configuration, is_visible);
CREATE INDEX person_search_words ON person_search USING gin (words, names gin_trgm_ops);
CREATE INDEX organisation_search_words ON organisation_search USING gin (words, names gin_trgm_ops);
CREATE INDEX topic_search_words ON topic_search USING gin (words);
-- Completing two letters looks at some ten thousand words: without reading their rows.
CREATE INDEX search_word_completion ON search_word (word, seen);

-- Derived tables are written inside a change only.
DO $$
DECLARE
  table_name text;
BEGIN
  FOREACH table_name IN ARRAY ARRAY['article_search', 'quote_search', 'person_search', 'organisation_search', 'topic_search', 'search_word'] LOOP
    EXECUTE format(
      'CREATE TRIGGER require_change BEFORE INSERT OR UPDATE OR TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION require_change()', table_name);
  END LOOP;
END $$;

-- A fact touches its article, and a text's words are too dear to be read for each fact: article_words and quote_words
-- are touched where the row itself was written.
DO $$
DECLARE
  trigger_name text;
BEGIN
  FOREACH trigger_name IN ARRAY ARRAY['require_change', 'write_creation', 'write_update', 'write_deletion'] LOOP
    EXECUTE format('DROP TRIGGER %I ON article', trigger_name);
    EXECUTE format('DROP TRIGGER %I ON quote', trigger_name);
  END LOOP;
END $$;
SELECT put_behind_door('article', '{id}', '{article,article_words,organisation}', '{id,id,publisher_id}');
SELECT put_behind_door('quote', '{id}', '{article,quote_words,organisation,person,organisation}',
  '{article_id,id,speaking_for_id,addressee_person_id,addressee_organisation_id}');

-- The words of the articles and quotes that a change wrote; order keys and flags of all that it touched.
CREATE FUNCTION derive_text_search(articles uuid[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  written_articles uuid[] := touched_ids('article_words');
  written_quotes uuid[] := touched_ids('quote_words');
BEGIN
  -- An article in another language has its quotes in it too.
  written_quotes := written_quotes || ARRAY(
    SELECT q.id FROM article a JOIN quote q ON q.article_id = a.id JOIN quote_search s ON s.quote_id = q.id
      WHERE a.id = ANY (written_articles) AND s.configuration <> search_configuration(a.language));

  UPDATE article_search t SET sort_at = e.sort_at, is_visible = e.is_visible
    FROM article e
    WHERE e.id = ANY (articles) AND t.article_id = e.id AND (t.sort_at, t.is_visible) IS DISTINCT FROM (e.sort_at, e.is_visible);
  UPDATE quote_search t SET sort_at = e.sort_at, is_visible = e.is_visible
    FROM quote e
    WHERE e.article_id = ANY (articles) AND t.quote_id = e.id AND (t.sort_at, t.is_visible) IS DISTINCT FROM (e.sort_at, e.is_visible);

  WITH written AS (
    INSERT INTO article_search AS t (article_id, configuration, sort_at, is_visible, words)
      SELECT article_id, configuration, sort_at, is_visible, words FROM expected_article_search WHERE article_id = ANY (written_articles)
      ON CONFLICT (article_id) DO UPDATE SET configuration = excluded.configuration, words = excluded.words
        WHERE (t.configuration, t.words) IS DISTINCT FROM (excluded.configuration, excluded.words)
      RETURNING article_id
  )
  INSERT INTO touched SELECT 'article_search', article_id FROM written ON CONFLICT DO NOTHING;
  WITH written AS (
    INSERT INTO quote_search AS t (quote_id, configuration, sort_at, is_visible, words)
      SELECT quote_id, configuration, sort_at, is_visible, words FROM expected_quote_search WHERE quote_id = ANY (written_quotes)
      ON CONFLICT (quote_id) DO UPDATE SET configuration = excluded.configuration, words = excluded.words
        WHERE (t.configuration, t.words) IS DISTINCT FROM (excluded.configuration, excluded.words)
      RETURNING quote_id
  )
  INSERT INTO touched SELECT 'quote_search', quote_id FROM written ON CONFLICT DO NOTHING;
END $$;

-- Whoever adds a word that another change has just added waits for that change: so this comes last, when nothing else is
-- waited for, and in one order.
CREATE FUNCTION derive_search_words() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  written_articles uuid[] := touched_ids('article_search');
  written_quotes uuid[] := touched_ids('quote_search');
BEGIN
  INSERT INTO search_word (word)
    SELECT word
      FROM (
        SELECT unnest(tsvector_to_array(words)) AS word FROM article_search WHERE article_id = ANY (written_articles)
        UNION
        SELECT unnest(tsvector_to_array(words)) FROM quote_search WHERE quote_id = ANY (written_quotes)
      ) AS written
      WHERE NOT EXISTS (SELECT FROM search_word known WHERE known.word = written.word)
      ORDER BY word COLLATE "C"
    ON CONFLICT DO NOTHING;
END $$;

CREATE FUNCTION derive_name_search(people uuid[], organisations uuid[], topics uuid[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO person_search AS t (person_id, names, words)
    SELECT person_id, names, words FROM expected_person_search WHERE person_id = ANY (people)
    ON CONFLICT (person_id) DO UPDATE SET names = excluded.names, words = excluded.words WHERE t.names <> excluded.names;
  INSERT INTO organisation_search AS t (organisation_id, names, words)
    SELECT organisation_id, names, words FROM expected_organisation_search WHERE organisation_id = ANY (organisations)
    ON CONFLICT (organisation_id) DO UPDATE SET names = excluded.names, words = excluded.words WHERE t.names <> excluded.names;
  INSERT INTO topic_search AS t (topic_id, words)
    SELECT topic_id, words FROM expected_topic_search WHERE topic_id = ANY (topics)
    ON CONFLICT (topic_id) DO UPDATE SET words = excluded.words WHERE t.words <> excluded.words;
END $$;

-- As before, with the words of search: those of texts while their articles are locked, of names when all else is.
CREATE OR REPLACE FUNCTION bring_up_to_date() RETURNS void LANGUAGE plpgsql AS $$
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
  PERFORM derive_text_search(articles);
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
  PERFORM derive_name_search(people, touched_ids('organisation'), topics);
  PERFORM derive_search_words();
  PERFORM set_config('onrecord.deriving', 'off', true);
END $$;

-- A lexeme as it stands in the text of a tsquery.
CREATE FUNCTION search_lexeme(lexeme text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN '''' || replace(replace(lexeme, '\', '\\'), '''', '''''') || '''';

-- What a client looks for, in any of the configurations: all of the query, or its head with what its last word begins. A
-- form that has nothing but words to do without finds nothing: it would find almost all.
CREATE FUNCTION search_query(configurations text[], query text, head text, begun tsquery) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN coalesce((
    SELECT string_agg(DISTINCT format('( %s )', form), ' | ')::tsquery
      FROM unnest(configurations) AS configuration,
        LATERAL (VALUES
          (websearch_to_tsquery(configuration::regconfig, query)),
          (websearch_to_tsquery(configuration::regconfig, head) && begun)
        ) AS forms (form)
      WHERE querytree(form) NOT IN ('', 'T')), '');

-- The beginning of a word as it is indexed; null where the letters are none, or more than one word.
CREATE FUNCTION search_beginning(letters text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN (SELECT min(lexeme) FROM unnest(tsvector_to_array(to_tsvector('search_plain', letters))) AS lexeme HAVING count(*) = 1);

-- Any word that begins so.
CREATE FUNCTION search_begun(beginning text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN coalesce((search_lexeme(beginning) || ':*')::tsquery, '');

-- The 50 commonest words that begin so, written out: a search for a beginning reads the places of every word that has it.
-- One letter begins too much to be completed.
CREATE FUNCTION search_completed(beginning text) RETURNS tsquery LANGUAGE sql STABLE PARALLEL SAFE
  RETURN coalesce((
    SELECT string_agg(search_lexeme(word), ' | ' ORDER BY word COLLATE "C")::tsquery
      FROM (
        SELECT beginning AS word WHERE beginning IS NOT NULL
        UNION
        (SELECT word FROM search_word
          WHERE length(beginning) > 1 AND word >= beginning AND word < beginning || chr(1114111)
          ORDER BY seen LIMIT 50)
      ) AS begun), '');

-- What an index can tell of a query: of a phrase that it has the words, of a phrase to do without nothing.
CREATE FUNCTION search_candidates(query tsquery) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN regexp_replace(
    regexp_replace(query::text, $r$!\( ('([^']|'')*'|[^'()])* \)$r$, $r$!' '$r$, 'g'),
    '<(-|\d+)>', '&', 'g')::tsquery;
