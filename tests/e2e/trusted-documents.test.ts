import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dataFolder, runCli } from '../support/cli.ts';
import { type SharedServer, shareServer } from '../support/shared-server.ts';

const NAMED = 'query Named($slug: String!) { person(slug: $slug) { name } }';
const WRITES = 'mutation Take { importArticle(input: { document: "Trusted\\n\\nA text." }) { outcome } }';
const OTHER = '{ people { nodes { name } } }';
const VARIABLES = { slug: 'asim-munir' };
const MUNIR = { data: { person: { name: 'Asim Munir' } } };
const REFUSED = { errors: [{ extensions: { code: 'OPERATION_NOT_TRUSTED' } }] };

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

const CODEGEN = { [sha256(NAMED)]: NAMED, takes: WRITES };
const APOLLO = {
  format: 'apollo-persisted-query-manifest',
  version: 1,
  operations: [
    { id: sha256(NAMED), name: 'Named', type: 'query', body: NAMED },
    { id: 'takes', name: 'Take', type: 'mutation', body: WRITES },
  ],
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'onrecord-manifests-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function manifest(name: string, content: unknown): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

function byHash(sha256Hash: string) {
  return { extensions: { persistedQuery: { version: 1, sha256Hash } } };
}

describe.each([
  ['GraphQL Code Generator’s', CODEGEN],
  ['Apollo’s', APOLLO],
])('with a list of %s form', (_form, content) => {
  let server: SharedServer;
  beforeAll(async () => {
    server = await shareServer({
      TRUSTED_DOCUMENTS: await manifest(`${Object.keys(content).length}.json`, content),
    });
  });

  async function post(body: unknown): Promise<unknown> {
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return response.json();
  }

  async function get(fields: Readonly<Record<string, unknown>>): Promise<unknown> {
    const url = new URL(`${server.url}/graphql`);
    for (const [name, value] of Object.entries(fields)) {
      url.searchParams.set(name, typeof value === 'string' ? value : JSON.stringify(value));
    }
    const response = await fetch(url, { headers: { 'apollo-require-preflight': '1' } });
    return response.json();
  }

  test.each([
    ['documentId', { documentId: sha256(NAMED) }],
    ['documentId with its algorithm', { documentId: `sha256:${sha256(NAMED)}` }],
    ['Apollo’s extension', byHash(sha256(NAMED))],
    ['its text', { query: NAMED }],
    ['its text and its hash', { query: NAMED, ...byHash(sha256(NAMED)) }],
  ])('a document of it is run, by %s, each time, by POST and GET', async (_how, named) => {
    for (const ask of [post, post, get, get]) {
      expect(await ask({ ...named, variables: VARIABLES })).toEqual(MUNIR);
    }
  });

  test('a mutation of it is run', async () => {
    expect(await post({ documentId: 'takes' })).toHaveProperty('data.importArticle.outcome');
  });

  test.each([
    ['another text', { query: OTHER }],
    ['a text that differs by a space', { query: `${NAMED} ` }],
    ['what is no GraphQL', { query: '{{{' }],
    ['introspection', { query: '{ __schema { types { name } } }' }],
    ['an id that is not in it', { documentId: 'nothing' }],
    ['an id of another kind', { documentId: 7 }],
    ['a hash that is not in it', byHash(sha256(OTHER))],
    ['the name of a property', { documentId: '__proto__' }],
  ])('nothing else is: %s', async (_what, fields) => {
    for (const ask of [post, get]) expect(await ask(fields)).toMatchObject(REFUSED);
  });

  test('nothing is added to it by sending text and hash', async () => {
    for (const ask of [post, get]) {
      expect(await ask({ query: OTHER, ...byHash(sha256(OTHER)) })).toMatchObject(REFUSED);
      expect(await ask(byHash(sha256(OTHER)))).toMatchObject(REFUSED);
    }
  });

  test('a trusted hash lets no other text in with it', async () => {
    for (const ask of [post, get]) {
      const fields = { query: OTHER, ...byHash(sha256(NAMED)), variables: VARIABLES };
      expect(await ask(fields)).toEqual(MUNIR);
    }
  });

  test('what names nothing, or is a list, is told so', async () => {
    for (const body of [{}, [{ query: NAMED }], { variables: VARIABLES }]) {
      expect(await post(body)).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
    }
  });

  test('explorers are not there', async () => {
    const page = await fetch(`${server.url}/graphql`, { headers: { accept: 'text/html' } });
    expect(page.headers.get('content-type')).not.toContain('html');
    expect((await fetch(`${server.url}/graphiql`)).status).toBe(404);
    expect(server.cli.stdout).toContain('Sandbox  off');
  });
});

test.each([
  ['is not there', null, 'no such file'],
  ['is no JSON', '{', 'JSON'],
  ['has another form', '{"a":1}', 'as GraphQL Code Generator writes it'],
  ['has what is no GraphQL', { broken: '{ person' }, 'document broken: Syntax Error'],
  [
    'has what the schema does not allow',
    { fine: NAMED, gone: '{ persn { name } }' },
    'document gone: Cannot query field',
  ],
])('a list that %s stops the start, and says why', async (_what, content, reason) => {
  const path = content === null ? join(folder, 'none.json') : await manifest('faulty.json', content);
  const data = await dataFolder('seeded');
  const { code, stdout, stderr } = await runCli(['serve'], {
    DATA_DIR: data,
    PORT: '0',
    TRUSTED_DOCUMENTS: path,
  });
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toContain(`TRUSTED_DOCUMENTS ${path}`);
  expect(stderr).toContain(reason);
  expect(stderr).not.toContain('document fine');
});
