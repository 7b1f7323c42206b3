import type { BootPlan } from '../../boot/boot-plan.js';
import { chooseBootPlan } from '../../boot/boot-policy.js';
import type { BootRequest } from '../../boot/boot-request.js';
import { chooseAddress, hasAddress } from '../../boot/choose-address.js';
import type { KnownMachine, KnownNetwork, KnownNic } from '../../boot/known-machine.js';
import { serverAddressFor, type ServerWire } from '../../boot/server-wire.js';
import { formatIpv4Address, type Ipv4Address } from '../../values/ipv4-address.js';
import { networkContains } from '../../values/ipv4-network.js';
import type { BootpMessage } from '../../wire/bootp/bootp-message.js';
import { silent, type Silent } from '../verdict.js';

/** What the edge looked up before a decision about a BOOTP or DHCP request. */
export interface BootpSituation {
  readonly message: BootpMessage;
  /** The machine that has the client's hardware address. */
  readonly known: { readonly machine: KnownMachine; readonly nic: KnownNic } | undefined;
  readonly wire: ServerWire;
  /** Where the datagram was sent; one of our addresses when it was unicast. */
  readonly destinationAddress: Ipv4Address;
  readonly networkOf: (address: Ipv4Address) => KnownNetwork | undefined;
  readonly networkOfRelay: (giaddr: Ipv4Address) => KnownNetwork | undefined;
  /** Is this one of this host's addresses, on whatever interface? */
  readonly isOwnAddress: (address: Ipv4Address) => boolean;
  readonly fileExists: (path: string) => boolean;
  /** This host's name, for BOOTP clients that name their server (RFC 951 sname). */
  readonly serverHostname: string;
  /** Where our HTTP server listens, for clients that boot by URL. */
  readonly httpPort: number;
}

/** A known client with the address, network, server address and boot plan that it has here. */
export interface ClientFacts {
  readonly machine: KnownMachine;
  readonly nic: KnownNic;
  readonly address: Ipv4Address;
  readonly network: KnownNetwork;
  readonly server: Ipv4Address;
  readonly request: BootRequest;
  readonly plan: BootPlan;
  readonly httpPort: number;
}

/**
 * Who is it, which of its addresses lies here, and what does it boot? The steps that every BOOTP and DHCP message
 * shares; silence with its reason where one fails.
 */
export function readClientFacts(situation: BootpSituation, request: BootRequest): ClientFacts | Silent {
  const { message, known, wire } = situation;
  if (known === undefined) return silent('unknown-machine');
  const { machine, nic } = known;
  if (wire.addresses.length === 0) return silent('interface-without-address');

  const elsewhere = networkElsewhere(situation);
  if (elsewhere === undefined && message.relayAddress !== 0) {
    return silent('no-network-on-this-wire', { relay: formatIpv4Address(message.relayAddress) });
  }
  const address = chooseAddress(machine, nic, (candidate) =>
    elsewhere === undefined
      ? serverAddressFor(wire, candidate) !== undefined
      : networkContains(elsewhere.cidr, candidate),
  );
  if (address === undefined) return silent(hasAddress(machine) ? 'no-address-on-this-wire' : 'no-address');
  const network = situation.networkOf(address);
  if (network === undefined) return silent('no-network-on-this-wire', { address: formatIpv4Address(address) });
  if (network.mode === 'proxy') return silent('proxy-gives-no-address', { network: network.name });
  if (network.mode === 'off') return silent('network-off', { network: network.name });

  const plan = chooseBootPlan({ request, machine, network, fileExists: situation.fileExists });
  // A paused machine's firmware is refused; its operating system keeps its address.
  if (request.boots && plan.kind === 'none' && plan.reason === 'paused') return silent('paused');
  return {
    machine,
    nic,
    address,
    network,
    server: chooseServerAddress(situation, address),
    request,
    plan,
    httpPort: situation.httpPort,
  };
}

/**
 * The client's network when it is not on the wire that we heard it on: the relay's (giaddr, RFC 1542 §4.1), or that of
 * the address it renews by unicast through a router (RFC 2131 §4.3.2, RENEWING: giaddr is zero then).
 */
function networkElsewhere(situation: BootpSituation): KnownNetwork | undefined {
  const { message } = situation;
  if (message.relayAddress !== 0) return situation.networkOfRelay(message.relayAddress);
  return cameThroughRouter(situation) ? situation.networkOf(message.clientAddress) : undefined;
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
function chooseServerAddress(situation: BootpSituation, address: Ipv4Address): Ipv4Address {
  const { wire, destinationAddress } = situation;
  const onClientsNetwork = serverAddressFor(wire, address)?.address;
  if (onClientsNetwork !== undefined) return onClientsNetwork;
  const sentTo = wire.addresses.find((own) => own.address === destinationAddress)?.address;
  return sentTo ?? wire.addresses[0]?.address ?? destinationAddress;
}
