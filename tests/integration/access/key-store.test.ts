import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newKey } from '../../../src/access/api-key.ts';
import { createAuthenticate } from '../../../src/access/authenticate.ts';
import { checkKey, createKey, listKeys, noteUse, revokeKey } from '../../../src/access/key-store.ts';
import { verify } from '../../../src/database/verify.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { dumpDatabase } from '../../support/dump.ts';
import { silentLog } from '../../support/silent-log.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(() => database.reset());
afterAll(() => database.close());

const DESK = { name: 'desk', role: 'EDITOR', expiresAt: null, createdBy: 'test' } as const;

/** Writes through the door, as no code of ours does. */
async function write(sql: string): Promise<unknown> {
  return database.change({ actor: 'test', reason: 'a test' }, (transaction) =>
    transaction.$executeRawUnsafe(sql),
  );
}

/** A key that was made in 2020 and good for a day. */
async function expiredKey(): Promise<string> {
  const { text, prefix, hash } = newKey();
  await write(`INSERT INTO api_key (id, name, role, prefix, hash, created_at, created_by, expires_at)
    VALUES (gen_random_uuid(), 'old', 'ADMIN', '${prefix}', '\\x${hash.toString('hex')}', '2020-01-01', 'test', '2020-01-02')`);
  return text;
}

describe('a key', () => {
  test('is good until it is revoked, and stands nowhere in the database', async () => {
    const { id, text } = await createKey(database, DESK);
    expect(await checkKey(database, text)).toMatchObject({
      outcome: 'good',
      id,
      role: 'EDITOR',
      name: 'desk',
    });
    expect(JSON.stringify(await dumpDatabase(database.raw))).not.toContain(text.slice(-64));
    expect(await revokeKey(database, id, 'somebody')).toMatchObject({
      outcome: 'revoked',
      key: { id, createdBy: 'test', revokedBy: 'somebody' },
    });
    expect(await checkKey(database, text)).toEqual({ outcome: 'revoked' });
  });

  test('is refused once it has expired', async () => {
    expect(await checkKey(database, await expiredKey())).toEqual({ outcome: 'expired' });
    expect(await listKeys(database)).toMatchObject([{ name: 'old', isExpired: true }]);
  });

  test('with another secret is unknown, also where it was revoked or has expired', async () => {
    const { id, text } = await createKey(database, DESK);
    const other = `${text.slice(0, -1)}${text.endsWith('0') ? '1' : '0'}`;
    expect(await checkKey(database, other)).toEqual({ outcome: 'unknown' });
    await revokeKey(database, id, 'somebody');
    expect(await checkKey(database, other)).toEqual({ outcome: 'unknown' });
  });

  test('that is revoked by many at once is revoked by one of them', async () => {
    const { id } = await createKey(database, DESK);
    const results = await Promise.all(
      Array.from({ length: 10 }, (_, index) => revokeKey(database, id, `person ${index}`)),
    );
    const [winner, ...others] = results.filter(({ outcome }) => outcome === 'revoked');
    expect(others).toEqual([]);
    expect((await listKeys(database))[0]).toMatchObject(
      winner?.outcome === 'revoked' ? { revokedBy: winner.key.revokedBy } : {},
    );
  });

  test('has its use noted once a minute, and leaves no other trace of it', async () => {
    const { id, text } = await createKey(database, DESK);
    await noteUse(database, id);
    const [first] = await listKeys(database);
    expect(first?.lastUsedAt).toBeInstanceOf(Date);
    expect(await checkKey(database, text)).toMatchObject({ isUseNoted: true });
    await noteUse(database, id);
    expect(await listKeys(database)).toEqual([first]);
    await write(`UPDATE api_key SET last_used_at = now() - interval '61 seconds'`);
    expect(await checkKey(database, text)).toMatchObject({ isUseNoted: false });
    const dump = await dumpDatabase(database.raw);
    expect([dump['change'], dump['revision'], dump['outbox']]).toEqual([[], [], []]);
  });

  test.each([
    ['a greater role', `UPDATE api_key SET role = 'ADMIN'`],
    ['another secret', `UPDATE api_key SET hash = sha256('x')`],
    ['more time', `UPDATE api_key SET expires_at = now() + interval '1 year'`],
    ['another name', `UPDATE api_key SET name = 'chief'`],
    [
      'its revocation undone',
      `UPDATE api_key SET revoked_at = NULL, revoked_by = NULL WHERE revoked_at IS NOT NULL`,
    ],
    ['deleted', 'DELETE FROM api_key'],
  ])('is never given or got %s', async (_what, sql) => {
    const { id } = await createKey(database, { ...DESK, expiresAt: new Date(Date.now() + 1e6) });
    await revokeKey(database, id, 'somebody');
    const before = await listKeys(database);
    await expect(write(sql)).rejects.toThrow();
    expect(await listKeys(database)).toEqual(before);
  });

  test('that changed the record and is not there is a fault', async () => {
    const { id } = await createKey(database, DESK);
    const topic = (slug: string) =>
      database.change({ actor: `key:${id}`, reason: 'a test' }, (transaction) =>
        transaction.topic.create({ data: { slug, name: slug } }),
      );
    await topic('war');
    expect((await verify(database)).faults).toEqual([]);
    await database.raw.run(
      'SET session_replication_role = replica; DELETE FROM api_key; SET session_replication_role = origin;',
    );
    expect((await verify(database)).faults).toMatchObject([{ check: 'change-key' }]);
  });
});

test('a request is answered while the use of its key cannot be noted, and the log says so', async () => {
  const { id, text } = await createKey(database, DESK);
  const told: object[] = [];
  const log = { ...silentLog, warn: (fields: object) => told.push(fields) };
  const broken: TestDatabase = { ...database, change: () => Promise.reject(new Error('the disk is full')) };
  const authenticate = createAuthenticate({ tokens: null }, broken, log);
  expect(await authenticate([`Bearer ${text}`])).toMatchObject({ actor: `key:${id}` });
  // The second look takes longer than a refusal that is there at once.
  expect(await authenticate([`Bearer ${text}`])).toMatchObject({ actor: `key:${id}` });
  expect(told).toContainEqual({ err: new Error('the disk is full'), key: id });
});
