import { createHash } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { type SharedServer, shareServer } from '../support/shared-server.ts';

const QUERY = 'query Named($slug: String!) { person(slug: $slug) { name } }';
const HASH = createHash('sha256').update(QUERY).digest('hex');
const MUNIR = { data: { person: { name: 'Asim Munir' } } };

let server: SharedServer;
beforeAll(async () => {
  server = await shareServer();
});

/** A GET as Apollo Client sends it with `useGETForHashedQueries`. */
function get(
  fields: Readonly<Record<string, unknown>>,
  headers: Record<string, string> = {},
): Promise<Response> {
  const url = new URL(`${server.url}/graphql`);
  for (const [name, value] of Object.entries(fields)) {
    url.searchParams.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  }
  return fetch(url, { headers: { 'content-type': 'application/json', ...headers } });
}

function byHash(sha256Hash: string, slug = 'asim-munir'): Readonly<Record<string, unknown>> {
  return { variables: { slug }, extensions: { persistedQuery: { version: 1, sha256Hash } } };
}

test('a query is sent once, then named by its hash, over GET and with headers for caches', async () => {
  const unknown = await (await get(byHash(HASH))).json();
  expect(unknown).toMatchObject({ errors: [{ extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }] });

  expect(await (await get({ query: QUERY, ...byHash(HASH) })).json()).toEqual(MUNIR);

  const named = await get(byHash(HASH));
  expect(await named.json()).toEqual(MUNIR);
  expect(named.headers.get('cache-control')).toBe('public, max-age=0, must-revalidate');
  const etag = named.headers.get('etag');
  if (etag === null) throw new Error('no ETag');
  const again = await get(byHash(HASH), { 'if-none-match': etag });
  expect([again.status, await again.text()]).toEqual([304, '']);
});

test('each set of variables has its own answer', async () => {
  await get({ query: QUERY, ...byHash(HASH) });
  expect(await (await get(byHash(HASH, 'michael-erik-kurilla'))).json()).toEqual({
    data: { person: { name: 'Michael Erik Kurilla' } },
  });
  expect(await (await get(byHash(HASH, 'nobody'))).json()).toEqual({ data: { person: null } });
});

test('a hash that is not that of its query registers nothing', async () => {
  const wrong = 'f'.repeat(64);
  const response = await get({ query: QUERY, ...byHash(wrong) });
  expect(await response.json()).toMatchObject({ errors: [{ message: 'provided sha does not match query' }] });
  expect(await (await get(byHash(wrong))).json()).toMatchObject({
    errors: [{ extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }],
  });
});

test('a query that was sent by POST is known by its hash too', async () => {
  const query = 'query ByPost($slug: String!) { person(slug: $slug) { name } }';
  const post = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables: { slug: 'asim-munir' } }),
  });
  expect(await post.json()).toEqual(MUNIR);
  const hash = createHash('sha256').update(query).digest('hex');
  expect(await (await get(byHash(hash))).json()).toEqual(MUNIR);
});
