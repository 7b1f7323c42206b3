import { writeIpv4Address, type Ipv4Address } from '../../values/ipv4-address.js';
import { writeMacAddress, type MacAddress } from '../../values/mac-address.js';
import { AF_INET } from './linux-numbers.table.js';

const RTM_NEWNEIGH = 28;
/** NLM_F_REQUEST | NLM_F_REPLACE | NLM_F_CREATE */
const CREATE_OR_REPLACE = 0x501;
/** Used at once, and asked for anew when it has been: what is wrong heals. */
const NUD_STALE = 0x04;
const NDA_DST = 1;
const NDA_LLADDR = 2;
const NLMSG_ERROR = 2;

/** Octets of one message; several may follow each other in one datagram. */
export const NEIGHBOUR_LENGTH = 48;

/** An entry of the kernel's ARP table. */
export interface Neighbour {
  readonly interfaceIndex: number;
  readonly address: Ipv4Address;
  readonly mac: MacAddress;
}

/**
 * RTM_NEWNEIGH for each neighbour (rtnetlink(7), linux/neighbour.h), integers in host order:
 *
 *   nlmsghdr   0 length u32 · 4 type u16 · 6 flags u16 · 8 sequence u32 · 12 port u32
 *   ndmsg     16 family u8 · 17 pad 3 · 20 ifindex i32 · 24 state u16 · 26 flags u8 · 27 type u8
 *   rtattr    28 length u16 · 30 NDA_DST u16 · 32 address 4
 *   rtattr    36 length u16 · 38 NDA_LLADDR u16 · 40 hardware address 6 · 46 pad 2
 */
export function encodeNeighbours(neighbours: readonly Neighbour[]): Buffer {
  const bytes = Buffer.alloc(neighbours.length * NEIGHBOUR_LENGTH);
  neighbours.forEach(({ interfaceIndex, address, mac }, at) => {
    const message = bytes.subarray(at * NEIGHBOUR_LENGTH, (at + 1) * NEIGHBOUR_LENGTH);
    message.writeUInt32LE(NEIGHBOUR_LENGTH, 0);
    message.writeUInt16LE(RTM_NEWNEIGH, 4);
    message.writeUInt16LE(CREATE_OR_REPLACE, 6);
    message.writeUInt32LE(at + 1, 8);
    message.writeUInt8(AF_INET, 16);
    message.writeInt32LE(interfaceIndex, 20);
    message.writeUInt16LE(NUD_STALE, 24);
    message.writeUInt16LE(8, 28);
    message.writeUInt16LE(NDA_DST, 30);
    writeIpv4Address(message, 32, address);
    message.writeUInt16LE(10, 36);
    message.writeUInt16LE(NDA_LLADDR, 38);
    writeMacAddress(message, 40, mac);
  });
  return bytes;
}

/** The errno of the first message of a datagram that says that something failed. */
export function readNetlinkError(datagram: Buffer): number | undefined {
  if (datagram.length < 20 || datagram.readUInt16LE(4) !== NLMSG_ERROR) return undefined;
  const errno = -datagram.readInt32LE(16);
  return errno === 0 ? undefined : errno;
}
