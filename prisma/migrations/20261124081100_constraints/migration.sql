-- What every row must obey by itself. Names are what an error shows: <table>_<rule>.

-- Prisma declares lists without NOT NULL.
ALTER TABLE article ALTER COLUMN bylines SET NOT NULL;
ALTER TABLE person ALTER COLUMN aliases SET NOT NULL;
ALTER TABLE organisation ALTER COLUMN aliases SET NOT NULL;

-- A slug stands in a URL: lower-case words joined by single hyphens, in any script.
CREATE FUNCTION is_slug(value text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN value <> '' AND value = lower(value) AND value !~ '(^-|-$|--|[\s/?#%])';

CREATE FUNCTION is_partial_date(value text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN value ~ '^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$';

CREATE FUNCTION is_fraction(value double precision) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN value >= 0 AND value <= 1;

-- "Blank" is nothing but white space. Stored text is never trimmed, so white space around it is allowed.
CREATE FUNCTION is_blank(value text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN value !~ '\S';

ALTER TABLE article
  ADD CONSTRAINT article_slug_format CHECK (is_slug(slug)),
  ADD CONSTRAINT article_headline_not_blank CHECK (NOT is_blank(headline)),
  ADD CONSTRAINT article_uri_not_blank CHECK (NOT is_blank(uri)),
  ADD CONSTRAINT article_language_format CHECK (language ~ '^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$'),
  ADD CONSTRAINT article_bylines_complete CHECK (array_position(bylines, NULL) IS NULL),
  ADD CONSTRAINT article_revision_from_one CHECK (revision >= 1),
  ADD CONSTRAINT article_version_from_one CHECK (version >= 1);

ALTER TABLE article_text
  ADD CONSTRAINT article_text_revision_from_one CHECK (revision >= 1),
  ADD CONSTRAINT article_text_sha256 CHECK (sha256 = encode(sha256(convert_to(text, 'UTF8')), 'hex'));

ALTER TABLE article_source
  ADD CONSTRAINT article_source_sha256 CHECK (sha256 = encode(sha256(bytes), 'hex')),
  ADD CONSTRAINT article_source_media_type_format CHECK (media_type ~ '^[a-z0-9.+-]+/[a-z0-9.+-]+'),
  ADD CONSTRAINT article_source_reader_format CHECK (reader ~ '^[a-z0-9-]+@[0-9]+$'),
  ADD CONSTRAINT article_source_metadata_object CHECK (jsonb_typeof(metadata) = 'object');

ALTER TABLE block ADD CONSTRAINT block_position_from_zero CHECK (position >= 0);

ALTER TABLE person
  ADD CONSTRAINT person_slug_format CHECK (is_slug(slug)),
  ADD CONSTRAINT person_name_not_blank CHECK (NOT is_blank(name)),
  ADD CONSTRAINT person_aliases_complete CHECK (array_position(aliases, NULL) IS NULL),
  ADD CONSTRAINT person_version_from_one CHECK (version >= 1);

ALTER TABLE organisation
  ADD CONSTRAINT organisation_slug_format CHECK (is_slug(slug)),
  ADD CONSTRAINT organisation_name_not_blank CHECK (NOT is_blank(name)),
  ADD CONSTRAINT organisation_aliases_complete CHECK (array_position(aliases, NULL) IS NULL),
  ADD CONSTRAINT organisation_not_its_own_parent CHECK (parent_id <> id),
  ADD CONSTRAINT organisation_version_from_one CHECK (version >= 1);

ALTER TABLE topic
  ADD CONSTRAINT topic_slug_format CHECK (is_slug(slug)),
  ADD CONSTRAINT topic_name_not_blank CHECK (NOT is_blank(name)),
  ADD CONSTRAINT topic_code_format CHECK (code ~ '^medtop:\d{8}$'),
  ADD CONSTRAINT topic_not_its_own_broader CHECK (broader_id <> id),
  ADD CONSTRAINT topic_version_from_one CHECK (version >= 1);

ALTER TABLE slug ADD CONSTRAINT slug_slug_format CHECK (is_slug(slug));

ALTER TABLE identifier
  ADD CONSTRAINT identifier_one_owner CHECK (num_nonnulls(person_id, organisation_id) = 1),
  ADD CONSTRAINT identifier_value_not_blank CHECK (NOT is_blank(value));

ALTER TABLE mention
  ADD CONSTRAINT mention_one_entity CHECK (num_nonnulls(person_id, organisation_id) = 1),
  ADD CONSTRAINT mention_confidence_fraction CHECK (is_fraction(confidence)),
  ADD CONSTRAINT mention_method_not_blank CHECK (NOT is_blank(method)),
  ADD CONSTRAINT mention_version_from_one CHECK (version >= 1);

ALTER TABLE quote
  ADD CONSTRAINT quote_text_not_blank CHECK (NOT is_blank(text)),
  ADD CONSTRAINT quote_cue_not_blank CHECK (NOT is_blank(cue)),
  ADD CONSTRAINT quote_one_addressee CHECK (num_nonnulls(addressee_person_id, addressee_organisation_id) <= 1),
  ADD CONSTRAINT quote_not_within_itself CHECK (within_id <> id),
  ADD CONSTRAINT quote_confidence_fraction CHECK (is_fraction(confidence)),
  ADD CONSTRAINT quote_method_not_blank CHECK (NOT is_blank(method)),
  ADD CONSTRAINT quote_version_from_one CHECK (version >= 1);

ALTER TABLE quote_span
  ADD CONSTRAINT quote_span_position_from_zero CHECK (position >= 0),
  ADD CONSTRAINT quote_span_one_cue_one_speaker CHECK (role IN ('CONTENT', 'QUOTED') OR position = 0);

ALTER TABLE quote_speaker
  ADD CONSTRAINT quote_speaker_one_entity CHECK (num_nonnulls(person_id, organisation_id) = 1),
  ADD CONSTRAINT quote_speaker_position_from_zero CHECK (position >= 0);

ALTER TABLE quote_about ADD CONSTRAINT quote_about_one_entity CHECK (num_nonnulls(person_id, organisation_id) = 1);

ALTER TABLE topic_assignment
  ADD CONSTRAINT topic_assignment_score_fraction CHECK (is_fraction(score)),
  ADD CONSTRAINT topic_assignment_confidence_fraction CHECK (is_fraction(confidence)),
  ADD CONSTRAINT topic_assignment_method_not_blank CHECK (NOT is_blank(method)),
  ADD CONSTRAINT topic_assignment_version_from_one CHECK (version >= 1);

ALTER TABLE topic_span ADD CONSTRAINT topic_span_position_from_zero CHECK (position >= 0);

ALTER TABLE topic_closure ADD CONSTRAINT topic_closure_depth CHECK (CASE WHEN ancestor_id = descendant_id THEN depth = 0 ELSE depth >= 1 END);

ALTER TABLE affiliation
  ADD CONSTRAINT affiliation_role_not_blank CHECK (NOT is_blank(role)),
  ADD CONSTRAINT affiliation_from_format CHECK (is_partial_date("from")),
  ADD CONSTRAINT affiliation_to_format CHECK (is_partial_date("to")),
  ADD CONSTRAINT affiliation_version_from_one CHECK (version >= 1);

ALTER TABLE affiliation_receipt
  ADD CONSTRAINT affiliation_receipt_confidence_fraction CHECK (is_fraction(confidence)),
  ADD CONSTRAINT affiliation_receipt_method_not_blank CHECK (NOT is_blank(method)),
  ADD CONSTRAINT affiliation_receipt_version_from_one CHECK (version >= 1);

ALTER TABLE merge_candidate
  ADD CONSTRAINT merge_candidate_one_pair CHECK (
    (num_nonnulls(person_id, candidate_person_id) = 2 AND num_nonnulls(organisation_id, candidate_organisation_id) = 0)
    OR (num_nonnulls(person_id, candidate_person_id) = 0 AND num_nonnulls(organisation_id, candidate_organisation_id) = 2)),
  ADD CONSTRAINT merge_candidate_not_itself CHECK (person_id <> candidate_person_id AND organisation_id <> candidate_organisation_id),
  ADD CONSTRAINT merge_candidate_confidence_fraction CHECK (is_fraction(confidence)),
  ADD CONSTRAINT merge_candidate_reason_not_blank CHECK (NOT is_blank(reason));

ALTER TABLE change
  ADD CONSTRAINT change_actor_not_blank CHECK (NOT is_blank(actor)),
  ADD CONSTRAINT change_reason_not_blank CHECK (NOT is_blank(reason)),
  ADD CONSTRAINT change_key_not_blank CHECK (NOT is_blank(key));

ALTER TABLE revision ADD CONSTRAINT revision_before_unless_created CHECK ((kind = 'CREATED') = (before IS NULL));

-- A null must not let a duplicate in.
CREATE UNIQUE INDEX article_publisher_uri_key ON article (publisher_id, uri) NULLS NOT DISTINCT WHERE uri IS NOT NULL;
CREATE UNIQUE INDEX article_source_publisher_sha256_key ON article_source (publisher_id, sha256) NULLS NOT DISTINCT;
CREATE UNIQUE INDEX affiliation_person_organisation_role_key ON affiliation (person_id, organisation_id, role) NULLS NOT DISTINCT;
CREATE UNIQUE INDEX quote_about_quote_entity_key ON quote_about (quote_id, person_id, organisation_id) NULLS NOT DISTINCT;
CREATE UNIQUE INDEX mention_span_entity_key
  ON mention (article_id, revision, span_start, span_end, person_id, organisation_id) NULLS NOT DISTINCT;

-- Retired topics resolve and are never assigned; what was assigned before they retired stays.
CREATE FUNCTION refuse_retired_topic() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  retired text;
BEGIN
  SELECT slug INTO retired FROM topic WHERE id = NEW.topic_id AND retired_at IS NOT NULL;
  IF FOUND THEN
    RAISE EXCEPTION 'topic % is retired and cannot be assigned', retired
      USING ERRCODE = 'check_violation', CONSTRAINT = TG_TABLE_NAME || '_topic_not_retired', TABLE = TG_TABLE_NAME;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER refuse_retired_topic BEFORE INSERT OR UPDATE OF topic_id ON topic_assignment
  FOR EACH ROW EXECUTE FUNCTION refuse_retired_topic();
CREATE TRIGGER refuse_retired_topic BEFORE INSERT OR UPDATE OF topic_id ON quote_topic
  FOR EACH ROW EXECUTE FUNCTION refuse_retired_topic();

-- A report stands in another report of the same article, and never, through others, in itself.
CREATE FUNCTION hold_quote_within() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM quote WHERE id = NEW.within_id AND article_id = NEW.article_id) THEN
    RAISE EXCEPTION 'quote % stands within % of another article', NEW.id, NEW.within_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'quote_within_same_article', TABLE = 'quote';
  END IF;
  IF EXISTS (
    WITH RECURSIVE outer_quote AS (
      SELECT id, within_id FROM quote WHERE id = NEW.within_id
      UNION
      SELECT q.id, q.within_id FROM quote q JOIN outer_quote o ON q.id = o.within_id
    )
    SELECT FROM outer_quote WHERE id = NEW.id
  ) THEN
    RAISE EXCEPTION 'quote % would stand within itself', NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'quote_not_within_itself', TABLE = 'quote';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER hold_quote_within AFTER INSERT OR UPDATE OF within_id, article_id ON quote
  FOR EACH ROW WHEN (NEW.within_id IS NOT NULL) EXECUTE FUNCTION hold_quote_within();
