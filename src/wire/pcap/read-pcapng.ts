import { fail, ok, type Result } from '../../values/result.js';
import { BIG_ENDIAN, LITTLE_ENDIAN, type ByteOrder } from './byte-order.js';
import { endsInsideFrame, type Capture, type CapturedFrame } from './capture.js';
import { readPcapngInterface, type PcapngInterface } from './pcapng-interface.js';

/*
 * A pcapng file is a row of blocks, each in the byte order that its section's header names:
 *
 *  0      4        8                       length - 4
 * +------+--------+-----------------------+--------+
 * | type | length | body, padded to 4     | length |
 * +------+--------+-----------------------+--------+
 *
 * Section Header 0x0a0d0d0a: byte-order magic 0x1a2b3c4d first; interfaces are counted anew from here.
 * Interface Description 1: see readPcapngInterface.
 * Enhanced Packet 6: interface, time stamp high and low, captured, original length, data.
 * Simple Packet 3: original length, data; no time, first interface.
 * Packet 2 (obsolete): as Enhanced, but a 16-bit interface and a 16-bit count of drops.
 * All others are passed over by their length.
 */
const SECTION_HEADER = 0x0a0d_0d0a;
const INTERFACE_DESCRIPTION = 1;
const OBSOLETE_PACKET = 2;
const SIMPLE_PACKET = 3;
const ENHANCED_PACKET = 6;

const BYTE_ORDER_MAGIC = 0x1a2b_3c4d;
const SHORTEST_BLOCK = 12;
const ENHANCED_HEADER = 20;
const SIMPLE_HEADER = 4;

/** Does the file begin with a Section Header Block? Its type reads the same in both byte orders. */
export function isPcapng(bytes: Buffer): boolean {
  return bytes.length >= 4 && bytes.readUInt32BE(0) === SECTION_HEADER;
}

/** Reads a pcapng file. All frames of the capture have the link type of the first interface; others are left out. */
export function readPcapng(bytes: Buffer): Result<Capture> {
  if (!isPcapng(bytes)) return fail('the file does not begin with a section header of pcapng');
  const reading = new PcapngReading();
  const problem = reading.readBlocks(bytes);
  const { linkType, frames } = reading;
  if (linkType === undefined) return fail(problem ?? 'the pcapng file describes no interface, so it has no frames');
  const sentence = [problem, reading.leftOut()].filter((part) => part !== undefined).join('; ');
  return ok({ linkType, frames, ...(sentence !== '' && { problem: sentence }) });
}

/** What is known while the blocks of one file go by. */
class PcapngReading {
  linkType: number | undefined;
  readonly frames: CapturedFrame[] = [];
  private order: ByteOrder = LITTLE_ENDIAN;
  private interfaces: PcapngInterface[] = [];
  private framesLeftOut = 0;

  private get framesSeen(): number {
    return this.frames.length + this.framesLeftOut;
  }

  /** Reads all blocks; returns why it stopped early. */
  readBlocks(bytes: Buffer): string | undefined {
    let at = 0;
    while (at < bytes.length) {
      if (at + SHORTEST_BLOCK > bytes.length) return this.endsInBlock(at);
      if (bytes.readUInt32BE(at) === SECTION_HEADER) {
        const order = byteOrderOf(bytes, at + 8);
        if (order === undefined) return `the section header at byte ${at} has no byte-order magic`;
        this.order = order;
        this.interfaces = [];
      }
      const type = this.order.word32(bytes, at);
      const length = this.order.word32(bytes, at + 4);
      if (length < SHORTEST_BLOCK || length % 4 !== 0) return `the block at byte ${at} says a length of ${length}`;
      const end = at + length;
      if (end > bytes.length)
        return type === ENHANCED_PACKET || type === SIMPLE_PACKET || type === OBSOLETE_PACKET
          ? endsInsideFrame(this.framesSeen)
          : this.endsInBlock(at);
      if (this.order.word32(bytes, end - 4) !== length) return `the block at byte ${at} names two different lengths`;
      const problem = this.readBlock(type, bytes.subarray(at + 8, end - 4), at);
      if (problem !== undefined) return problem;
      at = end;
    }
    return undefined;
  }

  leftOut(): string | undefined {
    if (this.framesLeftOut === 0) return undefined;
    return `frames left out because their interface has another link type than ${this.linkType}: ${this.framesLeftOut}`;
  }

  private readBlock(type: number, body: Buffer, at: number): string | undefined {
    switch (type) {
      case INTERFACE_DESCRIPTION: {
        const described = readPcapngInterface(body, this.order);
        if (described === undefined) return `the interface description at byte ${at} is too short`;
        this.interfaces.push(described);
        this.linkType ??= described.linkType;
        return undefined;
      }
      case ENHANCED_PACKET:
      case OBSOLETE_PACKET:
        return this.readPacket(type, body, at);
      case SIMPLE_PACKET:
        return this.readSimplePacket(body, at);
      default:
        return undefined;
    }
  }

  private readPacket(type: number, body: Buffer, at: number): string | undefined {
    if (body.length < ENHANCED_HEADER) return `the packet block at byte ${at} is too short`;
    const { word16, word32 } = this.order;
    const index = type === ENHANCED_PACKET ? word32(body, 0) : word16(body, 0);
    const captured = word32(body, 12);
    if (ENHANCED_HEADER + captured > body.length)
      return `frame ${this.framesSeen + 1} says ${captured} bytes in a block that has ${body.length - ENHANCED_HEADER}`;
    const timestamp = (BigInt(word32(body, 4)) << 32n) | BigInt(word32(body, 8));
    const data = body.subarray(ENHANCED_HEADER, ENHANCED_HEADER + captured);
    return this.addFrame(index, data, word32(body, 16), timestamp);
  }

  private readSimplePacket(body: Buffer, at: number): string | undefined {
    if (body.length < SIMPLE_HEADER) return `the packet block at byte ${at} is too short`;
    const originalLength = this.order.word32(body, 0);
    const snapLength = this.interfaces[0]?.snapLength ?? 0;
    const captured = Math.min(originalLength, snapLength === 0 ? originalLength : snapLength);
    if (SIMPLE_HEADER + captured > body.length)
      return `frame ${this.framesSeen + 1} says ${captured} bytes in a block that has ${body.length - SIMPLE_HEADER}`;
    return this.addFrame(0, body.subarray(SIMPLE_HEADER, SIMPLE_HEADER + captured), originalLength, undefined);
  }

  private addFrame(
    index: number,
    data: Buffer,
    originalLength: number,
    timestamp: bigint | undefined,
  ): string | undefined {
    const from = this.interfaces[index];
    if (from === undefined) return `frame ${this.framesSeen + 1} names interface ${index}, which nothing describes`;
    if (from.linkType !== this.linkType) {
      this.framesLeftOut += 1;
      return undefined;
    }
    const atNanoseconds = timestamp === undefined ? 0n : from.toNanoseconds(timestamp);
    this.frames.push({ atNanoseconds, bytes: data, originalLength });
    return undefined;
  }

  private endsInBlock(at: number): string {
    return `file ends inside the block at byte ${at}`;
  }
}

function byteOrderOf(bytes: Buffer, offset: number): ByteOrder | undefined {
  if (bytes.readUInt32LE(offset) === BYTE_ORDER_MAGIC) return LITTLE_ENDIAN;
  if (bytes.readUInt32BE(offset) === BYTE_ORDER_MAGIC) return BIG_ENDIAN;
  return undefined;
}
