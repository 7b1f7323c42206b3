import type { KnownMachine, KnownNetwork, KnownNic } from '../../boot/known-machine.js';
import { serverAddressFor, type ServerWire } from '../../boot/server-wire.js';
import { ANY_ADDRESS, formatIpv4Address, type Ipv4Address } from '../../values/ipv4-address.js';
import { writeMacAddress, type MacAddress } from '../../values/mac-address.js';
import type { BootpMessage } from '../../wire/bootp/bootp-message.js';
import { DHCP_MESSAGE_TYPES } from '../../wire/dhcp/dhcp-message-type.table.js';
import { silent } from '../verdict.js';
import { chooseMaximumSize, makeReply, type BootpVerdict } from './bootp-verdict.js';
import * as option from './option-codes.js';
import { addressListOption, addressOption, textOption, uint32Option, type ReplyOption } from './reply-options.js';

type Owner = { readonly machine: KnownMachine; readonly nic: KnownNic } | undefined;

/** A DHCPLEASEQUERY, and what the edge looks up for it. */
export interface LeaseQuestion {
  readonly message: BootpMessage;
  readonly wire: ServerWire;
  /** Where the relay wants its answer, when not at the server port (RFC 8357). */
  readonly relayPort: number | undefined;
  /** May this relay ask? */
  readonly isListed: (giaddr: Ipv4Address) => boolean;
  readonly networkOf: (address: Ipv4Address) => KnownNetwork | undefined;
  readonly byIp: (address: Ipv4Address) => Owner;
  readonly byMac: (mac: MacAddress) => Owner;
  readonly byClientId: (clientId: Buffer) => Owner;
}

const ETHERNET = 1;

/**
 * RFC 4388: a relay asks who has an address (ciaddr), or which address a MAC or a client id has. The records of the
 * inventory answer: a machine's address is its own for as long as the record says so, hence ACTIVE.
 */
export function decideLeasequery(question: LeaseQuestion): BootpVerdict {
  const { message } = question;
  const asker = message.relayAddress;
  if (asker === ANY_ADDRESS) return silent('nowhere-to-answer', { problem: 'a DHCPLEASEQUERY needs giaddr' });
  if (!question.isListed(asker)) return silent('leasequery-refused', { asker: formatIpv4Address(asker) });
  if (message.clientAddress !== ANY_ADDRESS) return answerByAddress(question, message.clientAddress);
  const clientId = message.options.get(option.CLIENT_IDENTIFIER);
  const owner =
    message.mac === undefined || message.mac === 0
      ? clientId && question.byClientId(clientId)
      : question.byMac(message.mac);
  const address = owner?.nic.ip;
  if (owner === undefined || address === undefined) return answer(question, 'DHCPLEASEUNKNOWN', ANY_ADDRESS, undefined);
  return answer(question, 'DHCPLEASEACTIVE', address, owner);
}

/** §6.4.1: an address of ours that nobody has is UNASSIGNED, one that is not ours UNKNOWN. */
function answerByAddress(question: LeaseQuestion, address: Ipv4Address): BootpVerdict {
  const owner = question.byIp(address);
  if (owner !== undefined) return answer(question, 'DHCPLEASEACTIVE', address, owner);
  const name = question.networkOf(address) === undefined ? 'DHCPLEASEUNKNOWN' : 'DHCPLEASEUNASSIGNED';
  return answer(question, name, address, undefined);
}

function answer(
  question: LeaseQuestion,
  name: 'DHCPLEASEACTIVE' | 'DHCPLEASEUNASSIGNED' | 'DHCPLEASEUNKNOWN',
  address: Ipv4Address,
  owner: Owner,
): BootpVerdict {
  const { message, wire, relayPort } = question;
  const server = (serverAddressFor(wire, message.relayAddress) ?? wire.addresses[0])?.address;
  if (server === undefined) return silent('interface-without-address');
  const options: ReplyOption[] = [
    [option.DHCP_MESSAGE_TYPE, Buffer.from([DHCP_MESSAGE_TYPES[name]])],
    addressOption(option.SERVER_IDENTIFIER, server),
  ];
  if (owner !== undefined) addWhatWasAsked(options, question, address, owner);
  const relayAgent = message.options.get(option.RELAY_AGENT_INFORMATION);
  if (relayAgent !== undefined) options.push([option.RELAY_AGENT_INFORMATION, relayAgent]);
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
      message: owner?.nic.mac === undefined ? reply : { ...reply, ...hardwareOf(owner.nic.mac) },
    },
  };
}

/** §6.4.2: the client's own hardware address, whatever the question had there. */
function hardwareOf(mac: MacAddress): { hardwareType: number; hardwareLength: number; hardwareAddress: Buffer } {
  const hardwareAddress = Buffer.alloc(16);
  writeMacAddress(hardwareAddress, 0, mac);
  return { hardwareType: ETHERNET, hardwareLength: 6, hardwareAddress };
}

/** §6.4.2: the lease's times and what else the parameter request list asks for; without a list the lease time. */
function addWhatWasAsked(
  options: ReplyOption[],
  { message, networkOf }: LeaseQuestion,
  address: Ipv4Address,
  { machine }: NonNullable<Owner>,
): void {
  const asked = message.options.get(option.PARAMETER_REQUEST_LIST) ?? Buffer.from([option.LEASE_TIME]);
  const seconds = networkOf(address)?.leaseSeconds;
  for (const code of new Set(asked)) {
    if (code === option.LEASE_TIME && seconds !== undefined) options.push(uint32Option(code, seconds));
    if (code === option.HOST_NAME) options.push(textOption(code, machine.hostname));
    if (code === option.ASSOCIATED_ADDRESSES) {
      const all = machine.nics.flatMap(({ ip }) => (ip === undefined ? [] : [ip]));
      if (all.length > 1) options.push(addressListOption(code, all));
    }
  }
}
