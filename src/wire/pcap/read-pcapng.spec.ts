import { describe, expect, it } from 'vitest';
import type { Capture } from './capture.js';
import { readCapture } from './read-capture.js';

const FRAME = Buffer.from('cafebabe', 'hex');

/** Writes blocks as one kind of machine would. */
class Writer {
  constructor(private readonly big: boolean) {}

  words(...values: number[]): Buffer {
    const bytes = Buffer.alloc(values.length * 4);
    values.forEach((value, at) => {
      if (this.big) bytes.writeUInt32BE(value >>> 0, at * 4);
      else bytes.writeUInt32LE(value >>> 0, at * 4);
    });
    return bytes;
  }

  halves(...values: number[]): Buffer {
    const bytes = Buffer.alloc(values.length * 2);
    values.forEach((value, at) => {
      if (this.big) bytes.writeUInt16BE(value, at * 2);
      else bytes.writeUInt16LE(value, at * 2);
    });
    return bytes;
  }

  block(type: number, ...body: Buffer[]): Buffer {
    const content = Buffer.concat(body);
    const padded = Buffer.concat([content, Buffer.alloc(-content.length & 3)]);
    return Buffer.concat([this.words(type, padded.length + 12), padded, this.words(padded.length + 12)]);
  }

  section(): Buffer {
    return this.block(0x0a0d0d0a, this.words(0x1a2b3c4d), this.halves(1, 0), this.words(0xffffffff, 0xffffffff));
  }

  interface(linkType = 1, snapLength = 0, ...options: Buffer[]): Buffer {
    return this.block(1, this.halves(linkType, 0), this.words(snapLength), ...options);
  }

  option(code: number, value: Buffer): Buffer {
    return Buffer.concat([this.halves(code, value.length), value, Buffer.alloc(-value.length & 3)]);
  }

  packet(timestamp: bigint, frame = FRAME, interfaceIndex = 0): Buffer {
    const [high, low] = [Number(timestamp >> 32n), Number(timestamp & 0xffffffffn)];
    return this.block(6, this.words(interfaceIndex, high, low, frame.length, 60), frame);
  }
}

const little = new Writer(false);
const big = new Writer(true);

function read(...blocks: Buffer[]): Capture {
  const result = readCapture(Buffer.concat(blocks));
  if (!result.ok) throw new Error(result.error);
  return result.value;
}

describe('a pcapng file', () => {
  it.each([
    ['little-endian', little],
    ['big-endian', big],
  ])('is read in %s', (_, writer) => {
    expect(read(writer.section(), writer.interface(), writer.packet(0x5_0000_0003n))).toEqual({
      linkType: 1,
      frames: [{ atNanoseconds: 0x5_0000_0003n * 1000n, bytes: FRAME, originalLength: 60 }],
    });
  });

  it.each([
    ['milliseconds', 3, 1_500_000_000n],
    ['nanoseconds', 9, 1500n],
    ['picoseconds', 12, 1n],
    ['1/1024 seconds', 0x80 | 10, 1_464_843_750n],
  ])('takes time stamps in %s', (_, resolution, atNanoseconds) => {
    for (const writer of [little, big]) {
      const option = writer.option(9, Buffer.from([resolution]));
      const capture = read(writer.section(), writer.interface(1, 0, option, writer.halves(0, 0)), writer.packet(1500n));
      expect(capture.frames[0]?.atNanoseconds).toBe(atNanoseconds);
    }
  });

  it('adds the offset of time stamps, which may be negative', () => {
    const offset = Buffer.alloc(8);
    offset.writeBigInt64LE(-2n);
    const comment = little.option(1, Buffer.from('a comment'));
    const described = little.interface(1, 0, comment, little.option(14, offset));
    expect(read(little.section(), described, little.packet(5_000_000n)).frames[0]?.atNanoseconds).toBe(3_000_000_000n);
  });

  it('gives each frame the time of its own interface', () => {
    const milliseconds = little.interface(1, 0, little.option(9, Buffer.from([3])));
    const capture = read(
      little.section(),
      little.interface(),
      milliseconds,
      little.packet(7n, FRAME, 1),
      little.packet(7n, FRAME, 0),
    );
    expect(capture.frames.map((frame) => frame.atNanoseconds)).toEqual([7_000_000n, 7000n]);
  });

  it('counts interfaces anew in each section, which may have another byte order', () => {
    const capture = read(
      little.section(),
      little.interface(1, 0, little.option(9, Buffer.from([9]))),
      little.packet(1n),
      big.section(),
      big.interface(),
      big.packet(1n),
    );
    expect(capture.frames.map((frame) => frame.atNanoseconds)).toEqual([1n, 1000n]);
    expect(capture.problem).toBeUndefined();
  });

  it('reads Simple Packet Blocks: cut to the snap length, without a time', () => {
    const simple = little.block(3, little.words(60), FRAME);
    expect(read(little.section(), little.interface(1, 4), simple)).toEqual({
      linkType: 1,
      frames: [{ atNanoseconds: 0n, bytes: FRAME, originalLength: 60 }],
    });
    const whole = little.block(3, little.words(3), FRAME.subarray(0, 3));
    expect(read(little.section(), little.interface(), whole).frames[0]?.bytes.toString('hex')).toBe('cafeba');
  });

  it('reads the obsolete Packet Block', () => {
    const packet = little.block(2, little.halves(0, 9), little.words(0, 8, 4, 60), FRAME);
    expect(read(little.section(), little.interface(), packet).frames).toEqual([
      { atNanoseconds: 8000n, bytes: FRAME, originalLength: 60 },
    ]);
  });

  it('passes over blocks that it does not know', () => {
    const statistics = little.block(5, little.words(0, 0, 0));
    const custom = little.block(0xbad, Buffer.from('whatever'));
    const capture = read(little.section(), custom, little.interface(), statistics, little.packet(1n));
    expect(capture.frames).toHaveLength(1);
    expect(capture.problem).toBeUndefined();
  });

  it('leaves out frames of another link type and says how many', () => {
    const capture = read(
      little.section(),
      little.interface(1),
      little.interface(113),
      little.packet(1n, FRAME, 1),
      little.packet(2n, FRAME, 0),
    );
    expect(capture.linkType).toBe(1);
    expect(capture.frames.map((frame) => frame.atNanoseconds)).toEqual([2000n]);
    expect(capture.problem).toBe('frames left out because their interface has another link type than 1: 1');
  });

  it('gives the whole frames and says that the file ends inside the next one', () => {
    const file = Buffer.concat([little.section(), little.interface(), little.packet(1n), little.packet(2n)]);
    for (let cut = 1; cut <= 24; cut += 1) {
      const capture = read(file.subarray(0, file.length - cut));
      expect(capture.frames).toHaveLength(1);
      expect(capture.problem).toBe('file ends inside frame 2');
    }
  });

  const start = Buffer.concat([little.section(), little.interface()]);
  it.each([
    ['a block of length 0, which would never end', little.words(6, 0, 0), 'the block at byte 48 says a length of 0'],
    ['an odd block length', little.words(6, 13, 0, 0), 'the block at byte 48 says a length of 13'],
    ['two lengths', little.words(6, 12, 16), 'the block at byte 48 names two different lengths'],
    ['a packet block without its header', little.block(6, little.words(0)), 'the packet block at byte 48 is too short'],
    ['a simple packet block without a length', little.block(3), 'the packet block at byte 48 is too short'],
    ['an interface block without its fields', little.block(1), 'the interface description at byte 48 is too short'],
    ['a frame of nobody', little.packet(0n, FRAME, 7), 'frame 1 names interface 7, which nothing describes'],
    [
      'a frame longer than its block',
      little.block(6, little.words(0, 0, 0, 0xffffffff, 60), FRAME),
      'frame 1 says 4294967295 bytes in a block that has 4',
    ],
    [
      'a simple frame longer than its block',
      little.block(3, little.words(0xffffffff), FRAME),
      'frame 1 says 4294967295 bytes in a block that has 4',
    ],
    [
      'a section without a byte order',
      little.block(0x0a0d0d0a, little.words(0)),
      'the section header at byte 48 has no byte-order magic',
    ],
    ['half a block of no frame', little.words(5, 100, 0), 'file ends inside the block at byte 48'],
  ])('stops with a reason at %s', (_, damage, problem) => {
    expect(read(start, damage)).toEqual({ linkType: 1, frames: [], problem });
  });

  it('is refused without an interface', () => {
    expect(readCapture(little.section())).toEqual({
      ok: false,
      error: 'the pcapng file describes no interface, so it has no frames',
    });
    expect(readCapture(little.section().subarray(0, 20))).toEqual({
      ok: false,
      error: 'file ends inside the block at byte 0',
    });
  });
});
