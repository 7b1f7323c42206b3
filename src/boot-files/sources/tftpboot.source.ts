import { constants } from 'node:fs';
import { access, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { BootFileSource } from '../boot-file-source.port.js';
import { identityOf, type BootFileLookup, type NoBootFileReason } from '../boot-file.js';

/** Error codes of the file system that only mean "there is no such file". */
const MISSING = new Set(['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'EINVAL']);

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

const none = (reason: NoBootFileReason, problem: string): BootFileLookup => ({ kind: 'none', reason, problem });

/** The tree that the operator fills: REVEILLE_TFTP_ROOT, by default `tftpboot/`. */
export class TftpbootSource extends BootFileSource {
  /** @param root absolute path; it need not exist yet */
  constructor(readonly root: string) {
    super();
  }

  /**
   * Looks a file up. Symbolic links are followed as long as they stay inside the root; only regular files that we may
   * read are found.
   *
   * @param name a path that `confinePath` made
   */
  override async find(name: string): Promise<BootFileLookup> {
    let root: string;
    try {
      root = await realpath(this.root);
    } catch (error) {
      return none(
        'no-such-file',
        `the boot file root ${this.root} cannot be opened (${codeOf(error)}); make the folder`,
      );
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
      if (MISSING.has(code)) return none('no-such-file', `${join(root, name)} does not exist`);
      return none('unreadable-file', `${join(root, name)} cannot be read (${code === '' ? String(error) : code})`);
    }
  }
}
