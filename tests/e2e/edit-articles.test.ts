import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { mutate, type Payload, refused } from '../support/mutate.ts';
import { askAsReader } from '../support/reader.ts';
import { type SharedServer, shareServer } from '../support/shared-server.ts';

const SHOWN =
  'article { id slug headline standfirst bylines language status version publishedAt embargoedUntil sourceUrl uri publisher { id name } }';
const shown = z.object({
  article: z.looseObject({
    id: z.string(),
    slug: z.string(),
    version: z.number(),
    publishedAt: z.string().nullable(),
  }),
});
const UNKNOWN = 'article_00000000-0000-7000-8000-000000000000';

let server: SharedServer;
beforeAll(async () => {
  server = await shareServer();
});

const edit = (mutation: string, input: Record<string, unknown>) => mutate(server.url, mutation, input, SHOWN);
const articleOf = (payload: Payload) => shown.parse(payload).article;

/** A draft with this headline. */
async function draft(headline: string) {
  const document = `${headline}\n\nMayor Ada Harbour opened the bridge named ${headline} on Monday.\n`;
  return articleOf(await edit('importArticle', { document, mediaType: 'text/plain', confirmAbove: 0 }));
}

/** What readers see of an article and of the mayor in it: status of the article, and how many articles name her. */
const readerSees = async (slug: string) => {
  const data = z
    .object({
      article: z.object({ status: z.string() }).nullable(),
      articles: z.object({ totalCount: z.number() }),
    })
    .parse(
      await askAsReader(
        server.url,
        'query Q($slug: String!) { article(slug: $slug) { status } articles(where: { slug: { equals: $slug } }) { totalCount } }',
        { slug },
      ),
    );
  expect(data.articles.totalCount).toBe(data.article === null ? 0 : 1);
  return data.article?.status ?? null;
};

describe('an article', () => {
  test('is published, unpublished and published again, and readers see it at once, answers that are kept too', async () => {
    const { id, slug, version } = await draft('State story');
    expect(await readerSees(slug)).toBeNull();
    const published = articleOf(await edit('publishArticle', { id, version }));
    expect(published).toMatchObject({ id, status: 'PUBLISHED', version: version + 1 });
    expect(published.publishedAt).not.toBeNull();
    expect(await readerSees(slug)).toBe('PUBLISHED');
    expect(refused(await edit('publishArticle', { id, version: published.version }))).toEqual([
      'id: WRONG_STATE',
    ]);
    expect(refused(await edit('publishArticle', { id, version }))).toEqual(['version: CONFLICT']);
    const again = articleOf(await edit('unpublishArticle', { id, version: published.version }));
    expect(again).toMatchObject({ status: 'DRAFT', publishedAt: published.publishedAt });
    expect(await readerSees(slug)).toBeNull();
    expect(refused(await edit('unpublishArticle', { id, version: again.version }))).toEqual([
      'id: WRONG_STATE',
    ]);
    expect(refused(await edit('deleteArticle', { id, version: again.version }))).toEqual(['id: WRONG_STATE']);
    const third = articleOf(await edit('publishArticle', { id, version: again.version }));
    expect(third.publishedAt).toBe(published.publishedAt);
    expect(await readerSees(slug)).toBe('PUBLISHED');
  });

  test('is withdrawn with the reason and what replaces it, and published again without them', async () => {
    const { id, slug, version } = await draft('Withdrawn story');
    const other = await draft('Better story');
    const note = 'It was wrong.';
    expect(refused(await edit('withdrawArticle', { id, version, note }))).toEqual(['id: WRONG_STATE']);
    const out = articleOf(await edit('publishArticle', { id, version }));
    const itself = { id, version: out.version, note: ' ', replacedById: id };
    expect(refused(await edit('withdrawArticle', itself))).toEqual([
      'note: REQUIRED',
      'replacedById: INVALID',
    ]);
    const gone = { id, version: out.version, note, replacedById: UNKNOWN };
    expect(refused(await edit('withdrawArticle', gone))).toEqual(['replacedById: NOT_FOUND']);
    const withdrawn = articleOf(await edit('withdrawArticle', { ...gone, replacedById: other.id }));
    expect(withdrawn).toMatchObject({ status: 'WITHDRAWN' });
    expect(await readerSees(slug)).toBeNull();
    expect((await fetch(`${server.url}/articles/${slug}.jsonld`)).status).toBe(410);
    articleOf(await edit('publishArticle', { id, version: withdrawn.version }));
    expect(await readerSees(slug)).toBe('PUBLISHED');
    expect((await fetch(`${server.url}/articles/${slug}.jsonld`)).status).toBe(200);
  });

  test('that is withdrawn has one tombstone after two were written at once, and the other writer is told', async () => {
    const { id, version } = await draft('Tombstone story');
    const out = articleOf(await edit('publishArticle', { id, version }));
    const first = articleOf(await edit('withdrawArticle', { id, version: out.version, note: 'Why.' }));
    const notes = ['Better why.', 'Other why.'];
    const both = await Promise.all(
      notes.map((note) => edit('withdrawArticle', { id, version: first.version, note })),
    );
    expect(both.flatMap(refused)).toEqual(['version: CONFLICT']);
    for (const payload of both) expect(articleOf(payload).version).toBe(first.version + 1);
    const note = notes[both.findIndex(({ userErrors }) => userErrors.length === 0)];
    const same = await edit('withdrawArticle', { id, version: first.version + 1, note });
    expect(articleOf(same).version).toBe(first.version + 1);
  });

  test('that twenty publish at once is published once', async () => {
    const { id, version } = await draft('Twenty story');
    const all = await Promise.all(Array.from({ length: 20 }, () => edit('publishArticle', { id, version })));
    expect(all.filter(({ userErrors }) => userErrors.length === 0)).toHaveLength(1);
    expect(new Set(all.flatMap(refused))).toEqual(new Set(['version: CONFLICT']));
  });

  test('that nobody has seen is deleted, with its facts', async () => {
    const { id, slug, version } = await draft('Short-lived story');
    expect(refused(await edit('deleteArticle', { id, version: version + 1 }))).toEqual(['version: CONFLICT']);
    expect(await edit('deleteArticle', { id, version })).toEqual({ article: null, userErrors: [] });
    expect(refused(await edit('deleteArticle', { id, version }))).toEqual(['id: NOT_FOUND']);
    expect(await readerSees(slug)).toBeNull();
  });

  test('is put right beside its text: given fields change, null takes away, the rest stays', async () => {
    const { id, version, slug } = await draft('Field story');
    const publisher = z
      .object({ organisation: z.object({ id: z.string() }) })
      .parse(await mutate(server.url, 'createOrganisation', { name: 'Field Press' }, 'organisation { id }'));
    const fields = {
      headline: ' Another headline ',
      slug: 'another-headline',
      standfirst: 'Under it',
      bylines: ['Jo Roe'],
      language: 'en-GB',
      publisherId: publisher.organisation.id,
      publishedAt: '2020-01-02T03:04:05Z',
      sourceUrl: 'https://example.com/a',
      uri: 'urn:example:field',
    };
    const updated = articleOf(await edit('updateArticle', { id, version, ...fields }));
    expect(updated).toMatchObject({
      headline: 'Another headline',
      slug: 'another-headline',
      standfirst: 'Under it',
      bylines: ['Jo Roe'],
      language: 'en-GB',
      publisher: { name: 'Field Press' },
      publishedAt: '2020-01-02T03:04:05.000Z',
      sourceUrl: 'https://example.com/a',
    });
    const nulls = { headline: null, slug: null, bylines: null, language: null };
    expect(refused(await edit('updateArticle', { id, version: updated.version, ...nulls }))).toEqual([
      'headline: REQUIRED',
      'slug: REQUIRED',
      'bylines: REQUIRED',
      'language: REQUIRED',
    ]);
    const cleared = { standfirst: null, publisherId: null };
    expect(
      articleOf(await edit('updateArticle', { id, version: updated.version, ...cleared })),
    ).toMatchObject({
      headline: 'Another headline',
      standfirst: null,
      publisher: null,
      uri: 'urn:example:field',
    });
    const other = await draft('Other field story');
    expect(refused(await edit('updateArticle', { id: other.id, version: other.version, slug }))).toEqual([
      'slug: NOT_UNIQUE',
    ]);
    const same = { id: other.id, version: other.version, uri: 'urn:example:field', publisherId: null };
    expect(refused(await edit('updateArticle', same))).toEqual(['uri: NOT_UNIQUE']);
  });

  test('with bad fields is refused with everything that is wrong', async () => {
    const { id, version } = await draft('Bad field story');
    const bad = {
      headline: ' ',
      slug: 'A B',
      uri: 'nul \0',
      bylines: ['', 'x'.repeat(1_001)],
      language: 'no language',
      publisherId: id,
      publishedAt: '0000-01-01T00:00:00Z',
      modifiedAt: '9999-12-31T23:59:59-23:00',
      sourceUrl: 'javascript:alert(1)',
    };
    expect(refused(await edit('updateArticle', { id, version, ...bad })).toSorted()).toEqual([
      'bylines.0: REQUIRED',
      'bylines.1: TOO_LONG',
      'headline: REQUIRED',
      'language: INVALID',
      'modifiedAt: INVALID',
      'publishedAt: INVALID',
      'publisherId: INVALID',
      'slug: INVALID',
      'sourceUrl: INVALID',
      'uri: INVALID',
    ]);
    const nobody = 'organisation_00000000-0000-7000-8000-000000000000';
    expect(refused(await edit('updateArticle', { id, version, publisherId: nobody }))).toEqual([
      'publisherId: NOT_FOUND',
    ]);
    expect(refused(await edit('updateArticle', { id: UNKNOWN, version: 1 }))).toEqual(['id: NOT_FOUND']);
  });
});

describe('an embargo', () => {
  test('that ends publishes the draft, never early, for readers who asked before too', async () => {
    const { id, version, slug } = await draft('Embargo story');
    expect(await readerSees(slug)).toBeNull();
    const until = new Date(Date.now() + 5_000);
    const scheduled = articleOf(
      await edit('scheduleArticle', { id, version, embargoedUntil: until.toISOString() }),
    );
    expect(scheduled).toMatchObject({ status: 'DRAFT', embargoedUntil: until.toISOString() });
    await expect.poll(() => readerSees(slug), { timeout: 30_000, interval: 50 }).toBe('PUBLISHED');
    const article = z
      .object({ article: z.object({ publishedAt: z.string(), embargoedUntil: z.null() }) })
      .parse(
        await askAsReader(server.url, `{ article(slug: "${slug}") { publishedAt embargoedUntil } }`),
      ).article;
    expect(Date.parse(article.publishedAt)).toBeGreaterThanOrEqual(until.getTime());
    expect(Date.now()).toBeGreaterThanOrEqual(until.getTime());
  });

  test('is lifted, is of drafts only, and is to come', async () => {
    const { id, version } = await draft('Lifted story');
    const far = '9999-12-31T00:00:00.000Z';
    const held = articleOf(await edit('scheduleArticle', { id, version, embargoedUntil: far }));
    expect(held).toMatchObject({ embargoedUntil: far });
    expect(refused(await edit('publishArticle', { id, version: held.version }))).toEqual(['id: WRONG_STATE']);
    const past = { id, version: held.version, embargoedUntil: '2020-01-01T00:00:00Z' };
    expect(refused(await edit('scheduleArticle', past))).toEqual(['embargoedUntil: INVALID']);
    const lifted = articleOf(await edit('scheduleArticle', { id, version: held.version }));
    expect(lifted).toMatchObject({ embargoedUntil: null, status: 'DRAFT' });
    const out = articleOf(await edit('publishArticle', { id, version: lifted.version }));
    const late = { id, version: out.version, embargoedUntil: far };
    expect(refused(await edit('scheduleArticle', late))).toEqual(['id: WRONG_STATE']);
  });
});
