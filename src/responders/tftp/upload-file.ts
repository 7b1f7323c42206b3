import { randomUUID } from 'node:crypto';
import { link, lstat, mkdir, open, realpath, rm, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { leadsOut } from '../../boot-files/uploads/leads-out.js';
import { fail, ok, type Result } from '../../values/result.js';
import type { TftpErrorCode } from '../../wire/tftp/tftp-error.table.js';
import type { UploadProblem } from './transfer-outcome.js';

/** Where uploads end, and where they grow: two folders of one file system. */
export interface UploadFolders {
  readonly finished: string;
  readonly growing: string;
}

const OWNER_AND_GROUP = 0o640;

/** A file that comes by TFTP: it grows under a name of its own and gets its real one when it is whole. */
export class UploadFile {
  private writing: Promise<void> = Promise.resolve();
  private waitingBytes = 0;

  private constructor(
    private readonly handle: FileHandle,
    private readonly path: string,
    private readonly target: string,
  ) {}

  /**
   * Begins a file in the folder of uploads. The error: there is such a file already, a link leads out of the folder, or
   * the disk refuses.
   *
   * @param name a path that `confinePath` made
   */
  static async create(folders: UploadFolders, name: string): Promise<Result<UploadFile, UploadProblem>> {
    const target = join(folders.finished, name);
    const path = join(folders.growing, randomUUID());
    try {
      await mkdir(folders.finished, { recursive: true });
      await mkdir(folders.growing, { recursive: true });
      if (await leadsOut(await realpath(folders.finished), name)) {
        return fail(failed(2, 'this path leads out of the folder of uploads', `a link on the way to ${target}`));
      }
      await mkdir(dirname(target), { recursive: true });
      if (await exists(target)) return fail(alreadyThere(target));
      return ok(new UploadFile(await open(path, 'wx', OWNER_AND_GROUP), path, target));
    } catch (error) {
      return fail(problemOf(error, target));
    }
  }

  /** Octets that the disk has not taken yet. */
  get waiting(): number {
    return this.waitingBytes;
  }

  /** Adds bytes behind those before; what goes wrong is told by `store`. */
  append(bytes: Buffer): void {
    this.waitingBytes += bytes.length;
    this.writing = this.writing.then(async () => {
      await this.handle.writeFile(bytes);
      this.waitingBytes -= bytes.length;
    });
    this.writing.catch(() => undefined);
  }

  /** All bytes on the disk, then the real name at once, never over another file. */
  async store(): Promise<Result<void, UploadProblem>> {
    try {
      await this.writing;
      await this.handle.datasync();
      await link(this.path, this.target);
      return ok(undefined);
    } catch (error) {
      return fail(problemOf(error, this.target));
    } finally {
      await this.discard();
    }
  }

  /** Gives up what grew; a file that has its real name keeps it. */
  async discard(): Promise<void> {
    await this.writing.catch(() => undefined);
    await this.handle.close().catch(() => undefined);
    await rm(this.path, { force: true }).catch(() => undefined);
  }
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    (error: unknown) => {
      if (codeOf(error) === 'ENOENT') return false;
      throw error;
    },
  );
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
}

function failed(code: TftpErrorCode, message: string, why: string): UploadProblem {
  return { reason: 'upload-failed', code, message, why };
}

function alreadyThere(target: string): UploadProblem {
  return { reason: 'upload-exists', code: 6, message: 'there is a file of this name already', why: target };
}

function problemOf(error: unknown, target: string): UploadProblem {
  const why = error instanceof Error ? error.message : String(error);
  const code = codeOf(error);
  if (code === 'EEXIST') return alreadyThere(target);
  if (code === 'ENOSPC' || code === 'EDQUOT') return failed(3, 'the disk is full', why);
  if (code === 'ENOTDIR' || code === 'ENAMETOOLONG') return failed(2, 'this name cannot be used', why);
  return failed(0, 'the file cannot be written', why);
}
