import { BOOT_FILE, MIB, READY_FILE, makeBootFile, makeImage, makeReadyFile } from '../boot-file.mjs';
import { awaitTftp, loadTftp } from '../load/tftpload.mjs';
import { openAccount } from '../measure/account.mjs';
import { medians } from '../measure/median.mjs';
import { Population } from '../population.mjs';
import { figure, keep, printTable, quietness, say } from '../report.mjs';
import { inTurns, undisturbed } from '../rounds.mjs';
import { RunningServer } from '../running-server.mjs';

const BOOT_BLOCK = 1468;

/** TFTP reads: megabytes a second for each number of clients, block and window, then the time of whole boot files. */
export async function benchTftp(servers, options) {
  const big = makeImage(options);
  makeReadyFile();
  makeBootFile(BOOT_FILE, MIB);
  const loads = loadsOf(options, big);
  const measured = await inTurns(servers, options.repetitions, (server, round) =>
    measureServer(server, loads, options, round),
  );
  const runsOf = (which, at) => measured[which].map((runs) => runs[at]);
  const rows = (kind, render) =>
    loads.flatMap((load, at) =>
      load.kind === kind ? servers.map((server, which) => render(server, load, runsOf(which, at))) : [],
    );
  const title = `TFTP, one file of ${options.fileMib} MiB, medians of ${options.repetitions} × ${options.seconds} s`;
  printTable(title, STREAM_HEADS, rows('stream', renderStream));
  if (options.boots > 0) {
    const boots = `TFTP, ${options.boots} boot files of 1 MiB, blksize ${BOOT_BLOCK}, medians of ${options.repetitions}`;
    printTable(boots, BOOT_HEADS, rows('boots', renderBoots));
  }
  return measured.flat(2).every((run) => run.failed === 0);
}

function loadsOf({ clients, blockSizes, windows, seconds, boots }, file) {
  const streams = clients.flatMap((count) =>
    blockSizes.flatMap((blockSize) =>
      windows.map((window) => ({ kind: 'stream', file, clients: count, blockSize, window, seconds })),
    ),
  );
  const most = Math.max(...clients);
  const timed = windows.map((window) => ({
    ...{ kind: 'boots', file: BOOT_FILE, clients: most, blockSize: BOOT_BLOCK, window, transfers: boots },
  }));
  return boots > 0 ? [...streams, ...timed] : streams;
}

/** One server from start to stop: a run for each load. */
async function measureServer(server, loads, options, round) {
  const running = await RunningServer.prepare(server, new Population(options.machines[0]));
  try {
    running.start(options.pin ? 0 : undefined);
    if (!(await awaitTftp(READY_FILE, running.end))) throw running.problem('does not serve a file rightly');
    const runs = [];
    for (const load of loads) {
      if (options.warmup > 0) await run(running, { ...load, seconds: options.warmup }, options);
      const result = await undisturbed(() => run(running, load, options), say, options.tries);
      keep('tftp', { server: server.name, round, ...load, ...result });
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
  const result = await loadTftp({ ...load, cpu: pin ? 1 : undefined });
  const account = close(result.cpuSeconds);
  const counted = running.server.countsNoCpu === true ? NaN : account.serverCpuSeconds;
  const cpuMicroseconds = (counted * 1e6) / result.blocks;
  say(
    `   ${running.server.name}, ${load.clients} × ${load.blockSize}, window ${load.window}: ` +
      `${figure(result.megabytesPerSecond)} MB/s, ${figure(cpuMicroseconds, 2)} µs CPU a block, ` +
      `repeated ${result.repeated}, failed ${result.failed} ${result.firstProblem}, other ${account.otherCores.toFixed(2)}`,
  );
  return { ...result, ...account, cpuMicroseconds };
}

const COMMON_HEADS = ['CPU µs/block', 'RSS MiB', 'repeated', 'failed', 'other cores'];
const STREAM_HEADS = ['server', 'clients', 'blksize', 'window', 'MB/s', ...COMMON_HEADS];
const BOOT_HEADS = ['server', 'clients', 'window', 'MB/s', 'p50 ms', 'p99 ms', ...COMMON_HEADS];

function renderStream(server, { clients, blockSize, window }, runs) {
  const middle = medians(runs);
  const load = [clients, blockSize, window].map(String);
  return [server.name, ...load, figure(middle.megabytesPerSecond), ...renderCommon(middle, runs)];
}

function renderBoots(server, { clients, window }, runs) {
  const middle = medians(runs);
  const times = [middle.megabytesPerSecond, middle.p50Ms, middle.p99Ms].map((value) => figure(value));
  return [server.name, String(clients), String(window), ...times, ...renderCommon(middle, runs)];
}

function renderCommon(middle, runs) {
  const most = (key) => figure(Math.max(...runs.map((run) => run[key])));
  return [
    figure(middle.cpuMicroseconds, 2),
    figure(middle.residentMib),
    most('repeated'),
    most('failed'),
    quietness(runs),
  ];
}
