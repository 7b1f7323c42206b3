import type { KnownMachine, KnownNetwork, KnownNic } from '../boot/known-machine.js';
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
  abstract byId(id: number): KnownMachine | undefined;

  abstract networks(): readonly KnownNetwork[];
  /** The network whose CIDR holds this address. */
  abstract networkOf(address: Ipv4Address): KnownNetwork | undefined;
  /** The network that a relay's giaddr stands for: the one whose CIDR holds it, or that lists it under `relays`. */
  abstract networkOfRelay(giaddr: Ipv4Address): KnownNetwork | undefined;
}
