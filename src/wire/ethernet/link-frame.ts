import { fail, ok, type Result } from '../../values/result.js';
import { ETHER_TYPE_IPV4, ETHERNET_HEADER_LENGTH } from './ethernet.codec.js';

/*
 * What capture programs write beside plain Ethernet (LINKTYPE numbers of the pcap registry):
 *
 *   1    Ethernet                      | destination (6) | source (6) | type (2) |
 *   0    BSD loopback, host order      | family (4) |
 *   108  BSD loopback, network order   | family (4) |
 *   101, 228  raw IPv4                 nothing
 *   113  Linux cooked (tcpdump -i any) | packet type (2) | ARPHRD (2) | length (2) | source (8) | type (2) |
 *   276  Linux cooked 2                | type (2) | 0 (2) | interface (4) | ARPHRD (2) | packet type (1) | length (1) | source (8) |
 */
const ETHERNET = 1;
const COOKED = 113;
const COOKED_2 = 276;
/** Octets before the IPv4 packet of the link types that have no addresses. */
const BARE_IP: ReadonlyMap<number, number> = new Map([
  [0, 4],
  [108, 4],
  [101, 0],
  [228, 0],
]);

/** 802.1Q, 802.1ad and the tags that Cisco used before it. */
const VLAN_TAGS: ReadonlySet<number> = new Set([0x8100, 0x88a8, 0x9100]);
const VLAN_TAG_LENGTH = 4;
const BROADCAST = Buffer.alloc(6, 0xff);

/** An Ethernet frame without tags, as our codecs read it. */
export interface LinkFrame {
  readonly frame: Buffer;
  /** VLAN numbers of the tags that were taken off, the outer one first. */
  readonly vlans: readonly number[];
}

/**
 * The Ethernet frame in what a capture kept: tags taken off, and a header put on where the capture had another. Such a
 * header says what is known; the destination is the broadcast address, since cooked captures do not keep it.
 */
export function readLinkFrame(linkType: number, bytes: Buffer): Result<LinkFrame> {
  if (linkType === ETHERNET) return untag(bytes);
  const bare = BARE_IP.get(linkType);
  if (bare !== undefined) {
    if (bytes.length <= bare) return fail(`${bytes.length} bytes are too few for link type ${linkType}`);
    return ok({ frame: withHeader(Buffer.alloc(6), ETHER_TYPE_IPV4, bytes.subarray(bare)), vlans: [] });
  }
  if (linkType === COOKED) return uncook(bytes, 6, 14, 16);
  if (linkType === COOKED_2) return uncook(bytes, 12, 0, 20);
  return fail(`link type ${linkType} is not read here; capture on an Ethernet interface, or with tcpdump -i any`);
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
