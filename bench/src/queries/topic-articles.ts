import { type Query, slugsOf } from './query.ts';

export const topicArticles: Query = {
  name: 'Q4',
  title: 'A topic’s articles, newest first, 20 after a cursor, with totalCount',
  document: `query Q4($slug: String!, $after: String) {
    topic(slug: $slug) {
      id name
      articles(first: 20, after: $after) {
        totalCount
        nodes { id slug headline publishedAt }
        pageInfo { hasNextPage endCursor }
      }
    }
  }`,
  handSql: `
    SELECT json_build_object('topic', (
      SELECT json_build_object('id', 'topic_' || t.id, 'name', t.name,
        'articles', (
          SELECT json_build_object(
              'totalCount', (SELECT count(*) FROM topic_assignment WHERE topic_id = t.id AND is_visible),
              'nodes', coalesce(json_agg(json_build_object('id', 'article_' || a.id, 'slug', a.slug, 'headline', a.headline,
                'publishedAt', a.published_at) ORDER BY ta.sort_at DESC, ta.article_id DESC) FILTER (WHERE ta.position <= 20), '[]'),
              'pageInfo', json_build_object(
                'hasNextPage', count(*) > 20,
                'endCursor', (array_agg(ta.sort_at::text || '_' || ta.article_id ORDER BY ta.position DESC) FILTER (WHERE ta.position <= 20))[1]))
            FROM (
              SELECT article_id, sort_at, row_number() OVER () AS position FROM (
                SELECT article_id, sort_at FROM topic_assignment
                  WHERE topic_id = t.id AND is_visible
                    AND (sort_at, article_id) < (coalesce($2, 'infinity')::timestamptz, coalesce($3, 'ffffffff-ffff-ffff-ffff-ffffffffffff')::uuid)
                  ORDER BY sort_at DESC, article_id DESC LIMIT 21) page) ta
              JOIN article a ON a.id = ta.article_id))
        FROM topic t WHERE t.slug = $1))::text AS data`,
  postgraphileDocument: `query Q4($slug: String!, $after: Cursor) {
    topic: topicBySlug(slug: $slug) {
      id: rowId name
      articles: topicAssignmentsByTopicId(first: 20, after: $after, condition: { isVisible: true }, orderBy: [SORT_AT_DESC, ARTICLE_ID_DESC]) {
        totalCount
        nodes { articleByArticleId { id: rowId slug headline publishedAt } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }`,
  tutorialDocument: `query Q4($slug: String!, $after: String) {
    topic(slug: $slug) {
      id name
      articles(first: 20, after: $after) { totalCount nodes { id slug headline publishedAt } hasNextPage endCursor }
    }
  }`,
  inputs: slugsOf(`SELECT slug FROM topic WHERE article_count >= 60 ORDER BY md5(id::text) LIMIT 100`, {
    isSecondPage: true,
  }),
};
