import type { Check } from './check.ts';

/** What readers are told of an article that was withdrawn or corrected. */
export const ARTICLE_CHECKS: readonly Check[] = [
  {
    name: 'article-withdrawal',
    sql: `
      SELECT 'article_withdrawal ' || w.article_id AS row, format('its article is %s', a.status) AS message
        FROM article_withdrawal w JOIN article a ON a.id = w.article_id
        WHERE a.status <> 'WITHDRAWN'`,
  },
  {
    name: 'article-correction-order',
    sql: `
      SELECT concat_ws(' ', 'article_correction', c.article_id, c.position) AS row,
          format('there is no correction %s before it', c.position - 1) AS message
        FROM article_correction c
        WHERE c.position > 0
          AND NOT EXISTS (SELECT FROM article_correction b WHERE b.article_id = c.article_id AND b.position = c.position - 1)`,
  },
];
