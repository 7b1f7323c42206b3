import { fail, type Result } from '../../values/result.js';
import type { Capture } from './capture.js';
import { isPcap, readPcap } from './read-pcap.js';
import { isPcapng, readPcapng } from './read-pcapng.js';
import { isSnoop, readSnoop } from './read-snoop.js';

const GZIP = 0x1f8b;

/**
 * Reads a capture file by what it begins with, whatever its name says: pcap (microseconds or nanoseconds, both byte
 * orders), pcapng, or Sun snoop (RFC 1761). Frames are views into `bytes`; nothing is copied, so a file that lies
 * about a length costs nothing. A file that is damaged later on gives its whole frames and a `problem`.
 */
export function readCapture(bytes: Buffer): Result<Capture> {
  if (isPcap(bytes)) return readPcap(bytes);
  if (isPcapng(bytes)) return readPcapng(bytes);
  if (isSnoop(bytes)) return readSnoop(bytes);
  if (bytes.length === 0) return fail('the capture file is empty');
  if (bytes.length >= 2 && bytes.readUInt16BE(0) === GZIP)
    return fail('this file is compressed with gzip: unpack it first (gunzip)');
  return fail(
    `this is not a capture file that can be read: it begins with ${bytes.toString('hex', 0, 8)}; ` +
      'give it pcap, pcapng or Sun snoop (for instance from tcpdump -w)',
  );
}
