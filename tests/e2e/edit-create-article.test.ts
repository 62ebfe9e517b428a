import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { mutate, type Payload, refused } from '../support/mutate.ts';
import { type SharedServer, shareServer } from '../support/shared-server.ts';
import { expectNoFaults } from '../support/verified.ts';

const story = (town: string) => `Mayor Ada Example opened the bridge of ${town} on Monday 😀.

“It stands, and it will stay,” Ms Example said.
`;

const SHOWN = `article { id slug uri headline standfirst dateline bylines language status version revision text
  publishedAt modifiedAt sourceUrl copyrightHolder usageTerms publisher { id name }
  blocks { kind text } quotes { nodes { text review method } } people { nodes { name } }
  history(first: 5) { nodes { kind actor reason } } }`;
const article = z.looseObject({ id: z.string(), slug: z.string(), version: z.number(), text: z.string() });

let server: SharedServer;
beforeAll(async () => {
  server = await shareServer();
});

const create = (input: Record<string, unknown>) => mutate(server.url, 'createArticle', input, SHOWN);
const articleOf = (payload: Payload) => {
  expect(payload.userErrors).toEqual([]);
  return z.looseObject({ article }).parse(payload).article;
};
async function organisation(name: string): Promise<string> {
  const payload = await mutate(server.url, 'createOrganisation', { name }, 'organisation { id }');
  return z.looseObject({ organisation: z.object({ id: z.string() }) }).parse(payload).organisation.id;
}

describe('an article that an editor writes', () => {
  test('is a draft with everything that was given, and with suggestions of what its text names', async () => {
    const namesake = await organisation('Bridge Press');
    const publisherId = await organisation('Bridge Press');
    expect(publisherId).not.toBe(namesake);
    const given = {
      slug: 'the-bridge-of-leeds',
      uri: 'urn:example:leeds',
      headline: 'Mayor opens a bridge in Leeds',
      standfirst: 'Nobody came to see it',
      dateline: 'LEEDS',
      bylines: ['Jo Roe', 'Al Poe'],
      language: 'en-GB',
      publishedAt: '2020-01-02T03:04:05.000Z',
      modifiedAt: '2020-01-03T03:04:05.000Z',
      sourceUrl: 'https://example.com/leeds',
      copyrightHolder: 'Bridge Press Ltd',
      usageTerms: 'None',
    };
    const created = articleOf(
      await create({ ...given, publisherId, text: story('Leeds'), reason: 'Written on the night desk' }),
    );
    expect(created).toMatchObject({
      ...given,
      status: 'DRAFT',
      revision: 1,
      version: 1,
      publisher: { id: publisherId },
      text: `${given.headline}\n\n${given.standfirst}\n\n${story('Leeds')}`,
      quotes: { nodes: [{ text: 'It stands, and it will stay,', review: 'SUGGESTED', method: 'quotes@1' }] },
      people: { nodes: [{ name: 'Ada Example' }] },
      history: {
        nodes: [{ kind: 'CREATED', actor: 'editor:local', reason: 'Written on the night desk' }],
      },
    });
    expect(created).toMatchObject({
      blocks: [
        { kind: 'HEADLINE', text: given.headline },
        { kind: 'STANDFIRST', text: given.standfirst },
        { kind: 'PARAGRAPH' },
        { kind: 'PARAGRAPH' },
      ],
    });
    const published = await mutate(
      server.url,
      'publishArticle',
      { id: created.id, version: created.version },
      'article { status publishedAt }',
    );
    expect(published).toMatchObject({ article: { status: 'PUBLISHED', publishedAt: given.publishedAt } });
    await expectNoFaults(server);
  });

  test('has the suggestions only where they are asked for, and its headline once', async () => {
    const headline = 'Mayor opens a bridge in Bath';
    const text = `${headline}\n\n${story('Bath')}`;
    const plain = articleOf(await create({ headline, text, analyse: false }));
    expect(plain).toMatchObject({
      slug: 'mayor-opens-a-bridge-in-bath',
      text,
      quotes: { nodes: [] },
      people: { nodes: [] },
      language: 'und',
      publisher: null,
      uri: null,
    });
    const added = await mutate(
      server.url,
      'addQuote',
      { article: plain.id, kind: 'DIRECT', spans: [{ exact: 'It stands, and it will stay,' }] },
      'quote { review }',
    );
    expect(added).toEqual({ quote: { review: 'CONFIRMED' }, userErrors: [] });
  });

  test('never changes one that is there: a used uri, slug or text is refused, and a call is repeated by its key', async () => {
    const publisherId = await organisation('Once Press');
    const headline = 'Mayor opens a bridge in York';
    const once = {
      headline,
      text: story('York'),
      uri: 'urn:example:york',
      publisherId,
      idempotencyKey: 'york',
    };
    const [first, again] = await Promise.all([create(once), create(once)]);
    const { id, slug } = articleOf(first);
    expect(articleOf(again).id).toBe(id);
    expect(refused(await create({ ...once, text: 'Another text.' }))).toEqual(['idempotencyKey: CONFLICT']);
    const another = { headline: 'Another headline', text: 'Another text.' };
    expect(refused(await create({ ...another, uri: once.uri, publisherId }))).toEqual(['uri: NOT_UNIQUE']);
    expect(refused(await create({ ...another, slug }))).toEqual(['slug: NOT_UNIQUE']);
    const same = await create({ headline, text: story('York'), uri: 'urn:example:other', publisherId });
    expect(refused(same)).toEqual(['text: NOT_UNIQUE']);
    expect(same).toMatchObject({ article: { id, version: 1, uri: once.uri } });
    articleOf(await create({ ...another, uri: once.uri }));
    const twenty = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        create({ headline: `Number ${n}`, text: `Text ${n}.`, uri: 'urn:example:twenty', slug: 'twenty' }),
      ),
    );
    expect(twenty.filter(({ userErrors }) => userErrors.length === 0)).toHaveLength(1);
    expect(new Set(twenty.flatMap(refused))).toEqual(new Set(['slug: NOT_UNIQUE']));
    await expectNoFaults(server);
  });

  test('is refused with everything that is wrong with it', async () => {
    const bad = { headline: ' ', text: ' \n', slug: 'A B', bylines: [''], publisherId: 'person_1' };
    expect(refused(await create(bad)).toSorted()).toEqual([
      'bylines.0: REQUIRED',
      'headline: REQUIRED',
      'publisherId: INVALID',
      'slug: INVALID',
      'text: REQUIRED',
    ]);
    const headline = 'A headline';
    expect(refused(await create({ headline, text: 'nul \0' }))).toEqual(['text: INVALID']);
    expect(refused(await create({ headline, text: 'half \ud83d' }))).toEqual(['text: INVALID']);
    expect(refused(await create({ headline, text: 'Said Ada Example.\n'.repeat(11_000) }))).toEqual([
      'text: INVALID',
    ]);
    const publisherId = 'organisation_00000000-0000-7000-8000-000000000000';
    expect(refused(await create({ headline, text: 'A text.', publisherId }))).toEqual([
      'publisherId: NOT_FOUND',
    ]);
  });
});
