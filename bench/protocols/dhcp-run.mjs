import { awaitOffer } from '../load/firstoffer.mjs';
import { loadDhcp } from '../load/perfdhcp.mjs';
import { openAccount } from '../measure/account.mjs';
import { figure, keep, say } from '../report.mjs';
import { undisturbed } from '../rounds.mjs';
import { RunningServer } from '../running-server.mjs';

/** From this share of lost exchanges on, a rate is too high for a server. */
const MOST_DROP_PERCENT = 1;

export const isGood = (run) => run.dropPercent < MOST_DROP_PERCENT;

/** One run at a fixed rate against a fresh server with a fresh lease store; made again when disturbed. */
export async function runAtRate(server, population, { rate, seconds, warmup, pin, tries, purpose, round }) {
  const result = await undisturbed(() => once(server, population, { rate, seconds, warmup, pin }), say, tries);
  keep('dhcp', { server: server.name, machines: population.count, purpose, round, seconds, ...result });
  return result;
}

async function once(server, population, { rate, seconds, warmup, pin }) {
  const running = await RunningServer.prepare(server, population);
  try {
    running.start(pin ? 0 : undefined);
    const { problem } = await awaitOffer(0, { signal: running.end });
    if (problem !== undefined) throw running.problem(`gives no right OFFER: ${problem}`);
    const cpu = pin ? 1 : undefined;
    if (warmup > 0) await loadDhcp({ rate, seconds: warmup, population, cpu, onSettled: () => undefined });
    running.checkAlive();
    const close = openAccount(running.pid);
    const { account, ...load } = await loadDhcp({ rate, seconds, population, cpu, onSettled: close });
    running.checkAlive();
    const cpuMicroseconds = (account.serverCpuSeconds * 1e6) / load.completed;
    const result = { rate, ...load, ...account, cpuMicroseconds };
    tell(server, result);
    return result;
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
