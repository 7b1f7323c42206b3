import type { ByteOrder } from './byte-order.js';

/** What an Interface Description Block says about the frames that name it. */
export interface PcapngInterface {
  readonly linkType: number;
  /** Bytes kept of each frame; 0 is no limit. */
  readonly snapLength: number;
  /** A 64-bit time stamp of this interface, in its own units, to nanoseconds since 1970. */
  readonly toNanoseconds: (timestamp: bigint) => bigint;
}

const OPTION_END = 0;
const OPTION_TIME_RESOLUTION = 9;
const OPTION_TIME_OFFSET = 14;

const NANOSECONDS_PER_SECOND = 1_000_000_000n;
const MICROSECONDS = 6;

/**
 * Reads the body of an Interface Description Block, from the link type up to the trailing length; undefined when it is
 * shorter than its fixed part. Options:
 * if_tsresol (9), one byte: top bit 0: units of 10^-n seconds, 1: of 2^-n seconds; without it microseconds.
 * if_tsoffset (14), eight bytes: seconds to add to every time stamp.
 */
export function readPcapngInterface(body: Buffer, order: ByteOrder): PcapngInterface | undefined {
  if (body.length < 8) return undefined;
  let resolution = MICROSECONDS;
  let offset = 0n;
  let at = 8;
  while (at + 4 <= body.length) {
    const code = order.word16(body, at);
    const length = order.word16(body, at + 2);
    const value = at + 4;
    if (code === OPTION_END || value + length > body.length) break;
    if (code === OPTION_TIME_RESOLUTION && length === 1) resolution = body.readUInt8(value);
    if (code === OPTION_TIME_OFFSET && length === 8) offset = order.signedWord64(body, value);
    at = value + Math.ceil(length / 4) * 4;
  }
  const exponent = BigInt(resolution & 0x7f);
  const unitsPerSecond = resolution >= 0x80 ? 2n ** exponent : 10n ** exponent;
  return {
    linkType: order.word16(body, 0),
    snapLength: order.word32(body, 4),
    toNanoseconds: (timestamp) =>
      (timestamp * NANOSECONDS_PER_SECOND) / unitsPerSecond + offset * NANOSECONDS_PER_SECOND,
  };
}
