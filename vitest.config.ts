import { defineConfig } from 'vitest/config';
import { CountingReporter } from './tests/support/counting-reporter.ts';

/** These have their own command and their own suffix: a browser, examples/ installed, a server. */
const NEEDS_MORE_THAN_NODE = [
  'tests/**/*.browser.test.ts',
  'tests/**/*.examples.test.ts',
  'tests/**/*.server.test.ts',
];

export default defineConfig({
  test: {
    // type-graphql and our own source must load the same copy of graphql-js, or it answers
    // "Cannot use GraphQLSchema from another module or realm": inline both through vite.
    server: { deps: { inline: ['type-graphql', 'graphql-scalars'] } },
    setupFiles: ['reflect-metadata'],
    projects: [
      {
        extends: true,
        test: {
          name: 'source',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/e2e/**', ...NEEDS_MORE_THAN_NODE],
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          exclude: NEEDS_MORE_THAN_NODE,
          // Builds the command, and a data folder with the seed in it.
          globalSetup: 'tests/support/e2e-setup.ts',
          // Each test starts processes, some of them several: side by side they would only wait for each other.
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
    reporters: ['default', new CountingReporter()],
    // Vitest leaves one core alone; of two that is half.
    maxWorkers: '100%',
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
});
