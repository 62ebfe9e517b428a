import type { Transaction } from './record.ts';

/** An everyday change of one thing; `number` tells its runs apart. */
export interface EverydayChange {
  readonly name: string;
  readonly write: (transaction: Transaction, number: number) => Promise<unknown>;
}

/** The nth visible article in a scattered order, the same in every run. */
const ARTICLE = `(SELECT id FROM article WHERE is_visible ORDER BY md5(slug) OFFSET $1 LIMIT 1)`;

function statement(sql: string): EverydayChange['write'] {
  return (transaction, number) => transaction.$executeRawUnsafe(sql, number);
}

/** Copies an article with all its facts as one that is published now: a new story about the same people and topics. */
async function copyArticle(transaction: Transaction, number: number): Promise<void> {
  const columns = (names: string) => names.split(' ').join(', ');
  const span = columns('revision span_start span_end utf16_start utf16_end exact prefix suffix span_state');
  const fact = columns('review confidence method');
  const place = columns(
    'revision position kind span_start span_end utf16_start utf16_end exact prefix suffix',
  );
  const tables: readonly string[] = [
    `CREATE TEMPORARY TABLE copied ON COMMIT DROP AS
       SELECT id AS old_id, gen_random_uuid() AS id FROM article WHERE is_visible ORDER BY md5(slug || 'copy') OFFSET ${number} LIMIT 1`,
    `INSERT INTO article (id, slug, headline, standfirst, bylines, language, published_at, status, revision, publisher_id)
       SELECT c.id, a.slug || '-copy-${number}', a.headline, a.standfirst, a.bylines, a.language, now(), 'PUBLISHED', a.revision, a.publisher_id
         FROM copied c JOIN article a ON a.id = c.old_id`,
    `INSERT INTO article_text (article_id, revision, text, sha256)
       SELECT c.id, t.revision, t.text, t.sha256 FROM copied c JOIN article_text t ON t.article_id = c.old_id`,
    `INSERT INTO block (article_id, ${place}) SELECT c.id, ${place} FROM copied c JOIN block b ON b.article_id = c.old_id`,
    `INSERT INTO mention (id, article_id, person_id, organisation_id, form, ${span}, ${fact})
       SELECT gen_random_uuid(), c.id, person_id, organisation_id, form, ${span}, ${fact} FROM copied c JOIN mention m ON m.article_id = c.old_id`,
    `CREATE TEMPORARY TABLE copied_quote ON COMMIT DROP AS
       SELECT q.id AS old_id, gen_random_uuid() AS id, c.id AS article_id FROM copied c JOIN quote q ON q.article_id = c.old_id`,
    `INSERT INTO quote (id, article_id, text, kind, act, cue, attribution, ${span}, ${fact})
       SELECT c.id, c.article_id, text, kind, act, cue, attribution, ${span}, ${fact} FROM copied_quote c JOIN quote q ON q.id = c.old_id`,
    `INSERT INTO quote_span (quote_id, role, position, article_id, ${span})
       SELECT c.id, role, position, c.article_id, ${span} FROM copied_quote c JOIN quote_span s ON s.quote_id = c.old_id`,
    `INSERT INTO quote_speaker (quote_id, position, person_id, organisation_id)
       SELECT c.id, position, person_id, organisation_id FROM copied_quote c JOIN quote_speaker s ON s.quote_id = c.old_id`,
    `INSERT INTO quote_topic (quote_id, topic_id) SELECT c.id, topic_id FROM copied_quote c JOIN quote_topic t ON t.quote_id = c.old_id`,
    `INSERT INTO topic_assignment (id, article_id, topic_id, score, origin, ${fact})
       SELECT gen_random_uuid(), c.id, topic_id, score, 'EDITOR', ${fact} FROM copied c JOIN topic_assignment t ON t.article_id = c.old_id`,
  ];
  for (const sql of tables) await transaction.$executeRawUnsafe(sql);
}

export const EVERYDAY_CHANGES: readonly EverydayChange[] = [
  { name: 'a new article', write: copyArticle },
  {
    name: 'a headline corrected',
    write: statement(`UPDATE article SET headline = headline || ' (corrected)' WHERE id = ${ARTICLE}`),
  },
  {
    name: 'an article withdrawn',
    write: statement(`UPDATE article SET status = 'WITHDRAWN' WHERE id = ${ARTICLE}`),
  },
  {
    name: 'a quote rejected',
    write: statement(
      `UPDATE quote SET review = 'REJECTED' WHERE id = (SELECT id FROM quote WHERE is_visible ORDER BY md5(id::text) OFFSET $1 LIMIT 1)`,
    ),
  },
  {
    name: 'a speaker corrected',
    write:
      statement(`UPDATE quote_speaker SET person_id = (SELECT id FROM person WHERE is_visible ORDER BY md5(slug) OFFSET $1 LIMIT 1), organisation_id = NULL
      WHERE (quote_id, position) = (SELECT quote_id, position FROM quote_speaker WHERE is_visible ORDER BY md5(quote_id::text || 's') OFFSET $1 LIMIT 1)`),
  },
  {
    name: 'a topic assigned',
    write:
      statement(`INSERT INTO topic_assignment (id, article_id, topic_id, score, origin, review, confidence, method)
      SELECT gen_random_uuid(), a.id, t.id, 0.5, 'EDITOR', 'CONFIRMED', 1, 'editor' FROM article a, topic t
        WHERE a.id = ${ARTICLE} AND t.retired_at IS NULL AND NOT EXISTS (SELECT FROM topic_assignment x WHERE x.article_id = a.id AND x.topic_id = t.id)
        ORDER BY t.article_count DESC OFFSET $1 LIMIT 1`),
  },
  {
    name: 'a person renamed',
    write: statement(
      `UPDATE person SET name = name || ' Jr' WHERE id = (SELECT id FROM person WHERE is_visible ORDER BY quote_count DESC, slug OFFSET $1 * 5 LIMIT 1)`,
    ),
  },
  {
    name: 'a draft written',
    write: statement(
      `INSERT INTO article (id, slug, headline, status) VALUES (gen_random_uuid(), 'draft-' || $1, 'A draft', 'DRAFT')`,
    ),
  },
];
