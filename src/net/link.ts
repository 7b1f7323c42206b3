import type { InterfaceAddress, NetworkInterface } from './net.port.js';
import { ZERO_MAC, type MacAddress } from '../values/mac-address.js';

/** A network link of this host, as the kernel tells it, whether we serve it or not. */
export interface Link {
  readonly index: number;
  readonly name: string;
  /** Undefined for what is not Ethernet (tunnels, WireGuard). */
  readonly mac: MacAddress | undefined;
  readonly mtu: number;
  /** Administratively up (IFF_UP); the cable may still be out. */
  readonly up: boolean;
  readonly loopback: boolean;
  /** What made it: `veth`, `bridge`, `vlan`, `bond`, …; undefined for a network card. */
  readonly kind: string | undefined;
  /** Index of the bridge, bond or VRF that it belongs to. */
  readonly master: number | undefined;
  readonly addresses: readonly InterfaceAddress[];
}

export function networkInterfaceOf(link: Link): NetworkInterface {
  const { index, name, mac, mtu, loopback, addresses } = link;
  return { index, name, mac: mac ?? ZERO_MAC, mtu, loopback, addresses };
}
