import { onTestFinished } from 'vitest';
import { openResponseCache } from '../../src/cache/open-response-cache.ts';
import type { ResponseCache } from '../../src/cache/response-cache.ts';
import type { CacheConfig } from '../../src/config/config.ts';
import type { Database } from '../../src/database/database.ts';
import type { EntityTag } from '../../src/kernel/entity-tag.ts';
import type { ReadAnswer } from '../../src/server/planned-operation.ts';
import { runPlanned } from './planned.ts';
import { silentLog } from './silent-log.ts';

/** A process that answers queries out of a response cache, and counts the statements that it runs. */
export interface CachedReader {
  readonly cache: ResponseCache<ReadAnswer>;
  /** How many statements were run for answers. */
  readonly statements: () => number;
  /** What would be run just before an answer is read, and just after: for the moments of a race. */
  readonly around: { before: () => Promise<unknown>; after: () => Promise<unknown> };
  /** The answer's `data`. */
  readonly ask: (source: string) => Promise<unknown>;
  /** Whether the answer is at hand, without any statement. */
  readonly isKept: (source: string) => Promise<boolean>;
}

/** Opens a response cache on a database, closed when the test is over. */
export async function openCachedReader(
  database: Database,
  config: CacheConfig = { kind: 'memory', megabytes: 8 },
): Promise<CachedReader> {
  const cache = await openResponseCache<ReadAnswer>(config, database, silentLog);
  if (cache === null) throw new Error('The settings ask for no cache');
  onTestFinished(() => cache.close());
  let statements = 0;
  const around = { before: async () => undefined, after: async () => undefined };
  const ask = async (source: string): Promise<unknown> => {
    const served = await cache.get(source, async () => {
      await around.before();
      statements += 1;
      const { result, tags } = await runPlanned(database, source, { isTagged: true });
      await around.after();
      return { kind: 'whole', text: JSON.stringify(result.data), tags: new Set<EntityTag>(tags) };
    });
    if (served.kind !== 'answer') throw new Error('Every load gives a whole answer');
    return JSON.parse(served.answer.body.toString());
  };
  return {
    cache,
    statements: () => statements,
    around,
    ask,
    async isKept(source) {
      const before = statements;
      await ask(source);
      return statements === before;
    },
  };
}
