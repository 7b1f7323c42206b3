import { readIpv4Address, writeIpv4Address, type Ipv4Address } from '../../values/ipv4-address.js';
import { readMacAddress, type MacAddress } from '../../values/mac-address.js';
import { fail, ok, type Result } from '../../values/result.js';
import {
  ETHER_TYPE_IPV4,
  ETHERNET_HEADER_LENGTH,
  MINIMUM_FRAME,
  writeEthernetHeader,
} from '../ethernet/ethernet.codec.js';
import { addToChecksum, finishChecksum, internetChecksum } from './internet-checksum.js';

/**
 * A UDP datagram in an IPv4 packet in an Ethernet frame (RFC 768, RFC 791 §3.1, RFC 894). This is how a DHCP reply
 * reaches a client that has no address yet (RFC 2131 §4.1).
 *
 * ```
 *  0         6         12    14
 * +---------+---------+-----+
 * | dest    | source  | 0800|                                  Ethernet header
 * +--+--+-----+------+-----+---+--+-------+---------+---------+
 * |45|00| len | id   |frag |ttl|17| check | source  | dest    |  IPv4 header, 14 (20 bytes, more with options)
 * +--+--+-----+------+-----+---+--+-------+---------+---------+
 * | sport | dport | length | check |                            UDP header, 34 (8 bytes)
 * +-------+-------+--------+-------+
 * | payload …
 * ```
 */
export interface UdpFrame {
  readonly sourceMac: MacAddress;
  readonly destinationMac: MacAddress;
  readonly sourceAddress: Ipv4Address;
  readonly destinationAddress: Ipv4Address;
  readonly sourcePort: number;
  readonly destinationPort: number;
  /** From decodeUdpFrame: a view into the frame, valid as long as the frame is. */
  readonly payload: Buffer;
  /** IPv4 identification. Encoding without it writes 0, which RFC 6864 §4.1 allows: our frames are never fragments. */
  readonly identification?: number;
  /** IPv4 time to live in hops; encoding without it writes 64. */
  readonly ttl?: number;
}

export interface UdpFrameChecks {
  /**
   * Verify the UDP checksum too, when it is not 0 (0 = the sender made none). Off by default, because a frame from a
   * local virtual interface carries a checksum that nobody has finished.
   */
  readonly udpChecksum?: boolean;
}

const IP = ETHERNET_HEADER_LENGTH;
const IP_HEADER_LENGTH = 20;
const UDP = IP + IP_HEADER_LENGTH;
const UDP_HEADER_LENGTH = 8;
const PROTOCOL_UDP = 17;
const DEFAULT_TTL = 64;
const DONT_FRAGMENT = 0x4000;
/** "More fragments" and the fragment offset: anything set here means that this is a piece of a packet. */
const FRAGMENT_BITS = 0x3fff;

/** The most payload that one IPv4 packet can carry as UDP, in bytes. */
export const MAXIMUM_UDP_PAYLOAD = 65_535 - IP_HEADER_LENGTH - UDP_HEADER_LENGTH;

/**
 * A frame with both checksums, Don't Fragment set, padded with zeros to 60 bytes. Whether it fits the interface's MTU
 * is the caller's to know; a payload over 65 507 bytes is a RangeError.
 */
export function encodeUdpFrame(frame: UdpFrame): Buffer {
  const { payload } = frame;
  if (payload.length > MAXIMUM_UDP_PAYLOAD)
    throw new RangeError(`a UDP payload of ${payload.length} bytes is over ${MAXIMUM_UDP_PAYLOAD}`);
  const udpLength = UDP_HEADER_LENGTH + payload.length;
  const end = UDP + udpLength;
  const bytes = Buffer.allocUnsafe(Math.max(end, MINIMUM_FRAME));
  writeEthernetHeader(bytes, frame.destinationMac, frame.sourceMac, ETHER_TYPE_IPV4);

  bytes.writeUInt16BE(0x4500, IP); // version 4, header of five words, no precedence
  bytes.writeUInt16BE(IP_HEADER_LENGTH + udpLength, IP + 2);
  bytes.writeUInt16BE(frame.identification ?? 0, IP + 4);
  bytes.writeUInt16BE(DONT_FRAGMENT, IP + 6);
  bytes[IP + 8] = frame.ttl ?? DEFAULT_TTL;
  bytes[IP + 9] = PROTOCOL_UDP;
  bytes.writeUInt16BE(0, IP + 10);
  writeIpv4Address(bytes, IP + 12, frame.sourceAddress);
  writeIpv4Address(bytes, IP + 16, frame.destinationAddress);
  bytes.writeUInt16BE(internetChecksum(bytes, IP, UDP), IP + 10);

  bytes.writeUInt16BE(frame.sourcePort, UDP);
  bytes.writeUInt16BE(frame.destinationPort, UDP + 2);
  bytes.writeUInt16BE(udpLength, UDP + 4);
  bytes.writeUInt16BE(0, UDP + 6);
  bytes.set(payload, UDP + UDP_HEADER_LENGTH);
  // A computed 0 is sent as all ones, because 0 says that there is no checksum (RFC 768).
  bytes.writeUInt16BE(udpChecksum(bytes, UDP, udpLength) || 0xffff, UDP + 6);

  if (end < MINIMUM_FRAME) bytes.fill(0, end);
  return bytes;
}

/**
 * Reads an untagged frame with a whole UDP datagram. The IPv4 header's checksum and all lengths are verified, the UDP
 * checksum on request. A reason instead when it is something else, damaged, cut short, or a fragment.
 */
export function decodeUdpFrame(frame: Buffer, checks: UdpFrameChecks = {}): Result<UdpFrame> {
  if (frame.length < UDP + UDP_HEADER_LENGTH)
    return fail(
      `${frame.length} bytes are too few for a frame with UDP, which has at least ${UDP + UDP_HEADER_LENGTH}`,
    );
  if (frame.readUInt16BE(12) !== ETHER_TYPE_IPV4)
    return fail(`EtherType 0x${frame.toString('hex', 12, 14)} is not IPv4`);

  const versionAndLength = frame.readUInt8(IP);
  if (versionAndLength >>> 4 !== 4) return fail(`IP version ${versionAndLength >>> 4} is not 4`);
  const headerLength = (versionAndLength & 0x0f) * 4;
  const totalLength = frame.readUInt16BE(IP + 2);
  if (headerLength < IP_HEADER_LENGTH) return fail(`an IPv4 header of ${headerLength} bytes is shorter than 20`);
  if (totalLength < headerLength) return fail(`an IPv4 packet of ${totalLength} bytes ends inside its header`);
  if (IP + totalLength > frame.length)
    return fail(`the IPv4 packet says ${totalLength} bytes, the frame has ${frame.length - IP}`);
  const udp = IP + headerLength;
  if (internetChecksum(frame, IP, udp) !== 0) return fail('the IPv4 header checksum is wrong');
  const fragment = frame.readUInt16BE(IP + 6) & FRAGMENT_BITS;
  if (fragment !== 0) return fail('this is a fragment of an IPv4 packet; fragments are not put together');
  const protocol = frame.readUInt8(IP + 9);
  if (protocol !== PROTOCOL_UDP) return fail(`IP protocol ${protocol} is not UDP (17)`);

  const room = totalLength - headerLength;
  if (room < UDP_HEADER_LENGTH) return fail(`an IPv4 packet with ${room} bytes of payload is too short for UDP`);
  const udpLength = frame.readUInt16BE(udp + 4);
  if (udpLength < UDP_HEADER_LENGTH) return fail(`the UDP length ${udpLength} is shorter than its own header`);
  if (udpLength > room) return fail(`the UDP length ${udpLength} is more than the ${room} bytes of the IPv4 packet`);
  if (checks.udpChecksum === true && frame.readUInt16BE(udp + 6) !== 0 && udpChecksum(frame, udp, udpLength) !== 0)
    return fail('the UDP checksum is wrong');

  return ok({
    destinationMac: readMacAddress(frame, 0),
    sourceMac: readMacAddress(frame, 6),
    sourceAddress: readIpv4Address(frame, IP + 12),
    destinationAddress: readIpv4Address(frame, IP + 16),
    sourcePort: frame.readUInt16BE(udp),
    destinationPort: frame.readUInt16BE(udp + 2),
    payload: frame.subarray(udp + UDP_HEADER_LENGTH, udp + udpLength),
    identification: frame.readUInt16BE(IP + 4),
    ttl: frame.readUInt8(IP + 8),
  });
}

/**
 * RFC 768: over a pseudo-header (both addresses, protocol, UDP length), the UDP header and the payload. With the field
 * zero this is what to write there; with the field as received it is 0 when right.
 */
function udpChecksum(frame: Buffer, udp: number, udpLength: number): number {
  const pseudoHeader = addToChecksum(PROTOCOL_UDP + udpLength, frame, IP + 12, IP + 20);
  return finishChecksum(addToChecksum(pseudoHeader, frame, udp, udp + udpLength));
}
