import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { mutate } from '../support/mutate.ts';
import { type SharedServer, shareServer } from '../support/shared-server.ts';
import { expectNoFaults } from '../support/verified.ts';

const DOCUMENT = `Harbour to close for repairs

Jane Roe, chairwoman of the Harbour Council, met John Doe on Monday.

“The harbour will be closed until Mai,” said Roe. “Nobody asked us,” said Doe.

“We have no choice,” the chairwoman added.
`;

const SHOWN = `article {
  id version status text
  people { nodes { id name version } }
  mentions(first: 50) { nodes { id version review entity { ... on Person { name } } span { exact } } }
  quotes { nodes { id version review text speaker { ... on Person { id name } } span { state } } }
}`;
const entity = z.looseObject({ id: z.string(), name: z.string(), version: z.number() });
const articleShape = z.object({
  id: z.string(),
  version: z.number(),
  status: z.string(),
  text: z.string(),
  people: z.object({ nodes: z.array(entity) }),
  mentions: z.object({
    nodes: z.array(z.looseObject({ id: z.string(), span: z.object({ exact: z.string() }) })),
  }),
  quotes: z.object({
    nodes: z.array(
      z.looseObject({
        id: z.string(),
        version: z.number(),
        review: z.string(),
        text: z.string(),
        speaker: z.looseObject({ id: z.string(), name: z.string() }).nullable(),
        span: z.object({ state: z.string() }),
      }),
    ),
  }),
});
type Edited = z.infer<typeof articleShape>;

let server: SharedServer;
beforeAll(async () => {
  server = await shareServer();
});

/** Runs one mutation that nothing may refuse. */
async function done(mutation: string, input: Record<string, unknown>, shown: string) {
  const payload = await mutate(server.url, mutation, input, shown);
  expect(payload.userErrors).toEqual([]);
  return payload;
}

async function edit(mutation: string, input: Record<string, unknown>): Promise<Edited> {
  return articleShape.parse((await done(mutation, input, SHOWN))['article']);
}

/** What a reader sees: through a proxy, where nobody is the local editor. */
async function read(query: string): Promise<unknown> {
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': '203.0.113.1' },
    body: JSON.stringify({ query }),
  });
  return response.json();
}

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`There is no ${what}`);
  return value;
}

test('an editor imports a text, rejects, attributes, corrects, publishes, merges two spellings and undoes it', async () => {
  const draft = await edit('importArticle', { document: DOCUMENT });
  expect(draft.status).toBe('DRAFT');
  expect(draft.quotes.nodes.map(({ text }) => text)).toEqual([
    'The harbour will be closed until Mai,',
    'Nobody asked us,',
    'We have no choice,',
  ]);

  const wrong = found(draft.mentions.nodes.at(-1), 'mention');
  const right = draft.quotes.nodes.map(({ id }) => ({ id, state: 'CONFIRMED' }));
  await done('reviewFacts', { facts: [{ id: wrong.id, state: 'REJECTED' }, ...right] }, 'facts { review }');

  const roe = found(
    draft.people.nodes.find(({ name }) => name === 'Jane Roe'),
    'Jane Roe',
  );
  const [, , last] = draft.quotes.nodes;
  const unclear = found(last, 'third quote');
  const attributed = await done(
    'attributeQuote',
    { id: unclear.id, version: unclear.version + 1, speakers: [roe.id] },
    'quote { speaker { ... on Person { name } } attribution }',
  );
  expect(attributed['quote']).toEqual({ speaker: { name: 'Jane Roe' }, attribution: 'IDENTIFIED' });

  const corrected = await edit('correctText', {
    article: draft.id,
    version: draft.version,
    edits: [{ exact: 'until Mai', replacement: 'until May' }],
  });
  expect(corrected.text).toContain('until May');
  expect(corrected.quotes.nodes.map(({ span }) => span.state)).toEqual(['LOST', 'EXACT', 'EXACT']);
  const lost = found(corrected.quotes.nodes[0], 'first quote');
  await done(
    'updateQuote',
    { id: lost.id, version: lost.version, spans: [{ exact: 'The harbour will be closed until May,' }] },
    'quote { text span { state } }',
  );

  const published = await edit('publishArticle', { id: draft.id, version: corrected.version });
  expect(published.status).toBe('PUBLISHED');
  const seen = `{ node(id: "${draft.id}") { ... on Article { quotes { nodes { text speaker { ... on Person { name } } } } } } }`;
  const words = (second: string) => ({
    data: {
      node: {
        quotes: {
          nodes: [
            { text: 'The harbour will be closed until May,', speaker: { name: 'Jane Roe' } },
            { text: 'Nobody asked us,', speaker: { name: second } },
            { text: 'We have no choice,', speaker: { name: 'Jane Roe' } },
          ],
        },
      },
    },
  });
  expect(await read(seen)).toEqual(words('John Doe'));

  await edit('correctText', {
    article: draft.id,
    version: published.version,
    edits: [{ exact: 'until May', replacement: 'until June' }],
    correction: 'An earlier version named the month wrongly.',
  });
  expect(
    await read(`{ node(id: "${draft.id}") { ... on Article { corrections { note revision } } } }`),
  ).toEqual({
    data: {
      node: { corrections: [{ note: 'An earlier version named the month wrongly.', revision: 3 }] },
    },
  });

  const doe = found(
    draft.people.nodes.find(({ name }) => name === 'John Doe'),
    'John Doe',
  );
  const other = entity.parse(
    (await done('createPerson', { name: 'Johnny Doe' }, 'person { id name version }'))['person'],
  );
  await done('mergePeople', { from: doe.id, into: other.id }, 'person { name aliases }');
  expect(await read(seen)).toEqual(words('Johnny Doe'));
  await done('unmergePerson', { id: doe.id }, 'person { name }');
  expect(await read(seen)).toEqual(words('John Doe'));

  await expectNoFaults(server);
});
