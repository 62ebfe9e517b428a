import type { EntityKind, TableTags, TagRules } from '../kernel/entity-tag.ts';

/** An entity's own row. */
function entity(kind: EntityKind): TableTags {
  return { row: { kind, key: 'id', part: 'own' }, any: [kind] };
}

/** A fact of an article, or a part of its text: it counts as gathered under the article. */
function ofArticle(key = 'article_id'): TableTags {
  return { row: { kind: 'article', key, part: 'gathered' }, any: ['article+'] };
}

/** A row that joins others and has no key of the article it is of. */
const JOIN: TableTags = { any: ['article+'] };

/** Rows that a subquery makes: what it is made of is tagged instead. */
const MADE: TableTags = { any: [] };

/**
 * How the rows of each table are tagged in what is read. What a change purges is its counterpart in SQL,
 * `purged_tags()`; a property test holds the two together.
 */
export const TAG_RULES: TagRules = {
  article: entity('article'),
  person: entity('person'),
  organisation: entity('organisation'),
  topic: entity('topic'),
  mention: ofArticle(),
  quote: ofArticle(),
  quote_span: ofArticle(),
  topic_assignment: ofArticle(),
  topic_span: ofArticle(),
  affiliation_receipt: ofArticle(),
  block: ofArticle(),
  article_text: ofArticle(),
  article_correction: ofArticle(),
  article_withdrawal: ofArticle(),
  segment: ofArticle(),
  article_person: JOIN,
  article_organisation: JOIN,
  quote_speaker: JOIN,
  quote_topic: JOIN,
  quote_about: JOIN,
  quote_mention: JOIN,
  affiliation: { row: { kind: 'person', key: 'person_id', part: 'gathered' }, any: ['person+'] },
  identifier: { any: ['person+', 'organisation+'] },
  topic_closure: { any: ['topic'] },
  // The words of texts are what their own rows say; a quote's are read in its article's language.
  article_search: { any: ['article'] },
  quote_search: { any: ['article', 'article+'] },
  person_search: { any: ['person'] },
  organisation_search: { any: ['organisation'] },
  topic_search: { any: ['topic'] },
  // Readers see none, and what editors see is not kept.
  merge_candidate: MADE,
  lost_fact: MADE,
  // What changed in a row; only editors see it, and their answers are not kept.
  any_history: MADE,
  article_history: MADE,
  person_history: MADE,
  organisation_history: MADE,
  topic_history: MADE,
  mention_history: MADE,
  quote_history: MADE,
  topic_assignment_history: MADE,
  affiliation_history: MADE,
  affiliation_receipt_history: MADE,
  merge_candidate_history: MADE,
  field_change: MADE,
  co_mention: MADE,
  shared_article: MADE,
  related_article: MADE,
  search_hit: MADE,
  facet: MADE,
  asked: MADE,
  node: MADE,
};
