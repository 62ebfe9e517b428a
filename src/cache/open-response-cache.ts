import type { CacheConfig } from '../config/config.ts';
import type { Database } from '../database/database.ts';
import type { CacheLog } from './cache-log.ts';
import { MemoryStore } from './memory-store.ts';
import { createResponseCache, type ResponseCache } from './response-cache.ts';

const MEBIBYTE = 1024 * 1024;

/**
 * Opens the response cache that the settings ask for, following the database's changes; null where they ask for none.
 *
 * Only what is asked for is loaded: an installation without Redis does not need its client.
 */
export async function openResponseCache<Other>(
  config: CacheConfig,
  database: Pick<Database, 'followPurges' | 'identity'>,
  log: CacheLog,
): Promise<ResponseCache<Other> | null> {
  switch (config.kind) {
    case 'off':
      return null;
    case 'memory':
      return createResponseCache(new MemoryStore(config.megabytes * MEBIBYTE), database, log);
    case 'redis': {
      const [{ RedisStore }, identity] = await Promise.all([import('./redis-store.ts'), database.identity()]);
      return createResponseCache(new RedisStore(config.url, identity, log), database, log);
    }
  }
}
