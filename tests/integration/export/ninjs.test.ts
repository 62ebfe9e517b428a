import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { articleExporter } from '../../../src/cli/article-exporter.ts';
import { importArticles } from '../../../src/ingest/import-articles.ts';
import { analyse } from '../../../src/text/analyse.ts';
import { readDocument } from '../../../src/text/read/read-document.ts';
import type { SourceItem } from '../../../src/text/read/source-text.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { type ExportsServer, startExportsServer } from '../../support/exports-server.ts';
import { NINJS_3 } from '../../support/ninjs-examples.ts';
import { NINJS_1, NINJS_1_AS_3, NINJS_2, NINJS_2_AS_3 } from '../../support/ninjs-older-examples.ts';
import { ninjsFaults } from '../../support/ninjs-shape.ts';
import { createWorld } from '../../support/world.ts';

let database: TestDatabase;
let server: ExportsServer;
beforeAll(async () => {
  database = await openTestDatabase();
  server = await startExportsServer(database, { megabytes: 0 });
});
beforeEach(() => database.reset());
afterAll(async () => {
  await server.stop();
  await database.close();
});

type Item = Readonly<Record<string, unknown>>;

function read(text: string): SourceItem {
  const [item] = readDocument({ bytes: Buffer.from(text), name: 'item.json' });
  if (item?.outcome !== 'read') throw new Error(`No item was read: ${JSON.stringify(item)}`);
  return item.item;
}

/** Takes an item in, with every fact confirmed, and gives its slug. */
async function takeIn(item: Item, publish = true): Promise<string> {
  const article = analyse(read(JSON.stringify(item)));
  const options = { actor: 'import:test', reason: 'a test', publish, confirmAbove: 0 };
  const [imported] = await importArticles(database, [article], options);
  if (imported === undefined || imported.outcome === 'failed') throw new Error(JSON.stringify(imported));
  return imported.slug;
}

/** What the command line gives. */
async function exported(slug: string): Promise<string> {
  const { files } = await articleExporter(database, 'ninjs')(slug);
  return String(files[0]?.content);
}

/** What readers get. */
async function published(slug: string): Promise<Item> {
  return Object(await (await server.get(`/articles/${slug}.ninjs.json`)).json());
}

describe('ninjs that came in', () => {
  test.each([
    ['3', NINJS_3, NINJS_3],
    ['2', NINJS_2, NINJS_2_AS_3],
    ['1', NINJS_1, NINJS_1_AS_3],
  ])('as version %s loses nothing on its way out and in again', async (_version, original, as3: Item) => {
    const out = await exported(await takeIn(original));
    const item: Item = JSON.parse(out);
    expect(ninjsFaults(item)).toEqual([]);
    // Lists of people, organisations and subjects have grown by what was found in the text.
    expect({ ...item, ...Object.fromEntries(growing(as3, item)) }).toMatchObject(as3);
    const [before, after] = [read(JSON.stringify(original)), read(out)];
    expect([after.text, after.fields]).toEqual([before.text, before.fields]);

    // And a second time: nothing is added any more.
    await database.reset();
    expect(JSON.parse(await exported(await takeIn(item)))).toEqual(item);
  });

  test('keeps from readers what is not made to be published', async () => {
    const text = JSON.stringify(await published(await takeIn(NINJS_3)));
    for (const secret of ['noon', 'crop it', 'Z-17', '+44 1', 'High Street', 'desk@', 'camera', 'the desk']) {
      expect(JSON.stringify(NINJS_3)).toContain(secret);
      expect(text).not.toContain(secret);
    }
    for (const name of [
      'edNote',
      'embargoed',
      'plannedCoverage',
      'eventDetails',
      'held',
      'later',
      'A Person Never Named',
    ]) {
      expect(text).not.toContain(name);
    }
    expect(text).toContain('https://example.org/items/31');
  });

  test('keeps from readers what no version knows, wherever it stands', async () => {
    const item = {
      ...NINJS_3,
      'x-desk': 'secret 1',
      name: 'secret 2',
      people: [{ name: 'Jane Roe', phone: 'secret 3', rel: { private: 'secret 4' } }],
      renditions: [{ name: 'stream', href: 'https://example.org/1', srtPassword: 'secret 5' }],
      associations: [{ ...NINJS_3, name: 'one', 'x-desk': 'secret 6' }],
    };
    const shown = await published(await takeIn(item));
    expect(JSON.stringify(shown)).not.toContain('secret');
    expect(ninjsFaults(shown)).toEqual([]);
    const old = { ...NINJS_1, person: [{ name: 'Jane Roe', code: 'r', contactinfo: [{ value: 'secret' }] }] };
    expect(JSON.stringify(await published(await takeIn(old)))).not.toContain('secret');
  });

  test('has a form for readers that is ninjs 3 too', async () => {
    for (const original of [NINJS_3, NINJS_2, NINJS_1]) {
      const item = await published(await takeIn(original));
      expect(ninjsFaults(item)).toEqual([]);
      expect(item['bodies']).toHaveLength(1);
    }
  });

  test('is exported with the headline and the text that the record has since', async () => {
    const slug = await takeIn(NINJS_3);
    await takeIn({
      ...NINJS_3,
      version: '8',
      headlines: [{ value: 'They disagree' }],
      bodies: [{ value: 'Nobody agreed.' }],
    });
    await database.change({ actor: 'test', reason: 'a headline' }, (transaction) =>
      transaction.article.updateMany({ data: { headline: 'Nobody <b> agrees' } }),
    );
    const out = await exported(slug);
    expect(JSON.parse(out)).toMatchObject({ version: '8', bodies: [{ value: 'Nobody agreed.' }] });
    expect(read(out).fields.headline).toBe('Nobody <b> agrees');
  });
});

test.each(['https://example.org/a b', 'https://example.org/é', 'tag:{1}', 'http://example.org:x/'])(
  'an article’s uri that is none by RFC 3986 is an alternative id: %s',
  async (uri) => {
    const world = createWorld(database);
    const article = world.article({ uri });
    await world.save();
    const item: Item = JSON.parse(await exported(article.slug));
    expect(ninjsFaults(item)).toEqual([]);
    expect(item).toMatchObject({ uri: `urn:uuid:${article.id}`, altIds: [{ role: 'provider', value: uri }] });
  },
);

test('an article that came in as another format is ninjs 3, drafts from the command line only', async () => {
  const world = createWorld(database);
  const article = world.article({
    status: 'DRAFT',
    headline: 'R&amp;D <i>now</i>',
    standfirst: 'What it says',
    uri: 'RTR-123 x',
    publisher: world.organisation('Agency'),
    publishedAt: new Date('2024-05-01T10:00:00Z'),
    bylines: ['Ann', 'Ben', 'Cem'],
    language: 'tr',
  });
  world.mention(article, world.person('Ada Roe', { identifiers: [{ scheme: 'WIKIDATA', value: 'Q1' }] }));
  await world.save();
  const out = await exported(article.slug);
  const item: Item = JSON.parse(out);
  expect(ninjsFaults(item)).toEqual([]);
  expect(item).toMatchObject({
    pubStatus: 'withheld',
    uri: `urn:uuid:${article.id}`,
    by: 'Ann, Ben and Cem',
  });
  expect(read(out).fields).toMatchObject({
    headline: 'R&amp;D <i>now</i>',
    standfirst: 'What it says',
    bylines: ['Ann', 'Ben', 'Cem'],
    language: 'tr',
    publishedAt: new Date('2024-05-01T10:00:00Z'),
    publisher: { name: 'Agency' },
  });
  expect((await server.get(`/articles/${article.slug}.ninjs.json`)).status).toBe(404);
});

/** The lists that the record adds to, as long as they were. */
function growing(before: Item, item: Item): [string, unknown][] {
  return ['people', 'organisations', 'subjects'].map((name) => {
    const [was, is] = [before[name], item[name]].map((value) => (Array.isArray(value) ? value : []));
    return [name, is?.slice(0, was?.length)];
  });
}
