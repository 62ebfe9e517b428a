import cors from '@fastify/cors';
import type { FastifyInstance } from 'fastify';
import type { Config } from '../config/config.ts';

/** How long a browser may remember a preflight's answer; Chromium caps it at two hours. */
const PREFLIGHT_MAX_AGE_S = 600;

/**
 * Lets browsers call: in production from `corsOrigins` alone, and from nowhere where there are none; elsewhere from everywhere, so that the hosted Sandbox
 * reaches a server on the developer's own machine, over Chromium's Private Network Access too.
 *
 * Credentials are never allowed: nothing here reads a cookie.
 */
export async function addCors(
  app: FastifyInstance,
  { environment, corsOrigins }: Pick<Config, 'environment' | 'corsOrigins'>,
): Promise<void> {
  const isOpen = environment !== 'production';
  if (isOpen) {
    app.addHook('onRequest', async (request, reply) => {
      if (request.headers['access-control-request-private-network'] === 'true') {
        reply.header('access-control-allow-private-network', 'true');
      }
    });
  } else if (corsOrigins.length === 0) return;
  await app.register(cors, {
    origin: isOpen ? true : [...corsOrigins],
    methods: ['GET', 'POST'],
    exposedHeaders: ['x-request-id'],
    maxAge: PREFLIGHT_MAX_AGE_S,
    credentials: false,
  });
}
