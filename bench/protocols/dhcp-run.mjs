import { awaitOffer } from '../load/firstoffer.mjs';
import { loadDhcp } from '../load/perfdhcp.mjs';
import { preload } from '../generator.mjs';
import { openAccount } from '../measure/account.mjs';
import { countFlushes } from '../measure/flushes.mjs';
import { figure, keep, say } from '../report.mjs';
import { undisturbed } from '../rounds.mjs';
import { RunningServer } from '../running-server.mjs';

/** From this share of lost exchanges on, a rate is too high for a server. */
const MOST_DROP_PERCENT = 1;

export const isGood = (run) => run.dropPercent < MOST_DROP_PERCENT;

/** One run at a fixed rate against a fresh server with a fresh lease store; made again when disturbed. */
export async function runAtRate(server, population, options) {
  const { rate, seconds, tries, purpose, round, exchange, syncDelay } = options;
  const result = await undisturbed(() => once(server, population, options), say, tries);
  keep('dhcp', {
    server: server.name,
    machines: population.count,
    purpose,
    round,
    rate,
    seconds,
    exchange,
    syncDelay,
    ...result,
  });
  return result;
}

async function once(server, population, { rate, seconds, warmup, pin, exchange, syncDelay }) {
  const running = await RunningServer.prepare(server, population);
  try {
    running.start(pin ? 0 : undefined, slowDisk(syncDelay));
    const { problem } = await awaitOffer(0, {
      signal: running.end,
      anyAddress: population.pool !== undefined,
    });
    if (problem !== undefined) throw running.problem(`gives no right OFFER: ${problem}`);
    const cpu = pin ? 1 : undefined;
    const load = { rate, population, cpu, exchange };
    if (warmup > 0) await loadDhcp({ ...load, seconds: warmup, onSettled: () => undefined });
    // From a pool every client is a new one, so long as the pool lasts.
    const first = population.pool === undefined ? 0 : rate * warmup;
    running.checkAlive();
    const close = openAccount(running.pid);
    const { account, ...answered } = await loadDhcp({ ...load, seconds, first, onSettled: close });
    running.checkAlive();
    const cpuMicroseconds = (account.serverCpuSeconds * 1e6) / answered.completed;
    const result = { rate, ...answered, ...account, cpuMicroseconds };
    tell(server, result);
    return result;
  } finally {
    await running.stop();
  }
}

/** The environment in which a server's flushes take longer. */
const slowDisk = (microseconds) =>
  microseconds === 0 ? {} : { LD_PRELOAD: preload('slowsync'), SLOWSYNC_US: String(microseconds) };

/** How often the server hands something to the disk for good, per ACK, at a rate that lets nothing gather. */
export async function flushesPerAck(server, population) {
  const running = await RunningServer.prepare(server, population);
  try {
    running.start(undefined);
    const { problem } = await awaitOffer(0, { signal: running.end, anyAddress: true });
    if (problem !== undefined) throw running.problem(`gives no right OFFER: ${problem}`);
    let acks = 0;
    const flushes = await countFlushes(running.pid, running.folder, async () => {
      const load = { rate: 20, seconds: 3, population, exchange: 'dora', onSettled: () => undefined };
      acks = (await loadDhcp(load)).completed;
    });
    return flushes / acks;
  } finally {
    await running.stop();
  }
}

function tell(server, run) {
  say(
    `   ${server.name} at ${run.rate}/s: ${figure(run.perSecond)} DORA/s, drops ${figure(run.dropPercent, 2)} %, ` +
      `p99 DO ${figure(run.offerP99Ms, 2)} RA ${figure(run.ackP99Ms, 2)} ms, ${figure(run.cpuMicroseconds, 1)} µs CPU, ` +
      `perfdhcp ${run.generatorCores.toFixed(2)} cores, other ${run.otherCores.toFixed(2)}` +
      (run.generatorBound ? ', GENERATOR-BOUND' : ''),
  );
}
