import cors from '@fastify/cors';
import type { FastifyInstance } from 'fastify';
import type { Config } from '../config/config.ts';

/** How long a browser may remember a preflight's answer; Chromium caps it at two hours. */
const PREFLIGHT_MAX_AGE_S = 600;

const EXPOSED_HEADERS = 'x-request-id, ratelimit, ratelimit-policy, retry-after';

type CorsConfig = Pick<Config, 'environment' | 'corsOrigins'>;

/** What an answer tells browsers of who may read it. */
export interface OriginHeaders {
  /** What the answer depends on. */
  readonly vary: string;
  /** Names and values in turn, for a request from a page of `origin`. */
  of(origin: string | undefined): readonly string[];
}

/** The headers that `addCors` gives to an answer that is no preflight's; null where no other site's page may ask. */
export function originHeaders({ environment, corsOrigins }: CorsConfig): OriginHeaders | null {
  const isOpen = environment !== 'production';
  if (!isOpen && corsOrigins.length === 0) return null;
  const exposed = ['access-control-expose-headers', EXPOSED_HEADERS];
  return {
    vary: 'Origin',
    of: (origin) =>
      origin !== undefined && (isOpen || corsOrigins.includes(origin))
        ? ['access-control-allow-origin', origin, ...exposed]
        : exposed,
  };
}

/**
 * Lets browsers call: in production from `corsOrigins` alone, and from nowhere where there are none; elsewhere from everywhere, so that the hosted Sandbox
 * reaches a server on the developer's own machine, over Chromium's Private Network Access too.
 *
 * Credentials are never allowed: nothing here reads a cookie.
 */
export async function addCors(app: FastifyInstance, { environment, corsOrigins }: CorsConfig): Promise<void> {
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
    exposedHeaders: [EXPOSED_HEADERS],
    maxAge: PREFLIGHT_MAX_AGE_S,
    credentials: false,
  });
}
