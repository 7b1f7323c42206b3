import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BenchProblem } from './bench-problem.mjs';
import { DATA } from './folders.mjs';

const LOCK = join(DATA, 'running.json');
const RUN_FOLDER = 'run-';

/**
 * Two benchmarks at once would measure each other and share the names of the namespaces. Throws BenchProblem when
 * another one runs; what an interrupted one left in the data folder is removed.
 */
export function takeTurn() {
  mkdirSync(DATA, { recursive: true });
  const other = readLock();
  if (other !== undefined && other.started === startedAt(other.pid)) {
    throw new BenchProblem(`Another benchmark runs (process ${other.pid}): wait for its end, or stop it.`);
  }
  writeFileSync(LOCK, JSON.stringify({ pid: process.pid, started: startedAt(process.pid) }));
  for (const name of readdirSync(DATA)) {
    if (name.startsWith(RUN_FOLDER)) rmSync(join(DATA, name), { recursive: true, force: true });
  }
}

export function endTurn() {
  rmSync(LOCK, { force: true });
}

function readLock() {
  try {
    return JSON.parse(readFileSync(LOCK, 'utf8'));
  } catch {
    return undefined;
  }
}

/** When the process began, in clock ticks since boot: tells it from a later one with the same pid. */
function startedAt(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}
