import { realpath } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';

/**
 * Does a symbolic link on the way to a file lead out of the folder? Asked before anything is made or removed there:
 * what does not exist yet leads nowhere.
 *
 * @param root absolute path of the folder, itself without links
 * @param name a path that `confinePath` made
 */
export async function leadsOut(root: string, name: string): Promise<boolean> {
  for (let folder = dirname(join(root, name)); folder.length > root.length; folder = dirname(folder)) {
    const real = await realpath(folder).catch(() => undefined);
    if (real !== undefined) return real !== root && !real.startsWith(root + sep);
  }
  return false;
}
