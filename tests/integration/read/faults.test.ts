import { GraphQLError } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { dataOf, type RunOptions, runPlanned } from '../../support/planned.ts';
import { createWorld } from '../../support/world.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
  const world = createWorld(database);
  const person = world.person('Ada Lovelace');
  const article = world.article();
  world.mention(article, person);
  world.quote(article, 'Words.', { speakers: [person] });
  await world.save();
});
afterAll(() => database.close());

async function faults(source: string, options: RunOptions = {}) {
  const { result, statements } = await runPlanned(database, source, options);
  expect(statements).toHaveLength(0);
  expect(result.data).toBeUndefined();
  return (result.errors ?? []).map((error: GraphQLError) => ({
    code: error.extensions['code'],
    at: error.locations?.map(({ line, column }) => `${line}:${column}`).join(),
  }));
}

describe.each(['text', 'objects'] as const)('through the outlet %s', (outlet) => {
  test.each([
    ['a malformed id', '{ article(id: "article_1") { id } }', 'INVALID_ID'],
    ['a malformed id of a node', '{ node(id: "what") { id } }', 'INVALID_ID'],
    ['one malformed id among many', '{ nodes(ids: ["what"]) { id } }', 'INVALID_ID'],
    [
      'a malformed id in a filter',
      '{ quotes(where: { speakerId: { in: ["x"] } }) { totalCount } }',
      'INVALID_ID',
    ],
    ['a malformed cursor', '{ articles(after: "zzz") { totalCount } }', 'INVALID_CURSOR'],
    ['a negative page', '{ articles(first: -1) { totalCount } }', 'BAD_USER_INPUT'],
    ['a page that is too large', '{ articles(first: 100000) { totalCount } }', 'PAGE_TOO_LARGE'],
    ['both ends of a list', '{ articles(first: 1, last: 1) { totalCount } }', 'BAD_USER_INPUT'],
    [
      'both id and slug',
      '{ person(slug: "a", id: "person_01920000-0000-7000-8000-000000000000") { id } }',
      'BAD_USER_INPUT',
    ],
    ['neither id nor slug', '{ topic { id } }', 'BAD_USER_INPUT'],
    ['an empty search', '{ search(query: "  ") { nodes { rank } } }', 'BAD_USER_INPUT'],
    [
      'a NUL in a filter',
      '{ people(where: { name: { equals: "\\u0000" } }) { totalCount } }',
      'BAD_USER_INPUT',
    ],
  ])('%s refuses the operation before any SQL', async (_name, source, code) => {
    const [fault, ...others] = await faults(source, { outlet });
    expect(fault?.code).toBe(code);
    expect(others).toEqual([]);
  });

  test('every fault is listed, however deep, with its place', async () => {
    const source = `{
  articles(first: -1) {
    nodes {
      quotes(after: "x", last: 1000) {
        nodes { mentions(first: 101) { totalCount } }
      }
    }
  }
  person(id: "nobody") { name }
}`;
    expect(await faults(source, { outlet })).toEqual([
      { code: 'BAD_USER_INPUT', at: '2:12' },
      { code: 'INVALID_CURSOR', at: '4:14' },
      { code: 'PAGE_TOO_LARGE', at: '4:26' },
      { code: 'PAGE_TOO_LARGE', at: '5:26' },
      { code: 'INVALID_ID', at: '9:10' },
    ]);
  });

  test('half a surrogate pair, which only a variable can hold, is refused', async () => {
    const source = 'query ($name: String) { people(where: { name: { contains: $name } }) { totalCount } }';
    expect(await faults(source, { outlet, variables: { name: '\ud800' } })).toEqual([
      { code: 'BAD_USER_INPUT', at: '1:32' },
    ]);
  });

  test('arguments are looked at also where only a type’s name is asked of the list', async () => {
    const source =
      '{ quotes(where: { id: { equals: "x" } }, after: "y") { __typename } search(query: "") { __typename } }';
    expect((await faults(source, { outlet })).map(({ code }) => code)).toEqual([
      'INVALID_ID',
      'INVALID_CURSOR',
      'BAD_USER_INPUT',
    ]);
  });

  test('a fault in a variable points to where it is used', async () => {
    const source = 'query ($n: Int, $c: String) { articles(first: $n, after: $c) { totalCount } }';
    expect(await faults(source, { outlet, variables: { n: 101, c: 'zzz' } })).toEqual([
      { code: 'PAGE_TOO_LARGE', at: '1:40' },
      { code: 'INVALID_CURSOR', at: '1:51' },
    ]);
  });

  test('arguments of a field that @skip leaves out are not looked at', async () => {
    const { result } = await runPlanned(
      database,
      '{ articles(first: -1) @skip(if: true) { totalCount } people { totalCount } }',
      { outlet },
    );
    expect(result).toEqual({ data: { people: { totalCount: 1 } } });
  });

  test('an id that nothing has gives null, as does the id of another type', async () => {
    const person = (await dataOf(database, '{ people { nodes { id } } }')) as {
      people: { nodes: { id: string }[] };
    };
    const id = person.people.nodes[0]?.id;
    const source = `{
      nothing: article(id: "article_01920000-0000-7000-8000-000000000000") { id }
      other: article(id: "${id}") { id }
      slug: article(slug: "no such slug") { id }
      node(id: "quote_01920000-0000-7000-8000-000000000000") { id }
      nodes(ids: ["topic_01920000-0000-7000-8000-000000000000", "${id}"]) { id }
    }`;
    const { result } = await runPlanned(database, source, { outlet });
    expect(result.data).toEqual({
      nothing: null,
      other: null,
      slug: null,
      node: null,
      nodes: [null, { id }],
    });
  });

  test('a cursor of another order is refused', async () => {
    const data = (await dataOf(database, '{ articles { pageInfo { endCursor } } }')) as {
      articles: { pageInfo: { endCursor: string } };
    };
    const cursor = data.articles.pageInfo.endCursor;
    const other = `{ articles(orderBy: [{ field: HEADLINE }], after: "${cursor}") { totalCount } }`;
    expect(await faults(other, { outlet })).toEqual([{ code: 'INVALID_CURSOR', at: '1:44' }]);
    const list = `{ people(after: "${cursor}") { totalCount } }`;
    expect(await faults(list, { outlet })).toEqual([{ code: 'INVALID_CURSOR', at: '1:10' }]);
  });

  test('more than 100 ids are refused', async () => {
    const ids = Array.from({ length: 101 }, () => 'topic_01920000-0000-7000-8000-000000000000');
    const source = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }';
    const refused = [{ code: 'PAGE_TOO_LARGE', at: '1:30' }];
    expect(await faults(source, { outlet, variables: { ids } })).toEqual(refused);
    // The plan is the same one, and neither refuses nor lets through what the run before it did.
    const few = await runPlanned(database, source, { outlet, variables: { ids: ids.slice(0, 2) } });
    expect(few.result).toEqual({ data: { nodes: [null, null] } });
    expect(await faults(source, { outlet, variables: { ids } })).toEqual(refused);
  });
});

test('one plan serves other variables, and finds their faults', async () => {
  const source = 'query ($slug: String) { person(slug: $slug) { name } }';
  for (let run = 0; run < 4; run += 1) {
    expect(await dataOf(database, source, { variables: { slug: 'ada-lovelace' } })).toEqual({
      person: { name: 'Ada Lovelace' },
    });
    expect(await dataOf(database, source, { variables: { slug: `no-${run}` } })).toEqual({ person: null });
    expect(await faults(source, { variables: {} })).toEqual([{ code: 'BAD_USER_INPUT', at: '1:25' }]);
  }
});
