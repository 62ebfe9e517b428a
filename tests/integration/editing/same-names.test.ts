import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { createKey } from '../../../src/access/key-store.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { type ExportsServer, startExportsServer } from '../../support/exports-server.ts';

let database: TestDatabase;
let server: ExportsServer;
let key: string;
beforeAll(async () => {
  database = await openTestDatabase();
  const editor = { name: 'desk', role: 'EDITOR', expiresAt: null, createdBy: 'test' } as const;
  key = (await createKey(database, editor)).text;
  server = await startExportsServer(database);
});
afterAll(async () => {
  await server.stop();
  await database.close();
});

const slugged = z.object({ slug: z.string() }).nullable();
const userErrors = z.array(z.object({ path: z.array(z.string()), code: z.string() }));
const answer = z.object({ data: z.object({ made: z.looseObject({ userErrors, made: slugged }) }) });

/** Creates one of a kind; gives its slug, or why there is none. */
async function create(kind: string, input: Readonly<Record<string, unknown>>): Promise<unknown> {
  const query = `mutation M($input: Create${kind}Input!) { made: create${kind}(input: $input) {
    made: ${kind.toLowerCase()} { slug } userErrors { path code } } }`;
  const response = await server.get('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify({ query, variables: { input } }),
  });
  const { made } = answer.parse(await response.json()).data;
  return made.made?.slug ?? made.userErrors;
}

test.each(['Person', 'Organisation', 'Topic'])(
  'eight of one name that are made at once have numbered slugs: %s',
  async (kind) => {
    const all = await Promise.all(Array.from({ length: 8 }, () => create(kind, { name: 'Eight At Once' })));
    const numbered = Array.from({ length: 7 }, (_, n) => `eight-at-once-${n + 2}`);
    expect(all.toSorted()).toEqual(['eight-at-once', ...numbered]);
  },
);

test('of eight who ask for one slug at once one has it, and the others are told that it is the slug', async () => {
  const input = { name: 'Asked For', slug: 'asked-for-once' };
  const all = await Promise.all(Array.from({ length: 8 }, () => create('Person', input)));
  expect(all.filter((one) => one === input.slug)).toHaveLength(1);
  const refusals = all.filter((one) => one !== input.slug);
  expect(refusals).toEqual(refusals.map(() => [{ path: ['slug'], code: 'NOT_UNIQUE' }]));
});

test('of eight who give one identifier at once one has it, and the others are told that it is the identifier', async () => {
  const identifiers = [{ scheme: 'WIKIDATA', value: 'Q42000009' }];
  const all = await Promise.all(
    Array.from({ length: 8 }, (_, n) => create('Organisation', { name: `House ${n}`, identifiers })),
  );
  const refusals = all.filter((one) => typeof one !== 'string');
  expect(refusals).toHaveLength(7);
  for (const refusal of refusals) {
    const told = userErrors.parse(refusal).map(({ path, code }) => `${path[0]}: ${code}`);
    expect(told).toEqual(['identifiers: NOT_UNIQUE']);
  }
});
