import { readdirSync, readFileSync } from 'node:fs';
import { requireProgram } from '../program.mjs';
import { execFileSync } from 'node:child_process';

/** Clock ticks per second, the unit of /proc/PID/stat. */
export const TICKS = Number(execFileSync(requireProgram('getconf'), ['CLK_TCK'], { encoding: 'utf8' }));

/** The fields of /proc/PID/stat after the command's name (which may hold spaces); undefined when the process is gone. */
function statOf(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

/** The process and all its descendants, by pid. */
export function processTree(root) {
  const children = new Map();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const parent = Number(statOf(name)?.[1]);
    if (!children.has(parent)) children.set(parent, []);
    children.get(parent).push(Number(name));
  }
  const tree = [root];
  for (const pid of tree) tree.push(...(children.get(pid) ?? []));
  return tree;
}

/** Seconds of processor time of the tree so far: every thread, and children that have ended and were waited for. */
export function cpuSeconds(root) {
  let user = 0;
  let system = 0;
  for (const pid of processTree(root)) {
    const stat = statOf(pid);
    if (stat === undefined) continue;
    user += Number(stat[11]) + Number(stat[13]);
    system += Number(stat[12]) + Number(stat[14]);
  }
  return { user: user / TICKS, system: system / TICKS, total: (user + system) / TICKS };
}

/** Resident memory of the tree in MiB. */
export function residentMib(root) {
  let kib = 0;
  for (const pid of processTree(root)) {
    try {
      kib += Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
    } catch {
      // gone in between
    }
  }
  return kib / 1024;
}
