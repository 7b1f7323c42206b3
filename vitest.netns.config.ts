import { basename } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files whose guests take minutes, the longest first: begun last, one of them would run on alone. */
const SLOW = ['local-boot', 'install-debian', 'generated-chains', 'pool-clients', 'tftp-terms', 'memtest'];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const at = SLOW.indexOf(basename(moduleId, '.spec.ts'));
      return at === -1 ? SLOW.length : at;
    };
    return (await super.sort(files)).sort((one, other) => rank(one) - rank(other));
  }
}

/** Root-only tests with real clients in network namespaces: two files at a time, each file owns its namespaces. */
export default defineConfig({
  test: {
    include: ['test/netns/**/*.spec.ts'],
    globalSetup: ['test/clients/fetch-guest-kernel.ts'],
    sequence: { sequencer: LongestFirst },
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 240_000,
    hookTimeout: 120_000,
  },
});
