import { createHash } from 'node:crypto';
import type { Instant } from '../values/instant.js';

/** A file that may be served, as its source found it: one on a disk, or bytes that were made for this request. */
export type BootFile = DiskFile | MemoryFile;

export interface DiskFile {
  readonly kind: 'disk';
  /** The name inside the tree, as in `pxelinux.cfg/default`: for people and for the journal. */
  readonly name: string;
  /** Absolute path with all symbolic links resolved. Whoever opens it compares `identity` afterwards. */
  readonly path: string;
  /** Octets. */
  readonly size: number;
  /** Device, inode, size and time of the last change: another version of a file has another identity. */
  readonly identity: string;
  readonly changedAt: Instant;
}

/** A rendered or generated file. Plain data, it may travel between threads; nobody changes the bytes. */
export interface MemoryFile {
  readonly kind: 'memory';
  readonly name: string;
  /** Octets. */
  readonly size: number;
  /** What the bytes say: equal bytes have an equal identity. */
  readonly identity: string;
  readonly bytes: Uint8Array;
}

/** Why a source has no such file for us. The words are a row of the silence table. */
export type NoBootFileReason = 'no-such-file' | 'outside-root' | 'not-a-file' | 'unreadable-file';

/** What a source answers. `problem` is for the operator, not for the client. */
export type BootFileLookup =
  | { readonly kind: 'found'; readonly file: BootFile }
  | { readonly kind: 'none'; readonly reason: NoBootFileReason; readonly problem: string };

/** What `fs.stat` with `bigint: true` tells, as far as an identity needs it. */
export interface FileVersion {
  readonly dev: bigint;
  readonly ino: bigint;
  readonly size: bigint;
  readonly mtimeNs: bigint;
}

/** The identity of a file as it is now. */
export function identityOf({ dev, ino, size, mtimeNs }: FileVersion): string {
  return `${dev}:${ino}:${size}:${mtimeNs}`;
}

/** A file of these words. Its octets lie in memory of their own, so that they cross to another thread alone. */
export function memoryFile(name: string, text: string): MemoryFile {
  const bytes = new Uint8Array(Buffer.byteLength(text));
  new TextEncoder().encodeInto(text, bytes);
  const identity = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  return { kind: 'memory', name, size: bytes.length, identity, bytes };
}
