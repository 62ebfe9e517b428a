import { createHash, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { migrate } from '../../../src/database/migrate.ts';
import { type Migration, readMigrations } from '../../../src/database/migration-files.ts';
import { embeddedSession, type SqlSession } from '../../../src/database/sql-session.ts';
import { diagnoseMigrations } from '../../../tools/schema-engine.ts';

const OPTIONS = { where: 'under test', advisoryLock: false };

function migration(name: string, sql: string): Migration {
  return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
}

const FIRST = migration(
  '20240101000000_first',
  'CREATE TABLE one (id integer); CREATE TABLE two (id integer);',
);
const SECOND = migration('20240102000000_second', 'CREATE TABLE three (id integer);');

let pglite: PGlite;
let session: SqlSession;
beforeAll(async () => {
  pglite = await PGlite.create('memory://');
});
afterAll(() => pglite.close());

/** Each test works in a schema of its own: a fresh database would take seconds. */
async function freshSchema(): Promise<void> {
  session = embeddedSession(pglite);
  const name = `s${randomUUID().replaceAll('-', '')}`;
  await session.run(`CREATE SCHEMA ${name}; SET search_path = ${name}`);
}

function books() {
  return session.query<Record<string, unknown>>('SELECT * FROM _prisma_migrations ORDER BY started_at');
}

describe('migrating', () => {
  test('each migration is applied once, in order', async () => {
    await freshSchema();
    expect(await migrate(session, [FIRST], OPTIONS)).toEqual([FIRST.name]);
    expect(await migrate(session, [FIRST, SECOND], OPTIONS)).toEqual([SECOND.name]);
    expect(await migrate(session, [FIRST, SECOND], OPTIONS)).toEqual([]);
  });

  test('the books are as Prisma keeps them', async () => {
    await freshSchema();
    await migrate(session, [FIRST], OPTIONS);
    expect(await books()).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
        checksum: FIRST.checksum,
        finished_at: expect.any(Date),
        migration_name: FIRST.name,
        logs: null,
        rolled_back_at: null,
        started_at: expect.any(Date),
        applied_steps_count: 1,
      },
    ]);
  });

  test('Prisma’s own engine finds our books in step, and sees an edit and a missing migration in them', async () => {
    const own = await PGlite.create('memory://');
    await migrate(embeddedSession(own), [FIRST, SECOND], OPTIONS);
    const schema = 'datasource db {\n  provider = "postgresql"\n}\n';
    const inStep = {
      hasMigrationsTable: true,
      editedMigrationNames: [],
      failedMigrationNames: [],
      history: null,
    };
    expect(await diagnoseMigrations(own, schema, [FIRST, SECOND])).toMatchObject(inStep);
    const edited = migration(FIRST.name, `${FIRST.sql} -- edited`);
    expect(await diagnoseMigrations(own, schema, [edited])).toMatchObject({
      editedMigrationNames: [FIRST.name],
      history: { diagnostic: 'migrationsDirectoryIsBehind', unpersistedMigrationNames: [SECOND.name] },
    });
    await own.close();
  });

  test('a file’s checksum is the SHA-256 of its bytes', async () => {
    const [first] = await readMigrations();
    const bytes = await readFile(`prisma/migrations/${first?.name}/migration.sql`);
    expect(first?.checksum).toBe(createHash('sha256').update(bytes).digest('hex'));
  });

  test('a database with a migration that the code does not know is newer, and refused', async () => {
    await freshSchema();
    await migrate(session, [FIRST, SECOND], OPTIONS);
    await expect(migrate(session, [FIRST], OPTIONS)).rejects.toMatchObject({
      code: 'SERVICE_UNAVAILABLE',
      message: `The database under test is newer than this version of onrecord (it has migration ${SECOND.name}): update onrecord.`,
    });
  });

  test('a migration that was changed after it was applied is refused, and nothing is applied', async () => {
    await freshSchema();
    await migrate(session, [FIRST], OPTIONS);
    const edited = migration(FIRST.name, `${FIRST.sql} -- edited`);
    await expect(migrate(session, [edited, SECOND], OPTIONS)).rejects.toThrow(
      `was migrated with another ${FIRST.name}`,
    );
    expect(await books()).toHaveLength(1);
  });

  test('a migration that fails leaves nothing behind, and is tried again', async () => {
    await freshSchema();
    const broken = migration(SECOND.name, 'CREATE TABLE three (id integer); SELECT 1 / 0;');
    await expect(migrate(session, [FIRST, broken], OPTIONS)).rejects.toThrow(
      `Migration ${SECOND.name} failed on the database under test, which is as it was before: division by zero`,
    );
    expect(await books()).toMatchObject([{ migration_name: FIRST.name }]);
    expect(await migrate(session, [FIRST, SECOND], OPTIONS)).toEqual([SECOND.name]);
  });

  test('a migration that Prisma itself left half done is refused', async () => {
    await freshSchema();
    await migrate(session, [FIRST], OPTIONS);
    await session.run('UPDATE _prisma_migrations SET finished_at = NULL');
    await expect(migrate(session, [FIRST, SECOND], OPTIONS)).rejects.toThrow(
      `is half migrated (${FIRST.name} failed)`,
    );
  });

  test('a database that holds somebody else’s tables is refused, and not written to', async () => {
    await freshSchema();
    await session.run('CREATE TABLE theirs (id integer)');
    await expect(migrate(session, [FIRST], OPTIONS)).rejects.toThrow(
      'holds tables that onrecord did not create',
    );
    const tables = await session.query('SELECT tablename FROM pg_tables WHERE schemaname = current_schema()');
    expect(tables).toEqual([{ tablename: 'theirs' }]);
  });
});
