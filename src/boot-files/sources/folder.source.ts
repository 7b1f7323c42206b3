import { constants, type Dirent } from 'node:fs';
import { access, readdir, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { BootFileSource, noSuchFile, spellAmong } from '../boot-file-source.port.js';
import { identityOf, type BootFileLookup, type NoBootFileReason } from '../boot-file.js';
import { SharedTurns } from '../shared-turns.js';

/** Error codes of the file system that only mean "there is no such file". */
const MISSING = new Set(['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'EINVAL']);

/** A list that is longer is cut: nobody reads it, and walking a mirror of a distribution takes minutes. */
const MOST_NAMES = 100_000;

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

const none = (reason: NoBootFileReason, problem: string): BootFileLookup => ({ kind: 'none', reason, problem });

/** Both paths have all symbolic links resolved. Throws what the file system says. */
async function describeFile(name: string, root: string, path: string): Promise<BootFileLookup> {
  if (!path.startsWith(root.endsWith(sep) ? root : root + sep)) {
    return none('outside-root', `a symbolic link leads to ${path}, outside of ${root}`);
  }
  const [status, readable] = await Promise.allSettled([stat(path, { bigint: true }), access(path, constants.R_OK)]);
  if (status.status === 'rejected') throw status.reason;
  const { value: found } = status;
  if (!found.isFile()) return none('not-a-file', `${path} is ${found.isDirectory() ? 'a folder' : 'a special file'}`);
  if (readable.status === 'rejected') throw readable.reason;
  const size = Number(found.size);
  const changedAt = Number(found.mtimeMs);
  return { kind: 'found', file: { kind: 'disk', name, path, size, identity: identityOf(found), changedAt } };
}

/** A folder and what lies below it: the tree that the operator fills (REVEILLE_TFTP_ROOT), or uploads. */
export class FolderSource extends BootFileSource {
  private readonly lookups = new SharedTurns<BootFileLookup>();

  /** @param root absolute path; it need not exist yet */
  constructor(
    override readonly label: string,
    readonly root: string,
  ) {
    super();
  }

  /**
   * Looks a file up. Symbolic links are followed as long as they stay inside the root; only regular files that we may
   * read are found.
   */
  override find(name: string): Promise<BootFileLookup> {
    return this.lookups.ask(name, () => this.look(name));
  }

  private async look(name: string): Promise<BootFileLookup> {
    const wanted = join(this.root, name);
    const [root, path] = await Promise.allSettled([realpath(this.root), realpath(wanted)]);
    if (root.status === 'rejected') {
      return noSuchFile(`the folder ${this.root} cannot be opened (${codeOf(root.reason)}); make it`);
    }
    try {
      if (path.status === 'rejected') throw path.reason;
      return await describeFile(name, root.value, path.value);
    } catch (error) {
      const code = codeOf(error);
      if (MISSING.has(code)) return noSuchFile(`${join(root.value, name)} does not exist`);
      return none(
        'unreadable-file',
        `${join(root.value, name)} cannot be read (${code === '' ? String(error) : code})`,
      );
    }
  }

  /** Folder by folder; where one has names that differ by case only, the first in the folder's order counts. */
  override async spell(name: string): Promise<string | undefined> {
    const spelled: string[] = [];
    for (const segment of name.split('/')) {
      const names = await this.entries(spelled.join('/'));
      const found =
        names.find((entry) => entry.name === segment)?.name ??
        spellAmong(
          names.map((entry) => entry.name),
          segment,
        );
      if (found === undefined) return undefined;
      spelled.push(found);
    }
    return spelled.join('/');
  }

  /** Without what symbolic links lead to: they may lead in circles. */
  override async names(): Promise<readonly string[]> {
    const names: string[] = [];
    const folders = [''];
    for (let folder = folders.pop(); folder !== undefined && names.length < MOST_NAMES; folder = folders.pop()) {
      for (const entry of await this.entries(folder)) {
        const name = folder === '' ? entry.name : `${folder}/${entry.name}`;
        if (entry.isDirectory()) folders.push(name);
        else names.push(name);
      }
    }
    return names;
  }

  /** A folder that is not there or cannot be read has nothing. */
  private async entries(folder: string): Promise<readonly Dirent[]> {
    try {
      return await readdir(join(this.root, folder), { withFileTypes: true });
    } catch {
      return [];
    }
  }
}
