import { join } from 'node:path';
import { makeBootFile, MIB } from '../boot-file.mjs';
import { importMachines, listMachines } from '../load/restload.mjs';
import { awaitRarp, loadRarp } from '../load/rarpload.mjs';
import { loadTftp } from '../load/tftpload.mjs';
import { loadAverage } from '../measure/machine.mjs';
import { residentMib } from '../measure/process-tree.mjs';
import { Population } from '../population.mjs';
import { figure, keep, printTable, say } from '../report.mjs';
import { RunningServer } from '../running-server.mjs';

const IMPORTED = 10_000;
/** Of four kinds in turn: enough that the slowest hundredth of each is not the very first one. */
const LIST_REQUESTS = 2_000;
const TRANSFERS = 50;
const FILE = 'image-8m';
const FILE_BYTES = 8 * MIB;
const ALONE_SECONDS = 2;

/**
 * What REST takes, and what it costs those who wait on the wire meanwhile: pages of a long list, 10 000 machines in one
 * request, and one RARP question at a time while that request is carried out, without and with 50 TFTP transfers.
 */
export async function benchRest(servers, options) {
  makeBootFile(FILE, FILE_BYTES);
  for (const server of servers) await measure(server, options);
  return true;
}

async function measure(server, options) {
  const [count] = options.machines;
  // The machines that are imported are the next ones of the same population.
  const all = new Population(count + 2 * IMPORTED);
  const running = await RunningServer.prepare(server, new Population(count));
  try {
    running.start();
    if (!(await awaitRarp(running.end))) throw running.problem('gives no right RARP reply');
    const pages = await listMachines(LIST_REQUESTS, count);
    keep('rest', { server: server.name, machines: count, pages, load: loadAverage() });
    printTable(
      `Pages of GET /api/v1/machines, ${figure(count)} machines, ${LIST_REQUESTS} requests one after another`,
      ['page', 'p50 ms', 'p99 ms'],
      [
        ['100 machines, by cursor', pages.page],
        ['1000 machines, by cursor', pages.longPage],
        ['one host name', pages.byName],
        ['a label that none has', pages.noMatch],
      ].map(([name, { p50Ms, p99Ms }]) => [name, figure(p50Ms, 1), figure(p99Ms, 1)]),
    );
    const rows = [];
    const rarp = (seconds) => loadRarp({ machines: count, window: 1, seconds });
    rows.push(['nothing else', '–', await rarp(ALONE_SECONDS)]);
    const file = join(running.folder, 'import.json');
    for (const [name, first, transfers] of [
      ['the import', count, 0],
      [`the import and ${TRANSFERS} TFTP transfers`, count + IMPORTED, TRANSFERS],
    ]) {
      running.checkAlive();
      const seconds = options.seconds;
      const tftp = transfers > 0 && loadTftp({ file: FILE, clients: transfers, seconds, blockSize: 1468, window: 4 });
      const waiting = rarp(seconds);
      const imported = await importMachines(all, first, IMPORTED, file);
      if (imported.created !== IMPORTED) throw running.problem(`added ${imported.created} of ${IMPORTED} machines`);
      const answers = await waiting;
      const moved = await tftp;
      if (transfers > 0 && moved.failed > 0)
        throw running.problem(`refused ${moved.failed} transfers: ${moved.firstProblem}`);
      say(`   ${name}: import ${imported.seconds.toFixed(2)} s, RARP p99 ${figure(answers.p99Us / 1000, 1)} ms`);
      keep('rest', { server: server.name, machines: count, meanwhile: name, imported, answers, tftp: moved });
      rows.push([name, figure(imported.seconds, 2), answers]);
    }
    printTable(
      `RARP, one question at a time, while ${figure(IMPORTED)} machines are imported into ${figure(count)}`,
      ['meanwhile', 'import s', 'replies/s', 'p50 ms', 'p99 ms', 'most ms', 'lost'],
      rows.map(([name, seconds, { perSecond, p50Us, p99Us, maxUs, lost }]) => [
        name,
        seconds,
        figure(perSecond),
        figure(p50Us / 1000, 2),
        figure(p99Us / 1000, 2),
        figure(maxUs === undefined ? undefined : maxUs / 1000, 1),
        figure(lost),
      ]),
    );
    say(`   ${figure(residentMib(running.pid))} MiB at the end`);
  } finally {
    await running.stop();
  }
}
