import { awaitOffer } from '../load/firstoffer.mjs';
import { loadAverage } from '../measure/machine.mjs';
import { medians } from '../measure/median.mjs';
import { cpuSeconds, residentMib } from '../measure/process-tree.mjs';
import { Population } from '../population.mjs';
import { figure, keep, printTable, say } from '../report.mjs';
import { inTurns } from '../rounds.mjs';
import { RunningServer } from '../running-server.mjs';

/** From exec to the first right OFFER, for the last machine of the inventory. */
export async function benchStart(servers, options) {
  const rows = [];
  for (const count of options.machines) {
    const population = new Population(count);
    const measured = await inTurns(servers, options.repetitions, (server, round) =>
      measureStart(server, population, options, round),
    );
    servers.forEach((server, at) => rows.push(renderRow(server, count, measured[at])));
  }
  const title = `Start: exec to the first right OFFER, medians of ${options.repetitions}`;
  printTable(title, ['server', 'machines', 'seconds', 'all', 'CPU s', 'RSS MiB'], rows);
  return true;
}

async function measureStart(server, population, options, round) {
  const running = await RunningServer.prepare(server, population);
  try {
    const offer = awaitOffer(population.count - 1, { signal: running.end });
    const began = running.start(options.pin ? 0 : undefined);
    const { at, problem } = await offer;
    if (at === undefined) throw running.problem(`gives no right OFFER: ${problem}`);
    const result = {
      seconds: Number(at - began) / 1e9,
      cpuSeconds: cpuSeconds(running.pid).total,
      residentMib: residentMib(running.pid),
      load: loadAverage(),
    };
    const { seconds } = result;
    say(`   ${server.name} ${population.count} machines: ${seconds.toFixed(3)} s, ${figure(result.residentMib)} MiB`);
    keep('start', { server: server.name, machines: population.count, round, ...result });
    return result;
  } finally {
    await running.stop();
  }
}

function renderRow(server, count, runs) {
  const middle = medians(runs);
  return [
    server.name,
    figure(count),
    figure(middle.seconds, 3),
    runs.map((run) => run.seconds.toFixed(2)).join(' '),
    figure(middle.cpuSeconds, 2),
    figure(middle.residentMib),
  ];
}
