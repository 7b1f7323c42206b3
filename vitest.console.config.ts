import { defineConfig } from 'vitest/config';

/** The web console in a real browser: one file at a time, with an appliance and ten thousand machines behind it. */
export default defineConfig({
  test: {
    include: ['test/console/**/*.spec.ts'],
    pool: 'forks',
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
