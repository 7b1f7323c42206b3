import { readIpv4Address, writeIpv4Address, type Ipv4Address } from '../../values/ipv4-address.js';
import { readMacAddress, writeMacAddress, type MacAddress } from '../../values/mac-address.js';
import { fail, ok, type Result } from '../../values/result.js';
import { ETHERNET_HEADER_LENGTH, MINIMUM_FRAME, writeEthernetHeader } from '../ethernet/ethernet.codec.js';

/**
 * The packet that ARP (RFC 826) and RARP (RFC 903) share, for IPv4 over Ethernet, in its frame:
 *
 * ```
 *  0                         6                         12       14
 * +-------------------------+-------------------------+--------+
 * | destination             | source                  | type   |  Ethernet header
 * +--------+--------+---+---+----+--------------------+--------+
 * | hrd 1  | pro    |hln|pln| op |                                14 hardware type, protocol type 0x0800,
 * |        | 0x0800 | 6 | 4 |    |                                   their lengths, operation
 * +--------+--------+---+---+----+----------+
 * | sha  sender hardware    | spa  protocol |                      22, 28
 * +-------------------------+---------------+
 * | tha  target hardware    | tpa  protocol |                      32, 38
 * +-------------------------+---------------+
 * | zeros up to 60 bytes                                           42
 * +---
 * ```
 *
 * 42 bytes are enough: a frame that was caught on its own sender has no padding yet.
 */
export interface AddressResolutionPacket {
  /** The Ethernet source: who really sent the frame, which `senderHardwareAddress` need not be. */
  readonly source: MacAddress;
  /** The Ethernet destination. */
  readonly destination: MacAddress;
  /** ar$op: 1 ARP request, 2 ARP reply, 3 RARP request, 4 RARP reply, 5 to 7 DRARP (RFC 1931). */
  readonly operation: number;
  /** ar$sha. */
  readonly senderHardwareAddress: MacAddress;
  /** ar$spa. */
  readonly senderProtocolAddress: Ipv4Address;
  /** ar$tha. */
  readonly targetHardwareAddress: MacAddress;
  /** ar$tpa. */
  readonly targetProtocolAddress: Ipv4Address;
}

const HARDWARE_ETHERNET = 1;
const PROTOCOL_IPV4 = 0x0800;
const PACKET_END = ETHERNET_HEADER_LENGTH + 28;

/**
 * Reads a frame of the given EtherType. `name` stands in the reason when it cannot be read: too short, another
 * EtherType, or not IPv4 over Ethernet. Whether the operation makes sense is for the caller to say.
 */
export function decodeAddressResolution(
  frame: Buffer,
  etherType: number,
  name: string,
): Result<AddressResolutionPacket> {
  if (frame.length < PACKET_END)
    return fail(`${frame.length} bytes are too few for a frame with ${name}, which has at least ${PACKET_END}`);
  if (frame.readUInt16BE(12) !== etherType)
    return fail(`EtherType 0x${frame.toString('hex', 12, 14)} is not ${name}'s 0x${hex16(etherType)}`);
  if (frame.readUInt16BE(14) !== HARDWARE_ETHERNET)
    return fail(`${name} hardware type ${frame.readUInt16BE(14)} is not Ethernet (1)`);
  if (frame.readUInt16BE(16) !== PROTOCOL_IPV4)
    return fail(`${name} protocol type 0x${frame.toString('hex', 16, 18)} is not IPv4 (0x0800)`);
  if (frame[18] !== 6) return fail(`${name} hardware address length ${frame[18]} is not 6`);
  if (frame[19] !== 4) return fail(`${name} protocol address length ${frame[19]} is not 4`);
  return ok({
    destination: readMacAddress(frame, 0),
    source: readMacAddress(frame, 6),
    operation: frame.readUInt16BE(20),
    senderHardwareAddress: readMacAddress(frame, 22),
    senderProtocolAddress: readIpv4Address(frame, 28),
    targetHardwareAddress: readMacAddress(frame, 32),
    targetProtocolAddress: readIpv4Address(frame, 38),
  });
}

/**
 * A frame of 60 bytes, padded with zeros.
 *
 * @param frame so many bytes of the caller's, for who encodes one frame after another
 */
export function encodeAddressResolution(
  packet: AddressResolutionPacket,
  etherType: number,
  frame: Buffer = Buffer.allocUnsafe(MINIMUM_FRAME),
): Buffer {
  writeEthernetHeader(frame, packet.destination, packet.source, etherType);
  frame.writeUInt16BE(HARDWARE_ETHERNET, 14);
  frame.writeUInt16BE(PROTOCOL_IPV4, 16);
  frame[18] = 6;
  frame[19] = 4;
  frame.writeUInt16BE(packet.operation, 20);
  writeMacAddress(frame, 22, packet.senderHardwareAddress);
  writeIpv4Address(frame, 28, packet.senderProtocolAddress);
  writeMacAddress(frame, 32, packet.targetHardwareAddress);
  writeIpv4Address(frame, 38, packet.targetProtocolAddress);
  frame.fill(0, PACKET_END);
  return frame;
}

function hex16(value: number): string {
  return value.toString(16).padStart(4, '0');
}
