import { defineConfig } from 'vitest/config';

/** Root-only tests with real clients in network namespaces: one file at a time, each file owns its namespaces. */
export default defineConfig({
  test: {
    include: ['test/netns/**/*.spec.ts'],
    pool: 'forks',
    fileParallelism: false,
    testTimeout: 240_000,
    hookTimeout: 120_000,
  },
});
