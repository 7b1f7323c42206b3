import type { LeaseChange } from '../../addressing/lease.js';
import type { Ipv4Address } from '../../values/ipv4-address.js';
import type { BootpMessage, BootpReply, OptionToSend } from '../../wire/bootp/bootp-message.js';
import type { Verdict } from '../verdict.js';
import type { ClientFacts } from './client-facts.js';
import type { ReplyDestination } from './reply-destination.js';

/** An answer of UDP port 67, with what the journal tells of it. */
export interface BootpAnswer {
  readonly message: BootpReply;
  /** `DHCPOFFER`, `DHCPACK`, `DHCPNAK` or `BOOTREPLY`. */
  readonly name: string;
  /** Our own address that the answer comes from, the same as in option 54. */
  readonly server: Ipv4Address;
  /** yiaddr, or ciaddr for an INFORM; undefined in a NAK. */
  readonly address: Ipv4Address | undefined;
  /** The boot file and where it came from, when there is one. */
  readonly file: string | undefined;
  readonly fileSource: string | undefined;
  /** Why there is no boot file, when the client wanted one. */
  readonly noFile: string | undefined;
  /** Why a NAK; by which strategy a proxy OFFER. */
  readonly why: string | undefined;
}

export type BootpVerdict = Verdict<BootpAnswer, ReplyDestination, LeaseChange>;

/** IPv4 and UDP headers; what option 57 counts and a UDP payload does not (RFC 2132 §9.10). */
const IP_AND_UDP_HEADERS = 28;
/** Every client takes this much (RFC 2131 §2). */
const LEAST_MESSAGE_SIZE = 576;

/** What a reply says beyond the fields that it copies from its request. */
export interface ReplyFields {
  readonly flags: number;
  readonly clientAddress: Ipv4Address;
  readonly yourAddress: Ipv4Address;
  readonly serverAddress: Ipv4Address;
  readonly serverName: string;
  readonly bootFile: string;
  readonly options: readonly OptionToSend[];
  readonly vendorArea: 'options' | 'none';
  readonly maximumSize: number;
}

/**
 * A reply with the fields that it copies from its request (RFC 2131 §4.3.1 table 3, RFC 951 §7.4). Written out, as all
 * objects of a packet's way are: an object spread made this three times as slow, and its readers with it.
 */
export function makeReply(request: BootpMessage, fields: ReplyFields): BootpReply {
  return {
    operation: 2,
    hardwareType: request.hardwareType,
    hardwareLength: request.hardwareLength,
    hops: 0,
    transactionId: request.transactionId,
    seconds: 0,
    flags: fields.flags,
    clientAddress: fields.clientAddress,
    yourAddress: fields.yourAddress,
    serverAddress: fields.serverAddress,
    relayAddress: request.relayAddress,
    hardwareAddress: request.hardwareAddress,
    serverName: fields.serverName,
    bootFile: fields.bootFile,
    options: fields.options,
    vendorArea: fields.vendorArea,
    maximumSize: fields.maximumSize,
  };
}

/**
 * Largest UDP payload for this client: option 57 where sent, never under the 576 that everybody takes and never over
 * what the interface carries unfragmented (Intel's UEFI says 65280).
 */
export function chooseMaximumSize(asked: number | undefined, mtu: number): number {
  return Math.max(LEAST_MESSAGE_SIZE, Math.min(asked ?? LEAST_MESSAGE_SIZE, mtu)) - IP_AND_UDP_HEADERS;
}

/** An answer to a client, with what the journal says about its boot file and the change that must come before it. */
export function makeAnswer(
  name: string,
  facts: ClientFacts,
  address: Ipv4Address,
  destination: ReplyDestination,
  message: BootpReply,
  commit: LeaseChange | undefined,
): BootpVerdict {
  const { plan, request, server } = facts;
  const file = plan.kind === 'file';
  return {
    kind: 'reply',
    destination,
    commit,
    reply: {
      name,
      server,
      address,
      file: file ? plan.file : undefined,
      fileSource: file ? plan.source : undefined,
      noFile: !file && request.boots ? plan.reason : undefined,
      why: undefined,
      message,
    },
  };
}
