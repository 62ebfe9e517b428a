import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { IS_SERVER, openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { planOf } from '../../support/plan-of.ts';
import { found } from './found.ts';

/** The size that the limits speak of; the embedded database, an eighth as fast, has enough to prefer its indexes. */
const ARTICLES = IS_SERVER ? 20_000 : 4_000;

/**
 * Articles of an archive of eleven years, around the door: "talks" is in all of them, "budget" in a third, "fishery" in
 * one of a hundred, each has two quotes, and 4,000 people have names of 80 first and 100 last ones.
 */
const FILL = `
  SET session_replication_role = replica;
  INSERT INTO article (id, slug, headline, language, status, published_at, sort_at, is_visible)
    SELECT gen_random_uuid(), 'article-' || n, 'Talks on ' || md5(n::text), 'en', 'PUBLISHED', at, at, true
      FROM generate_series(1, ${ARTICLES}) AS n, LATERAL (SELECT timestamptz '2015-01-01' + n * interval '${Math.floor((4_000 / ARTICLES) * 86_400)} seconds' AS at) AS moment;
  INSERT INTO article_text (article_id, revision, text, sha256)
    SELECT id, 1, content, encode(sha256(convert_to(content, 'UTF8')), 'hex')
      FROM article, LATERAL (SELECT substr(slug, 9)::integer AS n) AS number, LATERAL (
        SELECT 'Delegates met for talks' || CASE WHEN n % 3 = 0 THEN ' on the draft budget' ELSE '' END
          || CASE WHEN n % 100 = 0 THEN ' of the fishery' ELSE '' END || '. ' || md5(slug) AS content) AS made;
  INSERT INTO quote (id, article_id, revision, text, kind, attribution, review, confidence, method, sort_at, is_visible,
      span_start, span_end, utf16_start, utf16_end, exact, prefix, suffix)
    SELECT gen_random_uuid(), id, 1, 'Talks ' || md5(slug || n), 'DIRECT', 'UNATTRIBUTED', 'CONFIRMED', 1, 'test', sort_at, true,
        0, 9, 0, 9, 'Delegates', '', ''
      FROM article, generate_series(1, 2) AS n;
  INSERT INTO person (id, slug, name, is_visible)
    SELECT gen_random_uuid(), 'person-' || n, 'First' || n % 80 || ' ' || initcap(translate(md5((n % 100)::text), '0123456789', 'ghijklmnop')), true
      FROM generate_series(1, 4000) AS n;
  INSERT INTO article_search (article_id, configuration, sort_at, is_visible, words)
    SELECT article_id, configuration, sort_at, is_visible, words FROM expected_article_search;
  INSERT INTO quote_search (quote_id, configuration, sort_at, is_visible, words)
    SELECT quote_id, configuration, sort_at, is_visible, words FROM expected_quote_search;
  INSERT INTO person_search SELECT * FROM expected_person_search;
  INSERT INTO search_word (word)
    SELECT word FROM ts_stat('SELECT words FROM article_search UNION ALL SELECT words FROM quote_search') ORDER BY ndoc DESC, word;
  SET session_replication_role = origin;`;

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
  await database.raw.run(FILL);
  await database.raw.run('VACUUM (ANALYZE)');
}, 300_000);
afterAll(() => database.close());

const SOURCE = `query ($query: String!, $prefix: Boolean) {
  search(query: $query, prefix: $prefix) { nodes { rank highlights { field } node { __typename ... on Node { id } } } }
}`;

const TEXTS = ['article_search_words', 'quote_search_words', 'article_search_day', 'quote_search_day'];
const SEARCHES: readonly (readonly [
  what: string,
  query: string,
  prefix: boolean,
  indexes: readonly string[],
])[] = [
  ['the commonest word', 'talks', false, TEXTS],
  ['a rare word', 'fishery', false, TEXTS],
  ['several words', 'talks budget -fishery', false, TEXTS],
  ['a phrase', '"draft budget"', false, TEXTS],
  ['a name with a typo', 'First7 Hahmdch', false, ['person_search_words']],
  ['a beginning', 'bud', true, [...TEXTS, 'person_search_words']],
];

describe.each(['force_generic_plan', 'force_custom_plan'])('under %s', (mode) => {
  test.each(SEARCHES)('%s is found by indexes alone', async (_what, query, prefix, indexes) => {
    const plan = await planOf(database, SOURCE, { query, prefix }, mode);
    for (const index of indexes) expect(plan).toMatch(new RegExp(`Index Scan.* (on|using) ${index}\\b`));
    // Organisations and topics are none here: to read an empty table is right.
    const read = [...plan.matchAll(/Seq Scan on (\w+)/g)].map(([, table]) => table);
    expect(read.filter((table) => !/^(organisation|topic)(_search)?$/.test(table ?? ''))).toEqual([]);
  });
});

test('the words that complete a beginning are found by their index', async () => {
  const plan = await database.raw.query<{ 'QUERY PLAN': string }>(
    `EXPLAIN SELECT word FROM search_word WHERE word >= 'bu' AND word < 'bu' || chr(1114111) ORDER BY seen LIMIT 50`,
  );
  expect(plan.map((row) => row['QUERY PLAN']).join('\n')).toMatch(
    /Index Only Scan using search_word_completion/,
  );
});

test('of a word that all have, the newest are ranked', async () => {
  const hits = await found(database, 'talks', { types: ['ARTICLE'] });
  expect(hits).toHaveLength(100);
  const [oldest] = await database.raw.query<{ rank: number }>(
    `SELECT count(*)::integer AS rank FROM article WHERE sort_at >= (SELECT min(sort_at) FROM article WHERE 'article_' || id = ANY ($1))`,
    [hits.map(({ id }) => id)],
  );
  expect(oldest?.rank).toBeLessThanOrEqual(2_000);
  expect((await found(database, 'fishery', { types: ['ARTICLE'] })).length).toBe(
    Math.min(100, ARTICLES / 100),
  );
});
