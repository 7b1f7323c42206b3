import { readMacAddress, writeMacAddress, type MacAddress } from '../../values/mac-address.js';

/**
 * An Ethernet II header (RFC 894; IEEE 802.3 §3.1.1), as a raw socket delivers it: no preamble, no FCS, no VLAN tag.
 *
 * ```
 *  0          6          12    14
 * +----------+----------+-----+-----------------+
 * | dest MAC | src MAC  | typ | payload, padding|
 * +----------+----------+-----+-----------------+
 * ```
 */
export interface EthernetHeader {
  readonly destination: MacAddress;
  readonly source: MacAddress;
  readonly etherType: number;
}

/** RFC 894. */
export const ETHER_TYPE_IPV4 = 0x0800;
/** RFC 826. */
export const ETHER_TYPE_ARP = 0x0806;
/** RFC 903. */
export const ETHER_TYPE_RARP = 0x8035;

/** Bytes of two hardware addresses and the EtherType. */
export const ETHERNET_HEADER_LENGTH = 14;

/** The shortest frame on a real wire, header included, FCS not: 64 − 4 bytes. A frame caught on its sender may be shorter. */
export const MINIMUM_FRAME = 60;

/** The header at the start of `frame`, or undefined when there are fewer than 14 bytes. */
export function readEthernetHeader(frame: Buffer): EthernetHeader | undefined {
  if (frame.length < ETHERNET_HEADER_LENGTH) return undefined;
  return { destination: readMacAddress(frame, 0), source: readMacAddress(frame, 6), etherType: frame.readUInt16BE(12) };
}

/** Writes the 14 header bytes at the start of `bytes`, which must have room for them. */
export function writeEthernetHeader(
  bytes: Buffer,
  destination: MacAddress,
  source: MacAddress,
  etherType: number,
): void {
  writeMacAddress(bytes, 0, destination);
  writeMacAddress(bytes, 6, source);
  bytes.writeUInt16BE(etherType, 12);
}
