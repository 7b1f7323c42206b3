import { spawn } from 'node:child_process';
import { LOAD_NAMESPACE, inNamespace } from './namespaces.mjs';

const running = new Set();

/**
 * Runs a load generator in its namespace to its end. `cpu`: the only one it may use. `onStart` hears its pid, for
 * measurements while it runs; an abort of `signal` ends it.
 */
export function runLoad(command, { cpu, onStart, signal } = {}) {
  const pinned = cpu === undefined ? command : ['taskset', '-c', String(cpu), ...command];
  const [program, ...words] = inNamespace(LOAD_NAMESPACE, pinned);
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'pipe'] });
    running.add(child);
    const end = () => child.kill('SIGKILL');
    signal?.addEventListener('abort', end);
    const output = { out: [], err: [] };
    child.stdout.on('data', (chunk) => output.out.push(chunk));
    child.stderr.on('data', (chunk) => output.err.push(chunk));
    child.once('error', reject);
    child.once('close', (code, killedBy) => {
      running.delete(child);
      signal?.removeEventListener('abort', end);
      const text = (chunks) => Buffer.concat(chunks).toString('utf8');
      resolve({ code: code ?? killedBy, out: text(output.out), err: text(output.err) });
    });
    if (child.pid !== undefined) onStart?.(child.pid);
  });
}

/** Ends the generators that still run. */
export function stopLoads() {
  for (const child of running) child.kill('SIGKILL');
}
