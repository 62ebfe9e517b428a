import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { seed } from '../../../src/ingest/seed.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { compareDumps, dumpDatabase } from '../../support/dump.ts';

const SEEDS = fileURLToPath(new URL('../../../seeds/', import.meta.url));
const DOCUMENT = 'coas-centcom-chief-discuss-regional-security';
/** Written anew for each change, whatever it changes. */
const HISTORY = ['change', 'revision', 'outbox'];

let database: TestDatabase;
let seedsFolder: string;
beforeEach(async () => {
  database = await openTestDatabase();
  seedsFolder = await mkdtemp(join(tmpdir(), 'onrecord-seeds-'));
  await cp(SEEDS, seedsFolder, { recursive: true });
});
afterEach(async () => {
  await database.close();
  await rm(seedsFolder, { recursive: true });
});

async function edit(file: string, from: string, to: string): Promise<void> {
  const path = join(seedsFolder, file);
  const text = await readFile(path, 'utf8');
  expect(text.split(from).length, `"${from}" stands once in ${file}`).toBe(2);
  await writeFile(path, text.replace(from, to));
}

async function count(sql: string): Promise<unknown> {
  const [row] = await database.raw.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${sql}`);
  return row?.count;
}

describe('seed', () => {
  it('writes what the annotations say, with every topic, in one change that verify finds whole', async () => {
    const report = await seed(database, { seedsFolder });

    expect(report.documents).toMatchObject([
      { file: `${DOCUMENT}.yaml`, slug: DOCUMENT, outcome: 'created' },
    ]);
    expect(report.tables).toMatchObject({
      topic: { created: 1370, updated: 0, deleted: 0, unchanged: 0 },
      person: { created: 2 },
      affiliation: { created: 4 },
    });
    const tables = Object.entries(report.tables);
    for (const [table, { created }] of tables) {
      const name = table.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
      expect(await count(name), table).toBe(created);
    }
    expect(await database.raw.query('SELECT id::text, actor FROM change')).toEqual([
      { id: report.changeId, actor: 'seed' },
    ]);
    expect(await count('person WHERE is_visible')).toBe(2);
    expect(await count('quote WHERE is_visible')).toBe(11);
    expect(await count('topic WHERE retired_at IS NOT NULL')).toBe(270);
  });

  it('gives every topic a closure of itself and all that is broader', async () => {
    await seed(database, { seedsFolder });

    const topics = await database.raw.query<{ id: string; broader_id: string | null }>(
      'SELECT id, broader_id FROM topic',
    );
    const broader = new Map(topics.map((topic) => [topic.id, topic.broader_id]));
    const expected = topics.flatMap(({ id }) => {
      const pairs: string[] = [];
      for (let at: string | null = id; at !== null; at = broader.get(at) ?? null)
        pairs.push(`${at} ${id} ${pairs.length}`);
      return pairs;
    });
    const closure = await database.raw.query<{ pair: string }>(
      `SELECT concat_ws(' ', ancestor_id, descendant_id, depth) AS pair FROM topic_closure`,
    );
    expect(new Set(closure.map(({ pair }) => pair))).toEqual(new Set(expected));
    expect(closure.length).toBe(expected.length);
  });

  it('writes nothing the second time: ids, versions and history stay', async () => {
    await seed(database, { seedsFolder });
    const before = await dumpDatabase(database.raw);
    const report = await seed(database, { seedsFolder });

    expect(report.changeId).toBeNull();
    expect(report.documents).toMatchObject([{ outcome: 'unchanged' }]);
    for (const counts of Object.values(report.tables))
      expect(counts).toMatchObject({ created: 0, updated: 0, deleted: 0 });
    expect(compareDumps(before, await dumpDatabase(database.raw))).toEqual({});
  });

  it("changes a mention's form alone, in place", async () => {
    await seed(database, { seedsFolder });
    const before = await dumpDatabase(database.raw);
    await edit(
      `${DOCUMENT}.yaml`,
      'exact: visiting dignitary, form: DESCRIPTION',
      'exact: visiting dignitary, form: TITLE',
    );
    const report = await seed(database, { seedsFolder });

    const { mention, ...others } = compareDumps(before, await dumpDatabase(database.raw), HISTORY);
    expect(others).toEqual({});
    expect(mention?.gone).toHaveLength(1);
    expect(mention?.come).toEqual([{ ...toRecord(mention?.gone[0]), form: 'TITLE', version: 2 }]);
    expect(report.tables.mention).toEqual({ created: 0, updated: 1, deleted: 0, unchanged: 72 });
    expect(report.documents).toMatchObject([{ outcome: 'updated' }]);
    expect(await count(`revision WHERE change_id = '${report.changeId}'`)).toBe(1);
  });

  it('takes a quote away with its own rows, and leaves the others alone', async () => {
    await seed(database, { seedsFolder });
    const before = await dumpDatabase(database.raw);
    await edit(
      `${DOCUMENT}.yaml`,
      `    quotes:
      - key: kurilla-relationship
        kind: INDIRECT
        spans: [he had previously established a relationship with the General Asim Munir]
        cue: had said
        speakerSpan: Kurilla
        speakers: [kurilla]
        addressee: express-tribune
`,
      '',
    );
    await seed(database, { seedsFolder });

    const differences = compareDumps(before, await dumpDatabase(database.raw), HISTORY);
    expect(differences['quote']).toMatchObject({ gone: [{ cue: 'had said' }], come: [] });
    expect(differences['quote_span']).toMatchObject({ gone: { length: 3 }, come: [] });
    expect(differences['quote_speaker']).toMatchObject({ gone: { length: 1 }, come: [] });
    // What is derived follows; nothing else does.
    const derived = ['quote_about', 'quote_mention', 'person', 'article'];
    expect(Object.keys(differences).filter((table) => !derived.includes(table))).toEqual([
      'quote',
      'quote_span',
      'quote_speaker',
    ]);
    expect(differences['person']).toMatchObject({ gone: [{ version: 1 }], come: [{ version: 1 }] });
    expect(differences['article']).toMatchObject({
      gone: [{ version: 1 }],
      come: [{ version: 1, quote_count: 10 }],
    });
  });

  it("adds and takes away a person's alias, and nothing else", async () => {
    await seed(database, { seedsFolder });
    const before = await dumpDatabase(database.raw);
    await edit(`${DOCUMENT}.yaml`, 'aliases: [Munir]', 'aliases: [Munir, General Munir]');
    await seed(database, { seedsFolder });

    expect(compareDumps(before, await dumpDatabase(database.raw), HISTORY)).toEqual({
      person: {
        gone: [expect.objectContaining({ slug: 'asim-munir', aliases: ['Munir'], version: 1 })],
        come: [
          expect.objectContaining({ slug: 'asim-munir', aliases: ['Munir', 'General Munir'], version: 2 }),
        ],
      },
    });

    await edit(`${DOCUMENT}.yaml`, 'aliases: [Munir, General Munir]', 'aliases: [Munir]');
    await seed(database, { seedsFolder });
    expect(await count(`person WHERE aliases = '{Munir}' AND version = 3`)).toBe(1);
  });

  it('follows kind, parent and status, and takes an affiliation away with its last receipt', async () => {
    await seed(database, { seedsFolder });
    await edit(`${DOCUMENT}.yaml`, 'parent: pakistan # the same words', 'parent: pakistan-army');
    await edit(`${DOCUMENT}.yaml`, 'status: PUBLISHED', 'status: WITHDRAWN');
    await edit(
      `${DOCUMENT}.yaml`,
      '      - { exact: General Kurilla was the Centcom chief of staff, says: kurilla-chief-of-staff, current: false }\n',
      '',
    );
    await edit(
      `${DOCUMENT}.yaml`,
      '  kurilla-chief-of-staff: { person: kurilla, organisation: centcom, role: chief of staff }\n',
      '',
    );
    await seed(database, { seedsFolder });

    expect(
      await database.raw.query(
        `SELECT p.slug FROM organisation o JOIN organisation p ON p.id = o.parent_id WHERE o.slug = 'inter-services-intelligence'`,
      ),
    ).toEqual([{ slug: 'pakistan-army' }]);
    expect(await count('affiliation')).toBe(3);
    expect(await count('quote WHERE is_visible')).toBe(0);
  });

  it('keeps a corrected text as the next revision, and every fact that still stands keeps its id', async () => {
    await seed(database, { seedsFolder });
    const mentions = () =>
      database.raw.query<{ id: string; revision: number; exact: string }>(
        'SELECT id::text, revision, exact FROM mention ORDER BY span_start, id',
      );
    const before = await mentions();
    await edit(`${DOCUMENT}.txt`, 'ISLAMABAD:', '🇵🇰 ISLAMABAD:');
    const report = await seed(database, { seedsFolder });

    expect(report.documents).toMatchObject([{ slug: DOCUMENT, outcome: 'updated' }]);
    expect(await mentions()).toEqual(before.map((mention) => ({ ...mention, revision: 2 })));
    expect(await database.raw.query('SELECT revision, version FROM article')).toEqual([
      { revision: 2, version: 2 },
    ]);
    expect(await count('article_text')).toBe(2);
    expect(await count('article_source')).toBe(2);
    expect(await count('block WHERE revision = 1')).toBe(20);
    expect(await count('block WHERE revision = 2')).toBe(20);
  });

  it('refuses a faulty annotation with its line, and writes nothing', async () => {
    const before = await dumpDatabase(database.raw);
    await edit(`${DOCUMENT}.yaml`, 'exact: visiting dignitary, form', 'exact: visiting queen, form');

    await expect(seed(database, { seedsFolder })).rejects.toThrow(/coas-[a-z-]+\.yaml:\d+: .*visiting queen/);
    expect(compareDumps(before, await dumpDatabase(database.raw))).toEqual({});
  });

  it('leaves nothing behind when it is broken off half-way', async () => {
    const before = await dumpDatabase(database.raw);
    const broken = new Error('broken off');
    const half: Pick<TestDatabase, 'change'> = {
      change: (options, write) =>
        database.change(options, async (transaction) => {
          await write(transaction);
          throw broken;
        }),
    };

    await expect(seed({ ...database, ...half }, { seedsFolder })).rejects.toBe(broken);
    expect(compareDumps(before, await dumpDatabase(database.raw))).toEqual({});
    await seed(database, { seedsFolder });
    expect(await count('mention')).toBe(73);
  });
});

function toRecord(row: unknown): object {
  return typeof row === 'object' && row !== null ? row : {};
}
