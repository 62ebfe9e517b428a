import { afterAll, beforeAll, expect, test } from 'vitest';
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
  for (const path of ['/articles/gone.jsonld', '/articles/gone.ninjs.json', '/articles/gone.jsonld']) {
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
  expect(await tombstone('gone', 'editor')).toMatchObject({ article: { slug: 'gone' } });
});

test('of what was never public not even that is told', async () => {
  await change((t) => withdrawArticle(t, ids.draft, { reason: 'Zqsecret.' }));
  expect(await tombstone('draft')).toEqual({ article: null, tombstone: null });
  expect((await server.get('/articles/draft.jsonld')).status).toBe(404);
  expect((await server.get('/articles/never.jsonld')).status).toBe(404);
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
