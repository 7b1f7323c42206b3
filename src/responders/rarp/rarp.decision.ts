import { allocateAddress } from '../../addressing/allocate-address.js';
import type { LeaseBook } from '../../addressing/lease-book.js';
import { NO_FACTS, type LeaseChange } from '../../addressing/lease.js';
import { chooseAddress, hasAddress } from '../../boot/choose-address.js';
import type { KnownMachine, KnownNetwork, KnownNic } from '../../boot/known-machine.js';
import { mayBoot } from '../../boot/may-boot.js';
import { serverAddressFor, type ServerWire } from '../../boot/server-wire.js';
import type { Instant } from '../../values/instant.js';
import { formatIpv4Address, type Ipv4Address } from '../../values/ipv4-address.js';
import { networkContains } from '../../values/ipv4-network.js';
import { ARP_REPLY, ARP_REQUEST } from '../../wire/arp/arp.codec.js';
import {
  DRARP_ERROR,
  DRARP_REPLY,
  DRARP_REQUEST,
  drarpErrorField,
  RARP_REPLY,
  RARP_REQUEST,
  type DrarpError,
  type RarpPacket,
} from '../../wire/rarp/rarp.codec.js';
import { silent, type AnswerDelay, type Verdict } from '../verdict.js';

/** A RARP reply carries its own destination: the Ethernet source of the request. */
export type RarpVerdict = Verdict<RarpPacket, 'requester', LeaseChange>;

/** What a decision may ask. */
export interface RarpLookups {
  readonly networkOf: (address: Ipv4Address) => KnownNetwork | undefined;
  /** The networks of a wire of ours; not asked for a machine with an address on a network of our own addresses. */
  readonly networksOnWire: (wire: ServerWire) => readonly KnownNetwork[];
  /** Would this machine, whose address this is, get a boot file by TFTP from us? Asked only when it matters. */
  readonly bootsFromHere: (machine: KnownMachine, network: KnownNetwork | undefined, address: Ipv4Address) => boolean;
  /** Who has this address by the inventory. */
  readonly machineOf: (address: Ipv4Address) => KnownMachine | undefined;
  readonly leases: LeaseBook;
  readonly now: () => Instant;
}

type Known = { readonly machine: KnownMachine; readonly nic: KnownNic } | undefined;

/** in.rarpd: "let the bootserver reply first by delaying a while". */
const SOLARIS_DELAY_MS = 3_000;

/**
 * RFC 903: a request reverse for a machine of the inventory is answered with its address on this wire, unicast to
 * whoever asked; there are no negative replies. The machine is the target hardware address, which may be a third
 * party's. A DRARP request (RFC 1931) for such a machine gets the same RARP reply, for any other an error. Everything
 * else asks nothing of us.
 */
export function decideRarp(request: RarpPacket, known: Known, wire: ServerWire, lookups: RarpLookups): RarpVerdict {
  switch (request.operation) {
    case RARP_REQUEST:
      return decideReverse(request, known, wire, lookups);
    case DRARP_REQUEST:
      return decideDynamic(request, known, wire, lookups);
    case ARP_REQUEST:
      return decideArpInside(request, wire, lookups);
    default:
      return silent('not-for-us', { operation: request.operation });
  }
}

function decideReverse(request: RarpPacket, known: Known, wire: ServerWire, lookups: RarpLookups): RarpVerdict {
  // No card has that address; tools of network stacks send it (zeek's dlt_sll2.pcap).
  if (request.targetHardwareAddress === 0) return silent('not-for-us', { target: 'no hardware address' });
  if (known === undefined) return silent('unknown-machine');
  const { machine, nic } = known;
  if (!mayBoot(machine)) return silent('paused');
  if (wire.addresses.length === 0) return silent('interface-without-address');

  const address =
    chooseAddress(machine, nic, (candidate) => serverAddressFor(wire, candidate) !== undefined) ??
    chooseAddress(machine, nic, (candidate) => sharesWire(candidate, wire, lookups));
  // On a network that shares our wire without an address of ours we are our first one, as rarpd -o answers off link.
  const server = address === undefined ? undefined : (serverAddressFor(wire, address) ?? wire.addresses[0]);
  if (address === undefined || server === undefined) {
    if (!hasAddress(machine)) return silent('no-address');
    return silent('no-address-on-this-wire', { addresses: addressesOf(machine) });
  }
  const network = lookups.networkOf(address);
  if (network?.mode === 'off') return silent('network-off');
  if (network?.mode === 'shadow') return silent('shadow', { would: `RARP reply ${formatIpv4Address(address)}` });

  let delay: AnswerDelay | undefined;
  const profile = network?.rarp.profile ?? 'standard';
  if (profile === 'bsd' && !isOwnRequest(request)) return silent('asked-by-another');
  if (profile !== 'standard' && !lookups.bootsFromHere(machine, network, address)) {
    if (profile === 'bsd') return silent('no-rarp-boot-file');
    delay = { milliseconds: SOLARIS_DELAY_MS, key: request.targetHardwareAddress };
  }
  return replyWith(request, wire, RARP_REPLY, server.address, address, delay);
}

/** The inventory says that the address's network is on this wire. */
function sharesWire(address: Ipv4Address, wire: ServerWire, { networkOf, networksOnWire }: RarpLookups): boolean {
  const network = networkOf(address);
  return network !== undefined && networksOnWire(wire).includes(network);
}

/**
 * RFC 1931 §2.3: an address on record comes in a RARP reply; without one, a temporary address comes from a pool of the
 * wire. Where there is none the client is told so, which is definitive, so only where the network is ours; elsewhere
 * another server may know better.
 */
function decideDynamic(request: RarpPacket, known: Known, wire: ServerWire, lookups: RarpLookups): RarpVerdict {
  const verdict = decideReverse(request, known, wire, lookups);
  if (verdict.kind === 'reply') return verdict;
  if (verdict.reason !== 'unknown-machine' && !verdict.reason.startsWith('no-address')) return verdict;
  const pools = lookups.networksOnWire(wire).flatMap((network) => {
    const own = wire.addresses.find(({ address }) => networkContains(network.cidr, address)) ?? wire.addresses[0];
    return network.mode === 'pool' && own !== undefined ? [{ network, server: own.address }] : [];
  });
  for (const pool of pools) {
    const temporary = decideTemporary(request, known, wire, pool, lookups);
    if (temporary !== undefined) return temporary;
  }
  const ours = wire.addresses.find(({ address }) => isServed(lookups.networkOf(address)));
  if (ours === undefined) return verdict;
  const noPool: DrarpError = verdict.reason === 'no-address-on-this-wire' ? 'MOVED' : 'RESTRICTED';
  const error = pools.length > 0 ? 'NOADDRESSES' : noPool;
  return replyWith(request, wire, DRARP_ERROR, ours.address, drarpErrorField(error), undefined);
}

/** The machine's own temporary address, or a free one, for as long as the network's leases last; undefined: all are taken. */
function decideTemporary(
  request: RarpPacket,
  known: Known,
  wire: ServerWire,
  { network, server }: { readonly network: KnownNetwork; readonly server: Ipv4Address },
  { leases, machineOf, now }: RarpLookups,
): RarpVerdict | undefined {
  const at = now();
  const mac = request.targetHardwareAddress;
  const machineId = known?.machine.id;
  const client = { key: mac, mac, clientId: undefined, machineId };
  const isKept = (address: Ipv4Address): boolean => {
    const owner = machineOf(address);
    return (owner !== undefined && owner.id !== machineId) || wire.addresses.some((own) => own.address === address);
  };
  const address = allocateAddress(leases.of(network), client, undefined, { now: at, isKept });
  if (address === undefined) return undefined;
  const facts = { ...NO_FACTS, hostname: known?.machine.hostname };
  const expires = at + network.leaseSeconds * 1000;
  const commit: LeaseChange = { kind: 'lease', network, address, at, client, facts, expires };
  return { ...replyWith(request, wire, DRARP_REPLY, server, address, undefined), commit };
}

/** RFC 903 lets ARP come in RARP frames; in.rarpd answers who asks for one of our own addresses. */
function decideArpInside(request: RarpPacket, wire: ServerWire, lookups: RarpLookups): RarpVerdict {
  const asked = request.targetProtocolAddress;
  const ours = wire.addresses.some(({ address }) => address === asked);
  const network = lookups.networkOf(asked);
  if (!ours || network?.rarp.profile !== 'solaris') return silent('not-for-us', { operation: request.operation });
  if (!isServed(network)) return silent(network.mode === 'off' ? 'network-off' : 'shadow');
  return {
    kind: 'reply',
    destination: 'requester',
    reply: {
      source: wire.mac,
      destination: request.source,
      operation: ARP_REPLY,
      senderHardwareAddress: wire.mac,
      senderProtocolAddress: asked,
      targetHardwareAddress: request.senderHardwareAddress,
      targetProtocolAddress: request.senderProtocolAddress,
    },
  };
}

function isServed(network: KnownNetwork | undefined): boolean {
  return network !== undefined && network.mode !== 'off' && network.mode !== 'shadow';
}

function isOwnRequest({ source, senderHardwareAddress, targetHardwareAddress }: RarpPacket): boolean {
  return source === senderHardwareAddress && senderHardwareAddress === targetHardwareAddress;
}

function replyWith(
  request: RarpPacket,
  wire: ServerWire,
  operation: number,
  senderProtocolAddress: Ipv4Address,
  targetProtocolAddress: Ipv4Address,
  delay: AnswerDelay | undefined,
): RarpVerdict {
  return {
    kind: 'reply',
    destination: 'requester',
    reply: {
      source: wire.mac,
      destination: request.source,
      operation,
      senderHardwareAddress: wire.mac,
      senderProtocolAddress,
      targetHardwareAddress: request.targetHardwareAddress,
      targetProtocolAddress,
    },
    delay,
  };
}

function addressesOf(machine: KnownMachine): string {
  return machine.nics.flatMap((nic) => (nic.ip === undefined ? [] : [formatIpv4Address(nic.ip)])).join(' ');
}
