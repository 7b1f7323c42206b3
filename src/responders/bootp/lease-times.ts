import type { KnownNetwork } from '../../boot/known-machine.js';

/** What options 51, 58 and 59 say, in seconds. */
export interface LeaseTimes {
  readonly lease: number;
  /** T1. */
  readonly renewal: number;
  /** T2. */
  readonly rebinding: number;
}

/**
 * The lease that a client gets which asks for this many seconds (option 51), or for none: what it asks, within the
 * network's bounds. T1 and T2 are the network's where they fit in, else half and seven eighths (RFC 2131 §4.4.5).
 */
export function chooseLeaseTimes(network: KnownNetwork, asked: number | undefined): LeaseTimes {
  const { leaseSeconds, t1Seconds, t2Seconds } = network;
  const least = network.minLeaseSeconds ?? leaseSeconds;
  const most = network.maxLeaseSeconds ?? leaseSeconds;
  const lease = asked === undefined ? leaseSeconds : Math.max(least, Math.min(asked, most));
  const rebinding = t2Seconds !== undefined && t2Seconds < lease ? t2Seconds : Math.floor((lease * 7) / 8);
  const renewal = t1Seconds !== undefined && t1Seconds < rebinding ? t1Seconds : Math.floor(lease / 2);
  return { lease, renewal: Math.min(renewal, rebinding - 1), rebinding };
}
