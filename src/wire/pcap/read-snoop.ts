import { fail, ok, type Result } from '../../values/result.js';
import { endsInsideFrame, type Capture, type CapturedFrame } from './capture.js';

/*
 * Sun's snoop file (RFC 1761), always big-endian:
 *
 *  0                  8         12
 * +------------------+---------+----------+
 * | "snoop" 00 00 00 | version | datalink |                          16 bytes, then per frame:
 * +----------+-------+--+------+--+-------+--+---------+----------+
 * | original | included | record  | drops    | seconds | microsec |   24 bytes, the included ones, padding
 * +----------+----------+---------+----------+---------+----------+
 */
const MAGIC = Buffer.from('snoop\0\0\0', 'latin1');
const HEADER = 16;
const RECORD_HEADER = 24;
const VERSION = 2;

/** Datalink types of RFC 1761 §4 to LINKTYPE numbers. */
const LINK_TYPES: ReadonlyMap<number, number> = new Map([
  [0, 1], // IEEE 802.3
  [2, 6], // IEEE 802.5 token ring
  [4, 1], // Ethernet
  [8, 10], // FDDI
]);

/** Does the file begin with snoop's identification pattern? */
export function isSnoop(bytes: Buffer): boolean {
  return bytes.subarray(0, MAGIC.length).equals(MAGIC);
}

/** Reads a snoop file of version 2. */
export function readSnoop(bytes: Buffer): Result<Capture> {
  if (!isSnoop(bytes)) return fail('the file has no identification pattern of snoop');
  if (bytes.length < HEADER) return fail(`the snoop file ends inside its header: ${bytes.length} of ${HEADER} bytes`);
  const version = bytes.readUInt32BE(8);
  if (version !== VERSION) return fail(`snoop version ${version} is not 2, the only one that is described (RFC 1761)`);
  const datalink = bytes.readUInt32BE(12);
  const linkType = LINK_TYPES.get(datalink);
  if (linkType === undefined) return fail(`snoop datalink type ${datalink} is none that we can name`);

  const frames: CapturedFrame[] = [];
  let at = HEADER;
  while (at < bytes.length) {
    if (at + RECORD_HEADER > bytes.length) return ok({ linkType, frames, problem: endsInsideFrame(frames.length) });
    const included = bytes.readUInt32BE(at + 4);
    const recordLength = bytes.readUInt32BE(at + 8);
    const start = at + RECORD_HEADER;
    if (recordLength < RECORD_HEADER + included)
      return ok({
        linkType,
        frames,
        problem: `frame ${frames.length + 1} says ${included} bytes in a record of ${recordLength}`,
      });
    if (start + included > bytes.length) return ok({ linkType, frames, problem: endsInsideFrame(frames.length) });
    frames.push({
      atNanoseconds: BigInt(bytes.readUInt32BE(at + 16)) * 1_000_000_000n + BigInt(bytes.readUInt32BE(at + 20)) * 1000n,
      bytes: bytes.subarray(start, start + included),
      originalLength: bytes.readUInt32BE(at),
    });
    at += recordLength;
  }
  return ok({ linkType, frames });
}
