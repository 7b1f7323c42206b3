import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';

/** A command line in a mount namespace of its own, where this folder is a file system of 16 MiB. */
export function onSmallDisk(folder: string): (own: readonly string[]) => readonly string[] {
  const mounting = `mount -t tmpfs -o size=16m reveille-full ${folder} && exec "$@"`;
  return (own) => ['unshare', '-m', 'sh', '-c', mounting, 'sh', ...own];
}

/** May this user make a file system of its own? */
export function mayMount(folder: string): boolean {
  const [file = '', ...args] = onSmallDisk(folder)(['true']);
  return spawnSync(file, args).status === 0;
}

/** Writes until nothing more goes in. */
export function fillDisk(path: string): void {
  for (const size of [1 << 16, 1 << 12, 1]) {
    try {
      for (;;) writeFileSync(path, Buffer.alloc(size, 1), { flag: 'a' });
    } catch {
      // No room for that much; for less, perhaps.
    }
  }
}
