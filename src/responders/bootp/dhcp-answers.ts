import type { LeaseChange } from '../../addressing/lease.js';
import { ANY_ADDRESS, formatIpv4Address, type Ipv4Address } from '../../values/ipv4-address.js';
import { DHCP_MESSAGE_TYPES } from '../../wire/dhcp/dhcp-message-type.table.js';
import { readUint16, readUint32 } from '../../wire/dhcp/dhcp-options.codec.js';
import { silent } from '../verdict.js';
import { chooseBootFields } from './boot-fields.js';
import { chooseMaximumSize, makeAnswer, makeReply, type BootpVerdict } from './bootp-verdict.js';
import { relayPortOf, type BootpSituation, type ClientFacts } from './client-facts.js';
import { addEchoes } from './echo-options.js';
import { chooseLeaseTimes } from './lease-times.js';
import * as option from './option-codes.js';
import { addPxeOptions } from './pxe-reply.js';
import { asksForRapidCommit } from './rapid-commit.js';
import { chooseReplyDestination } from './reply-destination.js';
import { addressOption, addParameters, textOption, uint32Option, type ReplyOption } from './reply-options.js';

const { DHCPOFFER, DHCPACK, DHCPNAK } = DHCP_MESSAGE_TYPES;

/** Option 53 of each kind of answer. */
const OFFER = Buffer.from([DHCPOFFER]);
const ACK = Buffer.from([DHCPACK]);
const NAK = Buffer.from([DHCPNAK]);

/** An option that says all by being there. */
const NOTHING = Buffer.alloc(0);

/** Bit 15 of flags. */
const BROADCAST_FLAG = 0x8000;

/** The UEFI firmware's word for HTTP boot; it drops an OFFER that does not say it back. */
const HTTP_CLIENT = Buffer.from('HTTPClient');

/** An OFFER or ACK of the address in `facts`; `commit`: what must have happened before it leaves. */
export function answerWithAddress(
  situation: BootpSituation,
  facts: ClientFacts,
  type: typeof DHCPOFFER | typeof DHCPACK,
  commit: LeaseChange | undefined,
): BootpVerdict {
  const { message, wire } = situation;
  const { network, address, request } = facts;
  const name = type === DHCPOFFER ? 'DHCPOFFER' : 'DHCPACK';
  if (network.mode === 'shadow') return silent('shadow', { would: `${name} ${formatIpv4Address(address)}` });
  const destination = chooseReplyDestination(message, 'offer-or-ack', address, relayPortOf(situation));
  if (destination === undefined) return silent('nowhere-to-answer');
  const fields = chooseBootFields(facts);
  const times = chooseLeaseTimes(network, readUint32(message.options, option.LEASE_TIME));
  const options: ReplyOption[] = [
    [option.DHCP_MESSAGE_TYPE, type === DHCPOFFER ? OFFER : ACK],
    addressOption(option.SERVER_IDENTIFIER, facts.serverIdentifier),
    uint32Option(option.LEASE_TIME, times.lease),
    uint32Option(option.RENEWAL_TIME, times.renewal),
    uint32Option(option.REBINDING_TIME, times.rebinding),
  ];
  if (type === DHCPACK && asksForRapidCommit(message, network)) options.push([option.RAPID_COMMIT, NOTHING]);
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
  return makeAnswer(name, facts, address, destination, reply, commit);
}

/** RFC 2131 §4.3.5: local parameters to a host that has an address; no lease time and no yiaddr. */
export function answerInform(situation: BootpSituation, facts: ClientFacts): BootpVerdict {
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
  return makeAnswer('DHCPACK', facts, message.clientAddress, destination, reply, undefined);
}

/** Table 3: a NAK carries a message and the server's identity, no address and no parameters. */
export function nak(situation: BootpSituation, server: Ipv4Address, why: string): BootpVerdict {
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
