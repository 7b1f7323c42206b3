import type { KnownNetwork } from '../boot/known-machine.js';
import type { Instant } from '../values/instant.js';
import type { Ipv4Address } from '../values/ipv4-address.js';
import { LapseHeap } from './lapse-heap.js';
import { LeaseList } from './lease-list.js';
import {
  belongsTo,
  newLease,
  NO_FACTS,
  type ClientKey,
  type Lease,
  type LeaseClient,
  type LeaseFacts,
} from './lease.js';
import { PoolRanges } from './pool-ranges.js';

/**
 * The leases of one network in memory: what each address is, whose it is, and which one is free next. Every step costs
 * the same with ten addresses and with a million: addresses that nobody ever had are counted up and have no object.
 */
export class NetworkLeases {
  private readonly byAddress = new Map<Ipv4Address, Lease>();
  private readonly byClient = new Map<ClientKey, Lease>();
  /** Free again: what nobody took first, then in the order in which clients left (the least recently used first). */
  private readonly free = new LeaseList('free');
  private readonly offers = new LeaseList('offers');
  private readonly quarantine = new LeaseList('quarantine');
  private readonly lapsing = new LapseHeap();
  private ranges: PoolRanges;
  /** No address from here on was ever given. */
  private untouched = 0;
  startedOverAt: Instant = Number.NEGATIVE_INFINITY;

  constructor(public network: KnownNetwork) {
    this.ranges = new PoolRanges(network);
  }

  /** The network's record changed: other pools, perhaps. Leases stay; whether they may go on is asked at renewal. */
  configure(network: KnownNetwork): void {
    this.network = network;
    this.ranges = new PoolRanges(network);
    this.untouched = 0;
  }

  get poolSize(): number {
    return this.ranges.size;
  }

  inPool(address: Ipv4Address): boolean {
    return this.ranges.contains(address);
  }

  at(address: Ipv4Address): Lease | undefined {
    return this.byAddress.get(address);
  }

  all(): IterableIterator<Lease> {
    return this.byAddress.values();
  }

  /** The record of this client: what it holds, or what it had last. */
  of(client: LeaseClient): Lease | undefined {
    const { key, clientId, machineId } = client;
    const own = this.byClient.get(key);
    if (own !== undefined || machineId === undefined) return own;
    // Before the inventory knew the machine its lease was kept under its client id.
    const earlier = clientId === undefined ? undefined : this.byClient.get(clientId);
    return earlier !== undefined && belongsTo(earlier, client) ? earlier : undefined;
  }

  /** The next address that nobody holds, without taking it; `mayGive` says no to those that are kept for others. */
  nextFree(now: Instant, mayGive: (address: Ipv4Address) => boolean): Ipv4Address | undefined {
    this.settle(now);
    const fresh = this.nextUntouched(mayGive);
    if (fresh !== undefined) return fresh;
    for (let lease = this.free.first; lease !== undefined; lease = this.free.first) {
      if (this.inPool(lease.address) && mayGive(lease.address)) return lease.address;
      this.forget(lease);
    }
    return undefined;
  }

  /** The oldest offer that nobody took, for when nothing is free. */
  oldestOffer(): Lease | undefined {
    return this.offers.first;
  }

  /** The address that is longest in quarantine, for when nothing else is left. */
  oldestQuarantined(): Lease | undefined {
    return this.quarantine.first;
  }

  /** Looks at untouched addresses anew: some that were kept for others may be free now. */
  startOver(now: Instant): void {
    this.untouched = 0;
    this.startedOverAt = now;
  }

  offer(address: Ipv4Address, client: LeaseClient, now: Instant, until: Instant): Lease {
    const lease = this.take(address, client);
    lease.state = 'offered';
    lease.facts = NO_FACTS;
    lease.since = now;
    lease.until = until;
    this.offers.append(lease);
    this.lapsing.schedule(lease, until);
    return lease;
  }

  lease(address: Ipv4Address, client: LeaseClient, facts: LeaseFacts, since: Instant, expires: Instant): Lease {
    const lease = this.take(address, client);
    if (lease.state !== 'leased') lease.since = since;
    lease.state = 'leased';
    lease.heardAt = since;
    lease.facts = facts;
    lease.until = expires;
    this.lapsing.schedule(lease, expires);
    return lease;
  }

  /** Free from now on; the client is remembered. */
  release(lease: Lease, now: Instant, reason: string | undefined): void {
    this.unlist(lease);
    lease.state = 'released';
    lease.since = now;
    lease.until = now;
    lease.reason = reason;
    this.free.append(lease);
  }

  /** An offer that nobody took leaves no trace, and its address is the next to be given. */
  withdraw(lease: Lease, now: Instant): void {
    this.disown(lease);
    this.release(lease, now, undefined);
    this.free.remove(lease);
    this.free.prepend(lease);
  }

  putInQuarantine(address: Ipv4Address, reason: string, now: Instant, until: Instant): Lease {
    const lease = this.byAddress.get(address) ?? this.add(address);
    this.disown(lease);
    this.unlist(lease);
    lease.state = 'quarantined';
    lease.reason = reason;
    lease.since = now;
    lease.until = until;
    this.quarantine.append(lease);
    this.lapsing.schedule(lease, until);
    return lease;
  }

  /** The wire is being asked whether anybody uses the address that is on offer. */
  beginProbe(address: Ipv4Address): void {
    const lease = this.byAddress.get(address);
    if (lease !== undefined) lease.probing = true;
  }

  /** It has been asked; says whether the address is still on offer to this client. */
  endProbe(address: Ipv4Address, client: LeaseClient, now: Instant): boolean {
    const lease = this.byAddress.get(address);
    if (lease === undefined) return false;
    lease.probing = false;
    lease.probedAt = now;
    return lease.state === 'offered' && lease.client === client;
  }

  /** Commits run for this address: until they end, nobody else can get it, however long they take. */
  keep(lease: Lease): void {
    lease.pending += 1;
    if (lease.list === 'offers') this.offers.remove(lease);
  }

  unkeep(lease: Lease): void {
    lease.pending -= 1;
    if (lease.pending > 0 || lease.list !== undefined) return;
    if (lease.state === 'offered') this.offers.append(lease);
    this.lapsing.schedule(lease, lease.until);
  }

  /** Takes an address's record from another table: its network is this one now. */
  adopt(lease: Lease): void {
    this.byAddress.set(lease.address, lease);
    if (lease.client !== undefined) this.byClient.set(lease.client.key, lease);
    if (lease.state === 'released') this.free.append(lease);
    else {
      if (lease.state === 'offered') this.offers.append(lease);
      if (lease.state === 'quarantined') this.quarantine.append(lease);
      this.lapsing.schedule(lease, lease.until);
    }
  }

  /** Nothing is known of this address any more. */
  forget(lease: Lease): void {
    this.disown(lease);
    this.unlist(lease);
    if (lease.heapIndex >= 0) this.lapsing.remove(lease);
    this.byAddress.delete(lease.address);
  }

  /**
   * Makes free what has lapsed until now, in the order in which it did: who was renewed stands in the heap by an earlier
   * end, and goes back there by its real one.
   */
  settle(now: Instant): void {
    for (let due = this.lapsing.takeDue(now); due !== undefined; due = this.lapsing.takeDue(now)) {
      if (due.state === 'released') continue;
      if (due.pending > 0 || due.until > due.heapAt) {
        this.lapsing.schedule(due, due.pending > 0 ? Math.max(due.until, now + 1) : due.until);
        continue;
      }
      if (due.state === 'offered') this.withdraw(due, due.until);
      else this.release(due, due.until, undefined);
    }
  }

  private nextUntouched(mayGive: (address: Ipv4Address) => boolean): Ipv4Address | undefined {
    for (;;) {
      const address = this.ranges.atOrAbove(this.untouched);
      if (address === undefined) return undefined;
      if (!this.byAddress.has(address) && mayGive(address)) {
        this.untouched = address;
        return address;
      }
      this.untouched = address + 1;
    }
  }

  private take(address: Ipv4Address, client: LeaseClient): Lease {
    const lease = this.byAddress.get(address) ?? this.add(address);
    if (lease.client !== client) {
      this.disown(lease);
      lease.client = client;
    }
    this.byClient.set(client.key, lease);
    this.unlist(lease);
    lease.reason = undefined;
    return lease;
  }

  private add(address: Ipv4Address): Lease {
    const lease = newLease(address);
    this.byAddress.set(address, lease);
    return lease;
  }

  private disown(lease: Lease): void {
    if (lease.client !== undefined && this.byClient.get(lease.client.key) === lease) {
      this.byClient.delete(lease.client.key);
    }
    lease.client = undefined;
  }

  private unlist(lease: Lease): void {
    switch (lease.list) {
      case 'free':
        return this.free.remove(lease);
      case 'offers':
        return this.offers.remove(lease);
      case 'quarantine':
        return this.quarantine.remove(lease);
      case undefined:
        return;
    }
  }
}
