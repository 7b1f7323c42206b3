import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import type { SystemLoadersSource } from './sources/system-loaders.source.js';
import { TEMPLATE_ENDING } from './boot-file-tree.js';

/** How long an answer of the file system is believed: a loader laid into the folder is offered a second later. */
const BELIEVED_MS = 1_000;

/**
 * Which of the well-known loaders there are: in the folders, or installed on this host. Asked while a packet waits, so
 * what the file system said is remembered for a second; names come from our own table only.
 */
export class BuiltInFiles {
  private readonly known = new Map<string, { readonly exists: boolean; readonly at: number }>();

  /** @param folders absolute paths */
  constructor(
    private readonly folders: readonly string[],
    private readonly systemLoaders: Pick<SystemLoadersSource, 'has'>,
  ) {}

  exists(path: string): boolean {
    const now = performance.now();
    const known = this.known.get(path);
    if (known !== undefined && now - known.at < BELIEVED_MS) return known.exists;
    const exists = this.systemLoaders.has(path) || this.folders.some((folder) => lies(join(folder, path)));
    this.known.set(path, { exists, at: now });
    return exists;
  }
}

/** The file itself or its template. */
function lies(path: string): boolean {
  return isFile(path) || isFile(`${path}${TEMPLATE_ENDING}`);
}

/** A regular file, and not a link to one: TFTP might refuse where the link leads. A root that cannot be read has none. */
function isFile(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
  } catch {
    return false;
  }
}
