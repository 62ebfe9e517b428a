import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { verify } from '../../../src/database/verify.ts';
import { type ImportOptions, importArticles } from '../../../src/ingest/import-articles.ts';
import type { AnnotatedArticle } from '../../../src/text/annotated-article.ts';
import { analysed } from '../../support/analysed.ts';
import { IS_SERVER, openTestDatabase, type TestDatabase } from '../../support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(() => database.reset());
afterAll(() => database.close());

function take(articles: readonly AnnotatedArticle[], options: Partial<ImportOptions> = {}) {
  const given = { actor: 'import:test', reason: 'a test', publish: true, confirmAbove: null, ...options };
  return importArticles(database, articles, given);
}

it('articles are created once, and the same bytes again are unchanged', async () => {
  const articles = [analysed('Jane Roe left the town.'), analysed('The council met on Monday.')];
  const first = await take(articles);
  expect(first.map(({ outcome }) => outcome)).toEqual(['created', 'created']);
  expect(await take(articles)).toEqual(first.map((article) => ({ ...article, outcome: 'unchanged' })));
});

it('a bad article is told why, and sinks no other of its batch', async () => {
  const good = analysed('Jane Roe left the town.');
  const mentioned = { ...good, entities: [] };
  const blank = { ...good, fields: { ...good.fields, headline: ' ' } };
  const broken = { ...good, fields: { ...good.fields, headline: 'a\0b' } };
  const other = analysed('John Doe came to the town.');
  const imported = await take([mentioned, blank, broken, good, other]);
  expect(imported.map(({ outcome }) => outcome)).toEqual([
    'failed',
    'failed',
    'failed',
    'created',
    'created',
  ]);
  const errors = imported.flatMap((article) => (article.outcome === 'failed' ? [article.error] : []));
  expect(errors.map(({ code }) => code)).toEqual([
    'INTERNAL_SERVER_ERROR',
    'BAD_USER_INPUT',
    'BAD_USER_INPUT',
  ]);
  expect(errors[0]?.message).toContain('which is not among the entities');
  expect(errors[1]?.message).toContain('article_headline_not_blank');
  expect(errors[2]?.message).toContain('NUL character');
});

it.each([
  ['PostgreSQL refuses', ' '],
  ['cannot be sent', 'a\0b'],
])('an article that %s, among many, leaves the others whole', async (_, headline) => {
  const articles = Array.from({ length: 60 }, (_, number) => analysed(`Jane Roe left town ${number}.`));
  const given = articles.map((article, number) =>
    number === 40 ? { ...article, fields: { ...article.fields, headline } } : article,
  );
  const imported = await take(given);
  expect(imported.flatMap(({ outcome }, number) => (outcome === 'created' ? [] : [number]))).toEqual([40]);
  const [stored] = await database.read<{ articles: number; mentioned: number }>({
    text: `SELECT count(*)::int AS articles, count(DISTINCT m.article_id)::int AS mentioned
      FROM article a LEFT JOIN mention m ON m.article_id = a.id`,
    values: [],
  });
  expect(stored).toEqual({ articles: 59, mentioned: 59 });
  expect((await verify(database)).faults).toEqual([]);
});

it.each([
  ['the first of two parts', 40, 5],
  ['the last part but one', 200, 185],
  ['the last part', 200, 198],
])('articles that meet a deadlock in %s are written by one change', async (_, count, at) => {
  await database.raw.run(`
    CREATE SEQUENCE met;
    CREATE FUNCTION meet_once() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF EXISTS (SELECT FROM new_rows WHERE text LIKE '%town ${at}.%') AND nextval('met') = 1 THEN
        RAISE EXCEPTION 'deadlock detected' USING ERRCODE = 'deadlock_detected';
      END IF;
      RETURN NULL;
    END $$;
    CREATE TRIGGER meet_once AFTER INSERT ON article_text REFERENCING NEW TABLE AS new_rows
      FOR EACH STATEMENT EXECUTE FUNCTION meet_once();`);
  try {
    const articles = Array.from({ length: count }, (_each, number) =>
      analysed(`Jane Roe left town ${number}.`),
    );
    const imported = await take(articles);
    expect(imported.filter(({ outcome }) => outcome !== 'created')).toEqual([]);
    expect(await database.raw.query('SELECT count(*)::int AS changes FROM change')).toEqual([{ changes: 1 }]);
    expect(await database.raw.query('SELECT last_value::int AS met FROM met')).toEqual([{ met: 2 }]);
  } finally {
    await database.raw.run('DROP FUNCTION meet_once CASCADE; DROP SEQUENCE met;');
  }
});

// A server counts when it comes to it, and makes statistics in between.
it.skipIf(IS_SERVER)(
  'an import reads no table whole, though its connection planned when there was nothing',
  async () => {
    await take([analysed('Jane Roe left the town.')]);
    const before = await rowsReadWhole();
    for (let number = 0; number < 20; number += 1) await take([analysed(`Jane Roe left town ${number}.`)]);
    expect(await rowsReadWhole()).toEqual(before);
  },
);

/** How many rows were read so far by reading tables from one end to the other. */
async function rowsReadWhole() {
  await database.raw.run('SELECT pg_stat_force_next_flush()');
  return database.read<{ name: string; rows: number }>({
    text: `SELECT relname AS name, seq_tup_read::int AS rows FROM pg_stat_user_tables
      WHERE relname IN ('article', 'article_text', 'mention', 'organisation', 'person', 'quote') ORDER BY relname`,
    values: [],
  });
}

it.skipIf(IS_SERVER)(
  'an import reads no more of a record that has grown, though its connection planned when it was small',
  async () => {
    let number = 0;
    const batch = async () => {
      const before = await rowsReadByIndex();
      const articles = Array.from({ length: 10 }, () => {
        number += 1;
        return analysed(`“The mayor told me ‘town ${number} will pay’ on Monday,” Jane Roe said.`);
      });
      await take(articles, { publish: false });
      const after = await rowsReadByIndex();
      return new Map([...after].map(([name, rows]) => [name, rows - (before.get(name) ?? 0)]));
    };
    // PostgreSQL plans a statement five times before it keeps a plan.
    for (let warm = 0; warm < 7; warm += 1) await batch();
    const small = await batch();
    for (let more = 0; more < 12; more += 1) await batch();
    const grown = await batch();
    expect(grown).toEqual(small);
  },
);

/** How many rows were read so far through indexes, of each table but that of a change's own notes, which is emptied now and then. */
async function rowsReadByIndex(): Promise<ReadonlyMap<string, number>> {
  await database.raw.run('SELECT pg_stat_force_next_flush()');
  const rows = await database.read<{ name: string; rows: number }>({
    text: `SELECT relname AS name, sum(idx_tup_read)::int AS rows FROM pg_stat_user_indexes
      WHERE relname <> 'touched' GROUP BY relname`,
    values: [],
  });
  return new Map(rows.map(({ name, rows: read }) => [name, read]));
}

it('the same bytes twice in one batch are one article', async () => {
  const article = analysed('Jane Roe left the town.');
  const imported = await take([article, analysed('John Doe came.'), article]);
  expect(imported.map(({ outcome }) => outcome)).toEqual(['created', 'created', 'unchanged']);
});

it('a draft that is imported to be published is published, and what was withdrawn stays so', async () => {
  const article = analysed('Jane Roe left the town.');
  await take([article], { publish: false });
  expect((await take([article]))[0]?.outcome).toBe('updated');
  await database.change({ actor: 'test', reason: 'withdraw' }, (transaction) =>
    transaction.article.updateMany({ data: { status: 'WITHDRAWN' } }),
  );
  expect((await take([article]))[0]?.outcome).toBe('unchanged');
});

it('a threshold that is no confidence is refused, and nothing is written', async () => {
  for (const confirmAbove of [-0.1, 1.1, Number.NaN]) {
    await expect(take([analysed('Jane Roe left the town.')], { confirmAbove })).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
    });
  }
  expect(await database.raw.query('SELECT FROM article')).toEqual([]);
});

it('topics that the record does not have are left out of an import', async () => {
  const article = analysed('Jane Roe left the town.');
  const topic = { code: 'medtop:99999999', score: 1, origin: 'METADATA', spans: [] } as const;
  const state = { review: 'SUGGESTED', confidence: 1, method: 'ninjs@1' } as const;
  const [imported] = await take([{ ...article, topics: [{ ...topic, ...state }] }]);
  expect(imported?.outcome).toBe('created');
});
