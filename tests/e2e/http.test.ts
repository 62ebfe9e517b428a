import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { beforeAll, describe, expect, test } from 'vitest';
import { type SharedServer, shareServer } from '../support/shared-server.ts';

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;
const JSON_TYPE = { 'content-type': 'application/json' };

let server: SharedServer;
beforeAll(async () => {
  server = await shareServer();
});

function post(body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { ...JSON_TYPE, ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

/** A document whose filter has so many levels. */
function nestedFilter(levels: number): string {
  return `{ topics(where: ${'{ and: ['.repeat(levels)} ${'] }'.repeat(levels)}) { totalCount } }`;
}

describe('routes beside GraphQL', () => {
  test('/healthz says that the process is up', async () => {
    const response = await fetch(`${server.url}/healthz`);
    expect([response.status, await response.json()]).toEqual([200, { status: 'up' }]);
  });

  test('/readyz says that the database answers', async () => {
    const response = await fetch(`${server.url}/readyz`);
    expect([response.status, await response.json()]).toEqual([200, { status: 'ready' }]);
  });

  test('/schema.graphql is the committed schema, as text', async () => {
    const response = await fetch(`${server.url}/schema.graphql`);
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(await response.text()).toBe(
      await readFile(new URL('../../schema.graphql', import.meta.url), 'utf8'),
    );
  });

  test('/graphiql and all that it loads come from this server', async () => {
    const page = await (await fetch(`${server.url}/graphiql`)).text();
    const addresses = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address ?? '');
    const files = addresses.filter((address) => !address.startsWith('data:'));
    expect(files).toHaveLength(5);
    for (const file of files) {
      const response = await fetch(new URL(file, `${server.url}/graphiql`));
      expect([file, response.status, response.url.startsWith(server.url)]).toEqual([file, 200, true]);
    }
  });

  test('a browser that opens /graphql gets Apollo Sandbox with a query on the seed', async () => {
    const response = await fetch(`${server.url}/graphql`, { headers: { accept: 'text/html' } });
    expect(response.headers.get('content-type')).toContain('text/html');
    const page = await response.text();
    expect(page).toContain('EmbeddedSandbox');
    expect(page).toContain('michael-erik-kurilla');
  });

  test('an unknown path is a 404 in the form of every other error', async () => {
    const response = await fetch(`${server.url}/articles?secret=1`);
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({
      errors: [
        {
          message: 'There is nothing at GET /articles.',
          extensions: { code: 'BAD_USER_INPUT', requestId: expect.stringMatching(UUID) },
        },
      ],
    });
  });
});

describe('request ids', () => {
  test.each(['/healthz', '/graphql', '/nowhere', '/%', '/schema.graphql'])(
    '%s answers with a new one',
    async (path) => {
      const response = await fetch(server.url + path);
      expect(response.headers.get('x-request-id')).toMatch(UUID);
    },
  );

  test('an acceptable one of the caller is kept, in the header, the error and the log', async () => {
    const id = 'trace-7.a:1';
    const response = await post({ query: '{ nothing }' }, { 'x-request-id': id });
    expect(response.headers.get('x-request-id')).toBe(id);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { requestId: id } }] });
    await server.cli.outputTo((cli) => cli.logLines().some((line) => line['requestId'] === id));
  });

  test.each(['x'.repeat(65), 'a b', '"}{"', 'ä'])('one that could harm a log is replaced: %s', async (id) => {
    const response = await fetch(`${server.url}/healthz`, { headers: { 'x-request-id': encodeLatin1(id) } });
    expect(response.headers.get('x-request-id')).toMatch(UUID);
  });
});

/** As bytes that a header may hold. */
function encodeLatin1(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

describe('a request that is no GraphQL request', () => {
  const query = '{ __typename }';
  test.each<[what: string, status: number, body: unknown, headers?: Record<string, string>]>([
    ['broken JSON', 400, '{"query":'],
    ['an empty body', 400, ''],
    ['JSON that is no object', 400, '"{ __typename }"'],
    ['an object without a query', 400, { variables: {} }],
    ['a query that is no string', 400, { query: 7 }],
    ['variables that are a string', 400, { query, variables: '{}' }],
    ['a batch', 400, [{ query }, { query }]],
    ['a body that would change prototypes', 400, '{"__proto__":{"query":"{ __typename }"}}'],
    ['text', 415, query, { 'content-type': 'text/plain' }],
    ['a form', 415, 'query={__typename}', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['a GraphQL document as such', 415, query, { 'content-type': 'application/graphql' }],
    ['a body of more than a megabyte', 413, { query: `{ __typename } #${'x'.repeat(1024 * 1024)}` }],
    ['an answer in a form that is not spoken here', 406, { query }, { accept: 'application/xml' }],
  ])('is refused in JSON: %s', async (_what, status, body, headers) => {
    const response = await post(body, headers);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toContain('application/json');
    expect(await response.json()).toEqual({
      errors: [
        {
          message: expect.stringMatching(/\S/),
          extensions: { code: 'BAD_USER_INPUT', requestId: response.headers.get('x-request-id') },
        },
      ],
    });
  });

  test.each(['PUT', 'PATCH', 'DELETE'])(
    '%s is answered 405, with the methods that are allowed',
    async (method) => {
      const response = await fetch(`${server.url}/graphql`, { method, headers: JSON_TYPE });
      expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST']);
    },
  );

  test.each([
    ['a query', 'query={person(slug:"michael-erik-kurilla"){name}}', JSON_TYPE],
    ['a query that is known by now', 'query={person(slug:"michael-erik-kurilla"){name}}', JSON_TYPE],
    ['a query that is no query', 'query={nothing}', JSON_TYPE],
    ['a mutation', 'query=mutation{createPerson(input:{name:"Ada"}){person{id}}}', JSON_TYPE],
    ['what another origin may send unasked', 'query={__typename}', {}],
    ['a browser that opens it', '', { accept: 'text/html' }],
  ])(
    'HEAD is answered as GET, without the body: %s',
    async (_what, search, headers: Record<string, string>) => {
      const url = `${server.url}/graphql?${search}`;
      const head = await fetch(url, { method: 'HEAD', headers });
      const get = await fetch(url, { headers });
      expect(await head.text()).toBe('');
      const told = ({ status, headers: all }: Response) => [
        status,
        ...['content-type', 'cache-control', 'etag', 'vary', 'allow'].map((name) => all.get(name)),
      ];
      expect(told(head)).toEqual(told(get));
    },
  );

  test('a GET that a page of another origin could send unasked is refused', async () => {
    const response = await fetch(`${server.url}/graphql?query={__typename}`);
    expect([response.status, await response.text()]).toEqual([400, expect.stringContaining('Cross-Site')]);
  });

  test('a document of more tokens than any page needs is refused before it is validated', async () => {
    const response = await post({ query: `{ ${'__typename '.repeat(20_000)} }` });
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code: 'GRAPHQL_PARSE_FAILED' } }],
    });
  });

  test.each(['[', '', '%', 'a b', 'record.example/x?y'])(
    'an odd Host header is no failure: "%s"',
    async (host) => {
      const answer = await sendRaw(
        `POST /graphql HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nContent-Length: 26\r\nConnection: close\r\n\r\n{"query":"{ __typename }"}`,
      );
      expect(answer).toContain('{"data":{"__typename":"Query"}}');
    },
  );

  test('bytes that are no HTTP are answered 400, with an id', async () => {
    const answer = await sendRaw('nonsense\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(answer).toMatch(/\r\nx-request-id: [\da-f-]{36}\r\n/);
    expect(answer).toContain('"code":"BAD_USER_INPUT"');
  });

  test('an address longer than the headers may be is answered 431', async () => {
    expect(await sendRaw(`GET /graphql?query=${'x'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 431 /,
    );
  });
});

describe('errors of an operation', () => {
  test.each([
    ['a syntax error', '{ article(', 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', '{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
    ['an operation that is not named', 'query A { __typename } query B { __typename }', 'BAD_USER_INPUT'],
    ['an operation of a kind that is not served', 'subscription { x }', 'GRAPHQL_VALIDATION_FAILED'],
    ['nesting beyond the stack', nestedFilter(900), 'QUERY_TOO_DEEP'],
    [
      'pages in pages',
      '{ articles(first: 100) { nodes { mentions(first: 100) { nodes { article { mentions(first: 100) { totalCount } } } } } } }',
      'QUERY_TOO_EXPENSIVE',
    ],
    ['a variable without a value', 'query A($id: ID!) { node(id: $id) { id } }', 'BAD_USER_INPUT'],
  ])('%s has the code of the contract, and 400 or 200 as the client reads', async (_what, query, code) => {
    for (const [accept, status] of [
      ['application/graphql-response+json', 400],
      ['application/json', 200],
    ] as const) {
      const response = await post({ query }, { accept });
      expect(response.status).toBe(status);
      const requestId = response.headers.get('x-request-id');
      const answer = await response.json();
      expect(answer).not.toHaveProperty('data');
      expect(answer).toMatchObject({ errors: [{ extensions: { code, requestId } }] });
    }
  });

  test('sixty faulty values of a variable are the caller’s, and not all of them are listed', async () => {
    const query = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }';
    for (const [accept, status] of [
      ['application/graphql-response+json', 400],
      ['application/json', 200],
    ] as const) {
      const response = await post({ query, variables: { ids: Array(60).fill(null) } }, { accept });
      expect(response.status).toBe(status);
      const fault = (message: string) => ({
        message: expect.stringContaining(message),
        extensions: { code: 'BAD_USER_INPUT' },
      });
      const listed = Array(50).fill(fault('Variable "$ids" got invalid value null'));
      expect(await response.json()).toMatchObject({ errors: [...listed, fault('Too many errors')] });
    }
  });

  test('a refused cost is told with its limit', async () => {
    const page = 'mentions(first: 100) { nodes { article {';
    const query = `{ articles(first: 100) { nodes { ${page.repeat(2)} id ${'} } }'.repeat(2)} } } }`;
    const answer = await (await post({ query })).json();
    expect(answer).toMatchObject({
      errors: [{ extensions: { code: 'QUERY_TOO_EXPENSIVE', cost: expect.any(Number), limit: 50_000 } }],
    });
  });

  test('900 aliases are no more than many fields', async () => {
    const fields = Array.from({ length: 900 }, (_, number) => `a${number}: __typename`);
    const response = await post({ query: `{ ${fields.join(' ')} topics(first: 1) { totalCount } }` });
    expect(await response.json()).toMatchObject({ data: { a899: 'Query', topics: { totalCount: 1370 } } });
  });

  test('a persisted query that is not known is told by the name that clients look for', async () => {
    const response = await post({
      extensions: { persistedQuery: { version: 1, sha256Hash: '0'.repeat(64) } },
    });
    expect([response.status, await response.json()]).toMatchObject([
      200,
      { errors: [{ message: 'PersistedQueryNotFound', extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }] },
    ]);
  });
});

describe('the log', () => {
  test('has one line for a request, without the values of its variables', async () => {
    const id = 'one-line';
    const url = new URL(`${server.url}/graphql`);
    url.searchParams.set('query', 'query A($id: ID!) { node(id: $id) { id } }');
    url.searchParams.set('variables', '{"id":"sesame"}');
    await (await fetch(url, { headers: { ...JSON_TYPE, 'x-request-id': id } })).text();
    const isIts = (line: Record<string, unknown>) => line['requestId'] === id;
    await server.cli.outputTo((cli) => cli.logLines().some(isIts));
    expect(server.cli.logLines().filter(isIts)).toEqual([
      {
        level: 'info',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        requestId: id,
        method: 'GET',
        path: '/graphql',
        address: '127.0.0.1',
        status: expect.any(Number),
        ms: expect.any(Number),
        msg: 'request',
      },
    ]);
    expect(server.cli.stderr).not.toContain('sesame');
  });
});

/** Sends bytes and gives all that comes back until the server closes. */
async function sendRaw(bytes: string): Promise<string> {
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  socket.setEncoding('utf8');
  socket.write(bytes);
  let answer = '';
  for await (const text of socket) answer += text;
  return answer;
}
