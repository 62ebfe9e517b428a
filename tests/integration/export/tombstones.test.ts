import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Transaction } from '../../../src/database/database.ts';
import { publishCorrection } from '../../../src/editing/publish-correction.ts';
import { withdrawArticle } from '../../../src/ingest/withdraw-article.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { type ExportsServer, startExportsServer } from '../../support/exports-server.ts';
import { dataOf } from '../../support/planned.ts';
import { createWorld } from '../../support/world.ts';

let database: TestDatabase;
let server: ExportsServer;
const ids = { gone: '', draft: '', better: '' };

beforeAll(async () => {
  database = await openTestDatabase();
  const world = createWorld(database);
  const gone = world.article({ slug: 'gone' });
  const draft = world.article({ slug: 'draft', status: 'DRAFT' });
  const better = world.article({ slug: 'better', status: 'DRAFT' });
  await world.save();
  Object.assign(ids, { gone: gone.id, draft: draft.id, better: better.id });
  server = await startExportsServer(database);
}, 120_000);
afterAll(async () => {
  await server.stop();
  await database.close();
});

function change(write: (transaction: Transaction) => Promise<unknown>) {
  return database.change({ actor: 'editor:secret', reason: 'a test' }, write);
}

const TOMBSTONE =
  'query ($slug: String!) { article(slug: $slug) { slug } tombstone(slug: $slug) { articleId withdrawnAt reason replacedBy { slug } } }';

function tombstone(slug: string, viewer: 'reader' | 'editor' = 'reader') {
  return dataOf(database, TOMBSTONE, { variables: { slug }, viewer });
}

test('an article that was public and is withdrawn says so: when, why, and what replaces it once that is seen', async () => {
  expect((await server.get('/articles/gone.jsonld')).status).toBe(200);
  expect(await tombstone('gone')).toMatchObject({ article: { slug: 'gone' }, tombstone: null });
  await change((t) => withdrawArticle(t, ids.gone, { reason: 'It was made up.', replacedById: ids.better }));
  const told = { articleId: `article_${ids.gone}`, withdrawnAt: expect.stringMatching(/Z$/) };
  expect(await tombstone('gone')).toEqual({
    article: null,
    tombstone: { ...told, reason: 'It was made up.', replacedBy: null },
  });
  const endings = ['.jsonld', '.ninjs.json', '.jsonld', '', '.html', '.tar.gz'];
  for (const path of endings.map((ending) => `/articles/gone${ending}`)) {
    const answer = await server.get(path);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      410,
      'application/problem+json; charset=utf-8',
    ]);
    expect(await answer.json()).toEqual({
      title: 'The article was withdrawn',
      status: 410,
      detail: 'It was made up.',
      ...told,
      replacedBy: null,
    });
  }
  await change((t) => t.article.update({ where: { id: ids.better }, data: { status: 'PUBLISHED' } }));
  expect(await (await server.get('/articles/gone.jsonld')).json()).toMatchObject({
    replacedBy: { id: `article_${ids.better}`, slug: 'better' },
  });
  await change((t) => withdrawArticle(t, ids.gone, { reason: 'Another reason.' }));
  expect(await (await server.get('/articles/gone.jsonld')).json()).toMatchObject({
    detail: 'Another reason.',
    replacedBy: null,
  });
  await change((t) => t.article.update({ where: { id: ids.gone }, data: { status: 'PUBLISHED' } }));
  expect((await server.get('/articles/gone.jsonld')).status).toBe(200);
  expect((await server.get('/articles/gone')).status).toBe(404);
  expect(await tombstone('gone', 'editor')).toMatchObject({ article: { slug: 'gone' } });
});

test('of what was never public not even that is told', async () => {
  await change((t) => withdrawArticle(t, ids.draft, { reason: 'Zqsecret.' }));
  expect(await tombstone('draft')).toEqual({ article: null, tombstone: null });
  expect((await server.get('/articles/draft.jsonld')).status).toBe(404);
  for (const path of ['never.jsonld', 'never', 'draft', 'draft.html', 'better', 'gone/x', ''])
    expect([path, (await server.get(`/articles/${path}`)).status]).toEqual([path, 404]);
  expect(await tombstone('draft', 'editor')).toMatchObject({ tombstone: { reason: 'Zqsecret.' } });
});

test('corrections that are published stand behind each other, and a blank note or reason is refused', async () => {
  await change(async (t) => {
    await publishCorrection(t, ids.better, { note: 'One.', revision: null });
    await publishCorrection(t, ids.better, { note: 'Two.', revision: null });
  });
  expect(await dataOf(database, '{ article(slug: "better") { corrections { note } } }')).toEqual({
    article: { corrections: [{ note: 'One.' }, { note: 'Two.' }] },
  });
  await expect(
    change((t) => publishCorrection(t, ids.better, { note: ' ', revision: null })),
  ).rejects.toThrow();
  await expect(change((t) => withdrawArticle(t, ids.better, { reason: '' }))).rejects.toThrow();
  await expect(
    change((t) => withdrawArticle(t, ids.better, { reason: 'x', replacedById: ids.better })),
  ).rejects.toThrow();
  expect(await tombstone('better')).toMatchObject({ article: { slug: 'better' }, tombstone: null });
});

describe('what readers of exports are told later', () => {
  async function feedStory(name: string) {
    const world = createWorld(database);
    const topic = world.topic(`Topic of ${name}`);
    const [ada, grace] = [
      world.person(`Ada ${name}`),
      world.person(`Grace ${name}`, { slug: `grace-${name}` }),
    ];
    const ministry = world.organisation(`Ministry of ${name}`, { slug: `ministry-${name}` });
    const story = world.article({
      slug: name,
      text: `Ada ${name} met Grace ${name} at the Ministry of ${name}.`,
    });
    // Whose feeds there are does not hang on this article.
    const other = world.article({ slug: `other-${name}`, text: `Grace ${name} was there.` });
    world.mention(story, ada, `Ada ${name}`);
    world.mention(story, grace, `Grace ${name}`, { review: 'SUGGESTED' });
    world.mention(other, grace, `Grace ${name}`);
    world.mention(story, ministry, `Ministry of ${name}`);
    world.assign(story, topic);
    await world.save();
    return { story, feeds: [`/topics/${topic.slug}`, `/organisations/ministry-${name}`], grace };
  }
  const feed = async (path: string) => (await server.get(`${path}.atom`)).text();

  test('is a deleted entry in each feed where a withdrawn article stood, with the reason that is told now', async () => {
    const { story, feeds, grace } = await feedStory('fable');
    const deleted = `<at:deleted-entry ref="urn:uuid:${story.id}"`;
    for (const path of feeds) expect(await feed(path)).toContain(`<id>urn:uuid:${story.id}</id>`);
    await change((t) => withdrawArticle(t, story.id, { reason: 'It was a fable.' }));
    const [topicFeed = ''] = feeds;
    expect(await feed(topicFeed)).toContain(deleted);
    expect(await feed(topicFeed)).toContain('<at:comment>It was a fable.</at:comment>');
    expect(await feed(topicFeed)).not.toContain('<entry');
    await change((t) => withdrawArticle(t, story.id, { reason: 'It was a tale.' }));
    expect(await feed(topicFeed)).toContain('<at:comment>It was a tale.</at:comment>');
    const gracePath = '/people/grace-fable';
    expect(await feed(gracePath)).not.toContain(story.id);
    await change((t) =>
      t.mention.updateMany({
        where: { articleId: story.id, personId: grace.id },
        data: { review: 'CONFIRMED' },
      }),
    );
    expect(await feed(gracePath)).not.toContain(story.id);
    await change((t) => t.article.update({ where: { id: story.id }, data: { status: 'PUBLISHED' } }));
    expect(await feed(topicFeed)).not.toContain('deleted-entry');
    expect(await feed(gracePath)).toContain(`<id>urn:uuid:${story.id}</id>`);
  });

  test('is in no feed where the article was never public', async () => {
    const { story, feeds } = await feedStory('secret');
    await change((t) => t.article.update({ where: { id: story.id }, data: { status: 'DRAFT' } }));
    const world = createWorld(database);
    const topic = world.topic('Topic of drafts');
    const draft = world.article({ status: 'DRAFT' });
    world.assign(draft, topic);
    await world.save();
    await change((t) => withdrawArticle(t, draft.id, { reason: 'Zqsecret.' }));
    expect(await feed(`/topics/${topic.slug}`)).not.toContain(draft.id);
    expect(await feed(feeds[0] ?? '')).not.toContain(story.id);
  });

  test('is a correction in the article’s JSON-LD, as soon as it is published', async () => {
    const { story } = await feedStory('corrected');
    const read = async () => Object(await (await server.get('/articles/corrected.jsonld')).json());
    expect((await read()).correction).toBeUndefined();
    await change((t) => publishCorrection(t, story.id, { note: 'It was Tuesday.', revision: null }));
    expect((await read()).correction).toEqual([
      {
        '@type': 'CorrectionComment',
        text: 'It was Tuesday.',
        datePublished: expect.stringMatching(/Z$/),
      },
    ]);
  });
});

test('a withdrawal ends with whatever publishes the article, or makes it a draft', async () => {
  for (const status of ['PUBLISHED', 'DRAFT'] as const) {
    await change((t) => withdrawArticle(t, ids.gone, { reason: 'Again.' }));
    await change((t) => t.article.update({ where: { id: ids.gone }, data: { status } }));
    expect(await tombstone('gone', 'editor')).toMatchObject({ tombstone: null });
  }
});
