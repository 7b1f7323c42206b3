import type { KnownMachine, KnownNetwork, NicDetails } from '../boot/known-machine.js';
import type { KnownProfile } from '../boot/known-profile.js';
import type { Ipv4Address } from '../values/ipv4-address.js';
import type { MacAddress } from '../values/mac-address.js';
import { InMemoryDirectory } from './in-memory-directory.js';
import type { MachineNic } from './machine-directory.js';
import type { TakenIdentifier } from './nic-identifiers.js';

/**
 * The inventory as it will be: what is put here stands over the directory, which stays as it is until the commit. So
 * the rows of one request are checked against each other too.
 */
export class DirectoryDraft extends InMemoryDirectory {
  constructor(private readonly base: InMemoryDirectory) {
    super();
  }

  override byMac(mac: MacAddress): MachineNic | undefined {
    return super.byMac(mac) ?? this.unchanged(this.base.byMac(mac));
  }

  override byIp(ip: Ipv4Address): MachineNic | undefined {
    return super.byIp(ip) ?? this.unchanged(this.base.byIp(ip));
  }

  override byHostname(hostname: string): KnownMachine | undefined {
    const machine = this.base.byHostname(hostname);
    return super.byHostname(hostname) ?? this.unchanged(machine && { machine })?.machine;
  }

  override byId(id: number): KnownMachine | undefined {
    return super.byId(id) ?? this.base.byId(id);
  }

  override takenIdentifiers(details: NicDetails): readonly TakenIdentifier[] {
    const still = this.base.takenIdentifiers(details).filter(({ by }) => this.unchanged(by) !== undefined);
    return [...super.takenIdentifiers(details), ...still];
  }

  override networks(): readonly KnownNetwork[] {
    return this.base.networks();
  }

  override networkOf(address: Ipv4Address): KnownNetwork | undefined {
    return this.base.networkOf(address);
  }

  override profiles(): readonly KnownProfile[] {
    return this.base.profiles();
  }

  override profileOfName(name: string): KnownProfile | undefined {
    return this.base.profileOfName(name);
  }

  /** What the directory found, unless a row of the draft has replaced that machine. */
  private unchanged<Found extends { readonly machine: KnownMachine }>(found: Found | undefined): Found | undefined {
    return found !== undefined && super.byId(found.machine.id) === undefined ? found : undefined;
  }
}
