import type { FrameChoice } from '../net.port.js';
import { stableBuffer } from './libc.js';

/** Classic BPF opcodes that we use (linux/bpf_common.h). */
const LOAD_WORD_ABSOLUTE = 0x20;
const LOAD_HALF_ABSOLUTE = 0x28;
const LOAD_BYTE_ABSOLUTE = 0x30;
const LOAD_HALF_AT_INDEX = 0x48;
const LOAD_BYTE_AT_INDEX = 0x50;
/** Of an IPv4 header: four times the low half of its first octet. */
const LOAD_HEADER_LENGTH_TO_INDEX = 0xb1;
const COPY_TO_INDEX = 0x07;
const JUMP_IF_EQUAL = 0x15;
const JUMP_IF_EQUAL_TO_INDEX = 0x1d;
const JUMP_IF_BITS_SET = 0x45;
const RETURN = 0x06;

/** SKF_AD_OFF + SKF_AD_PKTTYPE: the kernel's answer to "whose is this frame?". */
const PACKET_TYPE = 0xffff_f004;
const PACKET_OTHERHOST = 3;
const PACKET_OUTGOING = 4;

type Instruction = readonly [code: number, ifTrue: number, ifFalse: number, value: number];

const FOR_US: readonly Instruction[] = [
  [LOAD_BYTE_ABSOLUTE, 0, 0, PACKET_TYPE],
  [JUMP_IF_EQUAL, 2, 0, PACKET_OTHERHOST],
  [JUMP_IF_EQUAL, 1, 0, PACKET_OUTGOING],
  [RETURN, 0, 0, 0xffff_ffff],
  [RETURN, 0, 0, 0],
];

/** Of ARP frames for us: replies, probes (no sender address) and gratuitous ones (sender address = target address). */
const ADDRESS_CLAIMS: readonly Instruction[] = [
  [LOAD_BYTE_ABSOLUTE, 0, 0, PACKET_TYPE],
  [JUMP_IF_EQUAL, 9, 0, PACKET_OTHERHOST],
  [JUMP_IF_EQUAL, 8, 0, PACKET_OUTGOING],
  [LOAD_HALF_ABSOLUTE, 0, 0, 20],
  [JUMP_IF_EQUAL, 5, 0, 2],
  [LOAD_WORD_ABSOLUTE, 0, 0, 38],
  [COPY_TO_INDEX, 0, 0, 0],
  [LOAD_WORD_ABSOLUTE, 0, 0, 28],
  [JUMP_IF_EQUAL, 1, 0, 0],
  [JUMP_IF_EQUAL_TO_INDEX, 0, 1, 0],
  [RETURN, 0, 0, 0xffff_ffff],
  [RETURN, 0, 0, 0],
];

/**
 * Of IPv4 frames for us: unfragmented UDP from port 67 that begins with BOOTREPLY (2), whatever options the IPv4 header
 * has. Relays send their requests from that port too.
 */
const DHCP_ANSWERS: readonly Instruction[] = [
  [LOAD_BYTE_ABSOLUTE, 0, 0, PACKET_TYPE],
  [JUMP_IF_EQUAL, 11, 0, PACKET_OTHERHOST],
  [JUMP_IF_EQUAL, 10, 0, PACKET_OUTGOING],
  [LOAD_BYTE_ABSOLUTE, 0, 0, 23],
  [JUMP_IF_EQUAL, 0, 8, 17],
  [LOAD_HALF_ABSOLUTE, 0, 0, 20],
  [JUMP_IF_BITS_SET, 6, 0, 0x3fff],
  [LOAD_HEADER_LENGTH_TO_INDEX, 0, 0, 14],
  [LOAD_HALF_AT_INDEX, 0, 0, 14],
  [JUMP_IF_EQUAL, 0, 3, 67],
  [LOAD_BYTE_AT_INDEX, 0, 0, 22],
  [JUMP_IF_EQUAL, 0, 1, 2],
  [RETURN, 0, 0, 0xffff_ffff],
  [RETURN, 0, 0, 0],
];

const FILTERS: Readonly<Record<FrameChoice, readonly Instruction[]>> = {
  all: FOR_US,
  'address-claims': ADDRESS_CLAIMS,
  'dhcp-answers': DHCP_ANSWERS,
};

/** UDP to one local port. */
export interface UdpTo {
  readonly udpTo: number;
}

/** Of IPv4 frames for us: unfragmented UDP to this port, whatever options the IPv4 header has. */
function udpTo(port: number): readonly Instruction[] {
  return [
    [LOAD_BYTE_ABSOLUTE, 0, 0, PACKET_TYPE],
    [JUMP_IF_EQUAL, 9, 0, PACKET_OTHERHOST],
    [JUMP_IF_EQUAL, 8, 0, PACKET_OUTGOING],
    [LOAD_BYTE_ABSOLUTE, 0, 0, 23],
    [JUMP_IF_EQUAL, 0, 6, 17],
    [LOAD_HALF_ABSOLUTE, 0, 0, 20],
    [JUMP_IF_BITS_SET, 4, 0, 0x3fff],
    [LOAD_HEADER_LENGTH_TO_INDEX, 0, 0, 14],
    [LOAD_HALF_AT_INDEX, 0, 0, 16],
    [JUMP_IF_EQUAL, 0, 1, port],
    [RETURN, 0, 0, 0xffff_ffff],
    [RETURN, 0, 0, 0],
  ];
}

/**
 * A socket filter that drops frames for other hosts and our own, and those that are not in the choice. A frame with a VLAN tag that this host has no device
 * for reaches the socket with the tag removed and looks untagged; that it is "for another host" is its only mark.
 *
 * struct sock_filter, 8 octets each: code u16 · jt u8 · jf u8 · k u32.
 */
export function encodeFrameFilter(choice: FrameChoice | UdpTo): Buffer {
  const instructions = typeof choice === 'string' ? FILTERS[choice] : udpTo(choice.udpTo);
  const bytes = stableBuffer(instructions.length * 8);
  instructions.forEach(([code, ifTrue, ifFalse, value], i) => {
    bytes.writeUInt16LE(code, i * 8);
    bytes.writeUInt8(ifTrue, i * 8 + 2);
    bytes.writeUInt8(ifFalse, i * 8 + 3);
    bytes.writeUInt32LE(value, i * 8 + 4);
  });
  return bytes;
}

/** struct sock_fprog on LP64, 16 octets: number of instructions u16, 6 of padding, pointer to them. */
export function encodeFilterProgram(instructions: Buffer, address: bigint): Buffer {
  const bytes = Buffer.alloc(16);
  bytes.writeUInt16LE(instructions.length / 8, 0);
  bytes.writeBigUInt64LE(address, 8);
  return bytes;
}
