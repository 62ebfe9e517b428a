import { availableParallelism } from 'node:os';
import type { Client } from 'pg';
import { withClient } from '../database.ts';
import { BULK_SESSION } from './copy.ts';

/** Articles whose words are made in one statement: small enough that all connections end at about the same time. */
const CHUNK_ARTICLES = 2_000;

/** Tables that are not filled by article, from the views that state them; the words last, as all texts must be there. */
const OTHERS = [
  'INSERT INTO person_search (person_id, names, words, keys) SELECT person_id, names, words, keys FROM expected_person_search',
  'INSERT INTO organisation_search (organisation_id, names, words, keys) SELECT organisation_id, names, words, keys FROM expected_organisation_search',
  'INSERT INTO topic_search (topic_id, words) SELECT topic_id, words FROM expected_topic_search',
  `INSERT INTO search_word (word)
     SELECT word FROM ts_stat('SELECT words FROM article_search UNION ALL SELECT words FROM quote_search') ORDER BY ndoc DESC, word`,
];

/** The articles from one id up to another, exclusive; the last range has no end. */
interface Range {
  readonly from: string;
  readonly to: string | null;
}

/**
 * Makes the words that search reads, on as many connections as there are cores: a text costs about a millisecond.
 *
 * Ranges are taken in the order of the articles, so that the newest stand together, as where each was written in its time.
 * Needs the indexes of articles and quotes; those of the search tables are better built afterwards.
 */
export async function fillSearch(url: string, onProgress: (line: string) => void): Promise<void> {
  const ranges = await withClient(url, rangesOf);
  const total = ranges.length;
  const startedAt = performance.now();
  const fill = async (client: Client) => {
    for (let range = ranges.shift(); range !== undefined; range = ranges.shift()) {
      await fillRange(client, range);
      const done = (total - ranges.length) * CHUNK_ARTICLES;
      const perSecond = (done / (performance.now() - startedAt)) * 1_000;
      if ((total - ranges.length) % 10 === 0) {
        onProgress(`the words of ${done.toLocaleString('en')} articles, ${Math.round(perSecond)} a second`);
      }
    }
  };
  await Promise.all(
    Array.from({ length: availableParallelism() }, () => withClient(url, fill, `${BULK_SESSION} -c jit=off`)),
  );
  await withClient(
    url,
    async (client) => {
      for (const statement of OTHERS) await client.query(statement);
    },
    BULK_SESSION,
  );
}

async function rangesOf(client: Client): Promise<Range[]> {
  const { rows } = await client.query<Range>(
    `SELECT id AS from, lead(id) OVER (ORDER BY id) AS to
       FROM (SELECT id, row_number() OVER (ORDER BY id) AS number FROM article) AS numbered
       WHERE number % $1 = 1 ORDER BY id`,
    [CHUNK_ARTICLES],
  );
  return rows;
}

async function fillRange(client: Client, { from, to }: Range): Promise<void> {
  const isInRange = 'article_id >= $1 AND ($2::uuid IS NULL OR article_id < $2)';
  await client.query(
    `INSERT INTO article_search (article_id, configuration, sort_at, is_visible, words)
       SELECT article_id, configuration, sort_at, is_visible, words FROM expected_article_search WHERE ${isInRange}`,
    [from, to],
  );
  await client.query(
    `INSERT INTO quote_search (quote_id, configuration, sort_at, is_visible, words)
       SELECT quote_id, configuration, sort_at, is_visible, words FROM expected_quote_search WHERE ${isInRange}`,
    [from, to],
  );
}
