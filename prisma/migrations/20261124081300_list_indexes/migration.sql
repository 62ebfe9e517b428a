-- One index for each list and order of the contract. A list is read from the row that joins owner and node, newest first:
-- (owner, sort_at DESC, node id DESC) WHERE is_visible. Text is ordered COLLATE "und-x-icu", which is the same on
-- PGlite and on every server; their default collations differ.

-- Root lists.
CREATE INDEX article_newest_list ON article (sort_at DESC, id DESC) WHERE is_visible;
CREATE INDEX article_recorded_list ON article (recorded_at, id) WHERE is_visible;
CREATE INDEX article_headline_list ON article (headline COLLATE "und-x-icu", id) WHERE is_visible;
CREATE INDEX article_quote_count_list ON article (quote_count, id) WHERE is_visible;
CREATE INDEX quote_newest_list ON quote (sort_at DESC, id DESC) WHERE is_visible;
CREATE INDEX quote_text_list ON quote (sort_at DESC, article_id, span_start, id) WHERE is_visible;
CREATE INDEX quote_confidence_list ON quote (confidence, id) WHERE is_visible;
CREATE INDEX person_name_list ON person (name COLLATE "und-x-icu", id) WHERE is_visible;
CREATE INDEX person_quote_count_list ON person (quote_count, id) WHERE is_visible;
CREATE INDEX person_article_count_list ON person (article_count, id) WHERE is_visible;
CREATE INDEX organisation_name_list ON organisation (name COLLATE "und-x-icu", id) WHERE is_visible;
CREATE INDEX organisation_quote_count_list ON organisation (quote_count, id) WHERE is_visible;
CREATE INDEX organisation_article_count_list ON organisation (article_count, id) WHERE is_visible;
CREATE INDEX topic_name_list ON topic (name COLLATE "und-x-icu", id);
CREATE INDEX topic_code_list ON topic (code COLLATE "und-x-icu", id);
CREATE INDEX topic_article_count_list ON topic (article_count, id);

-- Lists of a person or an organisation.
CREATE INDEX quote_speaker_person_list ON quote_speaker (person_id, sort_at DESC, quote_id DESC) WHERE is_visible;
CREATE INDEX quote_speaker_organisation_list ON quote_speaker (organisation_id, sort_at DESC, quote_id DESC) WHERE is_visible;
CREATE INDEX quote_about_person_list ON quote_about (person_id, sort_at DESC, quote_id DESC) WHERE is_visible;
CREATE INDEX quote_about_organisation_list ON quote_about (organisation_id, sort_at DESC, quote_id DESC) WHERE is_visible;
CREATE INDEX article_person_person_list ON article_person (person_id, sort_at DESC, article_id DESC) WHERE is_visible;
CREATE INDEX article_organisation_organisation_list ON article_organisation (organisation_id, sort_at DESC, article_id DESC) WHERE is_visible;
CREATE INDEX mention_person_list ON mention (person_id, sort_at DESC, id DESC) WHERE is_visible;
CREATE INDEX mention_organisation_list ON mention (organisation_id, sort_at DESC, id DESC) WHERE is_visible;
CREATE INDEX affiliation_person_list ON affiliation (person_id, ("current" IS TRUE) DESC, sort_at DESC, id DESC) WHERE is_visible;
CREATE INDEX affiliation_organisation_list ON affiliation (organisation_id, ("current" IS TRUE) DESC, sort_at DESC, id DESC) WHERE is_visible;
CREATE INDEX affiliation_receipt_affiliation_list ON affiliation_receipt (affiliation_id, sort_at DESC, id DESC) WHERE is_visible;

-- Lists of a topic.
CREATE INDEX quote_topic_topic_list ON quote_topic (topic_id, sort_at DESC, quote_id DESC) WHERE is_visible;
CREATE INDEX topic_assignment_topic_list ON topic_assignment (topic_id, sort_at DESC, article_id DESC) WHERE is_visible;

-- Lists of an article or a quote. Its mentions and its quotes are few: the model's own (article, span_start, id) serves.
CREATE INDEX article_person_article_list ON article_person (article_id, span_start, person_id) WHERE is_visible;
CREATE INDEX article_organisation_article_list ON article_organisation (article_id, span_start, organisation_id) WHERE is_visible;
CREATE INDEX topic_assignment_article_list ON topic_assignment (article_id, score DESC, id) WHERE is_visible;
CREATE INDEX quote_mention_quote_list ON quote_mention (quote_id, span_start, mention_id) WHERE is_visible;

-- "It publishes a visible article": an agency has a million of them, drafts among them.
CREATE INDEX article_publisher_visible ON article (publisher_id) WHERE is_visible AND publisher_id IS NOT NULL;

-- Under foreign keys: deleting or merging an entity must not read whole tables. An index of visible rows cannot serve
-- there; one of rows that have the column can, because `column = value` implies it.
CREATE INDEX quote_speaking_for_key ON quote (speaking_for_id) WHERE speaking_for_id IS NOT NULL;
CREATE INDEX quote_addressee_person_key ON quote (addressee_person_id) WHERE addressee_person_id IS NOT NULL;
CREATE INDEX quote_addressee_organisation_key ON quote (addressee_organisation_id) WHERE addressee_organisation_id IS NOT NULL;
CREATE INDEX mention_person_key ON mention (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX mention_organisation_key ON mention (organisation_id) WHERE organisation_id IS NOT NULL;
CREATE INDEX quote_speaker_person_key ON quote_speaker (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX quote_speaker_organisation_key ON quote_speaker (organisation_id) WHERE organisation_id IS NOT NULL;
CREATE INDEX quote_about_person_key ON quote_about (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX quote_about_organisation_key ON quote_about (organisation_id) WHERE organisation_id IS NOT NULL;
CREATE INDEX article_person_person_key ON article_person (person_id);
CREATE INDEX article_organisation_organisation_key ON article_organisation (organisation_id);
CREATE INDEX affiliation_organisation_key ON affiliation (organisation_id);
CREATE INDEX affiliation_receipt_affiliation_key ON affiliation_receipt (affiliation_id, sort_at DESC, id DESC);
CREATE INDEX quote_topic_topic_key ON quote_topic (topic_id);
CREATE INDEX topic_assignment_topic_key ON topic_assignment (topic_id);
