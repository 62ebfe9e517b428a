import { PUBLISHER, SPEAKER_JOIN, speakerObject, topicNodes } from './hand-sql.ts';
import { type Query, slugsOf } from './query.ts';

/** Articles from all over the time line. */
export const SAMPLE_OF_ARTICLES = `
  SELECT slug FROM article WHERE is_visible AND quote_count > 0 ORDER BY md5(id::text) LIMIT 200`;

export const articleWithQuotes: Query = {
  name: 'Q1',
  title: 'An article by its slug, with publisher, topics, quotes and speakers',
  document: `query Q1($slug: String!) {
    article(slug: $slug) {
      id slug headline standfirst publishedAt
      publisher { id slug name }
      topics(first: 20) { nodes { id slug name } }
      quotes(first: 50) { nodes { id text kind speaker { __typename id slug name } } }
    }
  }`,
  handSql: `
    SELECT json_build_object('article', (
      SELECT json_build_object(
        'id', 'article_' || a.id, 'slug', a.slug, 'headline', a.headline, 'standfirst', a.standfirst,
        'publishedAt', a.published_at,
        'publisher', ${PUBLISHER},
        'topics', ${topicNodes(20, `'slug', t.slug, `)},
        'quotes', json_build_object('nodes', (
          SELECT coalesce(json_agg(x.node), '[]') FROM (
            SELECT json_build_object('id', 'quote_' || q.id, 'text', q.text, 'kind', q.kind, 'speaker', ${speakerObject()}) AS node
              FROM quote q ${SPEAKER_JOIN}
              WHERE q.article_id = a.id AND q.is_visible
              ORDER BY q.span_start, q.id LIMIT 50) x)))
        FROM article a WHERE a.slug = $1 AND a.is_visible))::text AS data`,
  postgraphileDocument: `query Q1($slug: String!) {
    article: articleBySlug(slug: $slug) {
      id: rowId slug headline standfirst publishedAt
      publisher: organisationByPublisherId { id: rowId slug name }
      topics: topicAssignmentsByArticleId(first: 20, condition: { isVisible: true }, orderBy: [SCORE_DESC]) {
        nodes { topicByTopicId { id: rowId slug name } }
      }
      quotes: quotesByArticleId(first: 50, condition: { isVisible: true }, orderBy: [SPAN_START_ASC]) {
        nodes {
          id: rowId text kind
          quoteSpeakersByQuoteId(first: 2) {
            nodes {
              personByPersonId { __typename id: rowId slug name }
              organisationByOrganisationId { __typename id: rowId slug name }
            }
          }
        }
      }
    }
  }`,
  tutorialDocument: `query Q1($slug: String!) {
    article(slug: $slug) {
      id slug headline standfirst publishedAt
      publisher { id slug name }
      topics(first: 20) { id slug name }
      quotes(first: 50) {
        id text kind
        speakers { person { __typename id slug name } organisation { __typename id slug name } }
      }
    }
  }`,
  inputs: slugsOf(SAMPLE_OF_ARTICLES),
};
