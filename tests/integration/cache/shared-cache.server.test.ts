import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { CacheConfig } from '../../../src/config/config.ts';
import type { Database } from '../../../src/database/database.ts';
import { openDatabase } from '../../../src/database/open-database.ts';
import { type CachedReader, openCachedReader } from '../../support/cached.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { startRedis } from '../../support/redis.ts';
import { silentLog } from '../../support/silent-log.ts';
import { createWorld } from '../../support/world.ts';

const BY = { actor: 'editor:test', reason: 'a test' };
const MUNIR = '{ person(slug: "asim-munir") { name } }';

let database: TestDatabase;
let munir: string;
beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(async () => {
  await database.reset();
  const world = createWorld(database);
  const person = world.person('Asim Munir');
  world.mention(world.article(), person);
  await world.save();
  munir = person.id;
});
afterAll(() => database.close());

/** The database as another process has it: with pools and a listening connection of its own. */
async function openElsewhere(): Promise<Database> {
  const elsewhere = await openDatabase({ kind: 'server', url: database.url ?? '' }, silentLog);
  onTestFinished(() => elsewhere.close());
  return elsewhere;
}

function rename(name: string, by: Database = database) {
  return by.change(BY, ({ person }) => person.update({ where: { id: munir }, data: { name } }));
}

const named = (name: string) => ({ person: { name } });
const keptBy = (reader: CachedReader) => expect.poll(() => reader.isKept(MUNIR), { timeout: 10_000 });
const answerOf = (reader: CachedReader) => expect.poll(() => reader.ask(MUNIR), { timeout: 10_000 });

describe('two processes that keep answers in memory', () => {
  test('each purges what the other changes', async () => {
    const here = await openCachedReader(database);
    const elsewhere = await openCachedReader(await openElsewhere());
    for (const reader of [here, elsewhere]) expect(await reader.ask(MUNIR)).toEqual(named('Asim Munir'));
    await rename('General Munir');
    expect(await here.ask(MUNIR)).toEqual(named('General Munir'));
    await answerOf(elsewhere).toEqual(named('General Munir'));
    expect(await elsewhere.isKept(MUNIR)).toBe(true);
  });

  test('more tags than a notification holds are told too', async () => {
    const elsewhere = await openCachedReader(await openElsewhere());
    await elsewhere.ask(MUNIR);
    const world = createWorld(database);
    const topic = world.topic('Defence');
    for (let number = 0; number < 100; number += 1)
      world.assign(world.article({ slug: `of-many-${number}` }), topic);
    await world.save();
    await database.change(BY, async (transaction) => {
      await transaction.person.update({ where: { id: munir }, data: { name: 'General Munir' } });
      await transaction.article.updateMany({
        data: { status: 'WITHDRAWN' },
        where: { slug: { startsWith: 'of-' } },
      });
    });
    const [row] = await database.raw.query<{ bytes: number }>(
      `SELECT max(octet_length(array_to_string(tags, ','))) AS bytes FROM cache_purge`,
    );
    expect(row?.bytes).toBeGreaterThan(8_000);
    await answerOf(elsewhere).toEqual(named('General Munir'));
  });

  test('what was missed while the connection was broken is not given out, and keeping goes on', async () => {
    const elsewhere = await openCachedReader(await openElsewhere());
    await elsewhere.ask(MUNIR);
    await keptBy(elsewhere).toBe(true);
    const listening = `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'NOTIFY onrecord_proof%'`;
    expect(
      await database.raw.query(`SELECT pg_terminate_backend(pid) AS ended FROM (${listening}) AS l`),
    ).toEqual([{ ended: true }]);
    await rename('General Munir');
    await answerOf(elsewhere).toEqual(named('General Munir'));
    await keptBy(elsewhere).toBe(true);
    await rename('Field Marshal Munir');
    await answerOf(elsewhere).toEqual(named('Field Marshal Munir'));
  });

  test('a purge is kept for a day for whoever was away', async () => {
    await rename('General Munir');
    await database.raw.query(`UPDATE cache_purge SET recorded_at = now() - interval '25 hours'`);
    await rename('Field Marshal Munir');
    expect(await database.raw.query('SELECT tags FROM cache_purge')).toEqual([
      { tags: ['person', `person:${munir}`] },
    ]);
  });
});

describe('two processes that keep answers in one Redis', () => {
  const open = async (by: Database, config: CacheConfig) => {
    const reader = await openCachedReader(by, config);
    await keptBy(reader).toBe(true);
    return reader;
  };

  test('what one has read the other need not, and either purges it', async () => {
    const redis = await startRedis();
    const config: CacheConfig = { kind: 'redis', url: redis.url };
    const here = await open(database, config);
    const elsewhere = await openCachedReader(await openElsewhere(), config);
    await keptBy(elsewhere).toBe(true);
    const before = here.statements() + elsewhere.statements();
    expect(await here.ask(MUNIR)).toEqual(named('Asim Munir'));
    expect(await elsewhere.ask(MUNIR)).toEqual(named('Asim Munir'));
    expect(here.statements() + elsewhere.statements()).toBe(before);

    await rename('General Munir');
    expect(await here.ask(MUNIR)).toEqual(named('General Munir'));
    await answerOf(elsewhere).toEqual(named('General Munir'));
    await keptBy(elsewhere).toBe(true);
  });

  test('an answer that was purged while it was read is not kept', async () => {
    const redis = await startRedis();
    const here = await open(database, { kind: 'redis', url: redis.url });
    const other = '{ person(slug: "asim-munir") { name slug } }';
    here.around.after = async () => {
      here.around.after = async () => undefined;
      await rename('General Munir');
    };
    expect(await here.ask(other)).toEqual({ person: { name: 'Asim Munir', slug: 'asim-munir' } });
    expect(await here.ask(other)).toEqual({ person: { name: 'General Munir', slug: 'asim-munir' } });
  });

  test('a process that was away purges what it missed, before it gives anything out', async () => {
    const redis = await startRedis();
    const config: CacheConfig = { kind: 'redis', url: redis.url };
    const before = await openCachedReader(await openElsewhere(), config);
    await keptBy(before).toBe(true);
    await before.cache.close();
    // A process that ended between its commit and the purge.
    await rename('General Munir');
    const after = await openCachedReader(database, config);
    expect(await after.ask(MUNIR)).toEqual(named('General Munir'));
    await keptBy(after).toBe(true);
    expect(await after.ask(MUNIR)).toEqual(named('General Munir'));
    expect(await database.raw.query('SELECT FROM cache_purge')).toEqual([]);
  });

  test('while Redis is down reads go on, and what changed meanwhile is purged when it is back', async () => {
    const redis = await startRedis();
    const here = await open(database, { kind: 'redis', url: redis.url });
    await redis.kill();
    expect(await here.ask(MUNIR)).toEqual(named('Asim Munir'));
    await rename('General Munir');
    expect(await here.ask(MUNIR)).toEqual(named('General Munir'));
    await redis.start();
    await keptBy(here).toBe(true);
    expect(await here.ask(MUNIR)).toEqual(named('General Munir'));
    await redis.flush();
    expect(await here.ask(MUNIR)).toEqual(named('General Munir'));
  });

  test('two databases in one Redis do not see each other’s answers', async () => {
    const redis = await startRedis();
    const config: CacheConfig = { kind: 'redis', url: redis.url };
    await open(database, config);
    const another = await openTestDatabase();
    onTestFinished(() => another.close());
    const reader = await openCachedReader(another, config);
    await keptBy(reader).toBe(true);
    expect(await reader.ask(MUNIR)).toEqual({ person: null });
  });
});
