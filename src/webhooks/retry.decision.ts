import type { Instant } from '../values/instant.js';

/** The pause after a first failure, doubled after each, milliseconds. */
const FIRST_PAUSE = 10_000;
const LONGEST_PAUSE = 3_600_000;
/** Whoever takes nothing for so long is told nothing any more. */
const LONGEST_FAILURE = 3 * 24 * 3_600_000;
/** "Gone", RFC 9110 §15.5.11: whoever says it wants nothing more. */
const GONE = 410;

/** What follows a delivery that failed: another try, or the end of the webhook, and why. */
export type RetryVerdict =
  { readonly kind: 'again'; readonly at: Instant } | { readonly kind: 'disable'; readonly because: string };

/**
 * @param attempts of this delivery so far, the failed one included
 * @param failingSince when the first of the failures was that no success has followed
 * @param status of the answer; undefined: there was none
 */
export function decideRetry(
  attempts: number,
  failingSince: Instant,
  status: number | undefined,
  now: Instant,
): RetryVerdict {
  if (status === GONE) return { kind: 'disable', because: 'its answer is 410, Gone: it wants nothing more' };
  if (now - failingSince >= LONGEST_FAILURE)
    return { kind: 'disable', because: 'nothing has arrived there for 3 days' };
  return { kind: 'again', at: now + Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** Math.min(attempts - 1, 20)) };
}
