import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { requireProgram } from '../program.mjs';
import { processTree } from './process-tree.mjs';

/**
 * Counts what a server's processes hand to the disk for good while `load` runs, by strace, which slows them: not to be
 * measured at the same time. Answers the number of fsync and fdatasync calls.
 */
export async function countFlushes(pid, folder, load) {
  const file = join(folder, 'flushes');
  const words = ['-f', '-qq', '-e', 'trace=fsync,fdatasync', '-e', 'signal=none', '-o', file];
  for (const one of processTree(pid)) words.push('-p', String(one));
  const tracer = spawn(requireProgram('strace'), words, { stdio: 'ignore' });
  try {
    await once(tracer, 'spawn');
    await load();
  } finally {
    tracer.kill('SIGINT');
    await once(tracer, 'exit');
  }
  // A call that another thread interrupts is written in two lines; the first one has the name.
  return readFileSync(file, 'utf8').match(/\bf(?:data)?sync\(/g)?.length ?? 0;
}
