import { allocateAddress, isFreeFor, isNewTo, mayKeep } from '../../addressing/allocate-address.js';
import {
  isHeld,
  QUARANTINE_MS,
  type Lease,
  type LeaseChange,
  type LeaseClient,
  type LeaseFacts,
} from '../../addressing/lease.js';
import type { KnownNetwork } from '../../boot/known-machine.js';
import { ANY_ADDRESS, formatIpv4Address, type Ipv4Address } from '../../values/ipv4-address.js';
import { networkContains } from '../../values/ipv4-network.js';
import { formatMacAddress } from '../../values/mac-address.js';
import { DHCP_MESSAGE_TYPES } from '../../wire/dhcp/dhcp-message-type.table.js';
import { readAddress, readText, readUint32 } from '../../wire/dhcp/dhcp-options.codec.js';
import { silent, type Silent } from '../verdict.js';
import type { BootpVerdict } from './bootp-verdict.js';
import { cameThroughRouter, chooseServerAddress, type AddressSituation } from './client-facts.js';
import { answerInform, answerWithAddress, nak } from './dhcp-answers.js';
import { chooseLeaseTimes } from './lease-times.js';
import * as option from './option-codes.js';
import { asksForRapidCommit } from './rapid-commit.js';
import { readAllocationRules, readLeaseClient, seatClient, type PoolClient } from './pool-client.js';

const { DHCPDISCOVER, DHCPOFFER, DHCPREQUEST, DHCPDECLINE, DHCPACK, DHCPRELEASE } = DHCP_MESSAGE_TYPES;

/** Longest host name and vendor class that a lease keeps: what an option of one part can hold. */
const MOST_TEXT = 255;

/**
 * RFC 2131 for a client whose address comes from a pool. Reads the leases and changes nothing: what has to change is in
 * the verdict, and an ACK leaves only when its lease is on the disk.
 */
export function decidePool(
  situation: AddressSituation,
  client: PoolClient,
  type: number,
  chosen: Ipv4Address | undefined,
): BootpVerdict {
  switch (type) {
    case DHCPDISCOVER:
      return decideDiscover(situation, client);
    case DHCPREQUEST:
      return decideRequest(situation, client, chosen);
    case DHCPDECLINE:
      return decideDecline(situation, client);
    case DHCPRELEASE:
      return decideRelease(situation, client);
    default: {
      const facts = seatClient(situation, client, networkOfClient(situation, client), situation.message.clientAddress);
      return 'reason' in facts ? facts : answerInform(situation, facts);
    }
  }
}

/** The offer that a client did not take, because it chose another server: its address is free again. */
export function withdrawOffer(situation: AddressSituation, client: PoolClient): LeaseChange | undefined {
  const found = findRecord(situation, client);
  if (found?.lease.state !== 'offered') return undefined;
  return changeOfRelease(situation, found.network, found.lease);
}

function decideDiscover(situation: AddressSituation, client: PoolClient): BootpVerdict {
  const { message, now } = situation;
  const wanted = readAddress(message.options, option.REQUESTED_ADDRESS);
  const rules = readAllocationRules(situation, client.machine);
  for (const network of inOrderOfClaim(situation, client, wanted)) {
    const leases = situation.leases.of(network);
    const asking = readLeaseClient(situation, network);
    const address = allocateAddress(leases, asking, wanted, rules);
    if (address === undefined) continue;
    const lease = leases.at(address);
    if (lease?.probing === true && isHeld(lease, now))
      return silent('probing-address', { address: formatIpv4Address(address) });
    if (asksForRapidCommit(message, network)) return confirm(situation, client, network, address, asking);
    const facts = seatClient(situation, client, network, address);
    if ('reason' in facts) return facts;
    const holds = lease !== undefined && lease.state === 'leased' && isHeld(lease, now);
    return answerWithAddress(
      situation,
      facts,
      DHCPOFFER,
      holds
        ? undefined
        : {
            kind: 'offer',
            network,
            address,
            at: now,
            client: asking,
            probe: isOnOurWire(situation) && isNewTo(leases, address, asking, now),
          },
    );
  }
  const [network] = client.networks;
  return silent(
    'pool-exhausted',
    network && { network: network.name, addresses: situation.leases.of(network).poolSize },
  );
}

/** The wire can be asked for an address only where we hear it: not behind a relay or a router. */
function isOnOurWire(situation: AddressSituation): boolean {
  return situation.message.relayAddress === ANY_ADDRESS && !cameThroughRouter(situation);
}

/**
 * The four kinds of REQUEST of RFC 2131 §4.3.2. What is confirmed is the client's own address, or, after an offer or a lease
 * that a restart forgot, one that is free. A client that only knows an address from earlier and of which we have no
 * record hears nothing.
 */
function decideRequest(situation: AddressSituation, client: PoolClient, chosen: Ipv4Address | undefined): BootpVerdict {
  const { message, now } = situation;
  const named = readAddress(message.options, option.REQUESTED_ADDRESS) ?? message.clientAddress;
  const record = findRecord(situation, client);
  // A REQUEST that names no address breaks table 5; only one answer is possible when we know its lease.
  const asked = named === ANY_ADDRESS ? record?.lease.address : named;
  if (asked === undefined) return silent('no-lease');
  const network = client.networks.find(({ cidr }) => networkContains(cidr, asked));
  const refuse = (why: string): BootpVerdict => refuseRequest(situation, client, chosen, asked, why);
  if (network === undefined) return refuse(`${formatIpv4Address(asked)} does not lie on this network`);

  const leases = situation.leases.of(network);
  const asking = readLeaseClient(situation, network);
  const rules = readAllocationRules(situation, client.machine);
  if (record?.lease.address === asked) {
    if (mayKeep(leases, record.lease, asking, rules)) return confirm(situation, client, network, asked, asking);
    return refuse(whyNotOn(situation, asked));
  }
  if (record !== undefined && isHeld(record.lease, now)) {
    return refuse(
      `${formatIpv4Address(asked)} is not your address here, ${formatIpv4Address(record.lease.address)} is`,
    );
  }
  const isInitReboot = chosen === undefined && message.clientAddress === ANY_ADDRESS;
  if (isInitReboot && record === undefined) return silent('no-lease', { asked: formatIpv4Address(asked) });
  const mayTake = chosen !== undefined || network.authoritative;
  if (mayTake && isFreeFor(leases, asked, asking, rules)) return confirm(situation, client, network, asked, asking);
  return refuse(`${formatIpv4Address(asked)} is not free`);
}

function confirm(
  situation: AddressSituation,
  client: PoolClient,
  network: KnownNetwork,
  address: Ipv4Address,
  asking: LeaseClient,
): BootpVerdict {
  const facts = seatClient(situation, client, network, address);
  if ('reason' in facts) return facts;
  const { message, now } = situation;
  const { lease } = chooseLeaseTimes(network, readUint32(message.options, option.LEASE_TIME));
  return answerWithAddress(situation, facts, DHCPACK, {
    kind: 'lease',
    network,
    address,
    at: now,
    client: asking,
    facts: readLeaseFacts(situation),
    expires: now + lease * 1000,
  });
}

function readLeaseFacts({ message: { options } }: AddressSituation): LeaseFacts {
  return {
    hostname: readText(options, option.HOST_NAME)?.slice(0, MOST_TEXT),
    vendorClass: readText(options, option.VENDOR_CLASS)?.slice(0, MOST_TEXT),
    relayAgent: options.get(option.RELAY_AGENT_INFORMATION)?.toString('latin1'),
  };
}

/** Why a client may not go on with the address that it had. */
function whyNotOn(situation: AddressSituation, address: Ipv4Address): string {
  const owner = situation.ownerOf(address);
  const text = formatIpv4Address(address);
  return owner === undefined ? `${text} is no longer in the pools` : `${text} belongs to ${owner.hostname} now`;
}

/** A NAK, where we may say one; a client that renews through a router would not hear the broadcast. */
function refuseRequest(
  situation: AddressSituation,
  { networks: [network] }: PoolClient,
  chosen: Ipv4Address | undefined,
  asked: Ipv4Address,
  why: string,
): BootpVerdict {
  const text = formatIpv4Address(asked);
  if (chosen === undefined && network?.authoritative !== true) return silent('not-authoritative', { asked: text, why });
  if (cameThroughRouter(situation)) return silent('no-lease', { asked: text, why });
  return nak(situation, chosen ?? chooseServerAddress(situation, asked), why);
}

/** Another host uses the address, says the client that we gave it to: nobody gets it for a while. */
function decideDecline(situation: AddressSituation, client: PoolClient): BootpVerdict {
  const { message, now } = situation;
  const declined = readAddress(message.options, option.REQUESTED_ADDRESS);
  if (declined === undefined) return silent('needs-no-answer', { problem: 'the DHCPDECLINE names no address' });
  const detail = { address: formatIpv4Address(declined) };
  const found = findRecord(situation, client);
  if (found?.lease.address !== declined || !isHeld(found.lease, now)) {
    return silent('needs-no-answer', { ...detail, problem: 'the client declines an address that is not its own' });
  }
  const who = message.mac === undefined ? 'its client' : formatMacAddress(message.mac);
  return withChange(silent('declined', detail), {
    kind: 'quarantine',
    network: found.network,
    address: declined,
    at: now,
    until: now + QUARANTINE_MS,
    reason: `declined by ${who}: it found another host using the address`,
  });
}

function decideRelease(situation: AddressSituation, client: PoolClient): BootpVerdict {
  const { message, now } = situation;
  const detail = { address: formatIpv4Address(message.clientAddress) };
  const found = findRecord(situation, client);
  if (found?.lease.address !== message.clientAddress || !isHeld(found.lease, now)) {
    return silent('needs-no-answer', { ...detail, problem: 'the client releases an address that it does not hold' });
  }
  return withChange(silent('needs-no-answer', detail), changeOfRelease(situation, found.network, found.lease));
}

function changeOfRelease({ now }: AddressSituation, network: KnownNetwork, lease: Lease): LeaseChange {
  const { address, client, facts } = lease;
  return { kind: 'release', network, address, at: now, client, facts, reason: undefined };
}

function withChange({ reason, detail }: Silent, commit: LeaseChange): BootpVerdict {
  return { kind: 'silent', reason, detail, commit };
}

interface FoundLease {
  readonly network: KnownNetwork;
  readonly lease: Lease;
}

/** What the client holds, or had last, on whichever network of its wire. */
function findRecord(situation: AddressSituation, client: PoolClient): FoundLease | undefined {
  let remembered: FoundLease | undefined;
  for (const network of client.networks) {
    const lease = situation.leases.of(network).of(readLeaseClient(situation, network));
    if (lease === undefined) continue;
    if (isHeld(lease, situation.now)) return { network, lease };
    remembered ??= { network, lease };
  }
  return remembered;
}

/** The client's networks, first the one where it has an address or wants one. */
function inOrderOfClaim(
  situation: AddressSituation,
  client: PoolClient,
  wanted: Ipv4Address | undefined,
): readonly KnownNetwork[] {
  if (client.networks.length === 1) return client.networks;
  const claimed =
    findRecord(situation, client)?.network ??
    client.networks.find(({ cidr }) => wanted !== undefined && networkContains(cidr, wanted));
  return claimed === undefined ? client.networks : [claimed, ...client.networks.filter((other) => other !== claimed)];
}

/** Where an INFORM comes from: the network of ciaddr, else the first on its wire. */
function networkOfClient({ message }: AddressSituation, { networks }: PoolClient): KnownNetwork {
  const own = networks.find(({ cidr }) => networkContains(cidr, message.clientAddress)) ?? networks[0];
  if (own === undefined) throw new Error('a client of pools without a network');
  return own;
}
