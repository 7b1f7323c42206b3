import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The kernel that test/netns/build-rarp-kernel.sh has built; undefined when it has not. */
export function rarpKernel(): string | undefined {
  const cache =
    process.env['REVEILLE_TEST_CACHE'] ?? join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'reveille');
  const kernel = join(cache, 'rarp-kernel', 'bzImage');
  return existsSync(kernel) ? kernel : undefined;
}
