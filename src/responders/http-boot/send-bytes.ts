import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { identityOf, type BootFile, type DiskFile } from '../../boot-files/boot-file.js';

/** Octets that are read and handed to the socket at once, of each running transfer. */
const CHUNK = 512 * 1024;

/** Nothing may hang on a pipe or follow a link that was put in place after the file was admitted. */
const OPEN_FLAGS = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW;

/** What became of a body. */
export type SendOutcome = 'complete' | 'aborted' | 'file-changed';

/** Opens the version of the file that was admitted; undefined when it is another one by now. Throws what `open` throws. */
export async function openAdmitted({ path, identity }: DiskFile): Promise<FileHandle | undefined> {
  const handle = await open(path, OPEN_FLAGS);
  if (identityOf(await handle.stat({ bigint: true })) === identity) return handle;
  await handle.close();
  return undefined;
}

/**
 * Writes the octets of a file to a response whose head is written, no faster than the client takes them: one chunk is
 * in memory at a time. A response that cannot be finished loses its connection, so that nobody takes it for whole.
 */
export async function sendBytes(
  response: ServerResponse,
  file: BootFile,
  handle: FileHandle | undefined,
  { first, length }: { readonly first: number; readonly length: number },
): Promise<SendOutcome> {
  if (file.kind === 'memory') {
    return (await written(response, file.bytes.subarray(first, first + length))) ? finish(response) : 'aborted';
  }
  const buffer = Buffer.allocUnsafeSlow(Math.min(CHUNK, length));
  for (let sent = 0; sent < length;) {
    const wanted = Math.min(buffer.length, length - sent);
    const { bytesRead } = (await handle?.read(buffer, 0, wanted, first + sent)) ?? { bytesRead: 0 };
    if (bytesRead === 0) {
      response.destroy();
      return 'file-changed';
    }
    if (!(await written(response, buffer.subarray(0, bytesRead)))) return 'aborted';
    sent += bytesRead;
  }
  return finish(response);
}

/** Resolves when the octets have left this process, with false when the client is gone. */
function written(response: ServerResponse, bytes: Uint8Array): Promise<boolean> {
  return new Promise((resolve) => {
    if (response.destroyed) {
      resolve(false);
      return;
    }
    const gone = (): void => resolve(false);
    response.once('close', gone);
    response.write(bytes, (error) => {
      response.off('close', gone);
      resolve(error === undefined || error === null);
    });
  });
}

function finish(response: ServerResponse): Promise<SendOutcome> {
  return new Promise((resolve) => {
    if (response.destroyed) resolve('aborted');
    response.once('close', () => resolve(response.writableFinished ? 'complete' : 'aborted'));
    response.end(() => resolve('complete'));
  });
}
