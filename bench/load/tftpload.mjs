import { join } from 'node:path';
import { BenchProblem } from '../bench-problem.mjs';
import { TFTP_ROOT } from '../folders.mjs';
import { generator } from '../generator.mjs';
import { runLoad } from '../load-process.mjs';
import { SERVER_ADDRESS } from '../population.mjs';

const READY_TIMEOUT_MS = 100;
const READY_TRIES = 30;

const command = (file, ...words) => [
  generator('tftpload'),
  ...['-s', SERVER_ADDRESS, '-f', file, '-r', join(TFTP_ROOT, file)],
  ...words.map(String),
];

/**
 * `clients` read `file` at a time, for `seconds` or until `transfers` are complete; every octet is compared. Blocks are
 * asked for in `blockSize` octets and windows of `window`.
 */
export async function loadTftp({ file, clients, seconds, transfers, blockSize, window, cpu }) {
  const length = seconds === undefined ? ['-n', transfers] : ['-d', seconds];
  const words = ['-c', clients, '-b', blockSize, '-w', window, ...length];
  const { code, out, err } = await runLoad(command(file, ...words), { cpu });
  if (!out.startsWith('{')) throw new BenchProblem(`tftpload ended with ${code}: ${err || 'no result'}`);
  return JSON.parse(out);
}

/** Resolves when the file is served rightly; false when that does not happen, or at an abort of `signal`. */
export async function awaitTftp(file, signal) {
  for (let time = 0; time < READY_TRIES && signal?.aborted !== true; time++) {
    const { code } = await runLoad(command(file, '-t', READY_TIMEOUT_MS), { signal });
    if (code === 0) return true;
  }
  return false;
}
