import type { Instant } from '../values/instant.js';
import type { Ipv4Address } from '../values/ipv4-address.js';
import { belongsTo, isHeld, type Lease, type LeaseClient } from './lease.js';
import type { NetworkLeases } from './network-leases.js';

/** What an allocation may look at besides the leases. */
export interface AllocationRules {
  readonly now: Instant;
  /** Is the address kept for somebody other than this client: a machine of the inventory, or ourselves? */
  readonly isKept: (address: Ipv4Address) => boolean;
}

/** An offer that is older than this goes to another client when nothing else is free: its own has gone elsewhere. */
const STALE_OFFER_MS = 10_000;

/** How long the answer of the wire counts: an address that was asked for so lately is not asked for again. */
const PROBE_COUNTS_MS = 60_000;

/** An address rests in quarantine for this long before it is even the last resort. */
const QUARANTINE_RESTS_MS = 600_000;

/** At most so often does an exhausted pool look at all of its addresses again, for those that are kept no more. */
const RESCAN_MS = 10_000;

/**
 * The address that a DISCOVER is offered (RFC 2131 §4.3.1): the client's own, or its last one while that is free; the one
 * that it asks for when that is free; one that nobody ever had; the one that is free for longest. When all are held:
 * the oldest offer that nobody took (at once for a machine of the inventory), then the address that is longest in
 * quarantine, which is probed again like any new one.
 */
export function allocateAddress(
  leases: NetworkLeases,
  client: LeaseClient,
  wanted: Ipv4Address | undefined,
  rules: AllocationRules,
): Ipv4Address | undefined {
  const own = leases.of(client);
  if (own !== undefined && mayKeep(leases, own, client, rules)) return own.address;
  if (wanted !== undefined && isFreeFor(leases, wanted, client, rules)) return wanted;
  return nextFree(leases, rules) ?? lastResort(leases, client, rules);
}

/** May this client have the address now: nobody else holds it, and it is one of the pool's? */
export function isFreeFor(
  leases: NetworkLeases,
  address: Ipv4Address,
  client: LeaseClient,
  rules: AllocationRules,
): boolean {
  if (!leases.inPool(address) || rules.isKept(address)) return false;
  const lease = leases.at(address);
  return lease === undefined || !isHeld(lease, rules.now) || belongsTo(lease, client);
}

/** May this client go on with its address: is it in the pool, and kept for nobody else? */
export function mayKeep(leases: NetworkLeases, lease: Lease, client: LeaseClient, rules: AllocationRules): boolean {
  return belongsTo(lease, client) && leases.inPool(lease.address) && !rules.isKept(lease.address);
}

/** Must the wire be asked before this client is offered the address? Not when it had it last, or was asked just now. */
export function isNewTo(leases: NetworkLeases, address: Ipv4Address, client: LeaseClient, now: Instant): boolean {
  const lease = leases.at(address);
  if (lease === undefined) return true;
  if (belongsTo(lease, client) && lease.state !== 'offered') return false;
  return now - lease.probedAt > PROBE_COUNTS_MS;
}

function nextFree(leases: NetworkLeases, { now, isKept }: AllocationRules): Ipv4Address | undefined {
  const mayGive = (address: Ipv4Address): boolean => !isKept(address);
  const free = leases.nextFree(now, mayGive);
  if (free !== undefined || now - leases.startedOverAt < RESCAN_MS) return free;
  leases.startOver(now);
  return leases.nextFree(now, mayGive);
}

function lastResort(
  leases: NetworkLeases,
  client: LeaseClient,
  { now, isKept }: AllocationRules,
): Ipv4Address | undefined {
  const offer = leases.oldestOffer();
  const offerIsStale = offer !== undefined && (client.machineId !== undefined || now - offer.since > STALE_OFFER_MS);
  const quarantined = leases.oldestQuarantined();
  const hasRested = quarantined !== undefined && now - quarantined.since > QUARANTINE_RESTS_MS;
  for (const lease of [offerIsStale ? offer : undefined, hasRested ? quarantined : undefined]) {
    if (lease !== undefined && leases.inPool(lease.address) && !isKept(lease.address)) return lease.address;
  }
  return undefined;
}
