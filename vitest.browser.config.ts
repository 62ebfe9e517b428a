import { defineConfig } from 'vitest/config';
import base from './vitest.config.ts';

// The projects of `npm test` have their own lists of files.
const { projects: _projects, ...shared } = base.test ?? {};

/** What a person sees in a browser, against the built command: needs Chromium. */
export default defineConfig({
  ...base,
  test: {
    ...shared,
    include: ['tests/browser/**/*.browser.test.ts'],
    globalSetup: ['tests/support/chromium-setup.ts', 'tests/support/e2e-setup.ts'],
    hookTimeout: 120_000,
    testTimeout: 120_000,
  },
});
