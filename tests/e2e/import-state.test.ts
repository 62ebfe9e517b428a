import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { runCli } from '../support/cli.ts';
import { folderOf } from '../support/documents.ts';
import { mutate, refused } from '../support/mutate.ts';
import { askAsReader } from '../support/reader.ts';
import { type SharedServer, shareServer } from '../support/shared-server.ts';

let server: SharedServer;
beforeAll(async () => {
  server = await shareServer();
});

const FAR = '9999-12-31T00:00:00.000Z';
const FARTHER = '9999-12-31T12:00:00.000Z';

/** A ninjs 3 item of The Sample Paper, with a text unless `bodies` says otherwise. */
function item(name: string, properties: Record<string, unknown> = {}): string {
  return JSON.stringify({
    uri: `urn:sample:${name}`,
    type: 'text',
    headlines: [{ value: `Story of ${name}` }],
    bodies: [{ contentType: 'text/plain', value: `A bridge named ${name} was opened on Monday.` }],
    infoSources: [{ role: 'publisher', name: 'The Sample Paper' }],
    ...properties,
  });
}

/** What is left of an item that is cancelled. */
function cancelled(name: string, properties: Record<string, unknown> = {}): string {
  return item(name, { pubStatus: 'canceled', headlines: undefined, bodies: undefined, ...properties });
}

const imported = z.object({
  outcome: z.string(),
  article: z.object({
    id: z.string(),
    slug: z.string(),
    version: z.number(),
    status: z.string(),
    embargoedUntil: z.string().nullable(),
  }),
});

const SHOWN = 'outcome article { id slug version status embargoedUntil }';

async function tryImport(document: string, publish = true) {
  return mutate(server.url, 'importArticle', { document, publish }, SHOWN);
}

async function take(document: string, publish = true) {
  const { outcome, article } = imported.parse(await tryImport(document, publish));
  return { outcome, ...article };
}

async function edit(mutation: string, input: Record<string, unknown>) {
  const payload = await mutate(
    server.url,
    mutation,
    input,
    'article { id slug version status embargoedUntil }',
  );
  expect(payload.userErrors).toEqual([]);
  return imported.shape.article.parse(payload['article']);
}

const readerSees = (slug: string) =>
  askAsReader(
    server.url,
    'query Q($slug: String!) { article(slug: $slug) { headline } tombstone(slug: $slug) { reason } }',
    { slug },
  );

describe('an import of what is embargoed', () => {
  test('publishes it when its embargo ends, never early', async () => {
    const until = new Date(Date.now() + 4_000);
    const { slug, status, embargoedUntil } = await take(item('soon', { embargoed: until.toISOString() }));
    expect({ status, embargoedUntil }).toEqual({ status: 'DRAFT', embargoedUntil: until.toISOString() });
    const soon = { article: { headline: 'Story of soon' } };
    await expect.poll(() => readerSees(slug), { timeout: 30_000, interval: 50 }).toMatchObject(soon);
    expect(Date.now()).toBeGreaterThanOrEqual(until.getTime());
  });

  test('is published at once where the embargo is over, and is a plain draft where nothing is to be published', async () => {
    const over = await take(item('over', { embargoed: '2020-01-01T00:00:00Z' }));
    expect(over).toMatchObject({ status: 'PUBLISHED', embargoedUntil: null });
    const draft = await take(item('draft', { embargoed: FAR }), false);
    expect(draft).toMatchObject({ status: 'DRAFT', embargoedUntil: null });
    expect(await take(item('draft', { embargoed: FAR }))).toMatchObject({ embargoedUntil: FAR });
  });

  test('keeps what an editor made of the embargo, and a new version moves it later only', async () => {
    const { id, version } = await take(item('moved', { embargoed: FAR }));
    const sooner = '9999-01-01T00:00:00.000Z';
    await edit('scheduleArticle', { id, version, embargoedUntil: sooner });
    expect(await take(item('moved', { embargoed: FAR }))).toMatchObject({ embargoedUntil: sooner });
    const later = await take(item('moved', { embargoed: FARTHER, version: 2 }), false);
    expect(later).toMatchObject({ embargoedUntil: FARTHER, status: 'DRAFT' });
    expect(await take(item('moved', { version: 3 }))).toMatchObject({ embargoedUntil: FARTHER });
    const withheld = await take(item('moved', { version: 4, pubStatus: 'withheld' }));
    expect(withheld).toMatchObject({ embargoedUntil: null, status: 'DRAFT' });
  });

  test('is refused where readers see the article already, and would see the new text', async () => {
    const { slug } = await take(item('out', { version: 1 }));
    const text = [{ contentType: 'text/plain', value: 'Not to be read yet.' }];
    for (const held of [{ embargoed: FAR }, { pubStatus: 'withheld' }]) {
      const payload = await tryImport(item('out', { version: 2, bodies: text, ...held }));
      expect(refused(payload)).toEqual(['document: INVALID']);
    }
    expect(await readerSees(slug)).toMatchObject({ article: { headline: 'Story of out' } });
  });
});

describe('an import of what its publisher cancels', () => {
  test('withdraws the article, with or without its text, whatever is to be published, and leaves a tombstone', async () => {
    for (const [name, document] of [
      ['gone', cancelled('gone', { version: 2 })],
      ['emptied', item('emptied', { version: 2, pubStatus: 'canceled', embargoed: FAR })],
    ] as const) {
      const { slug } = await take(item(name, { version: 1 }));
      expect(await take(document, false)).toMatchObject({ outcome: 'WITHDRAWN', status: 'WITHDRAWN' });
      expect(await readerSees(slug)).toEqual({
        article: null,
        tombstone: { reason: 'Its publisher cancelled it.' },
      });
      expect((await fetch(`${server.url}/articles/${slug}.ninjs.json`)).status).toBe(410);
    }
  });

  test('is final for imports, and undone by an editor for good', async () => {
    const { id } = await take(item('undone', { version: 1 }));
    await take(cancelled('undone', { version: 2 }));
    expect(await take(item('undone', { version: 1 }))).toMatchObject({ outcome: 'OUTDATED' });
    const { version, status } = await take(item('undone', { version: 3 }));
    expect(status).toBe('WITHDRAWN');
    const { slug } = await edit('publishArticle', { id, version });
    expect(await take(cancelled('undone', { version: 2 }))).toMatchObject({ outcome: 'UNCHANGED' });
    expect(await readerSees(slug)).toMatchObject({ article: { headline: 'Story of undone' } });
    const older = await take(cancelled('undone', { version: 1, edNote: 'Other bytes.' }));
    expect(older).toMatchObject({ outcome: 'OUTDATED', status: 'PUBLISHED' });
  });

  test('is never published: its embargo goes', async () => {
    await take(item('never', { embargoed: FAR }));
    const gone = await take(cancelled('never'));
    expect(gone).toMatchObject({ outcome: 'WITHDRAWN', embargoedUntil: null });
    expect(await readerSees(gone.slug)).toEqual({ article: null, tombstone: null });
  });

  test('finds it by its publisher, and writes nothing where the record does not have it', async () => {
    const { slug } = await take(item('theirs'));
    const others = { infoSources: [{ role: 'publisher', name: 'Another Paper' }] };
    expect(refused(await tryImport(cancelled('theirs', others)))).toEqual(['document: INVALID']);
    expect(refused(await tryImport(cancelled('unknown')))).toEqual(['document: INVALID']);
    expect(await readerSees(slug)).toMatchObject({ article: { headline: 'Story of theirs' } });
    expect(await take(cancelled('theirs', { infoSources: undefined }))).toMatchObject({
      slug,
      outcome: 'WITHDRAWN',
    });
  });

  test('comes as NewsML-G2, beside a server, behind what it cancels, and is told of', async () => {
    const newsItem = (guid: string) =>
      `<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="${guid}" version="2"><itemMeta><provider><name>The Sample Paper</name></provider><pubStatus qcode="stat:canceled"/></itemMeta></newsItem>`;
    const folder = folderOf({
      '1.json': item('wire', { version: 1 }),
      '2.xml': `<?xml version="1.0"?>${newsItem('urn:sample:wire')}`,
      '3.xml': `<?xml version="1.0"?>${newsItem('urn:sample:nobodys')}`,
    });
    const run = await runCli(['import', folder, '--publish', '--format', 'json'], {
      DATA_DIR: server.dataDir,
    });
    const lines = run.stdout
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    expect(lines).toMatchObject([
      { name: `${folder}/1.json`, outcome: 'created' },
      { name: `${folder}/2.xml`, outcome: 'withdrawn', slug: 'story-of-wire' },
      {
        outcome: 'failed',
        code: 'BAD_USER_INPUT',
        message: 'There is no article urn:sample:nobodys of The Sample Paper to cancel: nothing was written.',
      },
      { type: 'summary', created: 1, withdrawn: 1, failed: 1 },
    ]);
    expect(run.code).toBe(1);
    expect(await runCli(['verify'], { DATA_DIR: server.dataDir })).toMatchObject({ code: 0 });
  });
});
