import { fail, ok, type Result } from '../../values/result.js';

/*
 * RPC over TCP (RFC 5531 §11): each message is a record of one or more fragments; a fragment begins with four octets,
 * the highest bit of which says "this is the last one", the rest its length.
 */
const MARK_LENGTH = 4;
const LAST_FRAGMENT = 0x8000_0000;

/** What the bytes of a stream begin with. */
export interface RpcRecord {
  /** Undefined: more bytes must come first. */
  readonly message: Buffer | undefined;
  /** How many octets of the stream the record took. */
  readonly taken: number;
}

/** Takes the first record out of what a connection has sent so far; `longest` bounds what one record may hold. */
export function decodeRecord(stream: Buffer, longest: number): Result<RpcRecord> {
  const fragments: Buffer[] = [];
  let offset = 0;
  let held = 0;
  while (offset + MARK_LENGTH <= stream.length) {
    const mark = stream.readUInt32BE(offset);
    const length = mark & ~LAST_FRAGMENT;
    held += length;
    if (held > longest) return fail(`an RPC record of more than ${longest} octets`);
    if (length === 0 && mark === 0) return fail('an RPC record with an empty fragment');
    const end = offset + MARK_LENGTH + length;
    if (end > stream.length) break;
    fragments.push(stream.subarray(offset + MARK_LENGTH, end));
    offset = end;
    if (mark >= LAST_FRAGMENT) return ok({ message: Buffer.concat(fragments), taken: offset });
  }
  return ok({ message: undefined, taken: 0 });
}

/** A message as a record of one fragment. */
export function encodeRecord(message: Buffer): Buffer {
  const mark = Buffer.alloc(MARK_LENGTH);
  mark.writeUInt32BE((LAST_FRAGMENT | message.length) >>> 0);
  return Buffer.concat([mark, message]);
}
