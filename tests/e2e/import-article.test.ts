import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type SharedServer, shareServer } from '../support/shared-server.ts';

const IMPORT = `mutation Import($input: ImportArticleInput!) {
  importArticle(input: $input) {
    outcome
    article {
      id status headline version
      quotes(first: 10) {
        totalCount
        nodes { text review confidence method speaker { name } span { exact } }
      }
      people(first: 10) { nodes { name } }
    }
    userErrors { path code message }
  }
}`;

const TEXT = `Harbour to close for repairs

Jane Roe is the director of the Springfield Council.

“The harbour will be closed until May,” Jane Roe said. “We have no choice.”
`;

interface Asked {
  readonly status: number;
  readonly body: unknown;
}

const IMPORTED = z.object({
  data: z.object({
    importArticle: z.object({
      outcome: z.string().nullable(),
      article: z.object({ id: z.string() }).nullable(),
      userErrors: z.array(z.object({ path: z.array(z.string()) })),
    }),
  }),
});

/** What an answer says of the import. */
function imported({ body }: Asked) {
  return IMPORTED.parse(body).data.importArticle;
}

async function ask(
  url: string,
  input: Record<string, unknown>,
  { headers = {}, query = IMPORT }: { headers?: Record<string, string>; query?: string } = {},
): Promise<Asked> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json', ...headers },
    body: JSON.stringify({ query, variables: { input } }),
  });
  return { status: response.status, body: await response.json() };
}

async function articleCount(url: string): Promise<number> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ articles { totalCount } }' }),
  });
  const answer = z.object({ data: z.object({ articles: z.object({ totalCount: z.number() }) }) });
  return answer.parse(await response.json()).data.articles.totalCount;
}

describe('importArticle', () => {
  let server: SharedServer;
  beforeAll(async () => {
    server = await shareServer();
  });

  test('gives the draft with what was found in it, which readers do not see', async () => {
    const asked = await ask(server.url, { document: TEXT });
    expect(asked.status).toBe(200);
    expect(asked.body).toMatchObject({
      data: {
        importArticle: {
          outcome: 'CREATED',
          userErrors: [],
          article: {
            status: 'DRAFT',
            headline: 'Harbour to close for repairs',
            quotes: { nodes: [{ review: 'SUGGESTED', speaker: { name: 'Jane Roe' } }] },
            people: { nodes: [{ name: 'Jane Roe' }] },
          },
        },
      },
    });
    expect(await articleCount(server.url)).toBe(1);
    const query = `{ node(id: "${imported(asked).article?.id}") { id } }`;
    const seen = await fetch(`${server.url}/graphql?${new URLSearchParams({ query })}`, {
      headers: { 'apollo-require-preflight': '1' },
    });
    expect(await seen.json()).toEqual({ data: { node: null } });
  });

  test('the same document twice is one article', async () => {
    const input = { document: TEXT.replace('Harbour', 'Bridge') };
    const first = await ask(server.url, input);
    const again = await ask(server.url, input);
    expect(imported(again)).toMatchObject({ outcome: 'UNCHANGED', article: imported(first).article });
  });

  test('sent twenty times at once it is one article', async () => {
    const input = { document: TEXT.replace('Harbour', 'Tunnel') };
    const all = await Promise.all(Array.from({ length: 20 }, () => ask(server.url, input)));
    const outcomes = all.map((asked) => imported(asked).outcome);
    expect(outcomes.filter((outcome) => outcome === 'CREATED')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'UNCHANGED')).toHaveLength(19);
  });

  test('publishes and confirms what it is told to, and readers see it at once', async () => {
    const before = await articleCount(server.url);
    const { body } = await ask(server.url, {
      document: TEXT.replace('Harbour', 'Airport'),
      publish: true,
      confirmAbove: 0,
    });
    expect(body).toMatchObject({
      data: {
        importArticle: { article: { status: 'PUBLISHED', quotes: { nodes: [{ review: 'CONFIRMED' }] } } },
      },
    });
    expect(await articleCount(server.url)).toBe(before + 1);
  });

  test('reads the payload under aliases, twice in one operation, and without anything of the article', async () => {
    const query = `mutation ($input: ImportArticleInput!) {
      one: importArticle(input: $input) { what: outcome userErrors: article { headline } it: article { slug } }
      other: importArticle(input: $input) { outcome errors: userErrors { code } __typename }
    }`;
    const { body } = await ask(server.url, { document: TEXT.replace('Harbour', 'Museum') }, { query });
    expect(body).toEqual({
      data: {
        one: {
          what: 'CREATED',
          userErrors: { headline: 'Museum to close for repairs' },
          it: { slug: 'museum-to-close-for-repairs' },
        },
        other: { outcome: 'UNCHANGED', errors: [], __typename: 'ImportArticlePayload' },
      },
    });
  });

  test.each([
    ['empty', { document: '' }, ['document']],
    ['only spaces', { document: ' \n\t ' }, ['document']],
    ['a NUL', { document: 'Headline\n\nText\0 with a hole.' }, ['document']],
    ['a lone surrogate', { document: 'Headline\n\nText \ud800 with a hole.' }, ['document']],
    ['no ninjs', { document: '{"a":', mediaType: 'application/ninjs+json' }, ['document']],
    ['an entity bomb', { document: '<!DOCTYPE x [<!ENTITY a "b">]><rss><channel/></rss>' }, ['document']],
    ['two articles', { document: feed(2), mediaType: 'application/rss+xml' }, ['document']],
    ['no media type', { document: TEXT, mediaType: 'foo' }, ['mediaType']],
    ['no language', { document: TEXT, language: 'no language' }, ['language']],
    ['no publisher', { document: TEXT, publisher: 'A\nB' }, ['publisher']],
    ['no probability', { document: TEXT, confirmAbove: 1.5 }, ['confirmAbove']],
  ])('refuses %s by name, and writes nothing', async (_what, input, path) => {
    const { status, body } = await ask(server.url, input);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      data: {
        importArticle: {
          outcome: null,
          article: null,
          userErrors: [{ path, code: 'INVALID', message: expect.stringMatching(/\S/) }],
        },
      },
    });
  });

  test('has one effect with one idempotency key, five times at once too, and says why in the history', async () => {
    const document = TEXT.replace('Harbour', 'Library');
    const input = { document, confirmAbove: 0.5, idempotencyKey: 'library', reason: 'From the wire.' };
    const all = await Promise.all(Array.from({ length: 5 }, () => ask(server.url, input)));
    const [first] = all.map(imported);
    expect(all.map(imported)).toEqual(all.map(() => first));
    expect(first).toMatchObject({ outcome: 'CREATED', userErrors: [] });
    const other = imported(await ask(server.url, { ...input, document: TEXT.replace('Harbour', 'Theatre') }));
    expect(other).toMatchObject({ outcome: null, userErrors: [{ path: ['idempotencyKey'] }] });
    const query = `query ($id: ID!) { history(id: $id, first: 5) { nodes { reason } } }`;
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables: { id: first?.article?.id } }),
    });
    expect(await response.json()).toEqual({
      data: { history: { nodes: [{ reason: 'From the wire.; confirmed above 0.5' }] } },
    });
  });

  test('tells all that is wrong with the input at once', async () => {
    const { body } = await ask(server.url, {
      document: TEXT,
      language: '?',
      publisher: '',
      confirmAbove: -1,
    });
    expect(Object(Object(body)['data'])['importArticle'].userErrors).toHaveLength(3);
  });

  test('writes nothing where the payload’s own arguments are faulty', async () => {
    const query = IMPORT.replace('quotes(first: 10)', 'quotes(first: 1000)');
    const document = TEXT.replace('Harbour', 'Never');
    const { status, body } = await ask(server.url, { document }, { query });
    expect(status).toBe(400);
    expect(body).toMatchObject({ errors: [{ extensions: { code: 'PAGE_TOO_LARGE' } }] });
    const after = await ask(server.url, { document });
    expect(after.body).toMatchObject({ data: { importArticle: { outcome: 'CREATED' } } });
  });

  test.each([
    ['a page of another site', { origin: 'https://evil.example' }],
    ['a page without an origin', { origin: 'null' }],
    ['a proxy', { 'x-forwarded-for': '203.0.113.7' }],
  ])('is forbidden to %s', async (_who, headers) => {
    const { status, body } = await ask(server.url, { document: TEXT }, { headers });
    expect(status).toBe(403);
    expect(body).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] });
  });

  test.each([
    ['Apollo’s Sandbox', 'https://studio.apollographql.com'],
    ['a page of this machine', 'http://localhost:3000'],
  ])('is allowed to %s', async (_who, origin) => {
    const { body } = await ask(server.url, { document: TEXT }, { headers: { origin } });
    expect(body).toMatchObject({ data: { importArticle: { outcome: 'UNCHANGED' } } });
  });

  test('is never run by GET', async () => {
    const search = new URLSearchParams({
      query: IMPORT,
      variables: JSON.stringify({ input: { document: TEXT } }),
    });
    const response = await fetch(`${server.url}/graphql?${search}`, {
      headers: { 'apollo-require-preflight': '1' },
    });
    expect(response.status).toBe(405);
  });
});

test.each([
  ['in production', { NODE_ENV: 'production' }],
  ['on every address of the machine', { HOST: '0.0.0.0' }],
])('%s importArticle is in the schema and forbidden', async (_where, settings) => {
  const server = await shareServer(settings);
  expect(readFileSync('schema.graphql', 'utf8')).toContain('importArticle(');
  const { status, body } = await ask(server.url, { document: TEXT });
  expect(status).toBe(403);
  expect(body).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] });
  expect(body).not.toHaveProperty('data');
});

function feed(count: number): string {
  const items = Array.from(
    { length: count },
    (_, index) =>
      `<item><title>Story ${index}</title><guid>urn:story:${index}</guid><description>The harbour of town ${index} is closed for repairs until May.</description></item>`,
  );
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>Feed</title>${items.join('')}</channel></rss>`;
}
