import type { NetworkInterface } from '../net/net.port.js';
import { BROADCAST_ADDRESS, type Ipv4Address } from '../values/ipv4-address.js';
import { broadcastAddressOf, networkContains } from '../values/ipv4-network.js';
import { BROADCAST_MAC, ZERO_MAC, type MacAddress } from '../values/mac-address.js';
import { encodeUdpFrame } from '../wire/ipv4/udp-frame.codec.js';
import type { KeptPacket } from './frame-ring.js';
import { DATAGRAM, SENT } from './packet-marks.js';

/** Ethernet, IPv4 and UDP header of a frame without options. */
const HEADERS = 42;
const UDP_CHECKSUM_AT = 40;
const GIADDR_AT = 24;
const CHADDR_MESSAGE = 44;

/** A frame as a capture file has it. */
export interface WholeFrame {
  readonly bytes: Buffer;
  readonly originalLength: number;
}

/**
 * The Ethernet frame of what was kept. A socket gives the payload of UDP only: then the headers are made anew, with
 * right checksums, and a hardware address that nobody knows is 00:00:00:00:00:00.
 *
 * @param macOf the hardware address at an IPv4 address, as far as it is known
 */
export function wholeFrame(
  packet: KeptPacket,
  wire: NetworkInterface,
  isBootp: boolean,
  macOf: (address: Ipv4Address) => MacAddress | undefined,
): WholeFrame {
  const { bytes, originalLength, mark } = packet;
  if ((mark & DATAGRAM) === 0) return { bytes, originalLength };
  const own = (packet.ownAddress as Ipv4Address) || ownAddressTowards(packet.otherAddress as Ipv4Address, wire);
  const other = packet.otherAddress as Ipv4Address;
  const otherMac = isBroadcast(other, wire) ? BROADCAST_MAC : (macFrom(packet, isBootp) ?? macOf(other) ?? ZERO_MAC);
  const ownMac = isBroadcast(own, wire) ? BROADCAST_MAC : wire.mac;
  const sent = (mark & SENT) !== 0;
  const cut = bytes.length < originalLength;
  const frame = encodeUdpFrame({
    sourceMac: sent ? ownMac : otherMac,
    destinationMac: sent ? otherMac : ownMac,
    sourceAddress: sent ? own : other,
    destinationAddress: sent ? other : own,
    sourcePort: sent ? packet.ownPort : packet.otherPort,
    destinationPort: sent ? packet.otherPort : packet.ownPort,
    payload: cut ? Buffer.concat([bytes], originalLength) : bytes,
  });
  if (!cut) return { bytes: frame, originalLength: frame.length };
  // Nobody can check a sum over octets that are not there: 0 says that there is none (RFC 768).
  frame.writeUInt16BE(0, UDP_CHECKSUM_AT);
  return { bytes: frame.subarray(0, HEADERS + bytes.length), originalLength: frame.length };
}

/** A BOOTP message that no relay has passed on is between us and the client itself. */
function macFrom({ bytes }: KeptPacket, isBootp: boolean): MacAddress | undefined {
  if (!isBootp || bytes.length < CHADDR_MESSAGE || bytes.readUInt32BE(GIADDR_AT) !== 0) return undefined;
  return bytes.readUIntBE(28, 6) as MacAddress;
}

function isBroadcast(address: Ipv4Address, { addresses }: NetworkInterface): boolean {
  return address === BROADCAST_ADDRESS || addresses.some(({ network }) => broadcastAddressOf(network) === address);
}

/** The source that the kernel chose: our address on the other's network, else the first. */
function ownAddressTowards(other: Ipv4Address, { addresses }: NetworkInterface): Ipv4Address {
  const near = addresses.find(({ network }) => networkContains(network, other)) ?? addresses[0];
  return near?.address ?? (0 as Ipv4Address);
}
