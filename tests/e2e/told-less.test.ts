import { beforeAll, describe, expect, test } from 'vitest';
import { type SharedServer, shareServer } from '../support/shared-server.ts';

function ask(server: SharedServer, query: string): Promise<Response> {
  return fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
}

describe('with INTROSPECTION=off', () => {
  let server: SharedServer;
  beforeAll(async () => {
    server = await shareServer({ INTROSPECTION: 'off' });
  });

  test.each(['{ __schema { types { name } } }', '{ __type(name: "Person") { fields { name } } }'])(
    'the schema is not told: %s',
    async (query) => {
      const answer = await (await ask(server, query)).json();
      expect(answer).toMatchObject({ errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] });
    },
  );

  test('no fault tells what else there would be', async () => {
    const text = await (await ask(server, '{ persn(slug: "x") { nam } people { nodes { nme } } }')).text();
    expect(text).toContain('GRAPHQL_VALIDATION_FAILED');
    expect(text).not.toContain('Did you mean');
  });

  test('a client’s __typename is answered', async () => {
    expect(await (await ask(server, '{ person(slug: "asim-munir") { __typename } }')).json()).toEqual({
      data: { person: { __typename: 'Person' } },
    });
  });

  test.each(['/', '/graphiql', '/graphiql/start.js', '/schema.graphql'])('%s is not there', async (path) => {
    expect((await fetch(`${server.url}${path}`)).status).toBe(404);
  });

  test('Sandbox is not there, and the start says so', async () => {
    const page = await fetch(`${server.url}/graphql`, { headers: { accept: 'text/html' } });
    expect(page.status).toBe(400);
    expect(page.headers.get('content-type')).not.toContain('html');
    expect(server.cli.stdout).toContain('Sandbox  off');
  });
});

function bare(code: string) {
  return {
    message: `The request was refused: ${code}.`,
    extensions: { code, requestId: expect.any(String) },
  };
}

describe('with ERROR_DETAIL=code', () => {
  let server: SharedServer;
  beforeAll(async () => {
    server = await shareServer({ ERROR_DETAIL: 'code' });
  });

  test.each([
    ['{ persn }', 'GRAPHQL_VALIDATION_FAILED'],
    ['{ person', 'GRAPHQL_PARSE_FAILED'],
    ['{ people(first: 4711) { nodes { name } } }', 'PAGE_TOO_LARGE'],
    ['{ node(id: "secret-id") { id } }', 'INVALID_ID'],
  ])('%s is refused by its code alone', async (query, code) => {
    expect(await (await ask(server, query)).json()).toEqual({ errors: [bare(code)] });
  });

  test('so is what is outside GraphQL', async () => {
    const answer = await fetch(`${server.url}/nothing-here`);
    expect(await answer.json()).toEqual({ errors: [bare('BAD_USER_INPUT')] });
  });
});
