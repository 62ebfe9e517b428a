import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { type ExportsServer, startExportsServer } from '../../support/exports-server.ts';
import { createWorld, type World } from '../../support/world.ts';
import type { ArticleHandle } from '../../support/world-handles.ts';

let database: TestDatabase;
let server: ExportsServer;
let world: World;
let story: ArticleHandle;
const ids = { outer: '', inner: '' };

/** Quotes of one article: more than two pages of the API. */
const MANY = 230;

beforeAll(async () => {
  database = await openTestDatabase();
  world = createWorld(database);
  const ada = world.person('Ada Roe');
  const ministry = world.organisation('Ministry');
  const topic = world.topic('Science');
  story = world.article({ slug: 'story', headline: 'A </script> story', language: 'en' });
  world.quote(story, 'First hand,', { speakers: [ada] });
  world.quote(story, 'Not reviewed.', { speakers: [ada], review: 'SUGGESTED' });
  world.quote(story, 'Nobody said so.');
  world.quote(story, 'in its words', { kind: 'INDIRECT', speakers: [ministry] });
  world.quote(story, 'the plan was bold', { kind: 'MIXED', quoted: ['bold'], speakers: [ada] });
  const outer = world.quote(story, 'the ministry said that she swore it', {
    kind: 'INDIRECT',
    speakers: [ministry],
    review: 'SUGGESTED',
  });
  const inner = world.quote(story, 'she swore it', { speakers: [ada], within: outer });
  world.assign(story, topic);
  world.mention(story, ada);
  world.article({ slug: 'draft', status: 'DRAFT' });
  world.article({ slug: 'gone', status: 'WITHDRAWN' });
  const long = world.article({ slug: 'long' });
  for (let number = 0; number < MANY; number += 1) {
    world.quote(long, `Word ${number} and so on.`, { speakers: [ada] });
  }
  world.article({ slug: 'old-name' });
  await world.save();
  Object.assign(ids, { outer: outer.id, inner: inner.id });
  await database.change({ actor: 'test', reason: 'a new slug' }, (transaction) =>
    transaction.article.update({ where: { slug: 'old-name' }, data: { slug: 'ein-neuer-名.字' } }),
  );
  server = await startExportsServer(database);
});
afterAll(async () => {
  await server.stop();
  await database.close();
});

async function jsonLd(slug: string): Promise<Record<string, unknown>> {
  return Object(await (await server.get(`/articles/${slug}.jsonld`)).json());
}

async function parts(slug: string): Promise<readonly Record<string, unknown>[]> {
  return Object((await jsonLd(slug))['hasPart']);
}

describe('JSON-LD of an article', () => {
  test('is a Quotation only where somebody identified says words in quotation marks at first hand', async () => {
    const told = (await parts('story')).map((part) => [part['@type'], part['text'], Object.keys(part)]);
    expect(told).toEqual([
      ['Quotation', 'First hand,', ['@type', '@id', 'text', 'creator']],
      ['Claim', 'Nobody said so.', ['@type', '@id', 'text']],
      ['Claim', 'in its words', ['@type', '@id', 'text', 'author']],
      ['Claim', 'the plan was bold', ['@type', '@id', 'text', 'author', 'hasPart']],
      ['Claim', 'she swore it', ['@type', '@id', 'text', 'author']],
    ]);
  });

  test('does not make words first-hand because readers do not see the report that they stand in', async () => {
    const part = (await parts('story')).find((one) => one['@id'] === `urn:uuid:${ids.inner}`);
    expect(part).toMatchObject({ '@type': 'Claim', author: [{ '@type': 'Person', name: 'Ada Roe' }] });
    expect(JSON.stringify(await jsonLd('story'))).not.toContain(ids.outer);
  });

  test('can stand in a page: nothing in it ends a script element', async () => {
    const text = await (await server.get('/articles/story.jsonld')).text();
    expect(text).not.toMatch(/[<>]/);
    expect(JSON.parse(text)).toMatchObject({ headline: 'A </script> story' });
  });

  test('has every quote, however many pages of the API they fill, in order', async () => {
    const texts = (await parts('long')).map(({ text }) => text);
    expect(texts).toEqual(Array.from({ length: MANY }, (_, number) => `Word ${number} and so on.`));
  });
});

describe('an address', () => {
  test.each([
    '/articles/draft',
    '/articles/gone',
    '/articles/nobody',
    '/articles/..%2fstory',
    '/articles/a%00',
  ])('of what readers do not see has nothing: %s', async (path) => {
    for (const ending of ['.jsonld', '.ninjs.json']) {
      const response = await server.get(`${path}${ending}`);
      expect(response.status).toBe(404);
      expect(response.headers.get('cache-control')).toBe('private, no-store');
      expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
    }
  });

  test('without an ending that there is has nothing', async () => {
    for (const path of ['/articles/story', '/articles/story.atom', '/topics/science.jsonld', '/articles/']) {
      expect((await server.get(path)).status, path).toBe(404);
    }
  });

  test('of an old slug leads to the present one, and that is answered, whatever letters it has', async () => {
    for (const ending of ['.jsonld', '.ninjs.json']) {
      const moved = await server.get(`/articles/old-name${ending}`);
      expect(moved.status).toBe(301);
      const location = moved.headers.get('location') ?? '';
      expect(location).toBe(`${encodeURIComponent('ein-neuer-名.字')}${ending}`);
      expect((await server.get(`/articles/${location}`)).status).toBe(200);
    }
  });

  test('is answered with an ETag that a second request needs no body for, and by HEAD without one', async () => {
    const first = await server.get('/articles/story.jsonld');
    const etag = first.headers.get('etag') ?? '';
    expect(first.headers.get('cache-control')).toBe('public, max-age=0, s-maxage=60, must-revalidate');
    expect(first.headers.get('cache-tag')).toContain(`article:${story.id}+`);
    const second = await server.get('/articles/story.jsonld', { headers: { 'if-none-match': etag } });
    expect([second.status, await second.text()]).toEqual([304, '']);
    const head = await server.get('/articles/story.jsonld', { method: 'HEAD' });
    expect([head.status, head.headers.get('etag'), await head.text()]).toEqual([200, etag, '']);
    expect(head.headers.get('content-length')).toBe(first.headers.get('content-length'));
  });

  test('that costs more than a query may is refused with a code, and stored by nobody', async () => {
    const poor = await startExportsServer(database, { maxQueryCost: 10 });
    const response = await poor.get('/articles/story.jsonld');
    expect([response.status, response.headers.get('cache-control')]).toEqual([400, 'private, no-store']);
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code: 'QUERY_TOO_EXPENSIVE' } }],
    });
    await poor.stop();
  });

  test('is for nobody to store where no answers are kept', async () => {
    const plain = await startExportsServer(database, { megabytes: 0 });
    const response = await plain.get('/articles/story.jsonld');
    expect(response.headers.get('cache-control')).toBe('private, no-store');
    expect(await response.json()).toEqual(await jsonLd('story'));
    await plain.stop();
  });
});

describe('a kept export', () => {
  test('is gone as soon as its article is withdrawn, and back when it is published again', async () => {
    const paths = ['/articles/story.jsonld', '/articles/story.ninjs.json'];
    const statuses = () => Promise.all(paths.map(async (path) => (await server.get(path)).status));
    const setStatus = (status: 'WITHDRAWN' | 'PUBLISHED') =>
      database.change({ actor: 'test', reason: status }, (transaction) =>
        transaction.article.update({ where: { id: story.id }, data: { status } }),
      );
    expect(await statuses()).toEqual([200, 200]);
    await setStatus('WITHDRAWN');
    expect(await statuses()).toEqual([404, 404]);
    expect(await (await server.get('/topics/science.atom')).text()).not.toContain('<entry');
    await setStatus('PUBLISHED');
    expect(await statuses()).toEqual([200, 200]);
    expect(await (await server.get('/topics/science.atom')).text()).toContain('<entry');
  });

  test('changes with a quote that is confirmed', async () => {
    const count = async () => (await parts('story')).length;
    const before = await count();
    const setReview = (review: 'CONFIRMED' | 'SUGGESTED') =>
      database.change({ actor: 'test', reason: review }, (transaction) =>
        transaction.quote.update({ where: { id: ids.outer }, data: { review } }),
      );
    await setReview('CONFIRMED');
    expect(await count()).toBe(before + 1);
    await setReview('SUGGESTED');
    expect(await count()).toBe(before);
  });
});

describe('a feed', () => {
  test.each(['/topics/science', '/people/ada-roe'])('has the articles of %s', async (path) => {
    const response = await server.get(`${path}.atom`);
    expect(response.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8');
    expect(await response.text()).toContain(`<id>urn:uuid:${story.id}</id>`);
  });

  test('sums up an article without a standfirst by its first paragraph', async () => {
    expect(await (await server.get('/topics/science.atom')).text()).toContain('<summary>First hand,');
  });

  test('writes its addresses by PUBLIC_URL, and never by what a request says the host is', async () => {
    const lying = { headers: { host: 'evil.example', 'x-forwarded-host': 'evil.example' } };
    expect(await (await server.get('/topics/science.atom', lying)).text()).toContain(
      'href="../topics/science.atom"',
    );
    const told = await startExportsServer(database, { publicUrl: 'https://api.news.example/v1' });
    const feed = await (await told.get('/topics/science.atom', lying)).text();
    expect(feed).toContain('href="https://api.news.example/v1/topics/science.atom"');
    expect(feed).toContain('href="https://api.news.example/v1/articles/story.jsonld"');
    expect(feed).not.toContain('evil');
    await told.stop();
  });
});
