/** The retransmission timeout before anything was measured, milliseconds (RFC 6298 §2.1). */
const FIRST_TIMEOUT = 1_000;
/** Bounds of the measured timeout, milliseconds. A client that writes to flash between blocks is slow, not lost. */
const SHORTEST_TIMEOUT = 200;
const LONGEST_TIMEOUT = 8_000;

/**
 * When to send again what was not acknowledged. RFC 1123 §4.2.3.2: "a TFTP implementation MUST use an adaptive
 * timeout"; this is the estimator of RFC 6298 §2 with exponential back-off. All times are milliseconds.
 */
export interface RetransmissionTimer {
  /** The timeout the client asked for (RFC 2349); it takes the place of the measured one. */
  readonly asked: number | undefined;
  /** SRTT and RTTVAR; undefined before the first measurement. */
  readonly smoothed: number | undefined;
  readonly variation: number;
  /** How many timeouts in a row brought no progress: each doubles the next one. */
  readonly backOff: number;
}

export function newRetransmissionTimer(askedMilliseconds: number | undefined): RetransmissionTimer {
  return { asked: askedMilliseconds, smoothed: undefined, variation: 0, backOff: 0 };
}

/** How long to wait from now on, milliseconds. */
export function timeoutOf(timer: RetransmissionTimer): number {
  const longest = Math.max(LONGEST_TIMEOUT, timer.asked ?? 0);
  return Math.min(longest, baseTimeoutOf(timer) * 2 ** Math.min(timer.backOff, 16));
}

function baseTimeoutOf({ asked, smoothed, variation }: RetransmissionTimer): number {
  if (asked !== undefined) return asked;
  if (smoothed === undefined) return FIRST_TIMEOUT;
  return Math.min(LONGEST_TIMEOUT, Math.max(SHORTEST_TIMEOUT, smoothed + 4 * variation));
}

/** A round trip that took `milliseconds`. The caller leaves out what was sent twice (Karn, RFC 6298 §3). */
export function measured(timer: RetransmissionTimer, milliseconds: number): RetransmissionTimer {
  if (timer.smoothed === undefined) {
    return { asked: timer.asked, smoothed: milliseconds, variation: milliseconds / 2, backOff: 0 };
  }
  const variation = 0.75 * timer.variation + 0.25 * Math.abs(timer.smoothed - milliseconds);
  return { asked: timer.asked, smoothed: 0.875 * timer.smoothed + 0.125 * milliseconds, variation, backOff: 0 };
}

/** An acknowledgment came, but for something that was sent twice: it measures nothing and ends the back-off. */
export function progressed(timer: RetransmissionTimer): RetransmissionTimer {
  return timer.backOff === 0 ? timer : { ...timer, backOff: 0 };
}

export function timedOut(timer: RetransmissionTimer): RetransmissionTimer {
  return { ...timer, backOff: timer.backOff + 1 };
}
