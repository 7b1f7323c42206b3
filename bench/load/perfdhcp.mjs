import { setTimeout as sleep } from 'node:timers/promises';
import { BenchProblem } from '../bench-problem.mjs';
import { runLoad } from '../load-process.mjs';
import { cpuSeconds } from '../measure/process-tree.mjs';
import { LOAD_ADDRESS, SERVER_ADDRESS } from '../population.mjs';
import { requireProgram } from '../program.mjs';

/** An exchange without its ACK after this long is a drop, in seconds. */
const DROP_SECONDS = 1;
/** How long perfdhcp waits for late answers at its end. */
const EXIT_WAIT_SECONDS = 1;
/** After the last request: the answers have come, and perfdhcp has not begun to print its time stamps. */
const SETTLED_SECONDS = 0.9;
/** Below this share of the rate that was asked for, perfdhcp itself is at its end. */
const LEAST_SENT_SHARE = 0.95;

/**
 * DISCOVER-OFFER-REQUEST-ACK exchanges at `rate` a second for `seconds`, by perfdhcp as a relay: unicast from port 67
 * with giaddr, the machines in order from `first` on, round and round. `exchange`: `do` ends with the OFFER, `renew`
 * renews as many leases beside. `onSettled(generatorSeconds)` is called when the load has ended.
 */
export async function loadDhcp({ rate, seconds, population, first = 0, cpu, exchange = 'dora', onSettled }) {
  const words = [
    ...['-4', '-l', LOAD_ADDRESS, '-r', rate, '-R', population.count, '-b', `mac=${population.mac(first)}`],
    ...(exchange === 'do' ? ['-i'] : []),
    ...(exchange === 'renew' ? ['-f', rate] : []),
    ...['-p', seconds, '-d', DROP_SECONDS, '-W', EXIT_WAIT_SECONDS * 1e6, '-x', 't', SERVER_ADDRESS],
  ].map(String);
  let settled;
  const { out, err, code } = await runLoad([requireProgram('perfdhcp'), ...words], {
    cpu,
    onStart: (pid) => {
      settled = sleep((seconds + SETTLED_SECONDS) * 1000).then(() => onSettled(cpuSeconds(pid).total));
    },
  });
  const account = await settled;
  const report = readReport(out, exchange);
  if (report === undefined) throw new BenchProblem(`perfdhcp ended with ${code}: ${err || out || 'no report'}`);
  return {
    ...report,
    perSecond: report.completed / seconds,
    account,
    generatorBound: report.sent < LEAST_SENT_SHARE * rate * seconds,
  };
}

/** What perfdhcp says of its exchanges; undefined when that is not a report. */
export function readReport(text, exchange = 'dora') {
  const discover = readExchange(text, 'DISCOVER-OFFER');
  const request = exchange === 'do' ? NO_EXCHANGE : readExchange(text, 'REQUEST-ACK');
  const renewal = exchange === 'renew' ? readExchange(text, 'REQUEST-ACK (renewal)') : undefined;
  if (discover === undefined || request === undefined) return undefined;
  const { sent } = discover;
  const completed = exchange === 'do' ? discover.received : request.received;
  const lost = sent - completed + (renewal === undefined ? 0 : renewal.sent - renewal.received);
  return {
    sent,
    completed,
    renewals: renewal?.received ?? 0,
    dropPercent: sent === 0 ? 100 : (100 * lost) / (sent + (renewal?.sent ?? 0)),
    offerP50Ms: percentile(discover.latencies, 0.5),
    offerP99Ms: percentile(discover.latencies, 0.99),
    ackP50Ms: percentile(request.latencies, 0.5),
    ackP99Ms: percentile(request.latencies, 0.99),
  };
}

const NO_EXCHANGE = { sent: 0, received: 0, latencies: [] };

function readExchange(text, name) {
  const statistics = sectionAfter(text, `***Statistics for: ${name}***`);
  if (statistics === undefined) return undefined;
  const counted = (what) => Number(new RegExp(`^${what} packets: (\\d+)`, 'm').exec(statistics)?.[1] ?? 0);
  const stamps = sectionAfter(text, `***Timestamps for packets: ${name}***`) ?? '';
  return { sent: counted('sent'), received: counted('received'), latencies: readLatencies(stamps) };
}

function sectionAfter(text, heading) {
  const at = text.indexOf(heading);
  if (at < 0) return undefined;
  const end = text.indexOf('\n***', at + heading.length);
  return text.slice(at + heading.length, end < 0 ? undefined : end);
}

/** Lines `sent / received: SECONDS / SECONDS` → milliseconds between the two, sorted. */
function readLatencies(text) {
  const latencies = [];
  for (const [, sent, received] of text.matchAll(/^sent \/ received: (\d+\.\d+) \/ (\d+\.\d+)$/gm)) {
    latencies.push((Number(received) - Number(sent)) * 1000);
  }
  return latencies.sort((a, b) => a - b);
}

function percentile(sorted, share) {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}
