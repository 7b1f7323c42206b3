import type { KnownMachine, KnownNetwork, NicDetails } from '../boot/known-machine.js';
import type { KnownProfile } from '../boot/known-profile.js';
import type { Ipv4Address } from '../values/ipv4-address.js';
import type { MacAddress } from '../values/mac-address.js';
import { InMemoryDirectory } from './in-memory-directory.js';
import type { MachineNic } from './machine-directory.js';
import type { TakenIdentifier } from './nic-identifiers.js';

/**
 * The inventory as it will be: what is put here stands over the directory, which stays as it is until the commit. So
 * the records of one request are checked against each other too.
 */
export class DirectoryDraft extends InMemoryDirectory {
  private readonly leaving: Set<number>;

  /** @param leaving the records that the request replaces or removes: their names and addresses are free */
  constructor(
    private readonly base: InMemoryDirectory,
    leaving: Iterable<number>,
  ) {
    super();
    this.leaving = new Set(leaving);
  }

  /** This record is neither replaced nor removed after all. */
  keep(id: number): void {
    this.removeMachine(id);
    this.leaving.delete(id);
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

  /** What the directory found, unless the request gives that record another place. */
  private unchanged<Found extends { readonly machine: KnownMachine }>(found: Found | undefined): Found | undefined {
    if (found === undefined || this.leaving.has(found.machine.id)) return undefined;
    return super.byId(found.machine.id) === undefined ? found : undefined;
  }
}
