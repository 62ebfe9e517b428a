import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { planOf } from '../../support/plan-of.ts';
import { runPlanned } from '../../support/planned.ts';

const ARTICLES = 20_000;
const PEOPLE = 2_000;
const TOPICS = 50;

const SPAN_COLUMNS = 'span_start, span_end, utf16_start, utf16_end, exact, prefix, suffix';
const SPAN = `0, 9, 0, 9, 'Delegates', '', ''`;
const FACT_COLUMNS = 'review, confidence, method, sort_at, is_visible';
const FACT = `'CONFIRMED', 1, 'test', sort_at, true`;

/** Articles with one block, a publisher, three topics, two quotes and two mentions each, around the door. */
const FILL = `
  SET session_replication_role = replica;
  INSERT INTO organisation (id, slug, name, is_visible)
    SELECT gen_random_uuid(), 'organisation-' || n, 'Organisation ' || n, true FROM generate_series(0, 99) AS n;
  INSERT INTO person (id, slug, name, is_visible)
    SELECT gen_random_uuid(), 'person-' || n, 'Person ' || n, true FROM generate_series(0, ${PEOPLE - 1}) AS n;
  INSERT INTO topic (id, slug, name) SELECT gen_random_uuid(), 'topic-' || n, 'Topic ' || n FROM generate_series(0, ${TOPICS - 1}) AS n;
  INSERT INTO article (id, slug, headline, status, published_at, sort_at, is_visible, publisher_id)
    SELECT gen_random_uuid(), 'article-' || n, 'Talks ' || n, 'PUBLISHED', at, at, true, o.id
      FROM generate_series(0, ${ARTICLES - 1}) AS n
        JOIN organisation o ON o.slug = 'organisation-' || n % 100,
        LATERAL (SELECT timestamptz '2020-01-01' + n * interval '1 hour' AS at) AS moment;
  CREATE TEMPORARY TABLE numbered AS SELECT substr(slug, 9)::integer AS n, * FROM article;
  INSERT INTO article_text (article_id, revision, text, sha256)
    SELECT id, 1, 'Delegates met', encode(sha256('Delegates met'), 'hex') FROM numbered;
  INSERT INTO block (article_id, revision, position, kind, ${SPAN_COLUMNS})
    SELECT id, 1, 0, 'PARAGRAPH', ${SPAN} FROM numbered;
  INSERT INTO topic_assignment (id, article_id, topic_id, score, origin, ${FACT_COLUMNS})
    SELECT gen_random_uuid(), a.id, t.id, 0.5, 'TEXT', ${FACT}
      FROM numbered a, generate_series(0, 2) AS k JOIN topic t ON true WHERE t.slug = 'topic-' || (a.n + k * 7) % ${TOPICS};
  INSERT INTO quote (id, article_id, revision, text, kind, attribution, ${SPAN_COLUMNS}, ${FACT_COLUMNS})
    SELECT gen_random_uuid(), id, 1, 'Delegates', 'DIRECT', 'UNATTRIBUTED', ${SPAN}, ${FACT} FROM numbered, generate_series(0, 1);
  INSERT INTO quote_span (quote_id, role, position, article_id, revision, ${SPAN_COLUMNS})
    SELECT id, 'CONTENT', 0, article_id, 1, ${SPAN} FROM quote;
  INSERT INTO quote_speaker (quote_id, position, person_id, sort_at, is_visible)
    SELECT q.id, 0, p.id, q.sort_at, true FROM quote q JOIN numbered a ON a.id = q.article_id JOIN person p ON p.slug = 'person-' || a.n % ${PEOPLE};
  INSERT INTO mention (id, article_id, revision, person_id, form, ${SPAN_COLUMNS}, ${FACT_COLUMNS})
    SELECT gen_random_uuid(), a.id, 1, p.id, 'NAME', ${SPAN}, 'CONFIRMED', 1, 'test', a.sort_at, true
      FROM numbered a, generate_series(0, 1) AS k JOIN person p ON true WHERE p.slug = 'person-' || (a.n + k * 11) % ${PEOPLE};
  INSERT INTO article_person (article_id, person_id, first_mention_id, mention_count, span_start, sort_at, is_visible)
    SELECT article_id, person_id, min(id::text)::uuid, count(*), 0, max(sort_at), true FROM mention GROUP BY article_id, person_id;
  INSERT INTO affiliation (id, person_id, organisation_id, is_visible)
    SELECT gen_random_uuid(), p.id, o.id, true FROM person p JOIN organisation o ON o.slug = 'organisation-' || substr(p.slug, 8)::integer % 100;
  SET session_replication_role = origin;`;

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
  await database.raw.run(FILL);
  await database.raw.run('VACUUM (ANALYZE)');
}, 300_000);
afterAll(() => database.close());

/** Tables that a page must find its rows in by an index. Old slugs are none here, and organisations and topics fit on a few pages. */
const LARGE =
  /^(article|article_text|article_person|block|mention|person|quote|quote_span|quote_speaker|topic_assignment)$/;

const TOPIC_PAGE = `query ($slug: String!, $after: String) { topic(slug: $slug) { articles(first: 20, after: $after) {
  totalCount nodes { headline publishedAt } pageInfo { hasNextPage endCursor } } } }`;
const SPEAKER_PAGE = `query ($slug: String!, $after: String) { person(slug: $slug) { quotes(first: 20, after: $after) {
  nodes { text article { headline publisher { name } } } pageInfo { endCursor } } } }`;
const NEWEST = `query ($after: String) { articles(first: 20, after: $after) { nodes { headline topics(first: 10) { nodes { name } }
  quotes(first: 5) { nodes { text speaker { __typename name ... on Person { affiliations(first: 3) { nodes { role
  organisation { name } } } } } } } } pageInfo { endCursor } } }`;

const PAGES: readonly (readonly [
  what: string,
  source: string,
  variables: Readonly<Record<string, unknown>>,
])[] = [
  [
    'an article with its quotes',
    `query ($slug: String!) { article(slug: $slug) { headline publisher { name } topics { nodes { name } }
      quotes(first: 50) { nodes { text speaker { __typename name } } } } }`,
    { slug: 'article-7' },
  ],
  ['the newest articles', NEWEST, {}],
  ['a person’s latest quotes', SPEAKER_PAGE, { slug: 'person-7' }],
  ['a topic’s newest articles', TOPIC_PAGE, { slug: 'topic-7' }],
  [
    'a whole article page',
    `query ($slug: String!) { article(slug: $slug) { headline blocks { kind text segments { text
      mentions { entity { __typename name } } quotes { id } } } quotes { nodes { text span { start } } } } }`,
    { slug: 'article-7' },
  ],
  [
    'whom a person is named with',
    'query ($slug: String!) { person(slug: $slug) { coMentions(first: 20) { edges { articleCount node { name } } } } }',
    { slug: 'person-7' },
  ],
];

test.each(PAGES)('%s is found by indexes alone', async (_what, source, variables) => {
  const plan = await planOf(database, source, variables);
  const read = [...plan.matchAll(/Seq Scan on (\w+)/g)].map(([, table]) => table ?? '');
  expect(
    read.filter((table) => LARGE.test(table)),
    plan,
  ).toEqual([]);
});

test.each([
  ['articles', NEWEST, {}, 'article_newest_list'],
  ['a topic’s articles', TOPIC_PAGE, { slug: 'topic-7' }, 'topic_assignment_topic_list'],
  ['a speaker’s quotes', SPEAKER_PAGE, { slug: 'person-7' }, 'quote_speaker_person_list'],
])(
  'a later page of %s starts at its cursor, in the index of the list',
  async (_what, source, variables, index) => {
    const { result } = await runPlanned(database, source, { variables });
    const after = /"endCursor":"([^"]+)"/.exec(JSON.stringify(result.data))?.[1];
    const plan = await planOf(database, source, { ...variables, after });
    const scan = plan
      .slice(plan.indexOf(` ${index} `))
      .split('\n')
      .slice(0, 2)
      .join('\n');
    expect(scan).toMatch(/Index Cond: .*ROW\(/);
  },
);
