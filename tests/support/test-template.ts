import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { EMBEDDED_EXTENSIONS } from '../../src/database/embedded-extensions.ts';
import { migrate } from '../../src/database/migrate.ts';
import { readMigrations } from '../../src/database/migration-files.ts';
import { openDatabase } from '../../src/database/open-database.ts';
import { embeddedSession } from '../../src/database/sql-session.ts';
import { silentLog } from './silent-log.ts';

/** Beside the tools' own caches; `npm ci` empties it. */
const CACHE_FOLDER = new URL('../../node_modules/.cache/onrecord/', import.meta.url);

/** Any number of ours: workers that start together make the template once. */
const TEMPLATE_LOCK = 811_008;

/** Names what a template was made from: a changed migration makes a new one. */
async function templateKey(): Promise<string> {
  const hash = createHash('sha256');
  for (const migration of await readMigrations()) hash.update(`${migration.name} ${migration.checksum}\n`);
  return hash.digest('hex').slice(0, 16);
}

/**
 * Gives the dump of a migrated, empty embedded database. Made once for each state of the migrations: initdb and the
 * migrations take 4 s, loading the dump 0.6.
 */
export async function embeddedTemplate(): Promise<Blob> {
  const file = new URL(`migrated-${await templateKey()}.tar`, CACHE_FOLDER);
  if (!existsSync(file)) {
    const pglite = await PGlite.create({ dataDir: 'memory://', extensions: EMBEDDED_EXTENSIONS });
    await migrate(embeddedSession(pglite), await readMigrations(), {
      where: 'in memory',
      advisoryLock: false,
    });
    const dump = await pglite.dumpDataDir('none');
    await pglite.close();
    await mkdir(CACHE_FOLDER, { recursive: true });
    // Workers that start together each write their own; the rename lets no one see half a file.
    const draft = new URL(`draft-${randomUUID()}`, CACHE_FOLDER);
    await writeFile(draft, Buffer.from(await dump.arrayBuffer()));
    await rename(draft, file);
  }
  return new Blob([new Uint8Array(await readFile(file))], { type: 'application/x-tar' });
}

/** Gives the name of a migrated, empty database on the server, made once for each state of the migrations. */
export async function serverTemplate(adminUrl: string): Promise<string> {
  const name = `onrecord_test_template_${await templateKey()}`;
  await withClient(adminUrl, async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1 AND datistemplate', [
      name,
    ]);
    if (rowCount === 0) {
      await client.query(`DROP DATABASE IF EXISTS ${name}`);
      await client.query(`CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8'`);
      const database = await openDatabase({ kind: 'server', url: databaseUrl(adminUrl, name) }, silentLog);
      await database.close();
      // The mark that it is whole: a run that was broken off leaves one without it.
      await client.query(`ALTER DATABASE ${name} IS_TEMPLATE true`);
    }
  });
  return name;
}

/** The URL of another database on the same server. */
export function databaseUrl(url: string, name: string): string {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.toString();
}

/** Runs `use` with a connection of its own. */
export async function withClient<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
