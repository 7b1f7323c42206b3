import { fingerprintKey, type ClientFingerprint } from '../boot/client-fingerprint.js';
import type { OfferStrategy } from '../boot/offer-strategy.js';
import type { Instant } from '../values/instant.js';
import type { Ipv4Address } from '../values/ipv4-address.js';

/** How far we have come with one client that boots beside another DHCP server. */
export interface OfferAttempt {
  readonly fingerprint: ClientFingerprint;
  /** What the last OFFER was made by, and its place in the order. */
  readonly strategy: OfferStrategy;
  readonly place: number;
  /** secs of the DISCOVER that it answered. */
  readonly seconds: number;
  readonly at: Instant;
  /** The address that the other server gave it, once we have heard of it. */
  readonly address: Ipv4Address | undefined;
  /** It asked on port 4011 or fetched its file: the strategy works. */
  readonly cameOn: boolean;
}

/** A ROM gives up after 4 + 8 + 16 + 32 s (PXE 2.1 §2.2.4); what comes later is another boot. */
const BOOT_MILLISECONDS = 120_000;
/** Copies of one DISCOVER, by two relays or a mirrored port, are no second try; a ROM waits longer (4 s; Raspberry Pi 2 s). */
const COPY_MILLISECONDS = 1_500;

/**
 * The attempt that answers this DISCOVER. A client that asks again, with grown secs or a while later (many ROMs leave
 * secs zero), has not understood the last OFFER and gets the next strategy of the order, round and round: in the same
 * boot, before it gives up. One that came on, or that begins anew, starts at the top.
 */
export function nextAttempt(
  before: OfferAttempt | undefined,
  fingerprint: ClientFingerprint,
  seconds: number,
  at: Instant,
  order: readonly OfferStrategy[],
): OfferAttempt {
  const place = before === undefined ? 0 : nextPlace(before, fingerprint, seconds, at) % order.length;
  return {
    fingerprint,
    strategy: order[place] ?? 'direct-file',
    place,
    seconds,
    at,
    address: before?.address,
    cameOn: false,
  };
}

function nextPlace(before: OfferAttempt, fingerprint: ClientFingerprint, seconds: number, at: Instant): number {
  const elapsed = at - before.at;
  const anotherBoot = before.cameOn || elapsed > BOOT_MILLISECONDS || seconds < before.seconds;
  if (anotherBoot || fingerprintKey(before.fingerprint) !== fingerprintKey(fingerprint)) return 0;
  return seconds === before.seconds && elapsed < COPY_MILLISECONDS ? before.place : before.place + 1;
}
