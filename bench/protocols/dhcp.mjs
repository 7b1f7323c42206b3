import { median, medians } from '../measure/median.mjs';
import { Population } from '../population.mjs';
import { figure, printTable, quietness, say } from '../report.mjs';
import { inTurns } from '../rounds.mjs';
import { flushesPerAck, isGood, runAtRate } from './dhcp-run.mjs';
import { searchHighestRate } from './dhcp-search.mjs';

/** perfdhcp's clients: they come round after so many. */
const MOST_CLIENTS = 64_000;

const EXCHANGES = { dora: '', renew: 'as many renewals beside; ', do: 'DISCOVER and OFFER alone; ' };

/** How much lower to try when a rate that was found in short runs does not hold in the long ones. */
const STEP_DOWN = 0.94;

/** DHCP for known machines: the highest rate of DORA exchanges, then what one exchange costs at a fixed rate. */
export async function benchDhcp(servers, options) {
  const { pool, exchange, syncDelay } = options;
  const population = new Population(pool > 0 ? Math.min(pool, MOST_CLIENTS) : options.machines[0], pool);
  const fixed = await measureFixedRate(servers, population, options);
  const highest = options.fixedOnly ? [] : await measureHighestRate(servers, population, options);
  const who = pool > 0 ? `a pool of ${figure(pool)} addresses` : `${figure(population.count)} known machines`;
  const disk = syncDelay > 0 ? `, ${figure(syncDelay)} µs more per flush` : '';
  const what = `${EXCHANGES[exchange]}${who}${disk}, perfdhcp as a relay, medians of ${options.repetitions} × ${options.seconds} s`;
  if (highest.length > 0) {
    printTable(
      `DHCP: the highest rate with less than 1 % drops; ${what}`,
      ['server', 'DORA/s', 'all', 'drops %', ...COMMON_HEADS, 'limit'],
      highest.map(({ server, runs, limit }) => renderHighest(server, runs, limit)),
    );
  }
  printTable(
    `DHCP: ${figure(options.rate)} DORA/s; ${what}`,
    ['server', 'DORA/s', 'drops %', ...COMMON_HEADS],
    fixed.map(({ server, runs }) => renderFixed(server, runs)),
  );
  if (pool > 0 && options.countFlushes) await printDurability(servers, population);
  return true;
}

/** Which servers have a lease on the disk before the client hears of it, counted and in words. */
async function printDurability(servers, population) {
  const rows = [];
  for (const server of servers)
    rows.push([server.name, figure(await flushesPerAck(server, population), 2), server.pools]);
  printTable('Leases on the disk: 20 new clients a second under strace', ['server', 'flushes/ACK', 'how'], rows);
}

async function measureFixedRate(servers, population, options) {
  say(`fixed rate, ${options.rate} DORA/s`);
  const measured = await inTurns(servers, options.repetitions, (server, round) =>
    runAtRate(server, population, { ...options, purpose: 'fixed', round }),
  );
  return servers.map((server, at) => ({ server, runs: measured[at] }));
}

/** Short runs find each server's rate; rounds of long runs, servers in turn, confirm it or step it down. */
async function measureHighestRate(servers, population, options) {
  const found = [];
  for (const server of servers) {
    say(`searching the highest rate of ${server.name}`);
    found.push({ server, runs: [], ...(await searchHighestRate(server, population, options)) });
  }
  let open = found;
  while (open.length > 0) {
    say('confirming');
    const measured = await inTurns(open, options.repetitions, ({ server, rate }, round) =>
      runAtRate(server, population, { ...options, rate, purpose: 'highest', round }),
    );
    open.forEach((entry, at) => (entry.runs = measured[at]));
    open = open.filter((entry) => !holds(entry.runs));
    for (const entry of open) Object.assign(entry, { rate: Math.floor(entry.rate * STEP_DOWN), limit: 'server' });
  }
  return found;
}

const holds = (runs) => isGood({ dropPercent: median(runs.map((run) => run.dropPercent)) });

/** What kept a rate from being higher, as the table says it. */
const LIMITS = { server: 'server', generator: 'GENERATOR-BOUND', cap: '--cap' };

const COMMON_HEADS = [
  'CPU µs/DORA',
  'DO p50 ms',
  'DO p99 ms',
  'RA p50 ms',
  'RA p99 ms',
  'RSS MiB',
  'perfdhcp cores',
  'other cores',
];

function renderCommon(runs) {
  const middle = medians(runs);
  return [
    figure(middle.cpuMicroseconds, 1),
    figure(middle.offerP50Ms, 2),
    figure(middle.offerP99Ms, 2),
    figure(middle.ackP50Ms, 2),
    figure(middle.ackP99Ms, 2),
    figure(middle.residentMib),
    figure(middle.generatorCores, 2),
    quietness(runs),
  ];
}

function renderHighest(server, runs, searchLimit) {
  const middle = medians(runs);
  const limit = runs.some((run) => run.generatorBound) ? 'generator' : searchLimit;
  return [
    server.name,
    `${limit === 'server' ? '' : '≥ '}${figure(middle.perSecond)}`,
    runs.map((run) => figure(run.perSecond)).join(' '),
    figure(middle.dropPercent, 2),
    ...renderCommon(runs),
    LIMITS[limit],
  ];
}

function renderFixed(server, runs) {
  const middle = medians(runs);
  return [server.name, figure(middle.perSecond), figure(middle.dropPercent, 2), ...renderCommon(runs)];
}
