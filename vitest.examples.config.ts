import { defineConfig } from 'vitest/config';
import base from './vitest.config.ts';

// The projects of `npm test` have their own lists of files.
const { projects: _projects, ...shared } = base.test ?? {};

/** The clients of examples/ against the built command: installs examples/ first. */
export default defineConfig({
  ...base,
  test: {
    ...shared,
    include: ['tests/examples/**/*.examples.test.ts'],
    globalSetup: ['tests/support/e2e-setup.ts', 'tests/support/examples-setup.ts'],
    hookTimeout: 120_000,
    testTimeout: 120_000,
  },
});
