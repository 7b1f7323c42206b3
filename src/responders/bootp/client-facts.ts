import type { LeaseBook } from '../../addressing/lease-book.js';
import { isHeld } from '../../addressing/lease.js';
import type { BootPlan } from '../../boot/boot-plan.js';
import { chooseBootPlan } from '../../boot/boot-policy.js';
import type { BootRequest } from '../../boot/boot-request.js';
import { chooseAddress, hasAddress } from '../../boot/choose-address.js';
import { chooseNetworks, networkHolding, type NetworkLookups } from '../../boot/choose-networks.js';
import type { ExtraOption, KnownMachine, KnownNetwork, KnownNic, NicDetails } from '../../boot/known-machine.js';
import { serverAddressFor, type ServerWire } from '../../boot/server-wire.js';
import type { Instant } from '../../values/instant.js';
import { formatIpv4Address, type Ipv4Address } from '../../values/ipv4-address.js';
import type { BootpMessage } from '../../wire/bootp/bootp-message.js';
import { readAddress } from '../../wire/dhcp/dhcp-options.codec.js';
import type { RelayAgent } from '../../wire/dhcp/read-relay-agent.js';
import { silent, type Silent } from '../verdict.js';
import { SUBNET_SELECTION } from './option-codes.js';

/** What the edge looked up before a decision about a BOOTP or DHCP request. */
export interface BootpSituation extends NetworkLookups {
  readonly message: BootpMessage;
  /** What relays said of the client (option 82); undefined when they said nothing. */
  readonly relayAgent: RelayAgent | undefined;
  /** The machine of the inventory that the client is. */
  readonly known: { readonly machine: KnownMachine; readonly nic: KnownNic } | undefined;
  readonly wire: ServerWire;
  /** Where the datagram was sent; one of our addresses when it was unicast. */
  readonly destinationAddress: Ipv4Address;
  /** The port that the datagram came from; a relay may ask for the answer there. */
  readonly sourcePort: number;
  /** Is this one of this host's addresses, on whatever interface? */
  readonly isOwnAddress: (address: Ipv4Address) => boolean;
  readonly fileExists: (path: string) => boolean;
  /** This host's name, for BOOTP clients that name their server (RFC 951 sname). */
  readonly serverHostname: string;
  /** Where our HTTP server listens, for clients that boot by URL. */
  readonly httpPort: number;
}

/** The same with what a decision must know that gives addresses. */
export interface AddressSituation extends BootpSituation {
  readonly now: Instant;
  readonly leases: LeaseBook;
  /** The machine of the inventory that this address is kept for. */
  readonly ownerOf: (address: Ipv4Address) => KnownMachine | undefined;
}

/** A client with the address, network, server address and boot plan that it has here. */
export interface ClientFacts {
  readonly machine: KnownMachine;
  readonly address: Ipv4Address;
  readonly network: KnownNetwork;
  /** Our own address that it reaches, where the answer comes from. */
  readonly server: Ipv4Address;
  /** Option 54: `server`, or what the relay wants the client to take for it. */
  readonly serverIdentifier: Ipv4Address;
  /** TFTP server by the record; undefined: `server`. What the NIC says wins over its network. */
  readonly nextServer: Ipv4Address | undefined;
  /** Extra options, those of the NIC before those of its network. */
  readonly options: readonly ExtraOption[];
  readonly request: BootRequest;
  readonly plan: BootPlan;
  readonly httpPort: number;
}

/**
 * Who is it, which of its addresses lies here, and what does it boot? The steps that every BOOTP and DHCP message
 * shares; silence with its reason where one fails.
 */
export function readClientFacts(situation: AddressSituation, request: BootRequest): ClientFacts | Silent {
  const { known, wire } = situation;
  if (known === undefined) return silent('unknown-machine');
  const { machine, nic } = known;
  if (wire.addresses.length === 0) return silent('interface-without-address');

  const networks = readNetworks(situation);
  if (networks.length === 0) return silent('no-network-on-this-wire', selectionOf(situation));
  const address = chooseAddress(machine, nic, (candidate) => networkHolding(networks, candidate) !== undefined);
  const network = address === undefined ? undefined : networkHolding(networks, address);
  if (address === undefined || network === undefined) {
    return silent(hasAddress(machine) ? 'no-address-on-this-wire' : 'no-address');
  }
  if (network.mode === 'proxy') return silent('proxy-gives-no-address', { network: network.name });
  if (isLeasedToAnother(situation, machine, network, address)) {
    return silent('address-still-leased', { address: formatIpv4Address(address) });
  }
  if (network.mode === 'off') return silent('network-off', { network: network.name });

  const plan = chooseBootPlan({ request, machine, network, fileExists: situation.fileExists });
  // A paused machine's firmware is refused; its operating system keeps its address.
  if (request.boots && plan.kind === 'none' && plan.reason === 'paused') return silent('paused');
  return seatAt(situation, machine, network, address, request, plan);
}

/** The facts of a client that has this address on this network. */
export function seatAt(
  situation: BootpSituation,
  machine: KnownMachine,
  network: KnownNetwork,
  address: Ipv4Address,
  request: BootRequest,
  plan: BootPlan,
): ClientFacts {
  const server = chooseServerAddress(situation, address);
  const details = situation.known?.nic.details;
  return {
    machine,
    address,
    network,
    server,
    serverIdentifier: situation.relayAgent?.serverOverride ?? server,
    nextServer: details?.nextServer ?? network.nextServer,
    options: optionsFor(details, network),
    request,
    plan,
    httpPort: situation.httpPort,
  };
}

/** An address that became this machine's while a client of the pool held it is its own when that lease is over. */
function isLeasedToAnother(
  { leases, now, message }: AddressSituation,
  machine: KnownMachine,
  network: KnownNetwork,
  address: Ipv4Address,
): boolean {
  const lease = leases.ifAny(network)?.at(address);
  if (lease?.state !== 'leased' || !isHeld(lease, now)) return false;
  const holder = lease.client;
  return holder?.machineId !== machine.id && holder?.mac !== message.mac;
}

/**
 * The networks that the client may be on, the preferred one first. A client that renews by unicast through a router
 * (RFC 2131 §4.3.2, RENEWING: giaddr is zero then) is on that of the address it renews.
 */
export function readNetworks(situation: BootpSituation): readonly KnownNetwork[] {
  const { message, relayAgent, wire } = situation;
  const place = {
    linkSelection: relayAgent?.linkSelection,
    subnetSelection: readAddress(message.options, SUBNET_SELECTION),
    relay: message.relayAddress === 0 ? undefined : message.relayAddress,
    renewing: cameThroughRouter(situation) ? message.clientAddress : undefined,
  };
  return chooseNetworks(place, wire, situation);
}

/** What the packet said of its network, for an operator who wonders why there is none. */
function selectionOf({ message, relayAgent }: BootpSituation): Record<string, string> {
  const detail: Record<string, string> = {};
  if (relayAgent?.linkSelection !== undefined) detail['link'] = formatIpv4Address(relayAgent.linkSelection);
  const subnet = readAddress(message.options, SUBNET_SELECTION);
  if (subnet !== undefined) detail['subnet'] = formatIpv4Address(subnet);
  if (message.relayAddress !== 0) detail['relay'] = formatIpv4Address(message.relayAddress);
  return detail;
}

function optionsFor(details: NicDetails | undefined, network: KnownNetwork): readonly ExtraOption[] {
  const own = details?.options ?? [];
  if (own.length === 0) return network.options;
  return [...own, ...network.options.filter(({ code }) => own.every((option) => option.code !== code))];
}

/** Where the relay wants its answer, when it asks for another port than the server's (RFC 8357 §4). */
export function relayPortOf({ relayAgent, sourcePort }: BootpSituation): number | undefined {
  return relayAgent?.ownSourcePort === true ? sourcePort : undefined;
}

/** Was it sent to one of our addresses, from an address that lies on none of this wire's networks? */
export function cameThroughRouter({ message, wire, destinationAddress, isOwnAddress }: BootpSituation): boolean {
  const { relayAddress, clientAddress } = message;
  if (relayAddress !== 0 || clientAddress === 0 || !isOwnAddress(destinationAddress)) return false;
  return serverAddressFor(wire, clientAddress) === undefined;
}

/**
 * The address that we call ourselves in this answer (option 54, siaddr): the one on the client's network; for relayed
 * clients the one that the relay sent to, since that one is reachable from there; else the interface's primary one.
 */
export function chooseServerAddress(situation: BootpSituation, address: Ipv4Address): Ipv4Address {
  const { wire, destinationAddress } = situation;
  const onClientsNetwork = serverAddressFor(wire, address)?.address;
  if (onClientsNetwork !== undefined) return onClientsNetwork;
  const sentTo = wire.addresses.find((own) => own.address === destinationAddress)?.address;
  return sentTo ?? wire.addresses[0]?.address ?? destinationAddress;
}
