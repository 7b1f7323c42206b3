import { Injectable } from '@nestjs/common';
import { Clock } from '../../clock/clock.port.js';
import type { KnownMachine } from '../../boot/known-machine.js';
import { isHeld } from '../../addressing/lease.js';
import { Leases } from '../../addressing/leases.service.js';
import { MachineDirectory } from '../../inventory/machine-directory.js';
import { Journal } from '../../journal/journal.port.js';
import type { NetworkInterface } from '../../net/net.port.js';
import { formatIpv4Address } from '../../values/ipv4-address.js';
import { formatMacAddress, type MacAddress } from '../../values/mac-address.js';
import { VendorNames } from '../../vendors/vendor-names.js';
import type { AddressClaim } from '../address-claim.js';
import { decideConflict, type AddressOwner, type ConflictLookups } from './conflict.decision.js';
import { RecentKeys } from './recent-keys.js';

/** RFC 5227 §1.1, RATE_LIMIT_INTERVAL: one conflict is told once in this time. */
const CONFLICT_QUIET_MS = 60_000;
/** A host announces an address twice, after three probes (RFC 5227); more in this time is a link that comes and goes. */
const FLAPPING_MS = 30_000;
const FLAPPING_FRAMES = 8;
const MOST_REMEMBERED = 20_000;

const WHAT = { probe: 'ARP probe', use: 'ARP announcement' } as const;

interface Host {
  readonly mac: MacAddress | undefined;
  readonly machine: KnownMachine | undefined;
}

/** Tells when two hosts claim one address, on the timelines of both, and when a host announces itself over and over. */
@Injectable()
export class ConflictWatch {
  private readonly told = new RecentKeys(CONFLICT_QUIET_MS, MOST_REMEMBERED);
  private readonly announced = new RecentKeys(FLAPPING_MS, MOST_REMEMBERED);
  private readonly lookups: ConflictLookups;

  constructor(
    private readonly directory: MachineDirectory,
    leases: Leases,
    private readonly journal: Journal,
    private readonly vendors: VendorNames,
    private readonly clock: Clock,
  ) {
    this.lookups = {
      machineOfAddress: (address) => directory.byIp(address)?.machine,
      leaseHolder: (address) => {
        const network = directory.networkOf(address);
        const lease = network && leases.book.ifAny(network)?.at(address);
        return lease?.state === 'leased' && isHeld(lease, clock.now()) ? lease.client?.mac : undefined;
      },
    };
  }

  hear(claim: AddressClaim, arrival: NetworkInterface): void {
    const now = this.clock.elapsed();
    if (claim.announced && claim.mac !== arrival.mac) this.watchLink(claim, arrival, now);
    const owner = decideConflict(claim, arrival, this.lookups);
    if (owner === undefined) return;
    const key = `${claim.address} ${claim.mac}`;
    if (this.told.count(key, now) === 1) void this.tell(claim, owner, arrival, this.clock.now());
  }

  private watchLink(claim: AddressClaim, arrival: NetworkInterface, now: number): void {
    if (this.announced.count(claim.mac, now) !== FLAPPING_FRAMES) return;
    const machine = this.directory.byMac(claim.mac)?.machine;
    this.journal.record({
      at: this.clock.now(),
      protocol: 'arp',
      what: WHAT[claim.kind],
      outcome: 'noted',
      reason: 'flapping-link',
      machineId: machine?.id,
      hostname: machine?.hostname,
      mac: claim.mac,
      ip: formatIpv4Address(claim.address),
      interface: arrival.name,
      detail: { frames: FLAPPING_FRAMES, seconds: FLAPPING_MS / 1000 },
    });
  }

  /** Two events, one for each side, each of which names the other one. */
  private async tell(claim: AddressClaim, owner: AddressOwner, arrival: NetworkInterface, at: number): Promise<void> {
    const record = (host: Host, other: string): void =>
      this.journal.record({
        at,
        protocol: 'arp',
        what: WHAT[claim.kind],
        outcome: 'noted',
        reason: 'address-conflict',
        machineId: host.machine?.id,
        hostname: host.machine?.hostname,
        mac: host.mac,
        ip: formatIpv4Address(claim.address),
        interface: arrival.name,
        detail: { other },
      });
    const claimant = { mac: claim.mac, machine: this.directory.byMac(claim.mac)?.machine };
    const owning = this.ownerOf(owner);
    record(claimant, owner.kind === 'appliance' ? 'this appliance' : await this.nameOf(owning));
    if (owner.kind !== 'appliance') record(owning, await this.nameOf(claimant));
  }

  private ownerOf(owner: AddressOwner): Host {
    if (owner.kind !== 'machine') return { mac: owner.mac, machine: this.directory.byMac(owner.mac)?.machine };
    const { machine } = owner;
    return { mac: machine.nics.find((nic) => nic.mac !== undefined)?.mac, machine };
  }

  /** `08:00:20:8e:48:de (ultra10, Oracle Corporation)` */
  private async nameOf({ mac, machine }: Host): Promise<string> {
    if (mac === undefined) return machine?.hostname ?? 'unknown';
    const vendor = await this.vendors.nameOf(mac).catch(() => undefined);
    const known = [machine?.hostname, vendor].filter((part) => part !== undefined);
    return known.length === 0 ? formatMacAddress(mac) : `${formatMacAddress(mac)} (${known.join(', ')})`;
  }
}
