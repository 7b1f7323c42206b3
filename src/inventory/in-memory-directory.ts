import type { BootMode } from '../boot/boot-files.js';
import { networksOnWire, networksSharing } from '../boot/choose-networks.js';
import type { InstallProgress } from '../boot/install-state.js';
import type { KnownMachine, KnownNetwork, KnownNic, NicDetails } from '../boot/known-machine.js';
import { selectByLabels, type KnownProfile } from '../boot/known-profile.js';
import type { ServerWire } from '../boot/server-wire.js';
import type { Ipv4Address } from '../values/ipv4-address.js';
import { formatIpv4Network, networkContains } from '../values/ipv4-network.js';
import type { MacAddress } from '../values/mac-address.js';
import { MachineDirectory, type MachineNic } from './machine-directory.js';
import { NicIndex } from './nic-index.js';
import { NicIdentifiers, type TakenIdentifier } from './nic-identifiers.js';

const NO_NETWORKS: readonly KnownNetwork[] = [];

/** Hears of a machine: undefined before it was added, undefined after it was removed. */
export type MachineWatcher = (before: KnownMachine | undefined, after: KnownMachine | undefined) => void;

/**
 * The inventory in memory. Writers commit to the database first and then put the record here; both in one turn, so
 * that the maps are always those of some committed state.
 */
export class InMemoryDirectory extends MachineDirectory {
  private readonly machines = new Map<number, KnownMachine>();
  private readonly nicByMac = new NicIndex();
  private readonly nicByIp = new NicIndex();
  private readonly identifiers = new NicIdentifiers();
  private readonly machineByHostname = new Map<string, KnownMachine>();
  private readonly networkById = new Map<number, KnownNetwork>();
  private readonly profileByName = new Map<string, KnownProfile>();
  /** Only those that select machines by labels: few, and asked for every machine. */
  private selectors: readonly KnownProfile[] = [];
  private readonly watchers: MachineWatcher[] = [];
  private readonly networkWatchers: (() => void)[] = [];
  private networksByAddress: readonly KnownNetwork[] = [];
  private networkByRelay: ReadonlyMap<Ipv4Address, KnownNetwork> = new Map();
  private sharing: ReadonlyMap<KnownNetwork, readonly KnownNetwork[]> = new Map();
  /** A change of an interface makes a new object of it, a change of a network a new map here. */
  private onWire = new WeakMap<ServerWire, readonly KnownNetwork[]>();

  override get machineCount(): number {
    return this.machines.size;
  }

  /** All machines, in no order. */
  all(): Iterable<KnownMachine> {
    return this.machines.values();
  }

  override byMac(mac: MacAddress): MachineNic | undefined {
    return this.nicByMac.get(mac);
  }

  override byIp(ip: Ipv4Address): MachineNic | undefined {
    return this.nicByIp.get(ip);
  }

  override byHostname(hostname: string): KnownMachine | undefined {
    return this.machineByHostname.get(hostname.toLowerCase());
  }

  override byClientId(clientId: Buffer): MachineNic | undefined {
    return this.identifiers.byClientId(clientId);
  }

  override byUuid(uuid: string): MachineNic | undefined {
    return this.identifiers.byUuid(uuid);
  }

  override byRelayPort(circuitId: Buffer | undefined, remoteId: Buffer | undefined): MachineNic | undefined {
    return this.identifiers.byRelayPort(circuitId, remoteId);
  }

  /** Which of these identifiers a NIC of the inventory has already. */
  takenIdentifiers(details: NicDetails): readonly TakenIdentifier[] {
    return this.identifiers.taken(details);
  }

  override byId(id: number): KnownMachine | undefined {
    return this.machines.get(id);
  }

  /** In the order of their addresses. */
  override networks(): readonly KnownNetwork[] {
    return this.networksByAddress;
  }

  override networkOf(address: Ipv4Address): KnownNetwork | undefined {
    // Networks never overlap, so only the last one that begins at or below the address can hold it.
    const networks = this.networksByAddress;
    let low = 0;
    let high = networks.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((networks[middle]?.cidr.address ?? 0) <= address) low = middle + 1;
      else high = middle;
    }
    const network = networks[low - 1];
    return network !== undefined && networkContains(network.cidr, address) ? network : undefined;
  }

  override networkOfRelay(giaddr: Ipv4Address): KnownNetwork | undefined {
    return this.networkOf(giaddr) ?? this.networkByRelay.get(giaddr);
  }

  override networksOnWire(wire: ServerWire): readonly KnownNetwork[] {
    let here = this.onWire.get(wire);
    if (here === undefined) {
      here = networksOnWire(wire, this.networksByAddress);
      this.onWire.set(wire, here);
    }
    return here;
  }

  override watchNetworks(watcher: () => void): void {
    this.networkWatchers.push(watcher);
  }

  override networksAround(address: Ipv4Address): readonly KnownNetwork[] {
    const network = this.networkOfRelay(address);
    return (network && this.sharing.get(network)) ?? NO_NETWORKS;
  }

  /** Adds a machine, or puts it in the place of the record with the same id; its profile is looked up. */
  putMachine(record: KnownMachine): void {
    this.add(record, this.take(record.id));
  }

  /** Puts many at once: a name or address that one of them gives up may be another's now. */
  putMachines(records: readonly KnownMachine[]): void {
    const taken = records.map(({ id }) => this.take(id));
    records.forEach((record, at) => this.add(record, taken[at]));
  }

  removeMachine(id: number): void {
    const machine = this.take(id);
    if (machine !== undefined) for (const watcher of this.watchers) watcher(machine, undefined);
  }

  /** Tells `watcher` of every machine that is put, changed or removed from now on. */
  watchMachines(watcher: MachineWatcher): void {
    this.watchers.push(watcher);
  }

  /** Notes where a machine's installation stands; it is no part of the record, and stays when that is written. */
  putInstall(id: number, install: InstallProgress): void {
    const machine = this.machines.get(id);
    if (machine === undefined) return;
    const noted = { ...machine, install };
    this.machines.set(id, noted);
    this.machineByHostname.set(noted.hostname.toLowerCase(), noted);
    for (const nic of noted.nics) this.index(noted, nic);
  }

  /** Adds a network, or puts it in the place of the record with the same id; its profiles are looked up. */
  putNetwork(network: KnownNetwork): void {
    this.networkById.set(network.id, this.withProfiles(network));
    this.sortNetworks();
  }

  removeNetwork(id: number): void {
    this.networkById.delete(id);
    this.sortNetworks();
  }

  networkOfId(id: number): KnownNetwork | undefined {
    return this.networkById.get(id);
  }

  profiles(): readonly KnownProfile[] {
    return [...this.profileByName.values()];
  }

  profileOfName(name: string): KnownProfile | undefined {
    return this.profileByName.get(name);
  }

  profileOfId(id: number): KnownProfile | undefined {
    return this.profiles().find((profile) => profile.id === id);
  }

  /** Adds a profile, or puts it in the place of the one with the same name; whoever uses it sees it at once. */
  putProfile(profile: KnownProfile): void {
    this.profileByName.set(profile.name, profile);
    this.profilesChanged();
  }

  removeProfile(name: string): void {
    this.profileByName.delete(name);
    this.profilesChanged();
  }

  /** The machines that boot by this profile, because they name it or because their labels select it. */
  *machinesOf(profile: KnownProfile): Generator<KnownMachine> {
    for (const machine of this.machines.values()) if (machine.profile === profile) yield machine;
  }

  /** Machines that are installed, were, or were stopped on the way. */
  installations(): KnownMachine[] {
    return [...this.machines.values()].filter(
      ({ install }) => install.armedAt !== undefined || install.state !== 'idle',
    );
  }

  /** The network of a machine's first address. */
  homeOf(machine: KnownMachine): KnownNetwork | undefined {
    const ip = machine.nics.find((nic) => nic.ip !== undefined)?.ip;
    return ip === undefined ? undefined : this.networkOf(ip);
  }

  *machinesInMode(mode: BootMode): Generator<KnownMachine> {
    for (const machine of this.machines.values()) if (machine.bootMode === mode) yield machine;
  }

  /** Every machine's address that lies in this network's CIDR, with whose it is. */
  *addressesIn(network: KnownNetwork): Generator<{ readonly ip: Ipv4Address; readonly machine: KnownMachine }> {
    for (const [key, { machine }] of this.nicByIp.entries()) {
      const ip = key as Ipv4Address;
      if (networkContains(network.cidr, ip)) yield { ip, machine };
    }
  }

  private take(id: number): KnownMachine | undefined {
    const machine = this.machines.get(id);
    if (machine === undefined) return undefined;
    this.machines.delete(id);
    this.forget(machine);
    return machine;
  }

  /** @param before the record that it takes the place of */
  private add(record: KnownMachine, before: KnownMachine | undefined): void {
    const install = before?.install ?? record.install;
    const machine = this.withProfile(install === record.install ? record : { ...record, install });
    this.machines.set(machine.id, machine);
    this.machineByHostname.set(machine.hostname.toLowerCase(), machine);
    for (const nic of machine.nics) this.index(machine, nic);
    for (const watcher of this.watchers) watcher(before, machine);
  }

  private profilesChanged(): void {
    this.selectors = this.profiles().filter(({ matchLabels }) => matchLabels !== undefined);
    for (const machine of [...this.machines.values()]) {
      if (this.withProfile(machine) !== machine) this.putMachine(machine);
    }
    for (const [id, network] of this.networkById) this.networkById.set(id, this.withProfiles(network));
    this.sortNetworks();
  }

  /** The same object when its profile is the right one already. */
  private withProfile(machine: KnownMachine): KnownMachine {
    const profile =
      machine.profileName === undefined
        ? selectByLabels(machine.labels, this.selectors)
        : this.profileByName.get(machine.profileName);
    return profile === machine.profile ? machine : { ...machine, profile };
  }

  private withProfiles(network: KnownNetwork): KnownNetwork {
    const named = (name: string | undefined): KnownProfile | undefined =>
      name === undefined ? undefined : this.profileByName.get(name);
    const profile = named(network.profileName);
    const unknownProfile = named(network.unknownProfileName);
    const same = profile === network.profile && unknownProfile === network.unknownProfile;
    return same ? network : { ...network, profile, unknownProfile };
  }

  private index(machine: KnownMachine, nic: KnownNic): void {
    const entry: MachineNic = { machine, nic };
    if (nic.mac !== undefined) this.nicByMac.set(nic.mac, entry);
    if (nic.ip !== undefined) this.nicByIp.set(nic.ip, entry);
    if (nic.details !== undefined) this.identifiers.add(nic.details, entry);
  }

  private forget(machine: KnownMachine): void {
    this.machineByHostname.delete(machine.hostname.toLowerCase());
    for (const nic of machine.nics) {
      if (nic.mac !== undefined) this.nicByMac.delete(nic.mac);
      if (nic.ip !== undefined) this.nicByIp.delete(nic.ip);
      if (nic.details !== undefined) this.identifiers.remove(nic.details);
    }
  }

  private sortNetworks(): void {
    const networks = [...this.networkById.values()].sort((a, b) => a.cidr.address - b.cidr.address);
    const byRelay = new Map<Ipv4Address, KnownNetwork>();
    for (const network of networks) for (const relay of network.relays) byRelay.set(relay, network);
    this.networksByAddress = networks;
    this.networkByRelay = byRelay;
    this.sharing = new Map(networks.map((network) => [network, networksSharing(network, networks)]));
    this.onWire = new WeakMap();
    for (const watcher of this.networkWatchers) watcher();
  }
}

/** `lab 10.79.0.0/24`, for messages. */
export function networkLabel(network: KnownNetwork): string {
  return `${network.name} ${formatIpv4Network(network.cidr)}`;
}
