import type { ServerResponse } from 'node:http';
import type { FileSender } from '../../net/host/file-sender.port.js';
import type { BootFile } from '../../boot-files/boot-file.js';
import { FileChanged, readWhole, type OpenFile } from '../../boot-files/open-files.js';

/** From this length on a body is worth a file sender's own descriptors, octets. */
const WORTH_SENDING = 256 * 1024;

/** Octets that are read and handed to the socket at once, of each running transfer. */
const CHUNK = 512 * 1024;

/** What became of a body. */
export type SendOutcome = 'complete' | 'aborted' | 'file-changed';

/**
 * Writes the octets of a file to a response whose head is written, no faster than the client takes them: one chunk is
 * in memory at a time. A response that cannot be finished loses its connection, so that nobody takes it for whole.
 */
export async function sendBytes(
  response: ServerResponse,
  file: BootFile,
  open: OpenFile | undefined,
  { first, length }: { readonly first: number; readonly length: number },
  sender: FileSender,
): Promise<SendOutcome> {
  if (file.kind === 'memory') {
    return (await written(response, file.bytes.subarray(first, first + length))) ? finish(response) : 'aborted';
  }
  if (open === undefined) throw new Error(`${file.name} was not opened`);
  const inside = length >= WORTH_SENDING && sender.able && descriptorOf(response) !== undefined;
  if (inside) return sendInside(response, open.descriptor, { first, length }, sender);
  const buffer = Buffer.allocUnsafeSlow(Math.min(CHUNK, length));
  for (let sent = 0; sent < length;) {
    const bytes = await readNext(open, first + sent, buffer.subarray(0, length - sent));
    if (bytes === undefined) {
      response.destroy();
      return 'file-changed';
    }
    if (!(await written(response, bytes))) return 'aborted';
    sent += bytes.length;
  }
  return finish(response);
}

/** Undefined: the file became shorter. */
async function readNext({ descriptor }: OpenFile, position: number, room: Buffer): Promise<Buffer | undefined> {
  try {
    return await readWhole(descriptor, position, room);
  } catch (error) {
    if (error instanceof FileChanged) return undefined;
    throw error;
  }
}

/** The descriptor of a plain TCP connection; of one with TLS only this process knows what to write. */
function descriptorOf({ socket }: ServerResponse): number | undefined {
  if (socket === null || 'encrypted' in socket || socket.destroyed) return undefined;
  const { _handle: handle } = socket as { _handle?: { readonly fd?: number } | null };
  return handle?.fd !== undefined && handle.fd >= 0 ? handle.fd : undefined;
}

/** The head leaves as usual, then the kernel moves the file; what Node has of the answer is over then. */
async function sendInside(
  response: ServerResponse,
  file: number,
  { first, length }: { readonly first: number; readonly length: number },
  sender: FileSender,
): Promise<SendOutcome> {
  const abort = new AbortController();
  const gone = (): void => abort.abort();
  response.once('close', gone);
  try {
    response.flushHeaders();
    await headLeft(response);
    // Asked now: the connection may be over meanwhile, and its number be another one's.
    const connection = descriptorOf(response);
    if (connection === undefined) return 'aborted';
    const sending = await sender.send(connection, file, first, length, abort.signal);
    if (sending !== 'sent') {
      response.destroy();
      return sending === 'short' ? 'file-changed' : 'aborted';
    }
  } finally {
    response.off('close', gone);
  }
  return finish(response);
}

/** All that was written to the connection has been handed to the kernel, or the connection is over. */
function headLeft(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const { socket } = response;
    if (socket === null || socket.destroyed || socket.writableLength === 0) resolve();
    else {
      response.once('close', resolve);
      socket.write('', () => resolve());
    }
  });
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
