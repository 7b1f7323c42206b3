import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, realpath, rename, rm, stat, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { HttpStatus } from '@nestjs/common';
import { notFoundProblem, Problem, validationProblem } from '../../api/problem.js';
import { templateFault } from '../../templates/check-template.js';
import { identityOf } from '../boot-file.js';
import { TEMPLATE_ENDING } from '../boot-file-tree.js';
import { confinePath } from '../confine-path.js';
import type { FileSums } from '../listing/file-sums.js';
import { leadsOut } from './leads-out.js';

/** Longer than any configuration; it is parsed in memory. */
const MOST_TEMPLATE_BYTES = 1024 * 1024;

/** What a client says and we check: the SHA-256 of the whole file, in hexadecimal. */
export interface UploadClaim {
  readonly sha256: string | undefined;
}

export interface Uploaded {
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
  /** Was there no such file before? */
  readonly created: boolean;
}

/** Files that came by REST, in a folder of the data directory. A file is there whole or not at all. */
export class UploadStore {
  /**
   * @param root absolute path of the folder that is served; it need not exist yet
   * @param incoming a folder on the same file system, for files that are still on their way
   */
  constructor(
    private readonly root: string,
    private readonly incoming: string,
    private readonly mostBytes: number,
    private readonly sums: Pick<FileSums, 'learn'>,
  ) {}

  /** Throws the problem that the client is to read. */
  async put(asked: string, body: Readable, claim: UploadClaim): Promise<Uploaded> {
    const path = plainPath(asked);
    await mkdir(this.incoming, { recursive: true });
    const temporary = join(this.incoming, randomUUID());
    try {
      const { size, sha256 } = await this.receive(body, temporary);
      if (claim.sha256 !== undefined && claim.sha256 !== sha256) {
        const reason = `the file that arrived has ${sha256}: nothing was kept, send it again`;
        throw validationProblem([{ field: 'sha256', reason }]);
      }
      if (path.endsWith(TEMPLATE_ENDING)) await refuseBrokenTemplate(temporary, size);
      const identity = identityOf(await stat(temporary, { bigint: true }));
      const { created, target } = await this.moveInto(path, temporary);
      this.sums.learn({ path: target, identity }, sha256);
      return { path, size, sha256, created };
    } finally {
      await rm(temporary, { force: true });
    }
  }

  async remove(asked: string): Promise<void> {
    const path = plainPath(asked);
    try {
      const root = await realpath(this.root);
      if (await leadsOut(root, path)) throw new Error('a link leads out of the folder');
      await unlink(join(root, path));
    } catch {
      throw notFoundProblem(`No file was uploaded as ${path}. Files of other sources are not deleted here.`);
    }
  }

  private async receive(body: Readable, temporary: string): Promise<{ size: number; sha256: string }> {
    const hash = createHash('sha256');
    const file = await open(temporary, 'wx', 0o644);
    let size = 0;
    try {
      for await (const piece of body as AsyncIterable<Buffer>) {
        size += piece.length;
        if (size > this.mostBytes) {
          const detail = `A boot file may have ${this.mostBytes} octets (REVEILLE_UPLOAD_MIB); nothing was kept.`;
          throw new Problem('malformed', HttpStatus.PAYLOAD_TOO_LARGE, detail);
        }
        hash.update(piece);
        await file.writeFile(piece);
      }
      await file.sync();
    } finally {
      await file.close();
    }
    return { size, sha256: hash.digest('hex') };
  }

  private async moveInto(path: string, temporary: string) {
    await mkdir(this.root, { recursive: true });
    const root = await realpath(this.root);
    const target = join(root, path);
    try {
      if (await leadsOut(root, path)) throw new Error('a link leads out of the folder');
      await mkdir(dirname(target), { recursive: true });
      const before = await stat(target).catch(() => undefined);
      await rename(temporary, target);
      return { created: before === undefined, target };
    } catch (error) {
      const reason = `${path} cannot be written here (${String(error)}); is a part of it a file or a folder already?`;
      throw new Problem('conflict', HttpStatus.CONFLICT, reason);
    }
  }
}

/** What no machine could get is told to who uploads it, and not to the machine that asks at night. */
async function refuseBrokenTemplate(file: string, size: number): Promise<void> {
  if (size > MOST_TEMPLATE_BYTES) {
    const reason = `a template may have ${MOST_TEMPLATE_BYTES} octets, and this one has ${size}; a file that is served as it is has a name without ${TEMPLATE_ENDING}`;
    throw validationProblem([{ field: 'body', reason }]);
  }
  const fault = templateFault(await readFile(file, 'utf8'), 'part');
  if (fault === undefined) return;
  throw validationProblem([{ field: 'body', reason: `is a broken template: ${fault}; nothing was kept` }]);
}

/** Firmware writes paths in many ways; who uploads writes it in the one that the list shows. */
function plainPath(asked: string): string {
  const confined = confinePath(asked);
  if (!confined.ok) throw validationProblem([{ field: 'path', reason: confined.error }]);
  if (confined.value !== asked || /\p{Cc}|%[0-9a-f]{2}/iu.test(asked)) {
    const reason = 'write the path plainly: names between single slashes, no . or .., no back-slash, no percent sign';
    throw validationProblem([{ field: 'path', reason }]);
  }
  return asked;
}
