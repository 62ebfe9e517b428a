import type { DatabaseConfig } from '../config/config.ts';
import type { Database } from './database.ts';
import type { DatabaseLog } from './database-log.ts';

export interface OpenOptions {
  /** Embedded only: the Unix socket where this process takes commands, told to others through the folder's lock. */
  readonly socketPath?: string;
  /** Embedded in memory only: a dump of a data folder to start from, as PGlite's `dumpDataDir` gives it. */
  readonly dump?: Blob;
}

/** As `dataDir`: an embedded database in memory, gone when it is closed. */
export const IN_MEMORY = 'memory://';

/**
 * Opens the record's database and applies the migrations that it lacks.
 *
 * Only the driver that is asked for is loaded: PGlite takes 0.3 s and an installation on a server does not need it.
 *
 * @throws AppError SERVICE_UNAVAILABLE, one sentence that names the folder or host (never a password), when the
 *   database cannot be used: folder in use or damaged, server down or too old, wrong credentials, no such database,
 *   a database newer than this code. Nothing is written then.
 */
export async function openDatabase(
  config: DatabaseConfig,
  log: DatabaseLog,
  options: OpenOptions = {},
): Promise<Database> {
  switch (config.kind) {
    case 'embedded': {
      const { openEmbeddedDatabase } = await import('./embedded-database.ts');
      return openEmbeddedDatabase(config.dataDir, log, options);
    }
    case 'server': {
      const { openServerDatabase } = await import('./server-database.ts');
      return openServerDatabase(config.url, log);
    }
  }
}
