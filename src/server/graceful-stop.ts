import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';

/** Longer than any request that is let run; an orchestrator usually kills after 30 s. */
const DRAIN_TIMEOUT_MS = 10_000;

export interface GracefulStop {
  isStopping(): boolean;
  /** Takes no new connection and resolves when what is under way is answered, after 10 s at the latest; twice is safe. */
  stop(): Promise<void>;
}

/**
 * Prepares the stop of a server that does not listen yet.
 *
 * Node closes only those connections that are idle at the moment of the stop. One that is answered later would be kept
 * alive, and one on which nothing was ever sent, as browsers open them in advance, counts as busy: both would hold the
 * stop up until the limit.
 */
export function prepareGracefulStop(app: FastifyInstance, log: Logger): GracefulStop {
  const sockets = new Set<Socket>();
  let stopping: Promise<void> | undefined;

  app.server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  app.addHook('onSend', (_request, reply, _payload, done) => {
    if (stopping) reply.header('connection', 'close');
    done();
  });

  async function stop(): Promise<void> {
    const limit = setTimeout(() => {
      log.warn({ timeoutMs: DRAIN_TIMEOUT_MS }, 'requests still under way are cut off');
      app.server.closeAllConnections();
    }, DRAIN_TIMEOUT_MS);
    try {
      const closed = app.close();
      for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
      await closed;
    } finally {
      clearTimeout(limit);
    }
  }

  return { isStopping: () => stopping !== undefined, stop: () => (stopping ??= stop()) };
}
