import type { KnownNetwork } from '../boot/known-machine.js';
import type { Instant } from '../values/instant.js';
import type { Ipv4Address } from '../values/ipv4-address.js';
import type { MacAddress } from '../values/mac-address.js';

/**
 * `offered`: promised to a client that has not asked for it yet, in memory only; `leased`: its client's until the end,
 * and remembered as its last one after that; `released`: given back; `quarantined`: another host uses it.
 */
export type LeaseState = 'offered' | 'leased' | 'released' | 'quarantined';

/**
 * How leases tell clients apart: a hardware address by its number, a client id (option 61) by its octets as Latin-1
 * text, a machine of the inventory whose NIC has no MAC by its negative id. None can be taken for another.
 */
export type ClientKey = number | string;

/** Who asks, as far as leases are concerned. */
export interface LeaseClient {
  readonly key: ClientKey;
  readonly mac: MacAddress | undefined;
  /** Option 61 as Latin-1 text: one character per octet. */
  readonly clientId: string | undefined;
  readonly machineId: number | undefined;
}

/** What a client said about itself when it took its lease. */
export interface LeaseFacts {
  /** Option 12. */
  readonly hostname: string | undefined;
  /** Option 60. */
  readonly vendorClass: string | undefined;
  /** Option 82 as Latin-1 text. */
  readonly relayAgent: string | undefined;
}

/** One thing that a verdict changes in the leases of a network. */
export type LeaseChange =
  /** `probe`: ask the wire first whether somebody uses the address (RFC 5227 §2.1.1). */
  | (ChangeOf<'offer'> & { readonly client: LeaseClient; readonly probe: boolean })
  | (ChangeOf<'lease'> & { readonly client: LeaseClient; readonly facts: LeaseFacts; readonly expires: Instant })
  /** `client`: who had it, and may have it again. `reason`: who released it, if that was not the client. */
  | (ChangeOf<'release'> & {
      readonly client: LeaseClient | undefined;
      readonly facts: LeaseFacts;
      readonly reason: string | undefined;
    })
  /** `reason`: what the operator reads about it. */
  | (ChangeOf<'quarantine'> & { readonly reason: string; readonly until: Instant });

interface ChangeOf<Kind> {
  readonly kind: Kind;
  readonly network: KnownNetwork;
  readonly address: Ipv4Address;
  readonly at: Instant;
}

/** What we know of one address of a pool. One object for the whole life of the address; the table of its network changes it. */
export interface Lease {
  readonly address: Ipv4Address;
  state: LeaseState;
  /** Undefined: nobody ever took it (an offer that lapsed, or a quarantine before any lease). */
  client: LeaseClient | undefined;
  facts: LeaseFacts;
  /** When the state began. */
  since: Instant;
  /** When its client last took or renewed it. */
  heardAt: Instant;
  /** When an offer, a lease or a quarantine ends; when a released address was given back. */
  until: Instant;
  /** Why it is in quarantine, or who released it if that was not the client. */
  reason: string | undefined;
  /** When the wire was last asked whether anybody uses the address. */
  probedAt: Instant;
  /** The wire is being asked just now. */
  probing: boolean;
  /** Commits that run for this address: it must stay with its client until they end. */
  pending: number;
  /** The number of the last change that was made: an older one that ends later changes nothing. */
  order: number;
  list: 'offers' | 'free' | 'quarantine' | undefined;
  before: Lease | undefined;
  after: Lease | undefined;
  /** Where it stands in the heap of what lapses next, or −1, and the moment that it is there for. */
  heapIndex: number;
  heapAt: Instant;
}

/** An address as it was written. */
export interface StoredLease {
  readonly address: Ipv4Address;
  readonly state: Exclude<LeaseState, 'offered'>;
  readonly client: LeaseClient | undefined;
  readonly facts: LeaseFacts;
  readonly starts: Instant;
  readonly expires: Instant;
  readonly reason: string | undefined;
}

/** How long an offer is kept for its client, in milliseconds: a PXE ROM waits for up to 32 s before it chooses. */
export const OFFER_MS = 60_000;

/** How long nobody gets an address that another host was seen to use, in milliseconds: Kea's probation. */
export const QUARANTINE_MS = 24 * 3600 * 1000;

export const NO_FACTS: LeaseFacts = { hostname: undefined, vendorClass: undefined, relayAgent: undefined };

export function newLease(address: Ipv4Address): Lease {
  return {
    address,
    state: 'released',
    client: undefined,
    facts: NO_FACTS,
    since: 0,
    heardAt: 0,
    until: 0,
    reason: undefined,
    probedAt: Number.NEGATIVE_INFINITY,
    probing: false,
    pending: 0,
    order: 0,
    list: undefined,
    before: undefined,
    after: undefined,
    heapIndex: -1,
    heapAt: 0,
  };
}

/** Does somebody hold the address now, so that nobody else may have it? */
export function isHeld(lease: Lease, now: Instant): boolean {
  return lease.state !== 'released' && (lease.until > now || lease.pending > 0);
}

/** Is it this client's, held or remembered? */
export function belongsTo(lease: Lease, client: LeaseClient): boolean {
  const owner = lease.client;
  if (owner === undefined || lease.state === 'quarantined') return false;
  if (owner.key === client.key) return true;
  // Known to the inventory since, or no more: the same card with the same client id is the same client.
  return (
    owner.mac !== undefined &&
    owner.mac === client.mac &&
    (owner.machineId === undefined) !== (client.machineId === undefined)
  );
}
