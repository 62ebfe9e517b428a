import { env } from 'node:process';
import { defineConfig } from 'vitest/config';
import base from './vitest.config.ts';

/** Where `npm run test:services` looks for a server when TEST_DATABASE_URL does not say. */
const DEFAULT_SERVER = 'postgres://postgres@127.0.0.1:5432/postgres';

// The check for a server reads it in this process; the tests' processes inherit it.
const { TEST_DATABASE_URL = DEFAULT_SERVER } = env;
Object.assign(env, { TEST_DATABASE_URL });

// The projects of `npm test` have their own lists of files.
const { projects: _projects, ...shared } = base.test ?? {};

/** The integration suite on a PostgreSQL server, with what only a server can show. */
export default defineConfig({
  ...base,
  test: {
    ...shared,
    include: ['tests/integration/**/*.test.ts'],
    exclude: [],
    globalSetup: ['tests/support/require-server.ts'],
  },
});
