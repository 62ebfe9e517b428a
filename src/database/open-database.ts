import type { DatabaseConfig } from '../config/config.ts';
import type { Database } from './database.ts';
import type { DatabaseLog } from './database-log.ts';
import type { OpenOptions } from './open-options.ts';

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
