import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { Database } from '../../../src/database/database.ts';
import { openDatabase } from '../../../src/database/open-database.ts';
import { type EmbargoTimer, startEmbargoTimer } from '../../../src/editing/embargo.ts';
import { IS_SERVER, openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { silentLog } from '../../support/silent-log.ts';
import { createWorld } from '../../support/world.ts';

const OVER = new Date('2020-01-01T00:00:00Z');
const TO_COME = new Date('9999-12-31T00:00:00Z');

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(() => database.reset());
afterAll(() => database.close());

/** Drafts whose embargo ends then; their ids. */
async function drafts(count: number, embargoedUntil: Date): Promise<readonly string[]> {
  const world = createWorld(database);
  const articles = Array.from({ length: count }, (_, number) =>
    world.article({ status: 'DRAFT', headline: `Draft ${number} until ${embargoedUntil.getUTCFullYear()}` }),
  );
  await world.save();
  const ids = articles.map(({ id }) => id);
  await database.change({ actor: 'editor:test', reason: 'schedule' }, (transaction) =>
    transaction.article.updateMany({ where: { id: { in: [...ids] } }, data: { embargoedUntil } }),
  );
  return ids;
}

/** Starts a timer that is stopped with the test, and what it logs of how many it published. */
function start(on: Database = database) {
  const published: number[] = [];
  const failures: unknown[] = [];
  const log = {
    info: ({ count }: { count: number }) => published.push(count),
    error: (failure: unknown) => failures.push(failure),
  };
  const timer: EmbargoTimer = startEmbargoTimer(on, Object.assign(Object.create(silentLog), log));
  onTestFinished(() => timer.stop());
  return { published, failures };
}

async function statuses(ids: readonly string[]): Promise<readonly string[]> {
  const rows = await database.read<{ status: string }>({
    text: 'SELECT status::text FROM article WHERE id = ANY($1::uuid[]) ORDER BY id',
    values: [ids],
  });
  return [...new Set(rows.map(({ status }) => status))];
}

const statusOf = (ids: readonly string[]) =>
  expect.poll(() => statuses(ids), { timeout: 20_000, interval: 20 });

/** How often each of the articles was published by an embargo's end, as history has it. */
async function publications(): Promise<readonly number[]> {
  const rows = await database.read<{ count: number }>({
    text: `SELECT count(*)::integer AS count FROM revision AS v JOIN change AS c ON c.id = v.change_id
      WHERE c.actor = 'embargo' AND v.table_name = 'article' AND v.before ->> 'status' = 'DRAFT' GROUP BY v.row_key`,
    values: [],
  });
  return rows.map(({ count }) => count);
}

describe('what came due while no server ran', () => {
  test('is published by the next one that starts, however much it is, and nothing else', async () => {
    const due = await drafts(120, OVER);
    const later = await drafts(1, TO_COME);
    const { published } = start();
    await statusOf(due).toEqual(['PUBLISHED']);
    expect(await statuses(later)).toEqual(['DRAFT']);
    await expect.poll(() => published).toEqual([100, 20]);
  });

  test('is published in the end, where it could not be at first', async () => {
    const due = await drafts(2, OVER);
    await database.raw.run(`
      CREATE FUNCTION refuse_for_test() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'not now'; END $$;
      CREATE TRIGGER refuse_for_test BEFORE UPDATE ON article FOR EACH ROW EXECUTE FUNCTION refuse_for_test();`);
    const { failures } = start();
    await expect.poll(() => failures, { timeout: 20_000 }).not.toEqual([]);
    expect(await statuses(due)).toEqual(['DRAFT']);
    await database.raw.run('DROP FUNCTION refuse_for_test() CASCADE');
    await statusOf(due).toEqual(['PUBLISHED']);
    expect(await publications()).toEqual([1, 1]);
  });
});

describe.runIf(IS_SERVER)('several servers on one database', () => {
  /** The database as another process has it: with pools of its own. */
  async function openElsewhere(): Promise<Database> {
    const elsewhere = await openDatabase({ kind: 'server', url: database.url ?? '' }, silentLog);
    onTestFinished(() => elsewhere.close());
    return elsewhere;
  }

  test('publish each draft once, between them', async () => {
    const due = await drafts(250, OVER);
    const others = await Promise.all([openElsewhere(), openElsewhere()]);
    const timers = [database, ...others].map((one) => start(one));
    await statusOf(due).toEqual(['PUBLISHED']);
    expect(await publications()).toEqual(due.map(() => 1));
    const told = () => timers.flatMap(({ published }) => published).reduce((sum, count) => sum + count, 0);
    await expect.poll(told).toBe(due.length);
    expect(timers.flatMap(({ failures }) => failures)).toEqual([]);
  });

  test('wait for no draft that another is at, and publish it when that one gave it up', async () => {
    const [held, ...free] = await drafts(5, OVER);
    if (held === undefined) throw new Error('no draft was made');
    await database.raw.run(`BEGIN; SELECT FROM article WHERE id = '${held}' FOR UPDATE`);
    start();
    await statusOf(free).toEqual(['PUBLISHED']);
    expect(await statuses([held])).toEqual(['DRAFT']);
    await database.raw.run('ROLLBACK');
    await statusOf([held]).toEqual(['PUBLISHED']);
    expect(await publications()).toEqual([1, 1, 1, 1, 1]);
  });
});
