import { SPEAKER_JOIN, speakerObject, topicNodes } from './hand-sql.ts';
import type { Query } from './query.ts';

const AFFILIATIONS_OF_SPEAKER = `, 'affiliations', json_build_object('nodes', (
  SELECT coalesce(json_agg(f.node), '[]') FROM (
    SELECT json_build_object('id', 'affiliation_' || af.id, 'role', af.role, 'current', af.current,
        'organisation', json_build_object('id', 'organisation_' || ao.id, 'slug', ao.slug, 'name', ao.name)) AS node
      FROM affiliation af JOIN organisation ao ON ao.id = af.organisation_id
      WHERE af.person_id = p.id AND af.is_visible
      ORDER BY (af.current IS TRUE) DESC, af.sort_at DESC, af.id DESC LIMIT 3) f))`;

export const newestArticles: Query = {
  name: 'Q2',
  title:
    'The 20 newest articles with topics and 5 quotes each, with speaker, affiliations and their organisations',
  document: `query Q2 {
    articles(first: 20) {
      nodes {
        id slug headline publishedAt
        topics(first: 10) { nodes { id name } }
        quotes(first: 5) {
          nodes {
            id text kind
            speaker {
              __typename id slug name
              ... on Person { affiliations(first: 3) { nodes { id role current organisation { id slug name } } } }
            }
          }
        }
      }
    }
  }`,
  handSql: `
    SELECT json_build_object('articles', json_build_object('nodes', (
      SELECT coalesce(json_agg(json_build_object(
        'id', 'article_' || a.id, 'slug', a.slug, 'headline', a.headline, 'publishedAt', a.published_at,
        'topics', ${topicNodes(10, '')},
        'quotes', json_build_object('nodes', (
          SELECT coalesce(json_agg(x.node), '[]') FROM (
            SELECT json_build_object('id', 'quote_' || q.id, 'text', q.text, 'kind', q.kind, 'speaker', ${speakerObject(AFFILIATIONS_OF_SPEAKER)}) AS node
              FROM quote q ${SPEAKER_JOIN}
              WHERE q.article_id = a.id AND q.is_visible
              ORDER BY q.span_start, q.id LIMIT 5) x)))
        ORDER BY a.sort_at DESC, a.id DESC), '[]')
        FROM (SELECT * FROM article WHERE is_visible ORDER BY sort_at DESC, id DESC LIMIT 20) a)))::text AS data`,
  postgraphileDocument: `query Q2 {
    articles: allArticles(first: 20, condition: { isVisible: true }, orderBy: [SORT_AT_DESC, ROW_ID_DESC]) {
      nodes {
        id: rowId slug headline publishedAt
        topics: topicAssignmentsByArticleId(first: 10, condition: { isVisible: true }, orderBy: [SCORE_DESC]) {
          nodes { topicByTopicId { id: rowId name } }
        }
        quotes: quotesByArticleId(first: 5, condition: { isVisible: true }, orderBy: [SPAN_START_ASC]) {
          nodes {
            id: rowId text kind
            quoteSpeakersByQuoteId(first: 2) {
              nodes {
                personByPersonId {
                  __typename id: rowId slug name
                  affiliationsByPersonId(first: 3, condition: { isVisible: true }, orderBy: [CURRENT_DESC, SORT_AT_DESC]) {
                    nodes { id: rowId role current organisationByOrganisationId { id: rowId slug name } }
                  }
                }
                organisationByOrganisationId { __typename id: rowId slug name }
              }
            }
          }
        }
      }
    }
  }`,
  tutorialDocument: `query Q2 {
    articles(first: 20) {
      id slug headline publishedAt
      topics(first: 10) { id name }
      quotes(first: 5) {
        id text kind
        speakers {
          person { __typename id slug name affiliations(first: 3) { id role current organisation { id slug name } } }
          organisation { __typename id slug name }
        }
      }
    }
  }`,
  inputs: async () => [{}],
};
