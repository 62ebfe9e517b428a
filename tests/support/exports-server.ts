import { openResponseCache } from '../../src/cache/open-response-cache.ts';
import type { ReadAccess } from '../../src/config/config.ts';
import type { ReadAnswer } from '../../src/server/planned-operation.ts';
import { startServer } from '../../src/server/start-server.ts';
import type { TestDatabase } from './database.ts';
import { silentLog } from './silent-log.ts';

/** A server in this process, on a database of the test's. */
export interface ExportsServer {
  /** Asks for a path; redirects are not followed. */
  readonly get: (path: string, init?: RequestInit) => Promise<Response>;
  readonly stop: () => Promise<void>;
}

/** Starts a server with a response cache in memory, or none. */
export async function startExportsServer(
  database: TestDatabase,
  {
    megabytes = 8,
    publicUrl = null,
    maxQueryCost = 50_000,
    readAccess = 'public',
    writeTimeoutS = 60,
  }: {
    readonly megabytes?: number;
    readonly publicUrl?: string | null;
    readonly maxQueryCost?: number;
    readonly readAccess?: ReadAccess;
    readonly writeTimeoutS?: number;
  } = {},
): Promise<ExportsServer> {
  const config = megabytes === 0 ? ({ kind: 'off' } as const) : ({ kind: 'memory', megabytes } as const);
  const cache = await openResponseCache<ReadAnswer>(config, database, silentLog);
  const server = await startServer({
    config: {
      host: '127.0.0.1',
      port: 0,
      environment: 'production',
      corsOrigins: [],
      maxQueryCost,
      writeTimeoutS,
      cdnMaxAgeS: 60,
      publicUrl,
      access: { readAccess, tokens: null },
      trustedProxies: [],
      isIntrospectable: true,
      errorDetail: 'message',
      trustedDocuments: null,
    },
    database,
    cache,
    limiter: null,
    analyse: async () => [],
    version: 'test',
    log: silentLog,
  });
  return {
    get: (path, init) => fetch(`${server.url}${path}`, { redirect: 'manual', ...init }),
    async stop() {
      await server.stop();
      await cache?.close();
    },
  };
}
