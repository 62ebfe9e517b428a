/** The tables that are loaded, parents first, with the columns written in their order. */
const SPAN = 'span_start span_end utf16_start utf16_end exact prefix suffix';
const FACT = 'review confidence method sort_at is_visible';

const COLUMNS = {
  organisation: 'id slug name aliases organisation_kind parent_id recorded_at',
  person: 'id slug name aliases recorded_at',
  topic: 'id slug name definition code broader_id retired_at recorded_at',
  article:
    'id slug uri headline standfirst dateline bylines language published_at recorded_at status publisher_id sort_at is_visible quote_count',
  article_text: 'article_id revision text sha256 recorded_at',
  block: `article_id revision position kind ${SPAN}`,
  mention: `id article_id revision person_id organisation_id form ${SPAN} ${FACT}`,
  quote: `id article_id revision text kind cue attribution speaking_for_id within_id ${SPAN} ${FACT}`,
  quote_span: `quote_id role position article_id revision ${SPAN}`,
  quote_speaker: 'quote_id position person_id organisation_id sort_at is_visible',
  quote_topic: 'quote_id topic_id sort_at is_visible',
  quote_mention: 'quote_id mention_id span_start is_visible',
  quote_about: 'id quote_id person_id organisation_id sort_at is_visible',
  article_person: 'article_id person_id first_mention_id mention_count span_start sort_at is_visible',
  article_organisation:
    'article_id organisation_id first_mention_id mention_count span_start sort_at is_visible',
  topic_assignment: `id article_id topic_id score origin ${FACT}`,
  topic_span: `assignment_id position article_id revision ${SPAN}`,
  affiliation: 'id person_id organisation_id role',
  affiliation_receipt: `id affiliation_id article_id revision "current" ${SPAN} ${FACT}`,
} as const;

export type TableName = keyof typeof COLUMNS;

export const TABLES = Object.keys(COLUMNS).filter((name): name is TableName => name in COLUMNS);

export function columnsOf(table: TableName): readonly string[] {
  return COLUMNS[table].split(' ');
}
