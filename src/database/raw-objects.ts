/**
 * Indexes that are written in SQL because Prisma's language cannot say them, and that its schema engine, which sees
 * them all the same, would drop: NULLS NOT DISTINCT, descending or collated columns, GIN, and those under foreign keys that
 * stand beside a list's index.
 *
 * It does not see partial indexes, CHECK constraints, functions, triggers and views, so those need no entry. A test
 * holds that this list is complete and has nothing too much.
 */
export const RAW_INDEXES: ReadonlySet<string> = new Set([
  'affiliation_organisation_key',
  'affiliation_person_organisation_role_key',
  'affiliation_receipt_affiliation_key',
  'article_organisation_organisation_key',
  'article_person_person_key',
  'article_source_publisher_sha256_key',
  'mention_span_entity_key',
  'organisation_search_keys',
  'organisation_search_words',
  'person_search_keys',
  'person_search_words',
  'quote_about_quote_entity_key',
  'quote_topic_topic_key',
  'search_word_completion',
  'topic_article_count_list',
  'topic_assignment_topic_key',
  'topic_code_list',
  'topic_name_list',
  'topic_search_words',
]);
