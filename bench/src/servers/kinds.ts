import { fileURLToPath } from 'node:url';
import { ONRECORD } from '../project.ts';
import { nodeTwentyTwo } from './node-twenty-two.ts';
import { graphqlRequest, persistedRequest, type ServerKind, type ServerName } from './server-kind.ts';

/** Whether this server is sent the whole document each time, as clients without persisted queries do. */
const IS_POSTED = process.env['BENCH_REQUESTS'] === 'post';

function ownServer(file: string, executable = process.execPath): ServerKind['command'] {
  return (url, port) => ({
    executable,
    args: [fileURLToPath(new URL(file, import.meta.url))],
    env: { DATABASE_URL: url, PORT: String(port), NODE_ENV: 'production' },
  });
}

/** This project's server, with some settings of its own. */
function onrecord(
  name: ServerName,
  description: string,
  settings: Readonly<Record<string, string>>,
): ServerKind {
  return {
    name,
    description,
    command: (url, port) => ({
      executable: process.execPath,
      args: [ONRECORD, 'serve'],
      env: {
        DATABASE_URL: url,
        PORT: String(port),
        LOG_LEVEL: 'error',
        NODE_ENV: 'production',
        // Counted as in production, and never reached.
        RATE_LIMIT_PER_ADDRESS: '1000000000',
        ...settings,
      },
    }),
    readyPath: '/readyz',
    request: async (query, input, after) => graphqlRequest('/graphql', query.document, input, after),
  };
}

/** A server that gives the answer that it was sent last, to whatever is asked. */
function oneAnswer(name: 'bare' | 'constant', description: string): ServerKind {
  return {
    name,
    description,
    command: ownServer(`${name}.js`),
    readyPath: '/health',
    request: async (query, input, after) => graphqlRequest('/graphql', query.document, input, after),
  };
}

export const SERVERS: Readonly<Record<ServerName, ServerKind>> = {
  // Nothing is measured that was answered before.
  onrecord: {
    ...onrecord(
      'onrecord',
      `this server, as \`onrecord serve\` starts it, keeping no answers, asked by ${IS_POSTED ? 'POST with the whole document' : 'GET with the document’s hash'}`,
      { RESPONSE_CACHE_MB: '0' },
    ),
    request: async (query, input, after, origin) =>
      IS_POSTED
        ? graphqlRequest('/graphql', query.document, input, after)
        : persistedRequest('/graphql', query.document, input, after, origin),
  },
  memory: onrecord('memory', 'this server, keeping answers in its memory', {}),
  redis: onrecord('redis', 'this server, keeping answers in Redis', {
    REDIS_URL: process.env['BENCH_REDIS_URL'] ?? 'redis://127.0.0.1:6379',
  }),
  bare: oneAnswer('bare', 'bare Node http with one answer, whatever is asked'),
  constant: oneAnswer('constant', 'a route of this server’s HTTP with one answer, whatever is asked'),
  hand: {
    name: 'hand',
    description: 'bare Node http, one hand-written `json_build_object` statement, default session settings',
    command: ownServer('hand.js'),
    readyPath: '/health',
    request: async (query, { slug }, after) => {
      const parameters = new URLSearchParams();
      if (slug !== undefined) parameters.set('slug', slug);
      if (after !== null) parameters.set('after', after);
      return { method: 'GET', path: `/${query.name}?${parameters}` };
    },
  },
  limit: {
    name: 'limit',
    description:
      'bare Node http with the statement that this server’s planner writes, and its session settings',
    command: ownServer('limit.js'),
    readyPath: '/health',
    request: async (query, input, after, origin) => {
      const { body } = graphqlRequest('/', query.document, input, after);
      const registered = await fetch(`${origin}/statements`, { method: 'POST', body: body ?? '' });
      return { method: 'GET', path: await registered.text() };
    },
  },
  postgraphile: {
    name: 'postgraphile',
    description: 'PostGraphile 5 over the same tables, on Node 22',
    command: (url, port) => ownServer('postgraphile.js', nodeTwentyTwo())(url, port),
    readyPath: '/health',
    request: async (query, input, after) =>
      query.postgraphileDocument === null
        ? null
        : graphqlRequest('/graphql', query.postgraphileDocument, input, after),
  },
  tutorial: {
    name: 'tutorial',
    description: 'Apollo, type-graphql and Prisma with a resolver for each relation',
    command: ownServer('tutorial.js'),
    readyPath: '/health',
    request: async (query, input, after) =>
      query.tutorialDocument === null
        ? null
        : graphqlRequest('/graphql', query.tutorialDocument, input, after),
  },
};
