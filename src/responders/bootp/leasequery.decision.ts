import { serverAddressFor, type ServerWire } from '../../boot/server-wire.js';
import { ANY_ADDRESS, formatIpv4Address, type Ipv4Address } from '../../values/ipv4-address.js';
import { writeMacAddress, type MacAddress } from '../../values/mac-address.js';
import type { BootpMessage } from '../../wire/bootp/bootp-message.js';
import { DHCP_MESSAGE_TYPES } from '../../wire/dhcp/dhcp-message-type.table.js';
import { silent } from '../verdict.js';
import { chooseMaximumSize, makeReply, type BootpVerdict } from './bootp-verdict.js';
import { holderByClient, holderOf, type HolderLookups, type LeaseHolder } from './lease-holder.js';
import * as option from './option-codes.js';
import { addressListOption, addressOption, textOption, uint32Option, type ReplyOption } from './reply-options.js';

/** A DHCPLEASEQUERY, and what the edge looks up for it. */
export interface LeaseQuestion extends HolderLookups {
  readonly message: BootpMessage;
  readonly wire: ServerWire;
  /** Where the relay wants its answer, when not at the server port (RFC 8357). */
  readonly relayPort: number | undefined;
  /** May this relay ask? */
  readonly isListed: (giaddr: Ipv4Address) => boolean;
}

/** What an answer says of a lease when the question has no parameter request list. */
const UNASKED = Buffer.from([
  option.LEASE_TIME,
  option.CLIENT_IDENTIFIER,
  option.RELAY_AGENT_INFORMATION,
  option.CLIENT_LAST_TRANSACTION_TIME,
]);

const ETHERNET = 1;

/**
 * RFC 4388: a relay asks who has an address (ciaddr), or which address a MAC or a client id has. Leases and the records
 * of the inventory answer: a machine's address is its own for as long as the record says so, hence ACTIVE.
 */
export function decideLeasequery(question: LeaseQuestion): BootpVerdict {
  const { message } = question;
  const asker = message.relayAddress;
  if (asker === ANY_ADDRESS) return silent('nowhere-to-answer', { problem: 'a DHCPLEASEQUERY needs giaddr' });
  if (!question.isListed(asker)) return silent('leasequery-refused', { asker: formatIpv4Address(asker) });
  if (message.clientAddress !== ANY_ADDRESS) return answerByAddress(question, message.clientAddress);
  const mac = message.mac === 0 ? undefined : message.mac;
  const clientId = mac === undefined ? message.options.get(option.CLIENT_IDENTIFIER) : undefined;
  const holder = holderByClient(question, mac, clientId);
  if (holder === undefined) return answer(question, 'DHCPLEASEUNKNOWN', ANY_ADDRESS, undefined);
  return answer(question, 'DHCPLEASEACTIVE', holder.address, holder);
}

/** §6.4.1: an address of ours that nobody has is UNASSIGNED, one that is not ours UNKNOWN. */
function answerByAddress(question: LeaseQuestion, address: Ipv4Address): BootpVerdict {
  const holder = holderOf(question, address);
  if (holder !== undefined) return answer(question, 'DHCPLEASEACTIVE', address, holder);
  const name = question.networkOf(address) === undefined ? 'DHCPLEASEUNKNOWN' : 'DHCPLEASEUNASSIGNED';
  return answer(question, name, address, undefined);
}

function answer(
  question: LeaseQuestion,
  name: 'DHCPLEASEACTIVE' | 'DHCPLEASEUNASSIGNED' | 'DHCPLEASEUNKNOWN',
  address: Ipv4Address,
  holder: LeaseHolder | undefined,
): BootpVerdict {
  const { message, wire, relayPort } = question;
  const server = (serverAddressFor(wire, message.relayAddress) ?? wire.addresses[0])?.address;
  if (server === undefined) return silent('interface-without-address');
  const options: ReplyOption[] = [
    [option.DHCP_MESSAGE_TYPE, Buffer.from([DHCP_MESSAGE_TYPES[name]])],
    addressOption(option.SERVER_IDENTIFIER, server),
  ];
  if (holder !== undefined) addWhatWasAsked(options, message, holder);
  const asked = message.options.get(option.RELAY_AGENT_INFORMATION);
  // Only one stands in a message: where the client's own was asked for, that one.
  if (asked !== undefined && !options.some(([code]) => code === option.RELAY_AGENT_INFORMATION)) {
    options.push([option.RELAY_AGENT_INFORMATION, asked]);
  }
  const reply = makeReply(message, {
    flags: message.flags,
    clientAddress: address,
    yourAddress: ANY_ADDRESS,
    serverAddress: ANY_ADDRESS,
    serverName: '',
    bootFile: '',
    options,
    vendorArea: 'options',
    maximumSize: chooseMaximumSize(undefined, wire.mtu),
  });
  return {
    kind: 'reply',
    destination: { to: 'relay', address: message.relayAddress, port: relayPort },
    reply: {
      name,
      server,
      address: address === ANY_ADDRESS ? undefined : address,
      file: undefined,
      fileSource: undefined,
      noFile: undefined,
      why: undefined,
      message: holder?.mac === undefined ? reply : { ...reply, ...hardwareOf(holder.mac) },
    },
  };
}

/** §6.4.2: the client's own hardware address, whatever the question had there. */
function hardwareOf(mac: MacAddress): { hardwareType: number; hardwareLength: number; hardwareAddress: Buffer } {
  const hardwareAddress = Buffer.alloc(16);
  writeMacAddress(hardwareAddress, 0, mac);
  return { hardwareType: ETHERNET, hardwareLength: 6, hardwareAddress };
}

/** §6.4.2: what the parameter request list asks for of all that is known. */
function addWhatWasAsked(options: ReplyOption[], message: BootpMessage, holder: LeaseHolder): void {
  for (const code of new Set(message.options.get(option.PARAMETER_REQUEST_LIST) ?? UNASKED)) {
    const known = knownOf(code, holder);
    if (known !== undefined) options.push(known);
  }
}

function knownOf(code: number, holder: LeaseHolder): ReplyOption | undefined {
  switch (code) {
    case option.LEASE_TIME:
      return holder.seconds === undefined ? undefined : uint32Option(code, holder.seconds);
    case option.HOST_NAME:
      return holder.hostname === undefined ? undefined : textOption(code, holder.hostname);
    case option.CLIENT_IDENTIFIER:
      return holder.clientId && [code, holder.clientId];
    case option.RELAY_AGENT_INFORMATION:
      return holder.relayAgent && [code, holder.relayAgent];
    case option.CLIENT_LAST_TRANSACTION_TIME:
      return holder.silence === undefined ? undefined : uint32Option(code, holder.silence);
    case option.ASSOCIATED_ADDRESSES:
      return holder.addresses.length > 1 ? addressListOption(code, holder.addresses) : undefined;
    default:
      return undefined;
  }
}
