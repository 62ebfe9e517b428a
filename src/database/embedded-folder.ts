import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { AppError } from '../kernel/app-error.ts';

/** The PostgreSQL that PGlite is built from; its data folders are not read by another major version. */
const POSTGRES_MAJOR = '18';

/** What PostgreSQL cannot start without: absent from a folder that is not, or not wholly, a data folder. */
const ESSENTIAL_FILES = ['PG_VERSION', 'global/pg_control', 'pg_wal', 'base'];

/** Where PGlite keeps its files, and how a first start that was broken off is told from a damaged folder. */
export interface EmbeddedFolder {
  readonly postgresDir: string;
  /** To be called when a new database is complete, migrations included. */
  markComplete(): void;
}

/**
 * Looks at `<dataDir>/postgres` before PGlite does, which would write into it or crash.
 *
 * A folder whose creation was broken off (`<dataDir>/creating` is still there) is deleted and made anew: it never held
 * anything.
 *
 * @throws AppError SERVICE_UNAVAILABLE when the folder is damaged or of another PostgreSQL version.
 */
export function prepareEmbeddedFolder(dataDir: string): EmbeddedFolder {
  const postgresDir = join(dataDir, 'postgres');
  const marker = join(dataDir, 'creating');
  if (existsSync(marker)) rmSync(postgresDir, { recursive: true, force: true });
  if (existsSync(postgresDir) && readdirSync(postgresDir).length > 0) checkFolder(postgresDir);
  else writeFileSync(marker, '');
  return { postgresDir, markComplete: () => rmSync(marker, { force: true }) };
}

/** Refuses a data folder that holds no database; writes nothing. */
export function refuseWithoutDatabase(dataDir: string): void {
  if (existsSync(join(dataDir, 'postgres'))) return;
  const message = `DATA_DIR ${resolve(dataDir)} holds no database: onrecord serve or onrecord migrate makes one there.`;
  throw new AppError('SERVICE_UNAVAILABLE', message);
}

/** The one sentence for a folder that PGlite cannot open. */
export function damagedFolder(postgresDir: string, cause?: unknown): AppError {
  return new AppError(
    'SERVICE_UNAVAILABLE',
    `The data folder ${resolve(postgresDir)} is damaged and cannot be opened: restore it from a backup, or move it away to start anew.`,
    { cause },
  );
}

function checkFolder(postgresDir: string): void {
  if (ESSENTIAL_FILES.some((file) => !existsSync(join(postgresDir, file)))) throw damagedFolder(postgresDir);
  const version = readFileSync(join(postgresDir, 'PG_VERSION'), 'utf8').trim();
  if (version === POSTGRES_MAJOR) return;
  if (!/^\d+$/.test(version)) throw damagedFolder(postgresDir);
  throw new AppError(
    'SERVICE_UNAVAILABLE',
    `The data folder ${resolve(postgresDir)} is of PostgreSQL ${version} and this version of onrecord reads ${POSTGRES_MAJOR}: export it with the version that made it.`,
  );
}
