import { createHash } from 'node:crypto';
import { closeSync, ftruncateSync, mkdirSync, openSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { TFTP_ROOT } from './folders.mjs';

export const MIB = 1024 * 1024;

/** A file of text for the question whether a server is ready. */
export const READY_FILE = 'ready';
/** One MiB: what a boot loader or a kernel is. */
export const BOOT_FILE = 'boot-1m';

/** The file that is read again and again. Answers its name. */
export function makeImage({ fileMib, sparse }) {
  const name = sparse ? `hole-${fileMib}m` : `image-${fileMib}m`;
  if (sparse) makeHole(name, fileMib * MIB);
  else makeBootFile(name, fileMib * MIB);
  return name;
}

/** A file of zeros that takes no room on the disk. */
function makeHole(name, size) {
  mkdirSync(TFTP_ROOT, { recursive: true });
  const file = openSync(join(TFTP_ROOT, name), 'a');
  ftruncateSync(file, size);
  closeSync(file);
}

/** Bytes that repeat nowhere near, the same in every run; made once. */
export function makeBootFile(name, size) {
  const path = join(TFTP_ROOT, name);
  mkdirSync(TFTP_ROOT, { recursive: true });
  if (statSync(path, { throwIfNoEntry: false })?.size === size) return;
  const file = openSync(path, 'w');
  for (let at = 0; at < size; at += MIB) {
    const piece = Buffer.allocUnsafe(Math.min(MIB, size - at));
    createHash('shake256', { outputLength: piece.length }).update(`${name} ${at}`).digest().copy(piece);
    writeSync(file, piece);
  }
  closeSync(file);
}

export function makeReadyFile() {
  makeBootFile(READY_FILE, 1000);
}
