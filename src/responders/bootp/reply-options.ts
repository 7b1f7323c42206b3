import { isUrl } from '../../boot/boot-plan.js';
import type { KnownNetwork } from '../../boot/known-machine.js';
import { formatIpv4Address, writeIpv4Address, type Ipv4Address } from '../../values/ipv4-address.js';
import { broadcastAddressOf } from '../../values/ipv4-network.js';
import type { DhcpOptions } from '../../wire/dhcp/dhcp-options.codec.js';
import type { BootFields } from './boot-fields.js';
import type { ClientFacts } from './client-facts.js';
import * as option from './option-codes.js';

export type ReplyOption = readonly [code: number, value: Buffer];

export function addressOption(code: number, address: Ipv4Address): ReplyOption {
  return uint32Option(code, address);
}

export function addressListOption(code: number, addresses: readonly Ipv4Address[]): ReplyOption {
  const value = Buffer.alloc(addresses.length * 4);
  addresses.forEach((address, index) => writeIpv4Address(value, index * 4, address));
  return [code, value];
}

/** Our addresses and lease times: the same few come in every reply, whose writer copies them. */
const knownNumbers = new Map<number, Buffer>();
const MOST_KNOWN_NUMBERS = 256;

export function uint32Option(code: number, number: number): ReplyOption {
  let value = knownNumbers.get(number);
  if (value === undefined) {
    value = Buffer.allocUnsafe(4);
    value.writeUInt32BE(number);
    // What is left of leases differs from answer to answer: it must not keep the others out.
    if (knownNumbers.size >= MOST_KNOWN_NUMBERS) knownNumbers.clear();
    knownNumbers.set(number, value);
  }
  return [code, value];
}

export function textOption(code: number, text: string): ReplyOption {
  return [code, Buffer.from(text, 'utf8')];
}

/** What we know of a network, by option code: the part of an answer that is the same for every client on it. */
const NETWORK_OPTIONS: ReadonlyMap<number, (network: KnownNetwork) => ReplyOption | undefined> = new Map([
  [option.SUBNET_MASK, ({ cidr }) => addressOption(option.SUBNET_MASK, cidr.mask)],
  [option.ROUTER, ({ gateway }) => (gateway === undefined ? undefined : addressOption(option.ROUTER, gateway))],
  [
    option.DOMAIN_NAME_SERVER,
    ({ dns }) => (dns.length === 0 ? undefined : addressListOption(option.DOMAIN_NAME_SERVER, dns)),
  ],
  [option.DOMAIN_NAME, ({ domain }) => (domain === undefined ? undefined : textOption(option.DOMAIN_NAME, domain))],
  [
    option.BROADCAST_ADDRESS_OPTION,
    ({ cidr }) => addressOption(option.BROADCAST_ADDRESS_OPTION, broadcastAddressOf(cidr)),
  ],
]);

/** What was made of `NETWORK_OPTIONS`: a network's record is replaced when it changes, never written to. */
const madeOptions = new WeakMap<KnownNetwork, Map<number, ReplyOption | undefined>>();

function networkOption(code: number, network: KnownNetwork): ReplyOption | undefined {
  const make = NETWORK_OPTIONS.get(code);
  if (make === undefined) return undefined;
  let made = madeOptions.get(network);
  if (made === undefined) madeOptions.set(network, (made = new Map<number, ReplyOption | undefined>()));
  if (!made.has(code)) made.set(code, make(network));
  return made.get(code);
}

/** Sent without being asked for; the Raspberry Pi 3 boot ROM needs mask and router and asks for neither. */
const UNASKED = [option.SUBNET_MASK, option.ROUTER, option.DOMAIN_NAME_SERVER, option.HOST_NAME, option.DOMAIN_NAME];

/** PXELINUX's configuration file, path prefix and reboot time (RFC 5071 §4–6). */
const PXELINUX_OPTIONS = [209, 210, 211];

/** What siaddr and file say, once more. */
const BOOT_OPTIONS = [option.TFTP_SERVER_NAME, option.BOOT_FILE_NAME];

/**
 * Adds the configuration part of a reply, in the order of the client's parameter request list (RFC 2131 §4.3.1 asks for
 * that order), then what it did not ask for but needs. Clients without a list get everything the record holds.
 */
export function addParameters(
  reply: ReplyOption[],
  facts: ClientFacts,
  request: DhcpOptions,
  fields: BootFields,
): void {
  const asked = request.get(option.PARAMETER_REQUEST_LIST);
  const added = new Set<number>(supersededBy(asked, facts));
  const add = (code: number): void => {
    if (added.has(code)) return;
    added.add(code);
    const parameter = parameterOf(code, facts, fields);
    if (parameter !== undefined) reply.push(parameter);
  };
  if (asked === undefined) {
    UNASKED.forEach(add);
    // A BOOTP client reads both from the header, and has little room behind it.
    if (facts.request.protocol === 'dhcp') BOOT_OPTIONS.forEach(add);
    for (const extra of facts.options) add(extra.code);
  } else {
    asked.forEach(add);
    add(option.SUBNET_MASK);
    add(option.ROUTER);
    // PXELINUX reads them from the answer that its ROM got, which never asks for them (RFC 5071 §3).
    if (facts.request.boots) PXELINUX_OPTIONS.forEach(add);
  }
}

/** 66, 67 and 150 as far as the client asks for them: what siaddr, sname and file say, once more (edk2#10114). */
export function addBootOptions(reply: ReplyOption[], request: DhcpOptions, fields: BootFields): void {
  for (const code of request.get(option.PARAMETER_REQUEST_LIST) ?? BOOT_OPTIONS) {
    const parameter = bootOption(code, fields);
    if (parameter !== undefined && !reply.some(([added]) => added === code)) reply.push(parameter);
  }
}

function bootOption(code: number, fields: BootFields): ReplyOption | undefined {
  if (fields.bootFile === '') return undefined;
  switch (code) {
    case option.TFTP_SERVER_NAME:
      if (isUrl(fields.bootFile)) return undefined;
      return textOption(code, fields.serverName || formatIpv4Address(fields.nextServer));
    case option.BOOT_FILE_NAME:
      return textOption(code, fields.bootFile);
    case option.TFTP_SERVER_ADDRESS:
      return isUrl(fields.bootFile) ? undefined : addressOption(code, fields.nextServer);
    default:
      return undefined;
  }
}

/** RFC 3442: a client that asks for classless routes and gets them is not sent the router and static routes. */
function supersededBy(asked: Buffer | undefined, { options }: ClientFacts): readonly number[] {
  if (asked?.includes(option.CLASSLESS_ROUTES) !== true) return [];
  return options.some(({ code }) => code === option.CLASSLESS_ROUTES) ? [option.ROUTER, option.STATIC_ROUTES] : [];
}

function parameterOf(code: number, facts: ClientFacts, fields: BootFields): ReplyOption | undefined {
  const { network, machine } = facts;
  for (const extra of facts.options) if (extra.code === code) return [code, extra.value];
  switch (code) {
    case option.HOST_NAME:
      return machine.hostname === '' ? undefined : textOption(code, shortHostname(machine.hostname, network.domain));
    case option.TFTP_SERVER_NAME:
    case option.BOOT_FILE_NAME:
    case option.TFTP_SERVER_ADDRESS:
      return bootOption(code, fields);
    default:
      return networkOption(code, network);
  }
}

/** Option 12 without the domain that option 15 already gives; clients join the two. */
function shortHostname(hostname: string, domain: string | undefined): string {
  const suffix = `.${domain ?? ''}`.toLowerCase();
  return domain !== undefined && hostname.toLowerCase().endsWith(suffix) ? hostname.slice(0, -suffix.length) : hostname;
}
