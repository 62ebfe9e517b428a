import { getOperationAST, parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Planner } from '../../../src/planner/planner.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { runPlanned, schema } from '../../support/planned.ts';
import { createWorld } from '../../support/world.ts';

const ARTICLES = 50;
let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
  const world = createWorld(database);
  const people = ['Ada Lovelace', 'Grace Hopper', 'Mary Jackson'].map((name) => world.person(name));
  const institute = world.organisation('The Institute');
  const science = world.topic('science');
  for (let number = 0; number < ARTICLES; number += 1) {
    const article = world.article({ headline: `Story ${number}`, publisher: institute });
    const person = people[number % people.length];
    if (person === undefined) throw new Error('There are people');
    world.mention(article, person);
    world.mention(article, institute);
    world.quote(article, `Words of story ${number}.`, { speakers: [person] });
    world.assign(article, science);
    if (number < people.length) world.affiliation(article, person, institute, { role: 'fellow' });
  }
  await world.save();
});
afterAll(() => database.close());

const FOUR_LEVELS = /* GraphQL */ `
  {
    articles(first: 50) {
      totalCount
      nodes {
        headline
        publisher { name }
        people(first: 5) {
          totalCount
          edges {
            mentionCount
            node {
              name
              quotes(first: 3) { nodes { text article { headline publisher { name } } } }
              affiliations(first: 3) { nodes { role organisation { name } } }
            }
          }
        }
        topics(first: 5) { nodes { name articles(first: 2) { nodes { headline } } } }
      }
    }
  }
`;

const THREE_ROOTS = /* GraphQL */ `
  {
    people(first: 2) { nodes { name } }
    organisations { totalCount }
    newest: articles(first: 1) { nodes { headline } }
  }
`;

describe('one statement', () => {
  test('answers a four-level query over 50 articles', async () => {
    const { statements, outlet, result } = await runPlanned(database, FOUR_LEVELS);
    expect(statements).toHaveLength(1);
    expect(outlet).toBe('text');
    expect(result.data).toMatchObject({ articles: { totalCount: ARTICLES } });
    const { articles } = result.data as {
      articles: { nodes: { people: { edges: { node: { quotes: { nodes: unknown[] } } }[] } }[] };
    };
    expect(articles.nodes).toHaveLength(ARTICLES);
    for (const { people } of articles.nodes) expect(people.edges[0]?.node.quotes.nodes).toHaveLength(3);
  });

  test('answers a query with three root fields', async () => {
    const { statements, result } = await runPlanned(database, THREE_ROOTS);
    expect(statements).toHaveLength(1);
    expect(result.data).toEqual({
      people: { nodes: [{ name: 'Ada Lovelace' }, { name: 'Grace Hopper' }] },
      organisations: { totalCount: 1 },
      newest: { nodes: [{ headline: `Story ${ARTICLES - 1}` }] },
    });
  });

  test('answers a search that graphql-js completes', async () => {
    const { statements, outlet } = await runPlanned(
      database,
      '{ search(query: "story") { nodes { rank highlights { field } node { __typename ... on Article { headline } ... on Quote { text } } } } }',
    );
    expect(statements).toHaveLength(1);
    expect(outlet).toBe('objects');
  });

  test('answers introspection beside a root field of ours', async () => {
    const { statements, result } = await runPlanned(
      database,
      '{ __schema { queryType { name } } people { totalCount } }',
    );
    expect(statements).toHaveLength(1);
    expect(result.data).toEqual({ __schema: { queryType: { name: 'Query' } }, people: { totalCount: 3 } });
  });

  test('reads no column that is not asked for', async () => {
    const { statements } = await runPlanned(database, '{ articles { nodes { slug } } }');
    expect(statements[0]?.text).not.toMatch(/article_text|headline|standfirst/);
  });

  test('is not run at all for __typename alone', async () => {
    const { result } = await runPlanned(database, '{ __typename }');
    expect(result.data).toEqual({ __typename: 'Query' });
  });
});

/** What front-ends ask for, by what is hard about it. */
const PAGES: Readonly<Record<string, string>> = {
  'an article page': /* GraphQL */ `{ articles(first: 1) { nodes { headline blocks { kind text segments { text
    mentions { entity { name } } quotes { text } } } people { nodes { name } } topics { nodes { name } }
    quotes { nodes { text speakers { name } span { start end } } } } } }`,
  'a person page': /* GraphQL */ `{ person(slug: "ada-lovelace") { name quotes { totalCount pageInfo { hasNextPage
    endCursor } nodes { text article { headline publisher { name parent { name } } } } } affiliations { nodes { role
    organisation { name } receipts { nodes { span { exact } } } } } } }`,
  'five lists in each other': /* GraphQL */ `{ topics(first: 2) { nodes { articles(first: 2) { nodes { people(first: 2)
    { nodes { quotes(first: 2) { nodes { speakers { quotes(first: 2) { nodes { text } } } } } } } } } } } }`,
  'one relation twice, with different arguments': /* GraphQL */ `{ person(slug: "ada-lovelace") {
    newest: quotes(first: 1) { nodes { text } } oldest: quotes(last: 1) { totalCount nodes { text } } } }`,
  'an interface with fragments on its types': /* GraphQL */ `{ quotes(first: 5) { nodes { speaker { __typename name
    ... on Person { affiliations { nodes { role } } } ... on Organisation { parent { name } } } } } }`,
  'facets of a filtered list': /* GraphQL */ `{ articles(where: { topics: { some: { slug: { equals: "science" } } } }) {
    totalCount facets(first: 3) { people { count node { name } } publishers { count node { name } } } } }`,
  'evidence beside what it is for': /* GraphQL */ `{ person(slug: "ada-lovelace") { coMentions(first: 3) { edges {
    articleCount node { name } } } quotesAbout(first: 3) { nodes { text mentions { nodes { span { exact } } } } } } }`,
};

test.each(Object.entries(PAGES))('one statement gives the text of %s', async (_what, source) => {
  const { result, statements, outlet } = await runPlanned(database, source);
  expect(result.errors).toBeUndefined();
  expect({ outlet, statements: statements.length }).toEqual({ outlet: 'text', statements: 1 });
});

test('one statement gives a mutation’s payload, drafts and all, after its write', async () => {
  const { result } = await runPlanned(database, '{ articles(first: 1) { nodes { id } } }');
  const [id] = /[0-9a-f-]{36}/.exec(JSON.stringify(result.data)) ?? [];
  const document = parse(`mutation ($input: ImportArticleInput!, $first: Int) {
    importArticle(input: $input) {
      outcome
      it: article { headline quotes(first: $first) { nodes { text speaker { name } } } publisher { name } }
      userErrors { message }
    }
  }`);
  const operation = getOperationAST(document);
  if (!operation || id === undefined) throw new Error('There is an operation, and an article');
  const variables = { input: { document: 'Words.' }, first: 5 };
  const request = { document, operation, variables, viewer: 'editor' } as const;
  const prepared = new Planner(schema).preparePayloads(request);
  if (prepared.kind === 'refused') throw prepared.faults[0];
  const statement = prepared.payloads.get('importArticle')?.statement({ article: id });
  if (statement === undefined) throw new Error('The payload shows the article');
  expect(JSON.parse(await database.readText(statement))).toEqual({
    it: {
      headline: expect.stringMatching(/^Story \d+$/),
      quotes: {
        nodes: [
          {
            text: expect.stringMatching(/^Words/),
            speaker: { name: expect.any(String), __typename: 'Person' },
          },
        ],
      },
      publisher: { name: 'The Institute' },
    },
  });
  expect(prepared.payloads.get('importArticle')?.statement({ article: null })?.text).toBe(statement.text);
});

test('one statement gives nodes of any type by their ids', async () => {
  const { result } = await runPlanned(
    database,
    '{ people(first: 1) { nodes { id } } quotes(first: 1) { nodes { id article { id } } } }',
  );
  const ids = [...JSON.stringify(result.data).matchAll(/"id":"([^"]+)"/g)].map(([, id]) => id);
  expect(ids).toHaveLength(3);
  const source = `query ($ids: [ID!]!, $id: ID!) {
    nodes(ids: $ids) { __typename id ... on Person { name } ... on Article { headline } ... on Quote { text } }
    node(id: $id) { id ... on Entity { articles(first: 1) { nodes { headline } } } }
  }`;
  const byId = await runPlanned(database, source, { variables: { ids, id: ids[0] } });
  expect({ outlet: byId.outlet, statements: byId.statements.length }).toEqual({
    outlet: 'text',
    statements: 1,
  });
  expect(byId.result.data?.['nodes']).toEqual(ids.map((id) => expect.objectContaining({ id })));
});

describe('the client’s own keys', () => {
  test('hold through aliases of the same list with different arguments', async () => {
    const query = /* GraphQL */ `
      {
        a: people(first: 1) { nodes { who: name } }
        b: people(last: 1) { nodes { name again: name } }
        c: person(slug: "ada-lovelace") { ...P one: quotes(first: 1) { nodes { text } } two: quotes(last: 1) { nodes { t: text } } }
      }
      fragment P on Entity { name ... on Person { kind: __typename } ... on Organisation { organisationKind } }
    `;
    const text = await runPlanned(database, query);
    const objects = await runPlanned(database, query, { outlet: 'objects' });
    expect(text.outlet).toBe('text');
    expect(objects.outlet).toBe('objects');
    expect(JSON.stringify(objects.result.data)).toBe(JSON.stringify(text.result.data));
    expect(text.result.data).toEqual({
      a: { nodes: [{ who: 'Ada Lovelace' }] },
      b: { nodes: [{ name: 'Mary Jackson', again: 'Mary Jackson' }] },
      c: {
        name: 'Ada Lovelace',
        kind: 'Person',
        one: { nodes: [{ text: 'Words of story 48.' }] },
        two: { nodes: [{ t: 'Words of story 0.' }] },
      },
    });
  });

  test('follow @skip and @include, of variables too', async () => {
    const query =
      'query ($yes: Boolean!) { person(slug: "ada-lovelace") { name @include(if: $yes) slug @skip(if: $yes) ... @include(if: false) { id } } }';
    const yes = await runPlanned(database, query, { variables: { yes: true } });
    const no = await runPlanned(database, query, { variables: { yes: false } });
    expect(yes.result.data).toEqual({ person: { name: 'Ada Lovelace' } });
    expect(no.result.data).toEqual({ person: { slug: 'ada-lovelace' } });
  });
});
