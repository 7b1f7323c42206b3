import { constants, type Dirent } from 'node:fs';
import { access, readdir, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { BootFileSource, noSuchFile, spellAmong } from '../boot-file-source.port.js';
import { identityOf, type BootFileLookup, type NoBootFileReason } from '../boot-file.js';

/** Error codes of the file system that only mean "there is no such file". */
const MISSING = new Set(['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'EINVAL']);

/** A list that is longer is cut: nobody reads it, and walking a mirror of a distribution takes minutes. */
const MOST_NAMES = 100_000;

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

const none = (reason: NoBootFileReason, problem: string): BootFileLookup => ({ kind: 'none', reason, problem });

/** A folder and what lies below it: the tree that the operator fills (REVEILLE_TFTP_ROOT), or uploads. */
export class FolderSource extends BootFileSource {
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
  override async find(name: string): Promise<BootFileLookup> {
    let root: string;
    try {
      root = await realpath(this.root);
    } catch (error) {
      return noSuchFile(`the folder ${this.root} cannot be opened (${codeOf(error)}); make it`);
    }
    try {
      const path = await realpath(join(root, name));
      if (!path.startsWith(root.endsWith(sep) ? root : root + sep)) {
        return none('outside-root', `a symbolic link leads to ${path}, outside of ${root}`);
      }
      const status = await stat(path, { bigint: true });
      if (!status.isFile())
        return none('not-a-file', `${path} is ${status.isDirectory() ? 'a folder' : 'a special file'}`);
      await access(path, constants.R_OK);
      const size = Number(status.size);
      const changedAt = Number(status.mtimeMs);
      return { kind: 'found', file: { kind: 'disk', name, path, size, identity: identityOf(status), changedAt } };
    } catch (error) {
      const code = codeOf(error);
      if (MISSING.has(code)) return noSuchFile(`${join(root, name)} does not exist`);
      return none('unreadable-file', `${join(root, name)} cannot be read (${code === '' ? String(error) : code})`);
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
