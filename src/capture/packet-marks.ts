import type { Ipv4Address } from '../values/ipv4-address.js';
import type { MacAddress } from '../values/mac-address.js';

/** Bits of a kept packet's mark: we sent it; it was heard as the payload of UDP, so its headers are to be made anew. */
export const SENT = 1;
export const DATAGRAM = 2;

/** Under what a packet is kept: the hardware address of whom it concerns, or an IPv4 address where no more is known. */
export type PacketKey = number;

const ADDRESSES_FROM = 2 ** 48;

export function keyOfMac(mac: MacAddress): PacketKey {
  return mac;
}

export function keyOfAddress(address: Ipv4Address): PacketKey {
  return ADDRESSES_FROM + address;
}

/** The hardware address in six octets, without a throw where there are fewer. */
export function keyAt(bytes: Uint8Array, offset: number): PacketKey {
  const at = (index: number): number => bytes[offset + index] ?? 0;
  return ((at(0) << 8) | at(1)) * 0x1_0000_0000 + (((at(2) << 24) | (at(3) << 16) | (at(4) << 8) | at(5)) >>> 0);
}

export function addressAt(bytes: Uint8Array, offset: number): Ipv4Address {
  const at = (index: number): number => bytes[offset + index] ?? 0;
  return (((at(0) << 24) | (at(1) << 16) | (at(2) << 8) | at(3)) >>> 0) as Ipv4Address;
}
