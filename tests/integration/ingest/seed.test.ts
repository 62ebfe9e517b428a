import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SeedReport, seed } from '../../../src/ingest/seed.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { compareDumps, dumpDatabase } from '../../support/dump.ts';

const seedsFolder = fileURLToPath(new URL('../../../seeds/', import.meta.url));

let database: TestDatabase;
let firstReport: SeedReport;
beforeAll(async () => {
  database = await openTestDatabase();
  firstReport = await seed(database, { seedsFolder });
});
afterAll(() => database.close());

async function count(sql: string): Promise<unknown> {
  const [row] = await database.raw.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${sql}`);
  return row?.count;
}

describe("the repository's seeds", () => {
  it('go in whole, in one change: what the report counts is what the tables hold', async () => {
    const slug = 'coas-centcom-chief-discuss-regional-security';
    expect(firstReport.documents).toMatchObject([{ file: `${slug}.yaml`, slug, outcome: 'created' }]);
    for (const [table, counts] of Object.entries(firstReport.tables)) {
      const name = table.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
      expect(counts, table).toEqual({ created: await count(name), updated: 0, deleted: 0, unchanged: 0 });
    }
    expect(await database.raw.query('SELECT id::text, actor FROM change')).toEqual([
      { id: firstReport.changeId, actor: 'seed' },
    ]);
  });

  it('are seen by readers: two people, five passages in quotation marks, four affiliations', async () => {
    expect(await count('person WHERE is_visible')).toBe(2);
    expect(await count("quote WHERE is_visible AND kind IN ('DIRECT', 'MIXED')")).toBe(5);
    expect(await count('affiliation WHERE is_visible')).toBe(4);
    expect(await count('topic_assignment WHERE is_visible')).toBe(3);
  });

  it('bring all 1,370 topics, the retired ones too, each with a slug of its own', async () => {
    expect(await count('topic')).toBe(1370);
    expect(await count('topic WHERE retired_at IS NOT NULL')).toBe(270);
    expect(
      await database.raw.query(`SELECT slug FROM topic WHERE name = 'renewable energy' ORDER BY code`),
    ).toEqual([{ slug: 'renewable-energy-20000257' }, { slug: 'renewable-energy-20000436' }]);
  });

  it('give every topic a closure of itself and all that is broader', async () => {
    const topics = await database.raw.query<{ id: string; broader_id: string | null }>(
      'SELECT id, broader_id FROM topic',
    );
    const broader = new Map(topics.map((topic) => [topic.id, topic.broader_id]));
    const expected = topics.flatMap(({ id }) => {
      const pairs: string[] = [];
      for (let at: string | null = id; at !== null; at = broader.get(at) ?? null) {
        pairs.push(`${at} ${id} ${pairs.length}`);
      }
      return pairs;
    });
    const closure = await database.raw.query<{ pair: string }>(
      `SELECT concat_ws(' ', ancestor_id, descendant_id, depth) AS pair FROM topic_closure`,
    );
    expect(closure.map(({ pair }) => pair).sort()).toEqual(expected.sort());
  });

  it('write nothing the second time: ids, versions and history stay', async () => {
    const before = await dumpDatabase(database.raw);
    const report = await seed(database, { seedsFolder });

    expect(report.changeId).toBeNull();
    expect(report.documents).toMatchObject([{ outcome: 'unchanged' }]);
    for (const counts of Object.values(report.tables)) {
      expect(counts).toMatchObject({ created: 0, updated: 0, deleted: 0 });
    }
    expect(compareDumps(before, await dumpDatabase(database.raw))).toEqual({});
  });
});
