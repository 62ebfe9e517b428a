import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { dataOf, runPlanned } from '../../support/planned.ts';
import { createWorld } from '../../support/world.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
  const world = createWorld(database);
  for (const name of ['Ada', 'Grace', 'Mary']) {
    const person = world.person(name);
    const article = world.article({ headline: `About ${name}` });
    world.mention(article, person);
    world.quote(article, `Words of ${name}.`, { speakers: [person] });
  }
  await world.save();
});
afterAll(() => database.close());

describe.each(['text', 'objects'] as const)('through the outlet %s', (outlet) => {
  const ask = (source: string, variables: Readonly<Record<string, unknown>> = {}) =>
    dataOf(database, source, { variables, outlet });

  test('a list read from its end may give nothing but its count or its type’s name', async () => {
    expect(await ask('{ quotes(last: 2) { totalCount __typename } }')).toEqual({
      quotes: { totalCount: 3, __typename: 'QuoteConnection' },
    });
    expect(await ask('{ quotes(last: 2) { totalCount @skip(if: true) } }')).toEqual({ quotes: {} });
  });

  test.each(['first', 'last'])('the page’s place in a list can be asked for alone: %s', async (end) => {
    const page = async (fields: string) =>
      Object((await ask(`{ quotes(${end}: 2) { pageInfo { ${fields} } } }`))['quotes']).pageInfo;
    expect(await page('__typename')).toEqual({ __typename: 'PageInfo' });
    expect(await page('hasNextPage')).toEqual({ hasNextPage: end === 'first' });
    expect(await page('hasPreviousPage')).toEqual({ hasPreviousPage: end === 'last' });
    expect(await page('endCursor')).toEqual({ endCursor: expect.any(String) });
  });

  test.each(['startCursor', 'endCursor', 'hasNextPage hasPreviousPage', ''])(
    'a page is in its order whichever of its ends is asked for: %s',
    async (ends) => {
      const pageInfo = `pageInfo { __typename ${ends} }`;
      for (const [page, names] of [
        ['first: 2', ['Ada', 'Grace']],
        ['last: 2', ['Grace', 'Mary']],
      ] as const) {
        const data = await ask(`{ people(${page}) { ${pageInfo} nodes { name } edges { node { name } } } }`);
        const nodes = names.map((name) => ({ name }));
        expect(data).toMatchObject({ people: { nodes, edges: nodes.map((node) => ({ node })) } });
      }
    },
  );

  test('a list of an interface’s field pages on, whichever type has it', async () => {
    const source = `query ($slug: String!, $after: String) {
      person(slug: $slug) { ... on Entity { articles(first: 1, after: $after) { nodes { headline } pageInfo { endCursor } } } }
    }`;
    const node = `query ($id: ID!, $after: String) {
      node(id: $id) { ... on Entity { articles(first: 1, after: $after) { nodes { headline } } } }
    }`;
    const { person } = await ask(source, { slug: 'ada' });
    const { articles } = Object(person);
    const { people } = await ask('{ people(where: { slug: { equals: "ada" } }) { nodes { id } } }');
    const [{ id }] = Object(people).nodes;
    expect(await ask(node, { id, after: articles.pageInfo.endCursor })).toEqual({
      node: { articles: { nodes: [] } },
    });
  });

  test.each(['{ people { totalCount @include(if: $yes) } }', '{ people @skip(if: $yes) { totalCount } }'])(
    'a null for @skip or @include is refused before any SQL: %s',
    async (query) => {
      const source = `query ($yes: Boolean = true) ${query}`;
      const { result, statements } = await runPlanned(database, source, { variables: { yes: null }, outlet });
      expect(result.errors?.map(({ extensions }) => extensions['code'])).toEqual(['BAD_USER_INPUT']);
      expect(statements).toEqual([]);
    },
  );

  test.each([-8.64e15, -2.2e14])(
    'a cursor of a time that PostgreSQL does not have is refused: %d',
    async (time) => {
      const { articles } = await ask('{ articles { pageInfo { endCursor } } }');
      const cursor: string = Object(articles).pageInfo.endCursor;
      const [order, , id] = JSON.parse(Buffer.from(cursor, 'base64url').toString());
      const after = Buffer.from(JSON.stringify([order, time, id])).toString('base64url');
      const { result } = await runPlanned(
        database,
        'query ($after: String) { articles(after: $after) { totalCount } }',
        {
          variables: { after },
          outlet,
        },
      );
      expect(result.errors?.map(({ extensions }) => extensions['code'])).toEqual(['INVALID_CURSOR']);
    },
  );

  test('a variable inside a list that the document writes is read again in each run', async () => {
    const source = 'query ($one: ID!) { nodes(ids: [$one]) { ... on Person { name } } }';
    const { people } = await ask('{ people { nodes { id name } } }');
    const { nodes } = Object(people);
    for (const { id, name } of nodes) expect(await ask(source, { one: id })).toEqual({ nodes: [{ name }] });
  });

  test.each([
    ['in a list of texts', '{ name: { in: ["nobody", $name] } }'],
    ['in a filter that stands where a list is wanted', '{ or: { name: { equals: $name } } }'],
    ['in a filter of a list', '{ and: [{ name: { startsWith: $name } }] }'],
  ])('a variable %s is read again in each run', async (_place, where) => {
    const source = `query ($name: String!) { people(where: ${where}) { nodes { name } } }`;
    for (const name of ['Ada', 'Grace', 'Mary']) {
      expect(await ask(source, { name })).toEqual({ people: { nodes: [{ name }] } });
    }
  });
});
