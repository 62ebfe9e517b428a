import { PUBLISHER } from './hand-sql.ts';
import { type Query, slugsOf } from './query.ts';

export const personPage: Query = {
  name: 'Q3',
  title: 'A person by slug with the 20 latest quotes, their articles and publishers',
  document: `query Q3($slug: String!) {
    person(slug: $slug) {
      id slug name aliases
      quotes(first: 20) {
        nodes { id text kind article { id slug headline publishedAt publisher { id slug name } } }
      }
    }
  }`,
  handSql: `
    SELECT json_build_object('person', (
      SELECT json_build_object('id', 'person_' || p.id, 'slug', p.slug, 'name', p.name, 'aliases', p.aliases,
        'quotes', json_build_object('nodes', (
          SELECT coalesce(json_agg(json_build_object('id', 'quote_' || q.id, 'text', q.text, 'kind', q.kind,
              'article', json_build_object('id', 'article_' || a.id, 'slug', a.slug, 'headline', a.headline,
                'publishedAt', a.published_at, 'publisher', ${PUBLISHER}))
              ORDER BY s.sort_at DESC, s.quote_id DESC), '[]')
            FROM (
              SELECT quote_id, sort_at FROM quote_speaker
                WHERE person_id = p.id AND is_visible ORDER BY sort_at DESC, quote_id DESC LIMIT 20) s
              JOIN quote q ON q.id = s.quote_id
              JOIN article a ON a.id = q.article_id)))
        FROM person p WHERE p.slug = $1 AND p.is_visible))::text AS data`,
  postgraphileDocument: `query Q3($slug: String!) {
    person: personBySlug(slug: $slug) {
      id: rowId slug name aliases
      quotes: quoteSpeakersByPersonId(first: 20, condition: { isVisible: true }, orderBy: [SORT_AT_DESC, QUOTE_ID_DESC]) {
        nodes {
          quoteByQuoteId {
            id: rowId text kind
            articleByArticleId { id: rowId slug headline publishedAt organisationByPublisherId { id: rowId slug name } }
          }
        }
      }
    }
  }`,
  tutorialDocument: `query Q3($slug: String!) {
    person(slug: $slug) {
      id slug name aliases
      quotes(first: 20) { id text kind article { id slug headline publishedAt publisher { id slug name } } }
    }
  }`,
  inputs: slugsOf(
    `SELECT slug FROM person WHERE is_visible AND quote_count >= 20 ORDER BY md5(id::text) LIMIT 200`,
  ),
};
