import type { Libc } from './libc.js';

/**
 * struct mmsghdr on LP64 Linux, 64 octets (socket.h):
 *
 *      0  msg_name        pointer to the peer's address       32  msg_control     pointer
 *      8  msg_namelen     u32, then 4 octets of padding       40  msg_controllen  u64
 *     16  msg_iov         pointer to iovec[]                  48  msg_flags       i32, then padding
 *     24  msg_iovlen      u64                                 56  msg_len         u32, then padding
 */
export const HEADER_LENGTH = 64;
/** struct iovec: base pointer 8, length u64. */
export const IOVEC_LENGTH = 16;
/** Room per message for a sockaddr_in, or the beginning of a sockaddr_ll (which nobody reads). */
export const NAME_LENGTH = 32;
/** Room per message for one control message with struct in_pktinfo: cmsghdr 16 + 12, rounded up to 8. */
export const CONTROL_LENGTH = 32;

/** Writes the pointers that never change: message i has name i, control buffer i and iovec i alone. */
export function wireMessages(
  libc: Libc,
  count: number,
  headers: Buffer,
  iovecs: Buffer,
  names: Buffer,
  control: Buffer,
): void {
  const iovecsAt = libc.addressOf(iovecs);
  const namesAt = libc.addressOf(names);
  const controlAt = libc.addressOf(control);
  for (let i = 0; i < count; i++) {
    const header = i * HEADER_LENGTH;
    headers.writeBigUInt64LE(namesAt + BigInt(i * NAME_LENGTH), header);
    headers.writeBigUInt64LE(iovecsAt + BigInt(i * IOVEC_LENGTH), header + 16);
    headers.writeBigUInt64LE(1n, header + 24);
    headers.writeBigUInt64LE(controlAt + BigInt(i * CONTROL_LENGTH), header + 32);
  }
}
