import { randomUUID } from 'node:crypto';
import { AppError } from '../kernel/app-error.ts';
import type { Migration } from './migration-files.ts';
import type { SqlSession } from './sql-session.ts';

/** A row of `_prisma_migrations`, as far as we judge by it. */
interface RecordedMigration {
  readonly migration_name: string;
  readonly checksum: string;
  readonly is_finished: boolean;
}

export interface MigrateOptions {
  /** What an error calls the database: a folder, or host and database name. */
  readonly where: string;
  /** Keep other processes out meanwhile. Not needed where the data folder's lock already does. */
  readonly advisoryLock: boolean;
}

/** The number that Prisma's own engine locks while it migrates, so that it and we keep each other out. */
const PRISMA_ADVISORY_LOCK = 72_707_369;

/** As Prisma's engine creates it. */
const CREATE_BOOKKEEPING = `
  CREATE TABLE _prisma_migrations (
    id                  VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum            VARCHAR(64) NOT NULL,
    finished_at         TIMESTAMPTZ,
    migration_name      VARCHAR(255) NOT NULL,
    logs                TEXT,
    rolled_back_at      TIMESTAMPTZ,
    started_at          TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count INTEGER NOT NULL DEFAULT 0
  )`;

/**
 * Applies the migrations that the database does not have yet, each in one transaction, and keeps Prisma's books of
 * them, so that `prisma migrate` finds what it expects. Gives the names of those it applied, in order.
 *
 * Refuses, before it writes anything: a database that is newer than this code, one where a migration differs from
 * ours or once failed, and one that holds somebody else's tables.
 */
export async function migrate(
  session: SqlSession,
  migrations: readonly Migration[],
  options: MigrateOptions,
): Promise<readonly string[]> {
  if (!options.advisoryLock) return applyPending(session, migrations, options.where);
  await session.query('SELECT pg_advisory_lock($1)', [PRISMA_ADVISORY_LOCK]);
  try {
    return await applyPending(session, migrations, options.where);
  } finally {
    await session.query('SELECT pg_advisory_unlock($1)', [PRISMA_ADVISORY_LOCK]);
  }
}

async function applyPending(
  session: SqlSession,
  migrations: readonly Migration[],
  where: string,
): Promise<readonly string[]> {
  const recorded = await readRecorded(session, where);
  const fault = findFault(recorded, migrations);
  if (fault !== null) throw new AppError('SERVICE_UNAVAILABLE', `The database ${where} ${fault}.`);

  const applied = new Set(recorded.map((row) => row.migration_name));
  const pending = migrations.filter((migration) => !applied.has(migration.name));
  if (recorded.length === 0 && pending.length > 0) {
    // IF NOT EXISTS: books without a row are left by a first start that was broken off.
    await session.run(CREATE_BOOKKEEPING.replace('CREATE TABLE', 'CREATE TABLE IF NOT EXISTS'));
  }
  for (const migration of pending) await apply(session, migration, where);
  return pending.map((migration) => migration.name);
}

async function readRecorded(session: SqlSession, where: string): Promise<readonly RecordedMigration[]> {
  const [found] = await session.query<{ has_books: boolean; has_tables: boolean }>(
    `SELECT to_regclass('_prisma_migrations') IS NOT NULL AS has_books,
       EXISTS (SELECT FROM pg_tables WHERE schemaname = current_schema() AND tablename <> '_prisma_migrations') AS has_tables`,
  );
  if (found?.has_books !== true) {
    if (found?.has_tables === true) {
      throw new AppError(
        'SERVICE_UNAVAILABLE',
        `The database ${where} holds tables that onrecord did not create: give it an empty database.`,
      );
    }
    return [];
  }
  return session.query<RecordedMigration>(
    `SELECT migration_name, checksum, finished_at IS NOT NULL AS is_finished
       FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at`,
  );
}

function findFault(recorded: readonly RecordedMigration[], migrations: readonly Migration[]): string | null {
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const row of recorded) {
    const migration = known.get(row.migration_name);
    if (migration === undefined) {
      return `is newer than this version of onrecord (it has migration ${row.migration_name}): update onrecord`;
    }
    if (!row.is_finished) {
      return `is half migrated (${row.migration_name} failed): restore a backup, or repair it and mark the migration with prisma migrate resolve`;
    }
    if (row.checksum !== migration.checksum) {
      return `was migrated with another ${row.migration_name} than this version of onrecord has: install the version that it was made with`;
    }
  }
  return null;
}

/** A migration that fails is rolled back whole, books included, so the next start simply tries again. */
async function apply(session: SqlSession, migration: Migration, where: string): Promise<void> {
  const id = randomUUID();
  await session.run('BEGIN');
  try {
    await session.query('INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ($1, $2, $3)', [
      id,
      migration.checksum,
      migration.name,
    ]);
    await session.run(migration.sql);
    await session.query(
      'UPDATE _prisma_migrations SET finished_at = clock_timestamp(), applied_steps_count = 1 WHERE id = $1',
      [id],
    );
    await session.run('COMMIT');
  } catch (error) {
    await session.run('ROLLBACK');
    const reason = error instanceof Error ? error.message : String(error);
    throw new AppError(
      'SERVICE_UNAVAILABLE',
      `Migration ${migration.name} failed on the database ${where}, which is as it was before: ${reason}`,
      { cause: error },
    );
  }
}
