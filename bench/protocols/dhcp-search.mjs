import { isGood, runAtRate } from './dhcp-run.mjs';

/** The search stops when the lowest rate that failed is no more than this above the highest that passed. */
const CLOSE_ENOUGH = 1.12;
const LEAST_RATE = 10;

/**
 * The highest rate of exchanges that a server passes in short runs: doubling, then halving the gap. Answers the rate,
 * and what set it: the server, the generator (perfdhcp), or the cap of the search.
 */
export async function searchHighestRate(server, population, options) {
  const { guess, cap, shortSeconds } = options;
  let passed;
  let failed;
  let limit = 'server';
  let rate = Math.min(guess, cap);
  while (rate >= LEAST_RATE) {
    const run = await runAtRate(server, population, {
      ...options,
      ...{ rate, seconds: shortSeconds, warmup: 0, purpose: 'search' },
    });
    if (isGood(run) && !run.generatorBound) {
      passed = rate;
      if (rate === cap) return { rate, limit: 'cap' };
    } else {
      failed = rate;
      limit = isGood(run) ? 'generator' : 'server';
    }
    if (passed !== undefined && failed !== undefined && failed / passed < CLOSE_ENOUGH) break;
    if (failed === undefined) rate = Math.min(cap, rate * 2);
    else if (passed === undefined) rate = Math.floor(Math.min(rate / 1.5, run.perSecond || rate / 4));
    else rate = Math.floor(Math.sqrt(passed * failed));
  }
  return { rate: passed ?? LEAST_RATE, limit };
}
