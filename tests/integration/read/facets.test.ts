import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { dataOf, runPlanned } from '../../support/planned.ts';
import { createWorld } from '../../support/world.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
  const world = createWorld(database);
  const [ada, grace] = [world.person('Ada Lovelace'), world.person('Grace Hopper')];
  const [daily, weekly] = [world.organisation('The Daily'), world.organisation('The Weekly')];
  const [science, war] = [world.topic('science'), world.topic('war')];
  for (const [number, year] of [2022, 2023, 2023, 2024].entries()) {
    const publishedAt = new Date(Date.UTC(year, 5, 1));
    const article = world.article({
      headline: `Story ${number}`,
      publishedAt,
      publisher: number === 0 ? weekly : daily,
    });
    world.mention(article, ada);
    if (number > 1) world.mention(article, grace);
    world.assign(article, number === 3 ? war : science);
    const options = { speakers: [number === 2 ? grace : ada], topics: [science] };
    world.quote(article, `Words ${number}.`, { ...options, kind: number === 0 ? 'INDIRECT' : 'DIRECT' });
  }
  const draft = world.article({ headline: 'Draft', status: 'DRAFT', publisher: daily });
  world.mention(draft, ada);
  world.assign(draft, war);
  await world.save();
});
afterAll(() => database.close());

const ARTICLE_FACETS = /* GraphQL */ `
  topics { count node { name } }
  people { count node { name } }
  organisations { count node { name } }
  publishers { count node { name } }
  years { count value }
`;

describe('facets', () => {
  test('count the visible rows of a list, the most frequent first, ties by value', async () => {
    const { articles } = await dataOf(database, `{ articles(first: 1) { facets { ${ARTICLE_FACETS} } } }`);
    expect(articles).toEqual({
      facets: {
        topics: [
          { count: 3, node: { name: 'science' } },
          { count: 1, node: { name: 'war' } },
        ],
        people: [
          { count: 4, node: { name: 'Ada Lovelace' } },
          { count: 2, node: { name: 'Grace Hopper' } },
        ],
        organisations: [],
        publishers: [
          { count: 3, node: { name: 'The Daily' } },
          { count: 1, node: { name: 'The Weekly' } },
        ],
        years: [
          { count: 2, value: 2023 },
          { count: 1, value: 2022 },
          { count: 1, value: 2024 },
        ],
      },
    });
  });

  test('count over the filtered set, not over the page, and not from the cursor on', async () => {
    const where = '{ publishedAt: { gte: "2023-01-01T00:00:00Z" } }';
    const query = `{ articles(first: 1, where: ${where}) { totalCount facets(first: 1) { years { count value } topics { count node { name } } } } }`;
    const { articles } = await dataOf(database, query);
    expect(articles).toEqual({
      totalCount: 3,
      facets: { years: [{ count: 2, value: 2023 }], topics: [{ count: 2, node: { name: 'science' } }] },
    });
  });

  test('stand wherever the connection does, quotes’ too', async () => {
    const facets =
      'facets { people { count node { name } } kinds { count value } years { value } topics { count } }';
    const query = `{ topic(slug: "science") { quotes { ${facets} } articles { facets { people { count } } } } }`;
    const { topic } = await dataOf(database, query);
    expect(topic).toEqual({
      quotes: {
        facets: {
          people: [
            { count: 3, node: { name: 'Ada Lovelace' } },
            { count: 1, node: { name: 'Grace Hopper' } },
          ],
          kinds: [
            { count: 3, value: 'DIRECT' },
            { count: 1, value: 'INDIRECT' },
          ],
          years: [{ value: 2023 }, { value: 2022 }, { value: 2024 }],
          topics: [{ count: 4 }],
        },
      },
      articles: { facets: { people: [{ count: 3 }, { count: 1 }] } },
    });
  });

  test('are part of the one statement, alike through both outlets', async () => {
    const query = `{ quotes { nodes { text } facets { publishers { count node { name } } } } articles { f: facets(first: 2) { __typename ${ARTICLE_FACETS} } } }`;
    const text = await runPlanned(database, query);
    const objects = await runPlanned(database, query, { outlet: 'objects' });
    expect([text.statements.length, objects.statements.length]).toEqual([1, 1]);
    expect(JSON.stringify(objects.result)).toBe(JSON.stringify(text.result));
  });

  test('are refused when more than 100 of each are asked for', async () => {
    const { result, statements } = await runPlanned(
      database,
      '{ articles { facets(first: 101) { years { count } } } }',
    );
    expect(result.errors?.map(({ extensions }) => extensions['code'])).toEqual(['PAGE_TOO_LARGE']);
    expect(statements).toEqual([]);
  });
});
