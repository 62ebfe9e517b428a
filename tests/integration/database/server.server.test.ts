import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from '../../../src/database/open-database.ts';
import { verify } from '../../../src/database/verify.ts';
import { openTestDatabase, TEST_DATABASE_URL, type TestDatabase } from '../../support/database.ts';
import { silentLog } from '../../support/silent-log.ts';
import { databaseUrl, withClient } from '../../support/test-template.ts';
import {
  addAffiliation,
  addArticle,
  addMention,
  addOrganisation,
  addPerson,
  addQuote,
  addReceipt,
} from './rows.ts';

const BY = { actor: 'import:test', reason: 'a test' };
const SERVER = TEST_DATABASE_URL ?? '';

const open = (url: string) => openDatabase({ kind: 'server', url }, silentLog);

describe('many at once', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase();
  });
  beforeEach(() => database.reset());
  afterAll(() => database.close());

  test('twenty concurrent changes that say the same affiliation are all written', async () => {
    const { value } = await applied(
      database.change(BY, async (transaction) => {
        const kurilla = await addPerson(transaction, 'Kurilla');
        const centcom = await addOrganisation(transaction, 'Centcom');
        const article = await addArticle(transaction, 'Kurilla of Centcom met Munir.');
        return addAffiliation(transaction, article, 'Kurilla of Centcom', kurilla.id, centcom.id);
      }),
    );
    const writers = Array.from({ length: 20 }, (_, number) =>
      database.change({ ...BY, key: `receipt-${number}` }, async (transaction) => {
        const article = await addArticle(transaction, 'Kurilla of Centcom met Munir.');
        await addReceipt(transaction, article, 'Kurilla of Centcom', value.affiliation.id);
      }),
    );
    const ended = await Promise.allSettled(writers);
    expect(ended.filter(({ status }) => status === 'rejected')).toEqual([]);
    expect((await verify(database)).faults).toEqual([]);
  });

  test('twenty concurrent changes that name the same entities neither deadlock nor miscount', async () => {
    const { value } = await applied(
      database.change(BY, async (transaction) => {
        const top = await addOrganisation(transaction, 'Department');
        return [
          await addPerson(transaction, 'Kurilla'),
          await addPerson(transaction, 'Munir'),
          await addOrganisation(transaction, 'Centcom', top.id),
        ] as const;
      }),
    );
    const [kurilla, munir, centcom] = value;
    const names = [
      { exact: 'Kurilla', entity: { personId: kurilla.id } },
      { exact: 'Munir', entity: { personId: munir.id } },
      { exact: 'Centcom', entity: { organisationId: centcom.id } },
    ];
    const writers = Array.from({ length: 20 }, (_, number) =>
      database.change({ ...BY, key: `article-${number}` }, async (transaction) => {
        const article = await addArticle(transaction, 'Kurilla of Centcom met Munir.');
        // Each names them in another order, as importers do.
        const order = number % 2 === 0 ? names : names.toReversed();
        for (const { exact, entity } of order) await addMention(transaction, article, exact, entity);
        await addQuote(transaction, article, 'met', [{ personId: kurilla.id }], {
          speakingForId: centcom.id,
        });
      }),
    );
    await Promise.all(writers);
    expect(
      await database.raw.query('SELECT name, quote_count, article_count FROM person ORDER BY name'),
    ).toEqual([
      { name: 'Kurilla', quote_count: 20, article_count: 20 },
      { name: 'Munir', quote_count: 0, article_count: 20 },
    ]);
    expect((await verify(database)).faults).toEqual([]);
  });

  test('changes that update the same rows in opposite order both succeed', async () => {
    const { value } = await applied(
      database.change(BY, async (transaction) => [
        await addPerson(transaction, 'One'),
        await addPerson(transaction, 'Two'),
      ]),
    );
    const rename = (ids: readonly string[], name: string) =>
      database.change(BY, async (transaction) => {
        for (const id of ids) await transaction.person.update({ where: { id }, data: { name } });
      });
    const ids = value.map((person) => person.id);
    await Promise.all(
      Array.from({ length: 10 }, (_, number) =>
        rename(number % 2 === 0 ? ids : ids.toReversed(), `Name ${number}`),
      ),
    );
    const people = await database.raw.query<{ name: string; version: number }>(
      'SELECT name, version FROM person',
    );
    expect(new Set(people.map((person) => person.name)).size).toBe(1);
    expect(people.map((person) => person.version)).toEqual([11, 11]);
  });

  test('two hundred changes take five connections, and those that the server ends are replaced', async () => {
    const own = await openTestDatabase();
    const connections = `SELECT pid FROM pg_stat_activity
      WHERE datname = current_database() AND application_name = 'onrecord' AND pid <> pg_backend_pid()`;
    // Those that migrated it.
    await expect.poll(() => own.raw.query(connections)).toEqual([]);
    // Each sees itself and the others.
    const seen: number[] = [];
    const writing = Array.from({ length: 200 }, (_, number) =>
      own.change(BY, async (transaction) => {
        await addPerson(transaction, `Person ${number}`);
        seen.push((await transaction.$queryRawUnsafe<object[]>(connections)).length + 1);
      }),
    );
    await Promise.all(writing);
    expect(Math.max(...seen)).toBe(5);

    const [ended, ...others] = await Promise.allSettled([
      own.change(BY, async (transaction) => {
        await addPerson(transaction, 'Ended');
        await transaction.$executeRaw`SELECT pg_terminate_backend(pg_backend_pid())`;
      }),
      ...Array.from({ length: 20 }, (_, number) =>
        own.change(BY, (transaction) => addPerson(transaction, `Other ${number}`)),
      ),
    ]);
    expect(ended).toMatchObject({ status: 'rejected', reason: { code: 'SERVICE_UNAVAILABLE' } });
    expect(others.map(({ status }) => status)).toEqual(Array(20).fill('fulfilled'));
    expect(await own.raw.query(`SELECT FROM person WHERE name = 'Ended'`)).toEqual([]);
    expect((await own.raw.query(connections)).length).toBeLessThanOrEqual(5);
    await own.close();
  });

  test('ten processes that start at once on an empty database migrate it once', async () => {
    const name = `onrecord_test_${randomUUID().replaceAll('-', '')}`;
    await withClient(SERVER, (client) => client.query(`CREATE DATABASE ${name}`));
    try {
      const all = await Promise.all(Array.from({ length: 10 }, () => open(databaseUrl(SERVER, name))));
      expect(all.filter((one) => one.migrationsApplied.length > 0)).toHaveLength(1);
      await Promise.all(all.map((one) => one.close()));
    } finally {
      await withClient(SERVER, (client) => client.query(`DROP DATABASE ${name}`));
    }
  });
});

describe('reads', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(() => database.close());

  const setting = (name: string, isLong = false) =>
    database.read({ text: `SELECT current_setting('${name}') AS value`, values: [], isLong });

  test('a named statement is planned once', async () => {
    expect(await setting('plan_cache_mode')).toEqual([{ value: 'force_generic_plan' }]);
  });

  test('a read is ended in time, and only a long one is not', async () => {
    expect(await setting('statement_timeout')).toEqual([{ value: '10s' }]);
    expect(await setting('statement_timeout', true)).toEqual([{ value: '0' }]);
    expect(await setting('statement_timeout')).toEqual([{ value: '10s' }]);
  });

  test('a read cannot write', async () => {
    await expect(database.read({ text: 'DELETE FROM outbox', values: [] })).rejects.toThrow(
      'read-only transaction',
    );
  });

  test('ten thousand different named statements leave two hundred prepared on a connection', async () => {
    for (let number = 0; number < 400; number += 1) {
      await database.read({ text: `SELECT ${number}`, values: [], name: `statement_${number}` });
    }
    const [row] = await database.read<{ prepared: number }>({
      text: `SELECT count(*) AS prepared FROM pg_prepared_statements WHERE name LIKE 'statement%'`,
      values: [],
    });
    expect(row?.prepared).toBeLessThanOrEqual(200);
    expect(await database.read({ text: 'SELECT 0', values: [], name: 'statement_0' })).toEqual([
      { '?column?': 0 },
    ]);
  });

  test('a statement that is cancelled is TIMEOUT', async () => {
    await expect(
      database
        .read({ text: `SELECT set_config('statement_timeout', '1', false), pg_sleep(1)`, values: [] })
        .then(() => database.read({ text: 'SELECT pg_sleep(1)', values: [] })),
    ).rejects.toMatchObject({ code: 'TIMEOUT' });
  });

  test('a connection that the server ends is SERVICE_UNAVAILABLE once, and then replaced', async () => {
    const own = await open(database.url ?? '');
    const reading = own.read({ text: `SELECT pg_sleep(60) /* to be ended */`, values: [] });
    const ended = expect(reading).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    await expect
      .poll(() =>
        database.raw.query(
          `SELECT pg_terminate_backend(pid) AS ended FROM pg_stat_activity WHERE query LIKE '%to be ended */'`,
        ),
      )
      .toEqual([{ ended: true }]);
    await ended;
    await own.ping();
    await own.close();
  });
});

describe('a server that cannot be used is refused in one sentence without the password', () => {
  test('nobody answers', async () => {
    await expect(open('postgres://me:secret@127.0.0.1:1/db')).rejects.toMatchObject({
      code: 'SERVICE_UNAVAILABLE',
      message:
        'The PostgreSQL server at 127.0.0.1:1 does not answer (ECONNREFUSED): start it, or correct DATABASE_URL.',
    });
  });

  test('the database does not exist', async () => {
    const { host } = new URL(SERVER);
    await expect(open(databaseUrl(SERVER, 'no_such_database'))).rejects.toThrow(
      `There is no database no_such_database on the PostgreSQL server at ${host}: create it, or correct DATABASE_URL.`,
    );
  });

  test('the host is not known', async () => {
    await expect(open('postgres://me:secret@no-such-host.invalid/db')).rejects.toThrow(
      /^The host no-such-host\.invalid:5432 in DATABASE_URL is not known/,
    );
  });

  test('the user is not known', async () => {
    const url = new URL(SERVER);
    url.username = 'nobody_here';
    url.password = 'secret';
    await expect(open(url.toString())).rejects.toThrow(
      `The PostgreSQL server at ${url.host} refused user nobody_here: correct the user or password in DATABASE_URL.`,
    );
  });
});

async function applied<T extends { outcome: string }>(
  change: Promise<T>,
): Promise<Extract<T, { outcome: 'applied' }>> {
  const result = await change;
  if (!isApplied(result)) throw new Error('not applied');
  return result;
}

function isApplied<T extends { outcome: string }>(result: T): result is Extract<T, { outcome: 'applied' }> {
  return result.outcome === 'applied';
}
