import type { Ipv4Address } from '../values/ipv4-address.js';
import { networkContains, networksOverlap } from '../values/ipv4-network.js';
import type { KnownNetwork } from './known-machine.js';
import type { ServerWire } from './server-wire.js';

/** What a packet says about the network that its client is on; undefined where it says nothing. */
export interface ClientPlace {
  /** Sub-option 5 of option 82 (RFC 3527): an address on the client's link, when giaddr is not one. */
  readonly linkSelection: Ipv4Address | undefined;
  /** Option 118 (RFC 3011): the subnet that the client wants an address of. */
  readonly subnetSelection: Ipv4Address | undefined;
  /** giaddr. */
  readonly relay: Ipv4Address | undefined;
  /** ciaddr of a client that renews by unicast through a router. */
  readonly renewing: Ipv4Address | undefined;
}

/** What the inventory knows of wires. */
export interface NetworkLookups {
  /** The networks of a wire of ours, the preferred one first. */
  readonly networksOnWire: (wire: ServerWire) => readonly KnownNetwork[];
  /** The networks on the wire of the one that holds this address, or lists it as its relay; that one first. */
  readonly networksAround: (address: Ipv4Address) => readonly KnownNetwork[];
}

/**
 * Which networks is the client on? One, or those that share its wire, the preferred one first; none when the inventory
 * has no network there. What a relay says about the link wins over what the client wants (RFC 3527 §3), and both over
 * giaddr; who sends no such thing is on the wire that we heard it on.
 */
export function chooseNetworks(place: ClientPlace, wire: ServerWire, lookups: NetworkLookups): readonly KnownNetwork[] {
  const elsewhere = place.linkSelection ?? place.subnetSelection ?? place.relay ?? place.renewing;
  return elsewhere === undefined ? lookups.networksOnWire(wire) : lookups.networksAround(elsewhere);
}

/**
 * The networks on a wire of ours: those that hold our addresses, in the order of these (where none does, those inside
 * the network of the address, whose prefix is shorter then), those set to this interface, and all that share the wire
 * with one of them. A network that is set to another interface is not here.
 */
export function networksOnWire(wire: ServerWire, networks: readonly KnownNetwork[]): readonly KnownNetwork[] {
  const found = new Set<KnownNetwork>();
  const candidates = networks.filter((network) => network.interface === undefined || network.interface === wire.name);
  for (const own of wire.addresses) {
    const holding = candidates.filter(({ cidr }) => networkContains(cidr, own.address));
    const here = holding.length > 0 ? holding : candidates.filter(({ cidr }) => networksOverlap(cidr, own.network));
    for (const network of here) found.add(network);
  }
  for (const network of candidates) if (network.interface === wire.name) found.add(network);
  for (const network of [...found]) for (const other of networksSharing(network, candidates)) found.add(other);
  return [...found];
}

/** This network and those that share its wire, itself first. */
export function networksSharing(network: KnownNetwork, networks: readonly KnownNetwork[]): readonly KnownNetwork[] {
  const name = network.sharedNetwork;
  if (name === undefined) return [network];
  return [network, ...networks.filter((other) => other !== network && other.sharedNetwork === name)];
}

/** The one of these networks that an address lies in. */
export function networkHolding(networks: readonly KnownNetwork[], address: Ipv4Address): KnownNetwork | undefined {
  for (const network of networks) if (networkContains(network.cidr, address)) return network;
  return undefined;
}
