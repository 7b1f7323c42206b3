import { performance } from 'node:perf_hooks';
import { loadAverage, machineSeconds } from './machine.mjs';
import { cpuSeconds, residentMib } from './process-tree.mjs';

/** From this much of a core used by others on, a run says more about them than about the server. */
const MOST_OTHER_CORES = 0.3;
const MOST_STEAL = 0.2;

/**
 * Begins to count the server's processor time; call the answer when the load has ended, with the generator's own
 * processor seconds, to hear what the server used and what disturbed the run.
 */
export function openAccount(serverPid) {
  const load = loadAverage();
  const began = performance.now();
  const server = cpuSeconds(serverPid);
  const machine = machineSeconds();
  return (generatorSeconds) => {
    const seconds = (performance.now() - began) / 1000;
    const serverNow = cpuSeconds(serverPid);
    const machineNow = machineSeconds();
    const used = serverNow.total - server.total;
    const others = Math.max(0, machineNow.busy - machine.busy - used - generatorSeconds) / seconds;
    const steal = (machineNow.steal - machine.steal) / seconds;
    return {
      serverCpuSeconds: used,
      serverCores: used / seconds,
      generatorCores: generatorSeconds / seconds,
      otherCores: others,
      residentMib: residentMib(serverPid),
      load,
      disturbed: others >= MOST_OTHER_CORES || steal >= MOST_STEAL,
    };
  };
}
