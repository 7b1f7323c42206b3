import { fail, ok, type Result } from '../../values/result.js';
import { BIG_ENDIAN, LITTLE_ENDIAN, type ByteOrder } from './byte-order.js';
import { endsInsideFrame, type Capture, type CapturedFrame } from './capture.js';

/*
 * The classic libpcap file, in the byte order of its writer:
 *
 *  0          4    6    8         12         16        20
 * +----------+----+----+---------+----------+---------+----------+
 * | magic    |maj |min | thiszone| sigfigs  | snaplen | linktype |   24 bytes, then per frame:
 * +----------+----+----+---------+----------+---------+----------+
 * | seconds  | fraction| captured| original |                        16 bytes, then the captured ones
 * +----------+---------+---------+----------+
 */
const HEADER = 24;
const RECORD_HEADER = 16;

interface Variant {
  readonly order: ByteOrder;
  readonly nanosecondsPerUnit: bigint;
}

const VARIANTS: ReadonlyMap<number, Variant> = new Map([
  [0xa1b2_c3d4, { order: BIG_ENDIAN, nanosecondsPerUnit: 1000n }],
  [0xd4c3_b2a1, { order: LITTLE_ENDIAN, nanosecondsPerUnit: 1000n }],
  [0xa1b2_3c4d, { order: BIG_ENDIAN, nanosecondsPerUnit: 1n }],
  [0x4d3c_b2a1, { order: LITTLE_ENDIAN, nanosecondsPerUnit: 1n }],
]);

/** Does the file begin with a magic number of libpcap: microseconds or nanoseconds, either byte order? */
export function isPcap(bytes: Buffer): boolean {
  return bytes.length >= 4 && VARIANTS.has(bytes.readUInt32BE(0));
}

/** Reads a libpcap file. The upper half of the link type (FCS length and flags) is not part of the type. */
export function readPcap(bytes: Buffer): Result<Capture> {
  const variant = bytes.length >= 4 ? VARIANTS.get(bytes.readUInt32BE(0)) : undefined;
  if (variant === undefined) return fail('the file has no magic number of libpcap');
  if (bytes.length < HEADER) return fail(`the pcap file ends inside its header: ${bytes.length} of ${HEADER} bytes`);
  const { order, nanosecondsPerUnit } = variant;
  const linkType = order.word32(bytes, 20) & 0xffff;

  const frames: CapturedFrame[] = [];
  let at = HEADER;
  while (at < bytes.length) {
    if (at + RECORD_HEADER > bytes.length) return ok({ linkType, frames, problem: endsInsideFrame(frames.length) });
    const start = at + RECORD_HEADER;
    const end = start + order.word32(bytes, at + 8);
    if (end > bytes.length) return ok({ linkType, frames, problem: endsInsideFrame(frames.length) });
    frames.push({
      atNanoseconds:
        BigInt(order.word32(bytes, at)) * 1_000_000_000n + BigInt(order.word32(bytes, at + 4)) * nanosecondsPerUnit,
      bytes: bytes.subarray(start, end),
      originalLength: order.word32(bytes, at + 12),
    });
    at = end;
  }
  return ok({ linkType, frames });
}
