import { fail, ok, type Result } from '../values/result.js';

/** Longer than any path that a boot ROM, a loader or a person asks for. */
const LONGEST_PATH = 1024;

/**
 * The path that a client asked for as a path below the boot file root: segments between `/`, none of them empty, `.` or
 * `..`. Clients write paths in many ways that mean the same file: `\EFI\boot.efi` (Windows and UEFI loaders),
 * `//ipxe.efi`, `./a`, and a leading slash, which means the root of the tree and not that of the host.
 *
 * @returns the path, or the reason why it cannot name a file inside the root. Whether the file exists, and whether a
 * symbolic link leads out, is the source's business.
 */
export function confinePath(asked: string): Result<string> {
  if (asked.includes('\0')) return fail('the path contains a NUL');
  if (asked.length > LONGEST_PATH) return fail(`the path is longer than ${LONGEST_PATH} characters`);
  const inside: string[] = [];
  for (const segment of asked.replaceAll('\\', '/').split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') inside.push(segment);
    else if (inside.pop() === undefined) return fail('the path climbs out of the boot file root');
  }
  if (inside.length === 0) return fail('the path names the boot file root itself, not a file');
  return ok(inside.join('/'));
}
