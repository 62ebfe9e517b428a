import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // type-graphql and our own source must load the same copy of graphql-js, or it answers
    // "Cannot use GraphQLSchema from another module or realm": inline both through vite.
    server: { deps: { inline: ['type-graphql', 'graphql-scalars'] } },
    setupFiles: ['reflect-metadata'],
    include: ['tests/**/*.test.ts', 'src/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
});
