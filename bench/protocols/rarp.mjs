import { medians } from '../measure/median.mjs';
import { openAccount } from '../measure/account.mjs';
import { awaitRarp, loadRarp } from '../load/rarpload.mjs';
import { Population } from '../population.mjs';
import { figure, keep, printTable, quietness, say } from '../report.mjs';
import { inTurns, undisturbed } from '../rounds.mjs';
import { RunningServer } from '../running-server.mjs';

/** RARP replies a second in a closed loop, for each size of the inventory and each window. */
export async function benchRarp(servers, options) {
  const rows = [];
  let allRight = true;
  for (const count of options.machines) {
    const population = new Population(count);
    // The load keeps no more requests outstanding than there are machines.
    const windows = [...new Set(options.windows.map((window) => Math.min(window, count)))];
    const measured = await inTurns(servers, options.repetitions, (server, round) =>
      measureServer(server, population, { ...options, windows }, round),
    );
    for (const [at, window] of windows.entries()) {
      const ofWindow = measured.map((runs) => runs.map((run) => run[at]));
      rows.push(...servers.map((server, which) => renderRow(server, count, window, ofWindow[which])));
    }
    allRight &&= measured.flat(2).every((run) => run.wrong === 0);
  }
  const title = `RARP (RFC 903), closed loop, medians of ${options.repetitions} × ${options.seconds} s`;
  const heads = [
    'server',
    'machines',
    'window',
    'replies/s',
    'p50 µs',
    'p99 µs',
    'CPU µs/reply',
    'RSS MiB',
    'lost',
    'wrong',
    'other cores',
  ];
  printTable(title, heads, rows);
  return allRight;
}

/** One server from start to stop: a run for each window. */
async function measureServer(server, population, options, round) {
  const running = await RunningServer.prepare(server, population);
  try {
    running.start(options.pin ? 0 : undefined);
    if (!(await awaitRarp(running.end))) throw running.problem('gives no right RARP reply');
    if (options.warmup > 0) await run(running, population, { ...options, seconds: options.warmup }, 16);
    const runs = [];
    for (const window of options.windows) {
      const result = await undisturbed(() => run(running, population, options, window), say, options.tries);
      keep('rarp', { server: server.name, machines: population.count, window, round, ...result });
      runs.push(result);
    }
    return runs;
  } finally {
    await running.stop();
  }
}

async function run(running, population, { seconds, pin }, window) {
  running.checkAlive();
  const close = openAccount(running.pid);
  const load = await loadRarp({ machines: population.count, window, seconds, cpu: pin ? 1 : undefined });
  const account = close(load.cpuSeconds);
  const cpuMicroseconds = (account.serverCpuSeconds * 1e6) / load.received;
  const result = { ...load, ...account, cpuMicroseconds };
  const wrong = load.wrong > 0 ? `, ${load.wrong} WRONG (${load.firstWrong})` : '';
  say(
    `   ${running.server.name}, ${figure(population.count)} machines, window ${window}: ${figure(load.perSecond)}/s, p99 ${figure(load.p99Us)} µs, ` +
      `${figure(cpuMicroseconds, 1)} µs CPU, lost ${load.lost}${wrong}, other ${account.otherCores.toFixed(2)}`,
  );
  return result;
}

function renderRow(server, count, window, runs) {
  const middle = medians(runs);
  return [
    server.name,
    figure(count),
    String(window),
    figure(middle.perSecond),
    figure(middle.p50Us),
    figure(middle.p99Us),
    figure(middle.cpuMicroseconds, 1),
    figure(middle.residentMib),
    figure(Math.max(...runs.map((run) => run.lost))),
    figure(Math.max(...runs.map((run) => run.wrong))),
    quietness(runs),
  ];
}
