import type { KnownMachine, KnownNetwork, KnownNic } from '../boot/known-machine.js';
import type { ServerWire } from '../boot/server-wire.js';
import type { Ipv4Address } from '../values/ipv4-address.js';
import type { MacAddress } from '../values/mac-address.js';

/** A NIC together with the machine it belongs to: what a hardware address leads to. */
export interface MachineNic {
  readonly machine: KnownMachine;
  readonly nic: KnownNic;
}

/**
 * The read port of the inventory: the whole of it in memory, kept true by every write, so that no packet ever waits
 * for a query. Also the injection token.
 */
export abstract class MachineDirectory {
  abstract readonly machineCount: number;

  abstract byMac(mac: MacAddress): MachineNic | undefined;
  abstract byIp(ip: Ipv4Address): MachineNic | undefined;
  /** Host names compare without case (RFC 1123 §2.1). */
  abstract byHostname(hostname: string): KnownMachine | undefined;
  /** By the octets of option 61. */
  abstract byClientId(clientId: Buffer): MachineNic | undefined;

  /** By a UUID in lower case, f81d4fae-7dec-11d0-a765-00a0c91e6bf6. */
  abstract byUuid(uuid: string): MachineNic | undefined;

  /** By the port of a relay or switch: sub-options 1 and 2 of option 82, both together before each alone. */
  abstract byRelayPort(circuitId: Buffer | undefined, remoteId: Buffer | undefined): MachineNic | undefined;

  abstract byId(id: number): KnownMachine | undefined;

  abstract networks(): readonly KnownNetwork[];
  /** The network whose CIDR holds this address. */
  abstract networkOf(address: Ipv4Address): KnownNetwork | undefined;
  /** The network that a relay's giaddr stands for: the one whose CIDR holds it, or that lists it under `relays`. */
  abstract networkOfRelay(giaddr: Ipv4Address): KnownNetwork | undefined;

  /** The networks of a wire of ours, the preferred one first; `networksOnWire` of `boot/choose-networks.ts`, kept. */
  abstract networksOnWire(wire: ServerWire): readonly KnownNetwork[];

  /** Tells `watcher` whenever a network, or a profile of one, was put, changed or removed. */
  abstract watchNetworks(watcher: () => void): void;

  /** `networkOfRelay` and the networks that share its wire, itself first; none when there is none. */
  abstract networksAround(address: Ipv4Address): readonly KnownNetwork[];
}
