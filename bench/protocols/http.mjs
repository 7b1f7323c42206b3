import { BOOT_FILE, MIB, READY_FILE, makeBootFile, makeImage, makeReadyFile } from '../boot-file.mjs';
import { awaitHttp, loadHttp } from '../load/httpload.mjs';
import { openAccount } from '../measure/account.mjs';
import { medians } from '../measure/median.mjs';
import { Population } from '../population.mjs';
import { figure, keep, printTable, quietness, say } from '../report.mjs';
import { inTurns, undisturbed } from '../rounds.mjs';
import { RunningServer } from '../running-server.mjs';

/** HTTP downloads: megabytes a second and time per file, for each file and number of clients. */
export async function benchHttp(servers, options) {
  const big = makeImage(options);
  makeReadyFile();
  makeBootFile(BOOT_FILE, MIB);
  const { seconds } = options;
  const loads = [big, BOOT_FILE].flatMap((file) => options.clients.map((clients) => ({ file, clients, seconds })));
  const measured = await inTurns(servers, options.repetitions, (server, round) =>
    measureServer(server, loads, options, round),
  );
  const rows = loads.flatMap((load, at) =>
    servers.map((server, which) =>
      render(
        server,
        load,
        measured[which].map((runs) => runs[at]),
      ),
    ),
  );
  printTable(`HTTP, medians of ${options.repetitions} × ${seconds} s`, HEADS, rows);
  return measured.flat(2).every((run) => run.failed === 0);
}

/** One server from start to stop: a run for each load. */
async function measureServer(server, loads, options, round) {
  const running = await RunningServer.prepare(server, new Population(options.machines[0]));
  try {
    running.start(options.pin ? 0 : undefined);
    if (!(await awaitHttp(READY_FILE, running.end))) throw running.problem('does not serve a file rightly');
    const runs = [];
    for (const load of loads) {
      if (options.warmup > 0) await run(running, { ...load, seconds: options.warmup }, options);
      const result = await undisturbed(() => run(running, load, options), say, options.tries);
      keep('http', { server: server.name, round, ...load, ...result });
      runs.push(result);
    }
    return runs;
  } finally {
    await running.stop();
  }
}

async function run(running, load, { pin }) {
  running.checkAlive();
  const close = openAccount(running.pid);
  const result = await loadHttp({ ...load, cpu: pin ? 1 : undefined });
  const account = close(result.cpuSeconds);
  const cpuMicroseconds = (account.serverCpuSeconds * 1e6) / (result.octets / MIB);
  say(
    `   ${running.server.name}, ${load.clients} × ${load.file}: ${figure(result.megabytesPerSecond)} MB/s, ` +
      `${figure(cpuMicroseconds)} µs CPU a MiB, cores ${account.serverCores.toFixed(2)}, of the load ` +
      `${account.generatorCores.toFixed(2)}, failed ${result.failed} ${result.firstProblem}, other ${account.otherCores.toFixed(2)}`,
  );
  return { ...result, ...account, cpuMicroseconds };
}

const HEADS = [
  ...['server', 'file', 'clients', 'MB/s', 'p50 ms', 'p99 ms', 'CPU µs/MiB', 'cores', 'load cores', 'RSS MiB'],
  ...['failed', 'other cores'],
];

function render(server, { file, clients }, runs) {
  const middle = medians(runs);
  const times = [middle.megabytesPerSecond, middle.p50Ms, middle.p99Ms, middle.cpuMicroseconds];
  const cores = [middle.serverCores, middle.generatorCores].map((value) => figure(value, 2));
  const failed = figure(Math.max(...runs.map((run) => run.failed)));
  return [
    ...[server.name, file, String(clients), ...times.map((value) => figure(value)), ...cores],
    ...[figure(middle.residentMib), failed, quietness(runs)],
  ];
}
