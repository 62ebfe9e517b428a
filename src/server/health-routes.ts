import type { FastifyInstance } from 'fastify';
import type { Database } from '../database/database.ts';
import { logError } from './format-error.ts';

/** Longer than any answer of a database that is well; a balancer asks every few seconds. */
const READY_TIMEOUT_MS = 2_000;

/**
 * Serves `/healthz`, 200 while the process runs, and `/readyz`, 200 while it should be given requests: the database
 * answers and nobody has asked it to stop; else 503.
 */
export function addHealthRoutes(
  app: FastifyInstance,
  { database, isStopping }: { readonly database: Database; readonly isStopping: () => boolean },
): void {
  app.get('/healthz', async () => ({ status: 'up' }));

  app.get('/readyz', async (request, reply) => {
    if (isStopping()) return reply.code(503).send({ status: 'stopping', requestId: request.id });
    try {
      await withTimeout(database.ping(), READY_TIMEOUT_MS);
      return { status: 'ready' };
    } catch (error) {
      logError(request.log, error);
      return reply.code(503).send({ status: 'database unavailable', requestId: request.id });
    }
  });
}

async function withTimeout(promise: Promise<void>, timeoutMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`the database did not answer within ${timeoutMs} ms`)),
      timeoutMs,
    );
  });
  try {
    await Promise.race([promise, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
