import { defineConfig } from 'vitest/config';
import { CountingReporter } from './tests/support/counting-reporter.ts';

export default defineConfig({
  test: {
    // type-graphql and our own source must load the same copy of graphql-js, or it answers
    // "Cannot use GraphQLSchema from another module or realm": inline both through vite.
    server: { deps: { inline: ['type-graphql', 'graphql-scalars'] } },
    setupFiles: ['reflect-metadata'],
    include: ['tests/**/*.test.ts', 'src/**/*.test.ts'],
    // What needs more than Node has its own command and its own suffix: a browser, examples/ installed, a server.
    exclude: ['tests/**/*.browser.test.ts', 'tests/**/*.examples.test.ts', 'tests/**/*.server.test.ts'],
    reporters: ['default', new CountingReporter()],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
});
