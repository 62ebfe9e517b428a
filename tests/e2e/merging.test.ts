import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { mutate, type Payload, refused } from '../support/mutate.ts';
import { type SharedServer, shareServer } from '../support/shared-server.ts';

let server: SharedServer;
beforeAll(async () => {
  server = await shareServer();
});

const shown = z.looseObject({
  person: z.looseObject({ id: z.string(), slug: z.string(), aliases: z.array(z.string()) }),
});
const personOf = (payload: Payload) => shown.parse(payload).person;
const PERSON = 'person { id slug name aliases version }';

async function ask(query: string): Promise<unknown> {
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return response.json();
}

test('a reader finds the one who stays under the old id and the old slug, until the merge is taken back', async () => {
  const seeded = await ask('{ people(first: 2) { nodes { id slug name quotes { totalCount } } } }');
  const people = z.object({
    data: z.object({
      people: z.object({
        nodes: z.tuple([
          z.looseObject({ id: z.string(), slug: z.string() }),
          z.looseObject({ id: z.string() }),
        ]),
      }),
    }),
  });
  const [from, into] = people.parse(seeded).data.people.nodes;
  const merged = await mutate(server.url, 'mergePeople', { from: from.id, into: into.id }, PERSON);
  expect(merged.userErrors).toEqual([]);
  expect(personOf(merged).aliases).toContain(from['name']);
  const both = `{
    id: person(id: "${from.id}") { id }
    slug: person(slug: "${from.slug}") { id }
    node: node(id: "${from.id}") { id }
    nodes(ids: ["${from.id}", "${into.id}"]) { id }
    people { totalCount }
  }`;
  const kept = { id: into.id };
  expect(await ask(both)).toEqual({
    data: { id: kept, slug: kept, node: kept, nodes: [kept, kept], people: { totalCount: 1 } },
  });
  expect(refused(await mutate(server.url, 'mergePeople', { from: from.id, into: into.id }))).toEqual([
    'from: WRONG_STATE',
  ]);
  expect(refused(await mutate(server.url, 'updatePerson', { id: from.id, version: 1, name: 'X' }))).toEqual([
    'id: WRONG_STATE',
  ]);
  const back = await mutate(server.url, 'unmergePerson', { id: from.id }, `${PERSON} other { id }`);
  expect(back).toMatchObject({ person: { id: from.id, slug: from.slug }, other: kept, userErrors: [] });
  expect(await ask(both)).toMatchObject({
    data: { id: { id: from.id }, slug: { id: from.id }, node: { id: from.id }, people: { totalCount: 2 } },
  });
  expect(await ask('{ people(first: 2) { nodes { id slug name quotes { totalCount } } } }')).toEqual(seeded);
});

test.each([
  ['person', 'mergePeople', 'unmergePerson', 'createPerson'],
  ['organisation', 'mergeOrganisations', 'unmergeOrganisation', 'createOrganisation'],
])(
  'the history of a %s tells whom they were merged into, and of the other, who',
  async (kind, merge, unmerge, create) => {
    const created = async (name: string) => {
      const payload = await mutate(server.url, create, { name }, `${kind} { id }`);
      return z.object({ id: z.string() }).parse(payload[kind]).id;
    };
    // Of one name: what stays gets no alias.
    const [from, into] = [await created('History Merged'), await created('History Merged')];
    expect((await mutate(server.url, merge, { from, into })).userErrors).toEqual([]);
    expect((await mutate(server.url, unmerge, { id: from })).userErrors).toEqual([]);
    const history = (id: string) =>
      `history(id: "${id}", first: 2) { nodes { reason changes { field before after } } }`;
    const entry = (reason: string, field: string, before: string | null, after: string | null) => ({
      reason,
      changes: [{ field, before, after }],
    });
    expect(await ask(`{ from: ${history(from)} into: ${history(into)} }`)).toEqual({
      data: {
        from: {
          nodes: [entry(unmerge, 'mergedInto', into, null), entry(merge, 'mergedInto', null, into)],
        },
        into: {
          nodes: [entry(unmerge, 'merged', `["${from}"]`, '[]'), entry(merge, 'merged', '[]', `["${from}"]`)],
        },
      },
    });
  },
);

test('of twenty who merge the same two at once, one does, and all others are told', async () => {
  const create = async (name: string) =>
    personOf(await mutate(server.url, 'createPerson', { name }, PERSON)).id;
  const input = { from: await create('One Merged'), into: await create('Other Kept') };
  const all = await Promise.all(Array.from({ length: 20 }, () => mutate(server.url, 'mergePeople', input)));
  expect(all.filter(({ userErrors }) => userErrors.length === 0)).toHaveLength(1);
  expect(new Set(all.flatMap(refused))).toEqual(new Set(['from: WRONG_STATE']));
  expect(refused(await mutate(server.url, 'mergePeople', { from: input.into, into: input.into }))).toEqual([
    'into: INVALID',
  ]);
});

test('who was merged away is named by no edit, and each is told where it named them', async () => {
  const id = async (kind: string, name: string) => {
    const payload = await mutate(server.url, `create${kind}`, { name }, `${kind.toLowerCase()} { id }`);
    return z.object({ id: z.string() }).parse(payload[kind.toLowerCase()]).id;
  };
  const [from, into] = [await id('Person', 'Named No More'), await id('Person', 'Named Now')];
  const [gone, kept] = [await id('Organisation', 'Old House'), await id('Organisation', 'New House')];
  await mutate(server.url, 'mergePeople', { from, into });
  await mutate(server.url, 'mergeOrganisations', { from: gone, into: kept });
  const read = await ask('{ quotes(first: 1) { nodes { id version article { id version } } } }');
  const row = { id: z.string(), version: z.number() };
  const quotes = z.object({ nodes: z.tuple([z.object({ ...row, article: z.object(row) })]) });
  const [{ article, ...quote }] = z.object({ data: z.object({ quotes }) }).parse(read).data.quotes.nodes;
  const why = async (mutation: string, input: object) =>
    refused(await mutate(server.url, mutation, { ...input }));
  expect(await why('attributeQuote', { ...quote, speakers: [into, from] })).toEqual([
    'speakers.1: WRONG_STATE',
  ]);
  expect(await why('attributeQuote', { ...quote, speakers: [into], speakingFor: gone })).toEqual([
    'speakingFor: WRONG_STATE',
  ]);
  expect(await why('attributeQuote', { ...quote, speakers: [into], addressee: gone })).toEqual([
    'addressee: WRONG_STATE',
  ]);
  expect(await why('updateArticle', { ...article, publisherId: gone })).toEqual(['publisherId: WRONG_STATE']);
  expect(await why('createOrganisation', { name: 'A Wing', parentId: gone })).toEqual([
    'parentId: WRONG_STATE',
  ]);
});

test('a candidate is taken once, or dismissed once, and is gone from the list', async () => {
  // Of two who have the name it is nobody: a third one, who could be either.
  for (const name of ['Alex Twin', 'Alex Twin']) await mutate(server.url, 'createPerson', { name });
  const document =
    'Talks of a bridge\n\n“The bridge will open in May,” said Alex Twin, chairwoman of the council.\n';
  await mutate(server.url, 'importArticle', { document });
  const candidates = z.object({
    data: z.object({
      mergeCandidates: z.object({
        nodes: z.array(z.object({ id: z.string(), candidate: z.object({ version: z.number() }) })),
      }),
    }),
  });
  const list = async () =>
    candidates.parse(
      await ask(
        '{ mergeCandidates { nodes { id confidence reason candidate { ...Read } } } } fragment Read on Entity { ... on Person { version } ... on Organisation { version } }',
      ),
    ).data.mergeCandidates.nodes;
  const before = await list();
  expect(before).toHaveLength(2);
  for (const [position, { id, candidate }] of before.entries()) {
    const mutation = position === 0 ? 'takeMergeCandidate' : 'dismissMergeCandidate';
    const stale = { id, intoVersion: candidate.version + 1 };
    if (position === 0)
      expect(refused(await mutate(server.url, mutation, stale))).toEqual(['intoVersion: CONFLICT']);
    const done = await mutate(server.url, mutation, { id });
    if (position === 0) expect(done.userErrors).toEqual([]);
    expect(refused(await mutate(server.url, mutation, { id })).length).toBe(1);
  }
  expect(await list()).toEqual([]);
});
