import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../../src/database/database.ts';
import { seed } from '../../../src/ingest/seed.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { compareDumps, type Dump, dumpDatabase } from '../../support/dump.ts';

const TOPICS = JSON.stringify({
  scheme: 'Topics of a test',
  uri: 'https://example.org/topics/',
  licence: 'none',
  copyright: 'nobody',
  concepts: [
    { code: 'medtop:11000000', name: 'politics' },
    { code: 'medtop:20000001', name: 'diplomacy', broader: 'medtop:11000000' },
  ],
});

const DOCUMENT = `Army chief meets envoy

ISLAMABAD:

Army chief Asim Munir met the envoy on Monday.

“We talked of peace,” General Munir said. The envoy said that talks would go on.
`;

const ANNOTATIONS = `
format: annotations@1
document: meeting.txt
status: PUBLISHED
article: { slug: meeting, language: en }
people:
  munir: { name: Asim Munir, aliases: [Munir] }
organisations:
  army: { name: Army, organisationKind: MILITARY }
  ministry: { name: Ministry of Defence }
affiliations:
  chief: { person: munir, organisation: army, role: chief }
topics:
  diplomacy: { code: 'medtop:20000001', score: 1 }
blocks:
  - block: Army chief meets envoy
    mentions:
      - { exact: Army chief, form: TITLE, of: munir }
  - block: Army chief Asim Munir met
    mentions:
      - { exact: Army, form: NAME, of: army }
      - { exact: Asim Munir, form: NAME, of: munir }
    affiliations:
      - { exact: Army chief Asim Munir, says: chief, current: true }
    topics:
      diplomacy: [met the envoy]
  - block: “We talked
    mentions:
      - { exact: General Munir, form: NAME, of: munir }
    quotes:
      - key: talked
        kind: DIRECT
        spans: ['We talked of peace,']
        cue: { exact: said, prefix: 'Munir ' }
        speakerSpan: General Munir
        speakers: [munir]
        topics: [diplomacy]
      - { key: go-on, kind: INDIRECT, spans: [talks would go on], attribution: ANONYMOUS, speakerSpan: The envoy }
`;

/** Written anew for each change, whatever it changes. */
const HISTORY = ['change', 'revision', 'outbox', 'cache_purge'];

let database: TestDatabase;
let seedsFolder: string;
let before: Dump;
beforeAll(async () => {
  database = await openTestDatabase();
  seedsFolder = await mkdtemp(join(tmpdir(), 'onrecord-seeds-'));
  await writeFile(join(seedsFolder, 'iptc-media-topics.json'), TOPICS);
});
afterAll(async () => {
  await database.close();
  await rm(seedsFolder, { recursive: true });
});
beforeEach(async () => {
  await writeSeeds();
  await seed(database, { seedsFolder });
  before = await dumpDatabase(database.raw);
});
afterEach(() => rm(join(seedsFolder, 'second.yaml'), { force: true }));

/** Writes the seeds with pieces of them replaced, each of which stands there once. */
async function writeSeeds(edits: Readonly<Record<string, string>> = {}): Promise<void> {
  let text = `${DOCUMENT}\f${ANNOTATIONS}`;
  for (const [from, to] of Object.entries(edits)) {
    expect(text.split(from), from).toHaveLength(2);
    text = text.replace(from, to);
  }
  const [document = '', annotations = ''] = text.split('\f');
  await writeFile(join(seedsFolder, 'meeting.txt'), document);
  await writeFile(join(seedsFolder, 'meeting.yaml'), annotations);
}

async function difference() {
  return compareDumps(before, await dumpDatabase(database.raw), HISTORY);
}

async function count(sql: string): Promise<unknown> {
  const [row] = await database.raw.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${sql}`);
  return row?.count;
}

describe('an edited annotation', () => {
  it("changes a mention's form in place, and nothing else", async () => {
    await writeSeeds({ 'exact: Army chief, form: TITLE': 'exact: Army chief, form: DESCRIPTION' });
    const report = await seed(database, { seedsFolder });

    const { mention, ...others } = await difference();
    expect(others).toEqual({});
    expect(mention?.gone).toHaveLength(1);
    expect(mention?.come).toEqual([nextVersion(mention?.gone[0], { form: 'DESCRIPTION' })]);
    expect(report.tables.mention).toEqual({ created: 0, updated: 1, deleted: 0, unchanged: 3 });
    expect(report.documents).toMatchObject([{ outcome: 'updated' }]);
    expect(await count(`revision WHERE change_id = '${report.changeId}'`)).toBe(1);
  });

  it('takes a quote away with its own rows; others keep id and version', async () => {
    await writeSeeds({
      '      - { key: go-on, kind: INDIRECT, spans: [talks would go on], attribution: ANONYMOUS, speakerSpan: The envoy }\n':
        '',
    });
    await seed(database, { seedsFolder });

    const { article, ...others } = await difference();
    expect(others).toEqual({
      quote: { gone: [expect.objectContaining({ text: 'talks would go on' })], come: [] },
      quote_span: { gone: [expect.anything(), expect.anything()], come: [] },
      quote_search: { gone: [expect.anything()], come: [] },
    });
    // A derived count, which is no part of the version.
    expect(article?.come).toEqual([{ ...toRecord(article?.gone[0]), quote_count: 1 }]);
  });

  it("changes a quote's speaker, cue and topics without making another quote of it", async () => {
    await writeSeeds({
      '        speakers: [munir]\n        topics: [diplomacy]\n': '        speakers: [army]\n',
      "        cue: { exact: said, prefix: 'Munir ' }\n": '',
    });
    await seed(database, { seedsFolder });

    const { quote, quote_speaker, quote_topic, quote_span } = await difference();
    expect(quote?.come).toEqual([nextVersion(quote?.gone[0], { cue: null })]);
    expect(quote_speaker).toMatchObject({ gone: { length: 1 }, come: { length: 1 } });
    expect(quote_topic).toMatchObject({ gone: { length: 1 }, come: [] });
    expect(quote_span).toMatchObject({ gone: [{ role: 'CUE' }], come: [] });
  });

  it('keeps a quote whose end was moved', async () => {
    await writeSeeds({ "spans: ['We talked of peace,']": 'spans: [We talked]' });
    await seed(database, { seedsFolder });

    const { quote } = await difference();
    expect(quote?.gone).toHaveLength(1);
    expect(quote?.come).toMatchObject([{ id: toRecord(quote?.gone[0])['id'], text: 'We talked' }]);
  });

  it('adds an alias and takes it away again, and changes nothing else', async () => {
    await writeSeeds({ 'aliases: [Munir]': 'aliases: [Munir, General Munir]' });
    await seed(database, { seedsFolder });

    const { person, person_search, ...others } = await difference();
    expect(others).toEqual({});
    expect(person_search?.come).toMatchObject([{ names: 'asim munir\nmunir\ngeneral munir' }]);
    expect(person?.come).toEqual([nextVersion(person?.gone[0], { aliases: ['Munir', 'General Munir'] })]);

    await writeSeeds();
    await seed(database, { seedsFolder });
    expect(await count(`person WHERE aliases = '{Munir}'`)).toBe(1);
  });

  it("follows an organisation's kind, parent, name and identifiers", async () => {
    await writeSeeds({
      'army: { name: Army, organisationKind: MILITARY }':
        'army: { name: The Army, slug: army, parent: ministry, identifiers: [{ scheme: WIKIDATA, value: Q1 }] }',
    });
    await seed(database, { seedsFolder });

    const { organisation, organisation_search, identifier, ...others } = await difference();
    const ministry = organisation?.come.find((row) => toRecord(row)['slug'] === 'ministry-of-defence');
    const army = organisation?.gone.find((row) => toRecord(row)['slug'] === 'army');
    expect(organisation?.come).toContainEqual(
      nextVersion(army, {
        name: 'The Army',
        organisation_kind: null,
        parent_id: toRecord(ministry)['id'],
      }),
    );
    // The parent of a visible organisation is visible, which is derived and no part of the version.
    expect(ministry).toMatchObject({ is_visible: true, version: 1 });
    expect(identifier).toMatchObject({ gone: [], come: [{ scheme: 'WIKIDATA', value: 'Q1' }] });
    expect(organisation_search?.come).toMatchObject([{ names: 'the army' }]);
    expect(others).toEqual({});
  });

  it('takes an affiliation away with its last receipt', async () => {
    await writeSeeds({
      '  chief: { person: munir, organisation: army, role: chief }\n': '  {}\n',
      '    affiliations:\n      - { exact: Army chief Asim Munir, says: chief, current: true }\n': '',
    });
    await seed(database, { seedsFolder });

    const { affiliation, affiliation_receipt } = await difference();
    expect(affiliation).toMatchObject({ gone: { length: 1 }, come: [] });
    expect(affiliation_receipt).toMatchObject({ gone: { length: 1 }, come: [] });
  });

  it('withdraws the article', async () => {
    await writeSeeds({ 'status: PUBLISHED': 'status: WITHDRAWN' });
    await seed(database, { seedsFolder });

    expect(await count('quote WHERE is_visible')).toBe(0);
    expect(await count('person WHERE is_visible')).toBe(0);
  });
});

describe('a corrected document', () => {
  it('is the next revision, and every fact that still stands keeps its id', async () => {
    const mentions = () =>
      database.raw.query<{ id: string; revision: number; exact: string }>(
        'SELECT id::text, revision, exact FROM mention ORDER BY span_start, id',
      );
    const earlier = await mentions();
    const revision = (earlier[0]?.revision ?? 0) + 1;
    await writeSeeds({ 'ISLAMABAD:': '🇵🇰 ISLAMABAD:' });
    const report = await seed(database, { seedsFolder });

    expect(report.documents).toMatchObject([{ slug: 'meeting', outcome: 'updated' }]);
    expect(await mentions()).toEqual(earlier.map((mention) => ({ ...mention, revision })));
    const { article_text, article_source, block, quote } = await difference();
    expect(article_text).toMatchObject({ gone: [], come: [{ revision }] });
    expect(article_source).toMatchObject({ gone: [], come: [{ revision }] });
    expect(block).toMatchObject({ gone: [], come: { length: 4 } });
    expect(quote?.come.map((row) => toRecord(row)['id'])).toEqual(
      quote?.gone.map((row) => toRecord(row)['id']),
    );
  });
});

describe('seeds that cannot be taken in', () => {
  it('are refused with file, line and reason, and write nothing', async () => {
    await writeSeeds({ 'exact: General Munir, form': 'exact: Queen Munir, form' });

    await expect(seed(database, { seedsFolder })).rejects.toThrow(/meeting\.yaml:\d+: .*Queen Munir/);
    expect(await difference()).toEqual({});
  });

  it('write nothing when they are two files about one article', async () => {
    await writeFile(join(seedsFolder, 'second.yaml'), ANNOTATIONS.replace('slug: meeting', 'slug: other'));

    await expect(seed(database, { seedsFolder })).rejects.toThrow('are the same article');
    expect(await difference()).toEqual({});
  });

  it('leave nothing behind when they are broken off half-way', async () => {
    await writeSeeds({ 'Army chief meets envoy\n\nISLAMABAD': 'Army chief meets envoy\n\nRAWALPINDI' });
    const broken = new Error('broken off');
    const half: Database = {
      ...database,
      change: (options, write) =>
        database.change(options, async (transaction) => {
          await write(transaction);
          throw broken;
        }),
    };

    await expect(seed(half, { seedsFolder })).rejects.toBe(broken);
    expect(await difference()).toEqual({});
  });
});

function nextVersion(row: unknown, changes: object): object {
  const before = toRecord(row);
  return { ...before, ...changes, version: Number(before['version']) + 1 };
}

function toRecord(row: unknown): Readonly<Record<string, unknown>> {
  return typeof row === 'object' && row !== null ? { ...row } : {};
}
