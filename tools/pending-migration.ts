import { readFile } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';
import { EMBEDDED_EXTENSIONS } from '../src/database/embedded-extensions.ts';
import { migrate } from '../src/database/migrate.ts';
import { readMigrations } from '../src/database/migration-files.ts';
import { RAW_INDEXES } from '../src/database/raw-objects.ts';
import { embeddedSession } from '../src/database/sql-session.ts';
import { schemaDiff } from './schema-engine.ts';

const DROP_INDEX = /^DROP INDEX "(?<name>[^"]+)";$/m;

export interface PendingMigration {
  /** What the schema says and the migrations do not yet; empty when they agree. */
  readonly sql: string;
  /** The raw indexes that the schema engine wanted to drop. */
  readonly spared: readonly string[];
}

/**
 * Compares a Prisma schema with the database that the migrations make, a fresh one in memory: no server, no network.
 *
 * @param schema the text of the schema; by default the repository's own.
 */
export async function pendingMigration(schema?: string): Promise<PendingMigration> {
  const database = await PGlite.create('memory://', { extensions: EMBEDDED_EXTENSIONS });
  try {
    await migrate(embeddedSession(database), await readMigrations(), {
      where: 'in memory',
      advisoryLock: false,
    });
    const script = await schemaDiff(database, schema ?? (await readFile('prisma/schema.prisma', 'utf8')));
    return spareRawIndexes(script);
  } finally {
    await database.close();
  }
}

/** The engine puts a comment before each statement and an empty line after it. */
function spareRawIndexes(script: string): PendingMigration {
  const spared: string[] = [];
  const steps = script.split(/\n\n(?=-- )/).filter((step) => {
    const name = DROP_INDEX.exec(step)?.groups?.['name'];
    if (name === undefined || !RAW_INDEXES.has(name)) return true;
    spared.push(name);
    return false;
  });
  const sql = steps.join('\n\n').trim();
  return { sql: isEmptyScript(sql) ? '' : `${sql}\n`, spared };
}

/** Of an unchanged schema the engine says "This is an empty migration." in a comment. */
function isEmptyScript(sql: string): boolean {
  return sql.split('\n').every((line) => line.trim() === '' || line.startsWith('--'));
}
