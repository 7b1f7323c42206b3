import { close, constants, fstat, open, read, type BigIntStats } from 'node:fs';
import { identityOf, type DiskFile } from './boot-file.js';

/** The kernel's descriptor of one version of a file. */
export interface OpenFile {
  readonly descriptor: number;
  /** Octets. */
  readonly size: number;
  readonly identity: string;
}

/** Another version of the file, or less of it, than was admitted. */
export class FileChanged extends Error {
  constructor() {
    super('the file changed while it was being served');
  }
}

interface SharedFile {
  users: number;
  readonly opening: Promise<OpenFile>;
}

/** Nothing may hang on a pipe or follow a link that was put in place after the file was admitted. */
const OPEN_FLAGS = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW;

/**
 * Opens admitted files, each version once for all that read it at the same time. Who asks for a version that is open
 * has just seen it in the tree: the inode and the time of its last change are those of the descriptor.
 */
export class OpenFiles {
  private readonly files = new Map<string, SharedFile>();

  /** In use until `close`. Throws FileChanged, or what the file system says. */
  open(file: DiskFile): Promise<OpenFile> {
    let shared = this.files.get(file.identity);
    if (shared === undefined) {
      const opened = { users: 0, opening: openVersion(file) };
      this.files.set(file.identity, opened);
      opened.opening.catch(() => this.files.delete(file.identity));
      shared = opened;
    }
    // Counted before anybody waits: whoever closes meanwhile must see that it is wanted.
    shared.users += 1;
    return shared.opening;
  }

  /** One use more of a file that is in use. */
  keep({ identity }: OpenFile): void {
    const shared = this.files.get(identity);
    if (shared !== undefined) shared.users += 1;
  }

  close({ identity, descriptor }: OpenFile): void {
    const shared = this.files.get(identity);
    if (shared === undefined || --shared.users > 0) return;
    this.files.delete(identity);
    close(descriptor, () => undefined);
  }
}

/** Fills `bytes` from the file. Throws FileChanged when it ends before. */
export function readWhole(descriptor: number, position: number, bytes: Buffer): Promise<Buffer> {
  const { length } = bytes;
  return new Promise((resolve, reject) => {
    const readOn = (filled: number): void =>
      read(descriptor, bytes, filled, length - filled, position + filled, (error, count) => {
        if (error !== null) reject(error);
        else if (count === 0) reject(new FileChanged());
        else if (filled + count < length) readOn(filled + count);
        else resolve(bytes);
      });
    readOn(0);
  });
}

async function openVersion({ path, identity, size }: DiskFile): Promise<OpenFile> {
  const descriptor = await openDescriptor(path);
  try {
    if (identityOf(await statusOf(descriptor)) === identity) return { descriptor, size, identity };
  } catch (error) {
    close(descriptor, () => undefined);
    throw error;
  }
  close(descriptor, () => undefined);
  throw new FileChanged();
}

function openDescriptor(path: string): Promise<number> {
  return new Promise((resolve, reject) =>
    open(path, OPEN_FLAGS, (error, descriptor) => (error === null ? resolve(descriptor) : reject(error))),
  );
}

function statusOf(descriptor: number): Promise<BigIntStats> {
  return new Promise((resolve, reject) =>
    fstat(descriptor, { bigint: true }, (error, status) => (error === null ? resolve(status) : reject(error))),
  );
}
