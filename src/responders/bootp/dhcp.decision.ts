import { ANY_ADDRESS, formatIpv4Address, type Ipv4Address } from '../../values/ipv4-address.js';
import { DHCP_MESSAGE_TYPES, dhcpMessageTypeName } from '../../wire/dhcp/dhcp-message-type.table.js';
import { readAddress, readUint16, readUint8 } from '../../wire/dhcp/dhcp-options.codec.js';
import { silent } from '../verdict.js';
import { chooseBootFields } from './boot-fields.js';
import { chooseMaximumSize, makeAnswer, makeReply, type BootpVerdict } from './bootp-verdict.js';
import {
  cameThroughRouter,
  readClientFacts,
  readNetworks,
  relayPortOf,
  type BootpSituation,
  type ClientFacts,
} from './client-facts.js';
import { addEchoes } from './echo-options.js';
import * as option from './option-codes.js';
import { addPxeOptions } from './pxe-reply.js';
import { readBootRequest } from './read-boot-request.js';
import { chooseReplyDestination } from './reply-destination.js';
import { addressOption, addParameters, textOption, uint32Option, type ReplyOption } from './reply-options.js';

const { DHCPDISCOVER, DHCPOFFER, DHCPREQUEST, DHCPDECLINE, DHCPACK, DHCPNAK, DHCPRELEASE, DHCPINFORM } =
  DHCP_MESSAGE_TYPES;

/** Option 53 of each kind of answer. */
const OFFER = Buffer.from([DHCPOFFER]);
const ACK = Buffer.from([DHCPACK]);
const NAK = Buffer.from([DHCPNAK]);

/** Bit 15 of flags. */
const BROADCAST_FLAG = 0x8000;

/** The UEFI firmware's word for HTTP boot; it drops an OFFER that does not say it back. */
const HTTP_CLIENT = Buffer.from('HTTPClient');

/**
 * RFC 2131 for a machine of the inventory: its address is a reservation, so the record itself is the lease and nothing
 * is written before an ACK. Unknown clients get silence, also for a wrong address (§4.3.2: a server that has no record
 * of the client must remain silent).
 */
export function decideDhcp(situation: BootpSituation): BootpVerdict {
  const { message } = situation;
  const type = readUint8(message.options, option.DHCP_MESSAGE_TYPE);
  if (type === undefined) return silent('malformed', { problem: 'option 53 does not have one octet' });
  switch (type) {
    case DHCPDISCOVER:
    case DHCPREQUEST:
    case DHCPDECLINE:
    case DHCPRELEASE:
    case DHCPINFORM:
      break;
    default:
      return silent('not-for-us', { type: dhcpMessageTypeName(type) ?? type });
  }
  const chosen = readAddress(message.options, option.SERVER_IDENTIFIER);
  if (chosen !== undefined && !isOurs(situation, chosen)) {
    return silent('other-server-chosen', { server: formatIpv4Address(chosen) });
  }
  const facts = readClientFacts(situation, readBootRequest(message));
  if ('reason' in facts) {
    return type === DHCPREQUEST ? (nakForWrongWire(situation, facts) ?? facts) : facts;
  }
  switch (type) {
    case DHCPDISCOVER:
      return answer(situation, facts, DHCPOFFER);
    case DHCPREQUEST:
      return decideRequest(situation, facts, chosen);
    case DHCPINFORM:
      return answerInform(situation, facts);
    case DHCPDECLINE:
      return decideDecline(situation, facts);
    default:
      return silent('needs-no-answer', { address: formatIpv4Address(message.clientAddress) });
  }
}

/** The four kinds of REQUEST of RFC 2131 §4.3.2; for a reservation all four ask: is this still your address? */
function decideRequest(situation: BootpSituation, facts: ClientFacts, chosen: Ipv4Address | undefined): BootpVerdict {
  const { message } = situation;
  const asked = readAddress(message.options, option.REQUESTED_ADDRESS) ?? message.clientAddress;
  // A REQUEST that names no address at all breaks table 5; Kea answers it too, since only one answer is possible.
  if (asked === ANY_ADDRESS || asked === facts.address) return answer(situation, facts, DHCPACK);
  if (facts.network.mode === 'shadow') return silent('shadow', { would: 'DHCPNAK' });
  if (chosen === undefined && !facts.network.authoritative) {
    return silent('not-authoritative', { asked: formatIpv4Address(asked), address: formatIpv4Address(facts.address) });
  }
  return nak(
    situation,
    facts.server,
    `${formatIpv4Address(asked)} is not your address here, ${formatIpv4Address(facts.address)} is`,
  );
}

/**
 * RFC 2131 §4.3.2: a known machine that asks for an address of another wire is told so, so that it begins anew instead
 * of waiting its lease out; here that is a machine which has addresses, but none on this network.
 */
function nakForWrongWire(situation: BootpSituation, facts: { readonly reason: string }): BootpVerdict | undefined {
  const { message, wire } = situation;
  // A NAK is broadcast here; a client that renews through a router would never hear it.
  if (facts.reason !== 'no-address-on-this-wire' || cameThroughRouter(situation)) return undefined;
  const asked = readAddress(message.options, option.REQUESTED_ADDRESS) ?? message.clientAddress;
  const server = wire.addresses[0]?.address;
  if (asked === ANY_ADDRESS || server === undefined) return undefined;
  const here = readNetworks(situation)[0];
  if (here === undefined || here.mode !== 'known' || !here.authoritative) return undefined;
  return nak(situation, server, `${formatIpv4Address(asked)} does not lie on this network`);
}

/**
 * Is this server identifier one of ours? Also what our relay told the client to take for us; it says so again in each
 * packet that it carries (RFC 5107 §4), so that nothing need be remembered.
 */
function isOurs({ isOwnAddress, relayAgent }: BootpSituation, chosen: Ipv4Address): boolean {
  return isOwnAddress(chosen) || chosen === relayAgent?.serverOverride;
}

function answer(situation: BootpSituation, facts: ClientFacts, type: typeof DHCPOFFER | typeof DHCPACK): BootpVerdict {
  const { message, wire } = situation;
  const { network, address, request } = facts;
  const name = type === DHCPOFFER ? 'DHCPOFFER' : 'DHCPACK';
  if (network.mode === 'shadow') return silent('shadow', { would: `${name} ${formatIpv4Address(address)}` });
  const destination = chooseReplyDestination(message, 'offer-or-ack', address, relayPortOf(situation));
  if (destination === undefined) return silent('nowhere-to-answer');
  const fields = chooseBootFields(facts);
  const options: ReplyOption[] = [
    [option.DHCP_MESSAGE_TYPE, type === DHCPOFFER ? OFFER : ACK],
    addressOption(option.SERVER_IDENTIFIER, facts.serverIdentifier),
    uint32Option(option.LEASE_TIME, network.leaseSeconds),
    uint32Option(option.RENEWAL_TIME, network.t1Seconds ?? Math.floor(network.leaseSeconds / 2)),
    uint32Option(option.REBINDING_TIME, network.t2Seconds ?? Math.floor((network.leaseSeconds * 7) / 8)),
  ];
  if (request.method === 'http' && fields.bootFile !== '') options.push([option.VENDOR_CLASS, HTTP_CLIENT]);
  addParameters(options, facts, message.options, fields);
  addPxeOptions(options, facts, message.options);
  addEchoes(options, message.options, request.boots);
  const reply = makeReply(message, {
    flags: message.flags,
    clientAddress: type === DHCPACK ? message.clientAddress : ANY_ADDRESS,
    yourAddress: address,
    serverAddress: fields.nextServer,
    serverName: fields.serverName,
    bootFile: fields.bootFile,
    options,
    vendorArea: 'options',
    maximumSize: chooseMaximumSize(readUint16(message.options, option.MAXIMUM_MESSAGE_SIZE), wire.mtu),
  });
  return makeAnswer(name, facts, address, destination, reply);
}

/** RFC 2131 §4.3.5: local parameters to a host that has an address; no lease time and no yiaddr. */
function answerInform(situation: BootpSituation, facts: ClientFacts): BootpVerdict {
  const { message, wire } = situation;
  if (facts.network.mode === 'shadow') return silent('shadow', { would: 'DHCPACK' });
  const destination = chooseReplyDestination(message, 'inform-ack', ANY_ADDRESS, relayPortOf(situation));
  if (destination === undefined) return silent('nowhere-to-answer');
  const fields = chooseBootFields(facts);
  const options: ReplyOption[] = [
    [option.DHCP_MESSAGE_TYPE, ACK],
    addressOption(option.SERVER_IDENTIFIER, facts.serverIdentifier),
  ];
  addParameters(options, facts, message.options, fields);
  addEchoes(options, message.options, facts.request.boots);
  const reply = makeReply(message, {
    flags: message.flags,
    clientAddress: message.clientAddress,
    yourAddress: ANY_ADDRESS,
    serverAddress: fields.nextServer,
    serverName: fields.serverName,
    bootFile: fields.bootFile,
    options,
    vendorArea: 'options',
    maximumSize: chooseMaximumSize(readUint16(message.options, option.MAXIMUM_MESSAGE_SIZE), wire.mtu),
  });
  return makeAnswer('DHCPACK', facts, message.clientAddress, destination, reply);
}

/** Table 3: a NAK carries a message and the server's identity, no address and no parameters. */
function nak(situation: BootpSituation, server: Ipv4Address, why: string): BootpVerdict {
  const { message } = situation;
  const destination = chooseReplyDestination(message, 'nak', ANY_ADDRESS, relayPortOf(situation));
  if (destination === undefined) return silent('nowhere-to-answer');
  const options: ReplyOption[] = [
    [option.DHCP_MESSAGE_TYPE, NAK],
    addressOption(option.SERVER_IDENTIFIER, situation.relayAgent?.serverOverride ?? server),
    textOption(option.ERROR_MESSAGE, why),
  ];
  addEchoes(options, message.options, false);
  const reply = makeReply(message, {
    // §4.1: the relay must broadcast a NAK, since the client's address may not work there.
    flags: message.relayAddress === ANY_ADDRESS ? message.flags : message.flags | BROADCAST_FLAG,
    clientAddress: ANY_ADDRESS,
    yourAddress: ANY_ADDRESS,
    serverAddress: ANY_ADDRESS,
    serverName: '',
    bootFile: '',
    options,
    vendorArea: 'options',
    maximumSize: chooseMaximumSize(undefined, situation.wire.mtu),
  });
  return {
    kind: 'reply',
    destination,
    reply: {
      name: 'DHCPNAK',
      server,
      address: undefined,
      file: undefined,
      fileSource: undefined,
      noFile: undefined,
      why,
      message: reply,
    },
  };
}

/**
 * Only the owner can decline its reserved address, and then somebody else uses it: the operator must hear. Nothing is
 * taken from the record; a DECLINE of any other address, or of none, changes nothing and means nothing to us.
 */
function decideDecline(situation: BootpSituation, facts: ClientFacts): BootpVerdict {
  const declined = readAddress(situation.message.options, option.REQUESTED_ADDRESS);
  if (declined === undefined) return silent('needs-no-answer', { problem: 'the DHCPDECLINE names no address' });
  const detail = { address: formatIpv4Address(declined) };
  return declined === facts.address ? silent('declined', detail) : silent('needs-no-answer', detail);
}
