import { LINK_TYPE_ETHERNET } from './capture.js';

/** An interface of the capture. */
export interface WrittenInterface {
  readonly name: string;
  /** What people should know about it. */
  readonly description: string;
  /** Its hardware address, six octets. */
  readonly hardwareAddress: Uint8Array;
}

export interface WrittenFrame {
  /** Index of its interface. */
  readonly interface: number;
  /** Microseconds since 1970. */
  readonly atMicroseconds: number;
  readonly direction: 'in' | 'out';
  readonly bytes: Uint8Array;
  /** Its length on the wire; more than `bytes` has when it was cut. */
  readonly originalLength: number;
  readonly comments: readonly string[];
}

export interface WrittenCapture {
  /** The program that made it. */
  readonly application: string;
  readonly comments: readonly string[];
  readonly interfaces: readonly WrittenInterface[];
  readonly frames: readonly WrittenFrame[];
}

const SECTION_HEADER = 0x0a0d_0d0a;
const INTERFACE_DESCRIPTION = 1;
const ENHANCED_PACKET = 6;

const OPTION_END = 0;
const OPTION_COMMENT = 1;
const SHB_USER_APPLICATION = 4;
const IF_NAME = 2;
const IF_DESCRIPTION = 3;
const IF_MAC_ADDRESS = 6;
const EPB_FLAGS = 2;

/** An option's length has 16 bits. */
const LONGEST_OPTION = 65_535;

/**
 * A capture file in pcapng (draft-ietf-opsawg-pcapng), little-endian, Ethernet, time in microseconds: one section, its
 * interfaces, then a packet block for each frame in the order given. Wireshark and tcpdump read it.
 */
export function writePcapng({ application, comments, interfaces, frames }: WrittenCapture): Buffer {
  const section = Buffer.alloc(16);
  section.writeUInt32LE(0x1a2b_3c4d, 0);
  section.writeUInt16LE(1, 4);
  // The section's length is not said: all ones.
  section.fill(0xff, 8);
  const sectionOptions = [...comments.map(comment), option(SHB_USER_APPLICATION, Buffer.from(application))];
  return Buffer.concat([
    block(SECTION_HEADER, section, sectionOptions),
    ...interfaces.map(interfaceBlock),
    ...frames.map(packetBlock),
  ]);
}

function interfaceBlock({ name, description, hardwareAddress }: WrittenInterface): Buffer {
  const body = Buffer.alloc(8);
  body.writeUInt16LE(LINK_TYPE_ETHERNET, 0);
  return block(INTERFACE_DESCRIPTION, body, [
    option(IF_NAME, Buffer.from(name)),
    option(IF_DESCRIPTION, Buffer.from(description)),
    option(IF_MAC_ADDRESS, hardwareAddress),
  ]);
}

function packetBlock({ bytes, atMicroseconds, originalLength, direction, comments, ...frame }: WrittenFrame): Buffer {
  const body = Buffer.alloc(20 + padded(bytes.length));
  body.writeUInt32LE(frame.interface, 0);
  body.writeUInt32LE(Math.floor(atMicroseconds / 0x1_0000_0000), 4);
  body.writeUInt32LE(atMicroseconds % 0x1_0000_0000, 8);
  body.writeUInt32LE(bytes.length, 12);
  body.writeUInt32LE(originalLength, 16);
  body.set(bytes, 20);
  const flags = Buffer.alloc(4);
  flags.writeUInt32LE((direction === 'in' ? 1 : 2) | (receptionOf(bytes) << 2), 0);
  return block(ENHANCED_PACKET, body, [option(EPB_FLAGS, flags), ...comments.map(comment)]);
}

/** Bits 2 to 4 of epb_flags: 1 unicast, 2 multicast, 3 broadcast. */
function receptionOf(bytes: Uint8Array): number {
  if (((bytes[0] ?? 0) & 1) === 0) return 1;
  return bytes.subarray(0, 6).every((octet) => octet === 0xff) ? 3 : 2;
}

function comment(text: string): Buffer {
  return option(OPTION_COMMENT, Buffer.from(text).subarray(0, LONGEST_OPTION));
}

function option(code: number, value: Uint8Array): Buffer {
  const bytes = Buffer.alloc(4 + padded(value.length));
  bytes.writeUInt16LE(code, 0);
  bytes.writeUInt16LE(value.length, 2);
  bytes.set(value, 4);
  return bytes;
}

/** Type and length before, the length again after. */
function block(type: number, body: Buffer, options: readonly Buffer[]): Buffer {
  const end = Buffer.alloc(4);
  end.writeUInt16LE(OPTION_END, 0);
  const content = Buffer.concat([body, ...options, end]);
  const length = content.length + 12;
  const head = Buffer.alloc(8);
  head.writeUInt32LE(type, 0);
  head.writeUInt32LE(length, 4);
  const tail = Buffer.alloc(4);
  tail.writeUInt32LE(length, 0);
  return Buffer.concat([head, content, tail]);
}

function padded(length: number): number {
  return (length + 3) & ~3;
}
