import type { Ipv4Address } from '../../values/ipv4-address.js';
import { networkOf } from '../../values/ipv4-network.js';
import { readMacAddress } from '../../values/mac-address.js';
import type { Link } from '../link.js';
import type { InterfaceAddress } from '../net.port.js';
import { AF_INET } from './linux-numbers.table.js';

/*
 * rtnetlink (rtnetlink(7), linux/rtnetlink.h). All integers in host order, which is little-endian here.
 *
 *   nlmsghdr   0 length u32 (header included) · 4 type u16 · 6 flags u16 · 8 sequence u32 · 12 port u32
 *   ifinfomsg  0 family u8 · 1 pad · 2 type u16 (ARPHRD) · 4 index i32 · 8 flags u32 · 12 change u32
 *   ifaddrmsg  0 family u8 · 1 prefix length u8 · 2 flags u8 · 3 scope u8 · 4 index u32
 *   rtattr     0 length u16 (header included) · 2 type u16 · payload, padded to 4
 */
const NLMSG_ERROR = 2;
const NLMSG_DONE = 3;
const RTM_NEWLINK = 16;
const RTM_GETLINK = 18;
const RTM_NEWADDR = 20;
const RTM_GETADDR = 22;
/** NLM_F_REQUEST | NLM_F_DUMP: everything, not one. */
const DUMP = 0x301;
const HEADER_LENGTH = 16;
const LINK_LENGTH = 16;
const ADDRESS_LENGTH = 8;

const ARPHRD_ETHER = 1;
const ARPHRD_LOOPBACK = 772;
const IFF_UP = 0x1;
const IFF_LOOPBACK = 0x8;

const IFLA_ADDRESS = 1;
const IFLA_IFNAME = 3;
const IFLA_MTU = 4;
const IFLA_MASTER = 10;
const IFLA_LINKINFO = 18;
const IFLA_INFO_KIND = 1;
const IFA_ADDRESS = 1;
const IFA_LOCAL = 2;
/** The upper bits of an attribute's type are flags (NLA_F_NESTED, NLA_F_NET_BYTEORDER). */
const ATTRIBUTE_TYPE_MASK = 0x3fff;

/** One IPv4 address and the index of the link that has it. */
export interface LinkAddress extends InterfaceAddress {
  readonly index: number;
}

/** What one datagram of a dump held. `done` ends the dump; `error` is the kernel's errno. */
export interface DumpPart {
  readonly links: readonly Omit<Link, 'addresses'>[];
  readonly addresses: readonly LinkAddress[];
  readonly done: boolean;
  readonly error: number | undefined;
}

/** RTM_GETLINK for all links. */
export function encodeLinkDump(sequence: number): Buffer {
  return encodeDump(RTM_GETLINK, LINK_LENGTH, 0, sequence);
}

/** RTM_GETADDR for all IPv4 addresses. */
export function encodeAddressDump(sequence: number): Buffer {
  return encodeDump(RTM_GETADDR, ADDRESS_LENGTH, AF_INET, sequence);
}

function encodeDump(type: number, bodyLength: number, family: number, sequence: number): Buffer {
  const bytes = Buffer.alloc(HEADER_LENGTH + bodyLength);
  bytes.writeUInt32LE(bytes.length, 0);
  bytes.writeUInt16LE(type, 4);
  bytes.writeUInt16LE(DUMP, 6);
  bytes.writeUInt32LE(sequence, 8);
  bytes.writeUInt8(family, HEADER_LENGTH);
  return bytes;
}

/**
 * Reads the messages of one datagram that answer request `sequence`. Lengths that run past the end finish the
 * reading; it never throws.
 */
export function decodeDump(datagram: Buffer, sequence: number): DumpPart {
  const links: Omit<Link, 'addresses'>[] = [];
  const addresses: LinkAddress[] = [];
  let done = false;
  let error: number | undefined;
  for (let at = 0; at + HEADER_LENGTH <= datagram.length;) {
    const length = datagram.readUInt32LE(at);
    if (length < HEADER_LENGTH || at + length > datagram.length) break;
    const body = datagram.subarray(at + HEADER_LENGTH, at + length);
    const type = datagram.readUInt16LE(at + 4);
    const answers = datagram.readUInt32LE(at + 8) === sequence;
    at += (length + 3) & ~3;
    if (!answers) continue;
    if (type === NLMSG_DONE) done = true;
    else if (type === NLMSG_ERROR) error = body.length >= 4 ? -body.readInt32LE(0) : 0;
    else if (type === RTM_NEWLINK && body.length >= LINK_LENGTH) links.push(decodeLink(body));
    else if (type === RTM_NEWADDR && body.length >= ADDRESS_LENGTH && body[0] === AF_INET) {
      const address = decodeAddress(body);
      if (address !== undefined) addresses.push(address);
    }
  }
  return { links, addresses, done, error };
}

function decodeLink(body: Buffer): Omit<Link, 'addresses'> {
  const hardwareType = body.readUInt16LE(2);
  const flags = body.readUInt32LE(8);
  const attributes = readAttributes(body.subarray(LINK_LENGTH));
  const info = attributes.get(IFLA_LINKINFO);
  const kind = info && readAttributes(info).get(IFLA_INFO_KIND);
  const mac = attributes.get(IFLA_ADDRESS);
  const ethernet = hardwareType === ARPHRD_ETHER || hardwareType === ARPHRD_LOOPBACK;
  return {
    index: body.readInt32LE(4),
    name: readText(attributes.get(IFLA_IFNAME)) ?? '',
    mac: ethernet && mac?.length === 6 ? readMacAddress(mac, 0) : undefined,
    mtu: readUint32(attributes.get(IFLA_MTU)) ?? 1500,
    up: (flags & IFF_UP) !== 0,
    loopback: (flags & IFF_LOOPBACK) !== 0,
    kind: readText(kind),
    master: readUint32(attributes.get(IFLA_MASTER)),
  };
}

/** IFA_LOCAL is ours; IFA_ADDRESS differs from it on point-to-point links, where it is the other end. */
function decodeAddress(body: Buffer): LinkAddress | undefined {
  const attributes = readAttributes(body.subarray(ADDRESS_LENGTH));
  const bytes = attributes.get(IFA_LOCAL) ?? attributes.get(IFA_ADDRESS);
  const prefixLength = body.readUInt8(1);
  if (bytes?.length !== 4 || prefixLength > 32) return undefined;
  const address = bytes.readUInt32BE(0) as Ipv4Address;
  return { index: body.readUInt32LE(4), address, network: networkOf(address, prefixLength) };
}

function readAttributes(bytes: Buffer): ReadonlyMap<number, Buffer> {
  const attributes = new Map<number, Buffer>();
  for (let at = 0; at + 4 <= bytes.length;) {
    const length = bytes.readUInt16LE(at);
    if (length < 4 || at + length > bytes.length) break;
    attributes.set(bytes.readUInt16LE(at + 2) & ATTRIBUTE_TYPE_MASK, bytes.subarray(at + 4, at + length));
    at += (length + 3) & ~3;
  }
  return attributes;
}

function readUint32(bytes: Buffer | undefined): number | undefined {
  return bytes?.length === 4 ? bytes.readUInt32LE(0) : undefined;
}

function readText(bytes: Buffer | undefined): string | undefined {
  if (bytes === undefined) return undefined;
  const end = bytes.indexOf(0);
  return bytes.toString('utf8', 0, end === -1 ? bytes.length : end);
}
