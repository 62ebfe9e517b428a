import { randomUUID } from 'node:crypto';
import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import type { Database } from '../../src/database/database.ts';
import { wrapPglite } from '../../src/database/embedded-database.ts';
import { EMBEDDED_EXTENSIONS } from '../../src/database/embedded-extensions.ts';
import { openDatabase } from '../../src/database/open-database.ts';
import { VALUE_TYPES } from '../../src/database/server-pools.ts';
import { embeddedSession, type SqlSession, serverSession } from '../../src/database/sql-session.ts';
import { silentLog } from './silent-log.ts';
import { databaseUrl, embeddedTemplate, serverTemplate, withClient } from './test-template.ts';

/** A database of one test's own, with a way around its door. */
export interface TestDatabase extends Database {
  /** A connection that is not the record's interface: for looking at tables, and for spoiling them. */
  readonly raw: SqlSession;
  /** The server's URL of this database; null on the embedded one. */
  readonly url: string | null;
  /** Empties every table, so that the tests of one file can share a database: a tenth of the cost of another one. */
  reset(): Promise<void>;
}

/** The server that `npm run test:services` names; unset for the embedded database. */
export const { TEST_DATABASE_URL } = process.env;

/** What of `describe` and `test` needs a server: several connections, or its errors. */
export const IS_SERVER = TEST_DATABASE_URL !== undefined;

/**
 * Opens a migrated, empty database that nobody else uses: in memory, or a fresh one on the server that
 * TEST_DATABASE_URL names. Closing it removes it.
 */
export async function openTestDatabase(): Promise<TestDatabase> {
  return TEST_DATABASE_URL === undefined ? openInMemory() : openOnServer(TEST_DATABASE_URL);
}

async function openInMemory(): Promise<TestDatabase> {
  const pglite = await PGlite.create({
    dataDir: 'memory://',
    extensions: EMBEDDED_EXTENSIONS,
    loadDataDir: await embeddedTemplate(),
  });
  const database = await wrapPglite(pglite, 'in memory', silentLog, () => undefined);
  return withRaw(database, { raw: embeddedSession(pglite), url: null, close: () => database.close() });
}

async function openOnServer(adminUrl: string): Promise<TestDatabase> {
  const template = await serverTemplate(adminUrl);
  const name = `onrecord_test_${randomUUID().replaceAll('-', '')}`;
  const url = databaseUrl(adminUrl, name);
  await withClient(adminUrl, (client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`));
  const database = await openDatabase({ kind: 'server', url }, silentLog);
  const client = new pg.Client({ connectionString: url, types: VALUE_TYPES });
  await client.connect();
  let closing: Promise<void> | undefined;
  const remove = async () => {
    await client.end();
    await database.close();
    await withClient(adminUrl, (admin) => admin.query(`DROP DATABASE ${name}`));
  };
  return withRaw(database, {
    raw: serverSession(client),
    url,
    close() {
      closing ??= remove();
      return closing;
    },
  });
}

function withRaw(database: Database, own: Pick<TestDatabase, 'raw' | 'url' | 'close'>): TestDatabase {
  return {
    reset: () => emptyTables(own.raw),
    migrationsApplied: database.migrationsApplied,
    read: (statement) => database.read(statement),
    readText: (statement) => database.readText(statement),
    change: (options, write) => database.change(options, write),
    onChange: (listener) => database.onChange(listener),
    ping: () => database.ping(),
    ...own,
  };
}

/** Around the door and without a look at what refers to what: everything goes. */
async function emptyTables(raw: SqlSession): Promise<void> {
  const tables = await raw.query<{ name: string }>(
    `SELECT quote_ident(tablename) AS name FROM pg_tables
       WHERE schemaname = current_schema() AND tablename <> '_prisma_migrations'`,
  );
  await raw.run(`
    SET session_replication_role = replica;
    TRUNCATE ${tables.map((table) => table.name).join(', ')} RESTART IDENTITY;
    SET session_replication_role = origin;`);
}
