import { Worker } from 'node:worker_threads';

/** One file for the thread: it sums what lies at the path, and says which version of it that was. */
export interface SumOrder {
  readonly path: string;
}

export interface SumAnswer {
  /** SHA-256 in hexadecimal; undefined when the file could not be read. */
  readonly sha256: string | undefined;
  /** As `identityOf` writes it, of what was read. */
  readonly identity: string | undefined;
}

/**
 * The thread's script. It is text and not a file of its own, because it is as small as this and needs nothing of ours.
 * A file that changed while it was read has another identity afterwards than before, and then has no sum.
 */
const SCRIPT = `
const { parentPort } = require('node:worker_threads');
const { createHash } = require('node:crypto');
const { openSync, readSync, fstatSync, closeSync, constants } = require('node:fs');
const piece = Buffer.allocUnsafeSlow(1024 * 1024);
const identityOf = (file) => {
  const { dev, ino, size, mtimeNs } = fstatSync(file, { bigint: true });
  return [dev, ino, size, mtimeNs].join(':');
};
function sum(path) {
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const identity = identityOf(file);
    const hash = createHash('sha256');
    for (let read = -1; read !== 0; ) {
      read = readSync(file, piece, 0, piece.length, null);
      hash.update(piece.subarray(0, read));
    }
    return identityOf(file) === identity ? { sha256: hash.digest('hex'), identity } : {};
  } finally {
    closeSync(file);
  }
}
parentPort.on('message', ({ path }) => {
  let answer = {};
  try {
    answer = sum(path);
  } catch {
    // It is gone meanwhile, or may not be read: it has no sum.
  }
  parentPort.postMessage(answer);
});
`;

/** Reads and hashes no JavaScript to speak of: a small heap is enough. */
const LIMITS = { maxOldGenerationSizeMb: 32, maxYoungGenerationSizeMb: 4 };

/** A thread that sums one file after another, so that the one that answers packets need not. */
export class SumThread {
  private readonly worker = new Worker(SCRIPT, { eval: true, name: 'sums', resourceLimits: LIMITS });

  constructor() {
    this.worker.unref();
  }

  /** Not to be asked again before it has answered. A thread that died answers nothing to any question. */
  sum(order: SumOrder): Promise<SumAnswer> {
    return new Promise((resolve) => {
      const answer = (given: SumAnswer): void => {
        this.worker.off('message', answer).off('exit', died).off('error', ignore);
        resolve(given);
      };
      const died = (): void => answer({ sha256: undefined, identity: undefined });
      // What went wrong shows as the exit that follows.
      const ignore = (): void => undefined;
      this.worker.on('message', answer).on('exit', died).on('error', ignore);
      this.worker.postMessage(order);
    });
  }

  async end(): Promise<void> {
    await this.worker.terminate();
  }
}
