import type { Ipv4Address } from '../../values/ipv4-address.js';
import { AF_INET, AF_NETLINK, AF_PACKET } from './linux-numbers.table.js';

/**
 * struct sockaddr_in, 16 octets: family u16 (host order) · port u16 (network order) · address u32 (network order) · zero 8.
 */
export const SOCKADDR_IN_LENGTH = 16;

export function encodeSockaddrIn(address: Ipv4Address, port: number): Buffer {
  const bytes = Buffer.alloc(SOCKADDR_IN_LENGTH);
  bytes.writeUInt16LE(AF_INET, 0);
  bytes.writeUInt16BE(port, 2);
  bytes.writeUInt32BE(address, 4);
  return bytes;
}

/**
 * struct sockaddr_ll, 20 octets: family u16 · protocol u16 (network order) · ifindex i32 · hatype u16 · pkttype u8 ·
 * halen u8 · addr 8. `etherType` 0 binds a socket that hears nothing.
 */
export function encodeSockaddrLl(etherType: number, interfaceIndex: number): Buffer {
  const bytes = Buffer.alloc(20);
  bytes.writeUInt16LE(AF_PACKET, 0);
  bytes.writeUInt16BE(etherType, 2);
  bytes.writeInt32LE(interfaceIndex, 4);
  return bytes;
}

/** struct sockaddr_nl, 12 octets: family u16 · pad u16 · pid u32 (0: the kernel chooses) · groups u32 (bit mask). */
export function encodeSockaddrNl(groups: number): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt16LE(AF_NETLINK, 0);
  bytes.writeUInt32LE(groups, 8);
  return bytes;
}
