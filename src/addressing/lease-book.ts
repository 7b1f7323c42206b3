import type { KnownNetwork } from '../boot/known-machine.js';
import { networkContains, networksOverlap } from '../values/ipv4-network.js';
import { isHeld, newLease, OFFER_MS, type Lease, type LeaseChange, type StoredLease } from './lease.js';
import { NetworkLeases } from './network-leases.js';

/** A change that waits for the disk, and the number that says which one came last. */
export interface NumberedChange {
  readonly change: LeaseChange;
  readonly order: number;
}

/**
 * The leases of all networks in memory. Decisions read it; only what a verdict asked for changes it, and a lease only
 * when it is on the disk: memory never knows more than a restart would.
 */
export class LeaseBook {
  private readonly networks = new Map<number, NetworkLeases>();
  private lastOrder = 0;

  /** The leases of a network as its record says now. */
  of(network: KnownNetwork): NetworkLeases {
    const known = this.networks.get(network.id);
    if (known === undefined) return this.open(network);
    if (known.network !== network) known.configure(network);
    return known;
  }

  /** The same, when there have been any; undefined for a network that never gave an address. */
  ifAny(network: KnownNetwork): NetworkLeases | undefined {
    return this.networks.has(network.id) || network.mode === 'pool' ? this.of(network) : undefined;
  }

  tables(): IterableIterator<NetworkLeases> {
    return this.networks.values();
  }

  /** Numbers a change; the address of a lease that is about to be written stays with its client until `settled`. */
  begin(change: LeaseChange): NumberedChange {
    if (change.kind === 'lease') {
      const leases = this.of(change.network);
      const before = leases.at(change.address);
      const holds = before !== undefined && isHeld(before, change.at) && before.client?.key === change.client.key;
      leases.keep(holds ? before : leases.offer(change.address, change.client, change.at, change.at + OFFER_MS));
    }
    this.lastOrder += 1;
    return { change, order: this.lastOrder };
  }

  /** A lease that was begun is on the disk, or could not be written: then it changes nothing. */
  settle(numbered: NumberedChange, written: boolean): void {
    const { change } = numbered;
    const leases = this.of(change.network);
    const lease = leases.at(change.address);
    if (lease === undefined) return;
    if (written) this.make(numbered);
    leases.unkeep(lease);
  }

  /** Makes a change, unless a later one of the same address was made before. */
  make({ change, order }: NumberedChange): void {
    const leases = this.of(change.network);
    const before = leases.at(change.address);
    if (before !== undefined && before.order > order) return;
    const after = applyChange(leases, change, before);
    if (after !== undefined) after.order = order;
  }

  /** Puts back what was on the disk; in the order in which the leases ended, the oldest first. */
  restore(network: KnownNetwork, stored: StoredLease): void {
    const lease = newLease(stored.address);
    lease.state = stored.state;
    lease.client = stored.client;
    lease.facts = stored.facts;
    lease.since = stored.starts;
    lease.heardAt = stored.starts;
    lease.until = stored.expires;
    lease.reason = stored.reason;
    this.of(network).adopt(lease);
  }

  private open(network: KnownNetwork): NetworkLeases {
    const leases = new NetworkLeases(network);
    // The part of another network that is ours now brings its leases along.
    for (const other of this.networks.values()) {
      if (!networksOverlap(other.network.cidr, network.cidr)) continue;
      for (const lease of [...other.all()]) {
        if (!networkContains(network.cidr, lease.address)) continue;
        const { client } = lease;
        other.forget(lease);
        lease.client = client;
        leases.adopt(lease);
      }
    }
    this.networks.set(network.id, leases);
    return leases;
  }
}

/** The record that the change leaves; undefined when it finds nothing to change. */
function applyChange(leases: NetworkLeases, change: LeaseChange, before: Lease | undefined): Lease | undefined {
  switch (change.kind) {
    case 'offer':
      return leases.offer(change.address, change.client, change.at, change.at + OFFER_MS);
    case 'lease':
      return leases.lease(change.address, change.client, change.facts, change.at, change.expires);
    case 'quarantine':
      return leases.putInQuarantine(change.address, change.reason, change.at, change.until);
    case 'release':
      if (before === undefined) return undefined;
      if (before.state === 'offered') leases.withdraw(before, change.at);
      else leases.release(before, change.at, change.reason);
      return before;
  }
}
