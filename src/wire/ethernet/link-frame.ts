import { fail, ok, type Result } from '../../values/result.js';
import { ETHER_TYPE_IPV4, ETHERNET_HEADER_LENGTH } from './ethernet.codec.js';

/*
 * What capture programs write beside plain Ethernet (LINKTYPE numbers of the pcap registry):
 *
 *   1    Ethernet                      | destination (6) | source (6) | type (2) |
 *   0    BSD loopback, host order      | family (4) |
 *   108  BSD loopback, network order   | family (4) |
 *   101  raw IP                        nothing: the packet says its version
 *   228, 229  raw IPv4, raw IPv6       nothing
 *   113  Linux cooked (tcpdump -i any) | packet type (2) | ARPHRD (2) | length (2) | source (8) | type (2) |
 *   276  Linux cooked 2                | type (2) | 0 (2) | interface (4) | ARPHRD (2) | packet type (1) | length (1) | source (8) |
 */
const ETHERNET = 1;
const LOOPBACK_HOST_ORDER = 0;
const LOOPBACK_NETWORK_ORDER = 108;
const COOKED = 113;
const COOKED_2 = 276;
/** 12 and 14 are what BSDs called it in files of their own. */
const RAW_IP: ReadonlySet<number> = new Set([101, 228, 229, 12, 14]);
const FAMILY_LENGTH = 4;

const ETHER_TYPE_IPV6 = 0x86dd;
/** AF_INET is 2 everywhere; AF_INET6 is 24 (NetBSD, OpenBSD), 28 (FreeBSD), 30 (macOS), 10 (Linux) or 23 (Windows). */
const ETHER_TYPE_OF_FAMILY: ReadonlyMap<number, number> = new Map([
  [2, ETHER_TYPE_IPV4],
  ...[10, 23, 24, 28, 30].map((family) => [family, ETHER_TYPE_IPV6] as const),
]);

/** 802.1Q, 802.1ad and the tags that Cisco used before it. */
const VLAN_TAGS: ReadonlySet<number> = new Set([0x8100, 0x88a8, 0x9100]);
const VLAN_TAG_LENGTH = 4;
const BROADCAST = Buffer.alloc(6, 0xff);
const NOBODY = Buffer.alloc(6);

/** An Ethernet frame without tags, as our codecs read it. */
export interface LinkFrame {
  readonly frame: Buffer;
  /** VLAN numbers of the tags that were taken off, the outer one first. */
  readonly vlans: readonly number[];
}

/** Is there a way to read such frames at all, if they are whole? */
export function readsLinkType(linkType: number): boolean {
  const known = [ETHERNET, LOOPBACK_HOST_ORDER, LOOPBACK_NETWORK_ORDER, COOKED, COOKED_2];
  return known.includes(linkType) || RAW_IP.has(linkType);
}

/**
 * The Ethernet frame in what a capture kept: tags taken off, and a header put on where the capture had another. Such a
 * header says what is known; the destination is the broadcast address, since cooked captures do not keep it.
 */
export function readLinkFrame(linkType: number, bytes: Buffer): Result<LinkFrame> {
  if (linkType === ETHERNET) return untag(bytes);
  if (linkType === LOOPBACK_HOST_ORDER || linkType === LOOPBACK_NETWORK_ORDER) return readLoopback(linkType, bytes);
  if (RAW_IP.has(linkType)) return readRawIp(linkType, bytes);
  if (linkType === COOKED) return uncook(bytes, 6, 14, 16);
  if (linkType === COOKED_2) return uncook(bytes, 12, 0, 20);
  return fail(`link type ${linkType} is not read here; capture on an Ethernet interface, or with tcpdump -i any`);
}

/** The file does not say which order the host had: a family is a small number in only one of them. */
function readLoopback(linkType: number, bytes: Buffer): Result<LinkFrame> {
  if (bytes.length <= FAMILY_LENGTH) return fail(`${bytes.length} bytes are too few for link type ${linkType}`);
  const big = bytes.readUInt32BE(0);
  const family = linkType === LOOPBACK_NETWORK_ORDER || big < 0x1_0000 ? big : bytes.readUInt32LE(0);
  const etherType = ETHER_TYPE_OF_FAMILY.get(family);
  if (etherType === undefined) return fail(`address family ${family} of a loopback capture is neither IPv4 nor IPv6`);
  return ok({ frame: withHeader(NOBODY, etherType, bytes.subarray(FAMILY_LENGTH)), vlans: [] });
}

function readRawIp(linkType: number, bytes: Buffer): Result<LinkFrame> {
  if (bytes.length === 0) return fail(`0 bytes are too few for link type ${linkType}`);
  const version = (bytes[0] ?? 0) >>> 4;
  if (version !== 4 && version !== 6) return fail(`a packet of IP version ${version} is neither IPv4 nor IPv6`);
  return ok({ frame: withHeader(NOBODY, version === 4 ? ETHER_TYPE_IPV4 : ETHER_TYPE_IPV6, bytes), vlans: [] });
}

function uncook(bytes: Buffer, sourceAt: number, typeAt: number, length: number): Result<LinkFrame> {
  if (bytes.length < length) return fail(`${bytes.length} bytes are too few for a cooked header of ${length}`);
  const source = bytes.subarray(sourceAt, sourceAt + 6);
  return untag(withHeader(source, bytes.readUInt16BE(typeAt), bytes.subarray(length)));
}

function withHeader(source: Buffer, etherType: number, packet: Buffer): Buffer {
  const type = Buffer.alloc(2);
  type.writeUInt16BE(etherType);
  return Buffer.concat([BROADCAST, source, type, packet]);
}

function untag(bytes: Buffer): Result<LinkFrame> {
  const vlans: number[] = [];
  let at = 12;
  while (at + VLAN_TAG_LENGTH + 2 <= bytes.length && VLAN_TAGS.has(bytes.readUInt16BE(at))) {
    vlans.push(bytes.readUInt16BE(at + 2) & 0x0fff);
    at += VLAN_TAG_LENGTH;
  }
  if (bytes.length < at + 2) return fail(`${bytes.length} bytes are too few for an Ethernet header`);
  if (vlans.length === 0) {
    return bytes.length < ETHERNET_HEADER_LENGTH ? fail('no whole Ethernet header') : ok({ frame: bytes, vlans });
  }
  return ok({ frame: Buffer.concat([bytes.subarray(0, 12), bytes.subarray(at)]), vlans });
}
