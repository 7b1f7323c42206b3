import { readFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem } from 'node:os';
import { TICKS } from './process-tree.mjs';

/** Seconds that the processors worked, and that the hypervisor kept them from us, since boot. */
export function machineSeconds() {
  const [user, nice, system, , , interrupt, softInterrupt, steal] = readFileSync('/proc/stat', 'utf8')
    .split('\n', 1)[0]
    .trim()
    .split(/\s+/)
    .slice(1)
    .map(Number);
  return { busy: (user + nice + system + interrupt + softInterrupt) / TICKS, steal: steal / TICKS };
}

export const loadAverage = () => loadavg()[0];

/** What the figures belong to. */
export function machineFacts() {
  const processor = cpus()[0];
  return {
    processors: `${cpus().length} × ${processor?.model ?? 'unknown'}`,
    memoryGib: Math.round(totalmem() / 2 ** 30),
    kernel: release(),
    system: /^PRETTY_NAME="?([^"\n]*)/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? 'unknown',
    node: process.version,
    at: new Date().toISOString(),
  };
}
