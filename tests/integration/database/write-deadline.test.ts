import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createKey } from '../../../src/access/key-store.ts';
import type { Transaction } from '../../../src/database/database.ts';
import { IS_SERVER, openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { startExportsServer } from '../../support/exports-server.ts';
import { addPerson } from './rows.ts';

const BY = { actor: 'editor:test', reason: 'a test' };
const TIMEOUT = { name: 'AppError', code: 'TIMEOUT' };

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(() => database.reset());
afterAll(() => database.close());

function names(): Promise<readonly object[]> {
  return database.raw.query('SELECT name FROM person ORDER BY name');
}

describe('a change that may take a time', () => {
  const statements: readonly (readonly [string, (transaction: Transaction) => Promise<unknown>])[] = [
    ['Prisma', (transaction) => transaction.person.count()],
    ['raw SQL', (transaction) => transaction.$queryRaw`SELECT 1`],
    ['a statement past Prisma', (transaction) => transaction.$write('SELECT $1', ['1'])],
  ];
  test.each(statements)(
    'begins no statement after it, by %s, and leaves nothing written',
    async (_by, state) => {
      const endless = database.change({ ...BY, timeoutMs: 300 }, async (transaction) => {
        await addPerson(transaction, 'Late');
        for (;;) await state(transaction);
      });
      await expect(endless).rejects.toMatchObject(TIMEOUT);
      await database.change({ ...BY, timeoutMs: 60_000 }, (transaction) => addPerson(transaction, 'In Time'));
      expect(await names()).toEqual([{ name: 'In Time' }]);
    },
  );

  test('has those statements left out that were given together with the one that took it', async () => {
    await database.raw.run('CREATE SEQUENCE ran');
    const many = database.change({ ...BY, timeoutMs: 300 }, (transaction) =>
      Promise.all(
        Array.from({ length: 20 }, (_, number) =>
          transaction.$write(
            `SELECT nextval('ran'), count(*), $1, ${number} FROM generate_series(1, 1500000)`,
            [''],
          ),
        ),
      ),
    );
    await expect(many).rejects.toMatchObject(TIMEOUT);
    const [ran] = await database.raw.query<{ count: number }>('SELECT last_value::int AS count FROM ran');
    expect(ran?.count).toBeLessThan(15);
    await database.raw.run('DROP SEQUENCE ran');
  });

  test.runIf(IS_SERVER)(
    'has its statement ended; the next on that connection takes as long as it needs',
    async () => {
      const sleeping = database.change({ ...BY, timeoutMs: 200 }, async (transaction) => {
        await addPerson(transaction, 'Late');
        await transaction.$queryRaw`SELECT pg_sleep(600)::text`;
      });
      await expect(sleeping).rejects.toMatchObject(TIMEOUT);
      const limits: object[] = [];
      await Promise.all(
        Array.from({ length: 10 }, () =>
          database.change(BY, async (transaction) => {
            const rows = await transaction.$queryRaw<object[]>`
              SELECT current_setting('statement_timeout') AS limit`;
            limits.push(...rows);
          }),
        ),
      );
      expect(limits).toEqual(Array(10).fill({ limit: '5min' }));
      expect(await names()).toEqual([]);
    },
  );
});

test.runIf(IS_SERVER)('a mutation that waits for what others have locked is ended in time', async () => {
  const key = await createKey(database, { name: 'desk', role: 'EDITOR', expiresAt: null, createdBy: 'test' });
  const result = await database.change(BY, (transaction) => addPerson(transaction, 'Held'));
  if (result.outcome !== 'applied') throw new Error('not applied');
  const server = await startExportsServer(database, { writeTimeoutS: 1 });
  const rename = async () => {
    const response = await server.get('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key.text}` },
      body: JSON.stringify({
        query: `mutation { updatePerson(input: { id: "person_${result.value.id}", version: 1, name: "Renamed" }) { person { name } userErrors { code } } }`,
      }),
    });
    return response.json();
  };
  try {
    await database.raw.run('BEGIN');
    await database.raw.query('SELECT FROM person FOR UPDATE');
    expect(await rename()).toMatchObject({ data: null, errors: [{ extensions: { code: 'TIMEOUT' } }] });
    await database.raw.run('ROLLBACK');
    expect(await names()).toEqual([{ name: 'Held' }]);
    expect(await rename()).toEqual({
      data: { updatePerson: { person: { name: 'Renamed' }, userErrors: [] } },
    });
  } finally {
    await server.stop();
  }
});
