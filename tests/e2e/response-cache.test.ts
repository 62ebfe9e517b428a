import { beforeAll, describe, expect, test } from 'vitest';
import { type SharedServer, shareServer } from '../support/shared-server.ts';

const MUNIR = '{ person(slug: "asim-munir") { name quotes { totalCount } } }';
const RESPONSE_JSON = 'application/graphql-response+json';
const REVALIDATED = 'public, max-age=0, must-revalidate';

let server: SharedServer;
beforeAll(async () => {
  server = await shareServer();
});

function post(query: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });
}

function get(query: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${server.url}/graphql?query=${encodeURIComponent(query)}`, {
    headers: { 'apollo-require-preflight': 'true', ...headers },
  });
}

/** What the answer's headers say to caches. */
function told({ headers }: Response) {
  return Object.fromEntries(
    ['cache-control', 'etag', 'cache-tag', 'vary'].map((name) => [name, headers.get(name)]),
  );
}

describe('an answer that everybody may have', () => {
  test('says the same to caches whether it was read or kept, by POST and by GET', async () => {
    const answers = [await post(MUNIR), await post(MUNIR), await get(MUNIR)];
    const [first] = answers.map(told);
    expect(first).toEqual({
      'cache-control': REVALIDATED,
      etag: expect.stringMatching(/^"[\w-]{43}"$/),
      'cache-tag': expect.stringMatching(/^person:[\da-f-]{36},person:[\da-f-]{36}\+$/),
      vary: 'Origin, Accept, Authorization',
    });
    for (const answer of answers) expect(told(answer)).toEqual(first);
    // What was sent once is not sent again by somebody else, which Fastify would warn of.
    const levels = server.cli.logLines().map(({ level }) => level);
    expect(levels.filter((level) => level !== 'info')).toEqual([]);
    const bodies = await Promise.all(answers.map((answer) => answer.text()));
    expect(new Set(bodies)).toEqual(
      new Set(['{"data":{"person":{"name":"Asim Munir","quotes":{"totalCount":1}}}}']),
    );
  });

  test('is 304 without a body where the client has it, and whole where it has another', async () => {
    const etag = (await post(MUNIR)).headers.get('etag') ?? '';
    for (const given of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      for (const ask of [post, get]) {
        const answer = await ask(MUNIR, { 'if-none-match': given });
        expect([answer.status, await answer.text(), answer.headers.get('etag')]).toEqual([304, '', etag]);
      }
    }
    const other = await get(MUNIR, { 'if-none-match': '"other"' });
    expect([other.status, await other.json()]).toMatchObject([
      200,
      { data: { person: { name: 'Asim Munir' } } },
    ]);
  });

  test('has the media type that the client reads, whichever it was kept for', async () => {
    const types = [];
    for (const accept of ['application/json', RESPONSE_JSON, '*/*', 'application/json']) {
      types.push((await post('{ people { totalCount } }', { accept })).headers.get('content-type'));
    }
    const json = 'application/json; charset=utf-8';
    expect(types).toEqual([json, `${RESPONSE_JSON}; charset=utf-8`, json, json]);
  });

  test('is kept for each operation, its variables in whatever order, and no other', async () => {
    const query =
      'query ($slug: String, $id: ID) { person(slug: $slug, id: $id) { name } } query Other { people { totalCount } }';
    const ask = async (body: object) => {
      const answer = await fetch(`${server.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: query.replace('query (', 'query One('), ...body }),
      });
      return JSON.stringify(await answer.json());
    };
    const munir = { operationName: 'One', variables: { slug: 'asim-munir', id: null } };
    const kurilla = { operationName: 'One', variables: { id: null, slug: 'michael-erik-kurilla' } };
    for (let run = 0; run < 2; run += 1) {
      expect(await ask(munir)).toContain('Asim Munir');
      expect(await ask(kurilla)).toContain('Michael Erik Kurilla');
      expect(await ask({ operationName: 'Other' })).toContain('totalCount');
      expect(await ask({ operationName: 'One' })).toContain('BAD_USER_INPUT');
    }
  });

  test('names its tags within 8 kB, by kind where they are many', async () => {
    const answer = await post(
      '{ topics(first: 100) { nodes { name narrower(first: 100) { nodes { name narrower(first: 3) { nodes { name } } } } } } }',
    );
    const tag = answer.headers.get('cache-tag') ?? '';
    expect(tag.length).toBeLessThanOrEqual(8_000);
    expect(tag.split(',')).toContain('topic');
  });
});

describe('what nobody else may have', () => {
  test.each([
    ['a faulty argument', '{ people(first: 1000) { totalCount } }'],
    ['a document that is not valid', '{ nobody }'],
    ['what graphql-js completes', '{ search(query: "vision") { nodes { highlights { field } } } }'],
    ['an introspection', '{ __schema { queryType { name } } }'],
  ])('%s is not to be stored, asked again neither', async (_name, query) => {
    for (let run = 0; run < 2; run += 1) {
      const answer = await post(query);
      expect([answer.headers.get('cache-control'), answer.headers.get('etag')]).toEqual([
        expect.stringContaining('no-store'),
        null,
      ]);
    }
  });
});

test('a CDN may be told to keep answers, and a cache of 0 MB keeps none', async () => {
  const told = async (env: Record<string, string>) => {
    const { url } = await shareServer(env);
    const answer = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: MUNIR }),
    });
    return [answer.status, answer.headers.get('cache-control'), answer.headers.has('etag')];
  };
  expect(await told({ CDN_MAX_AGE_S: '600' })).toEqual([
    200,
    'public, max-age=0, s-maxage=600, must-revalidate',
    true,
  ]);
  expect(await told({ RESPONSE_CACHE_MB: '0' })).toEqual([200, 'private, no-store', false]);
});

describe('what only looks like a kept answer', () => {
  const ask = async (body: unknown) => {
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    return {
      status: response.status,
      headers: response.headers,
      answer: JSON.stringify(await response.json()),
    };
  };

  test('a variable that is absent is not one that is null, whatever its name', async () => {
    const query = 'query ($hasOwnProperty: Int = 1) { people(first: $hasOwnProperty) { nodes { slug } } }';
    const given = await ask({ query, variables: { hasOwnProperty: null } });
    const absent = await ask({ query });
    expect(given.answer.match(/slug/g)).toHaveLength(2);
    expect(absent.answer.match(/slug/g)).toHaveLength(1);
  });

  test('no text becomes a known operation by the name that stands before it', async () => {
    await ask({ query: '{ people(first: 1) { nodes { name } } }' });
    const { answer } = await ask({ query: 'people(first: 1) { nodes { name } } }', operationName: '{' });
    expect(answer).toContain('"errors"');
  });

  test('variables as deep as the stack are the caller’s fault, known operation or not', async () => {
    const query = 'query Deep($where: PersonWhere) { people(where: $where, first: 1) { nodes { name } } }';
    const where = `${'{"not":'.repeat(60_000)}null${'}'.repeat(60_000)}`;
    const body = `{"query":${JSON.stringify(query)},"variables":{"where":${where}}}`;
    const unknown = await ask(body);
    await ask({ query });
    const known = await ask(body);
    for (const { status, answer } of [unknown, known]) {
      expect(status).toBe(200);
      expect(answer).toContain('QUERY_TOO_DEEP');
    }
    expect(known.headers.get('cache-control')).toBe('private, no-store');
  });

  test.each(['/nothing', '/%'])('an error outside GraphQL is not stored: %s', async (path) => {
    const { headers } = await fetch(`${server.url}${path}`);
    expect(headers.get('cache-control')).toBe('private, no-store');
  });
});
