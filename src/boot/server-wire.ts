import type { Ipv4Address } from '../values/ipv4-address.js';
import { networkContains, type Ipv4Network } from '../values/ipv4-network.js';
import type { MacAddress } from '../values/mac-address.js';

/** This host on the wire that a packet came from: what a decision may know about our own interface. */
export interface ServerWire {
  readonly name: string;
  readonly mac: MacAddress;
  readonly mtu: number;
  /** In the kernel's order, the primary one first. */
  readonly addresses: readonly ServerAddress[];
}

export interface ServerAddress {
  readonly address: Ipv4Address;
  readonly network: Ipv4Network;
}

/** Our address on the network that `address` lies on, or undefined when it lies on none of this wire's networks. */
export function serverAddressFor(wire: ServerWire, address: Ipv4Address): ServerAddress | undefined {
  for (const own of wire.addresses) if (networkContains(own.network, address)) return own;
  return undefined;
}
