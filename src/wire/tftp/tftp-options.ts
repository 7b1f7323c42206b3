import type { TftpOption } from './tftp.codec.js';

/** The block size of a transfer that negotiated none (RFC 1350 §2). */
export const DEFAULT_BLOCK_SIZE = 512;
/** RFC 2348: "valid values range between 8 and 65464 octets, inclusive". */
const SMALLEST_BLOCK_SIZE = 8;
const LARGEST_BLOCK_SIZE = 65464;
/** IPv4 header without options (20), UDP header (8), opcode and block number (4). */
const HEADERS_AROUND_A_BLOCK = 32;
/** RFC 2349: seconds from 1 to 255. */
const LONGEST_TIMEOUT_SECONDS = 255;
/** RFC 7440 §3: from 1 to 65535 blocks. */
const SMALLEST_WINDOW = 1;

/** What the server puts into a negotiation. */
export interface NegotiationTerms {
  /** What the path carries, octets: no DATA packet is larger, so that none is cut into IP fragments. */
  readonly mtu: number;
  /** Octets that this transfer will carry, after netascii conversion if there is one. */
  readonly transferSize: number;
  /** The largest window in blocks. */
  readonly largestWindow: number;
  /** The largest window in octets; a window of one block is always granted. */
  readonly largestWindowBytes: number;
  /** Names of options, in lower case, that this client is not granted. */
  readonly refused: readonly string[];
}

/** What both sides have agreed on. */
export interface NegotiatedOptions {
  /** blksize (RFC 2348), octets. */
  readonly blockSize: number;
  /** windowsize (RFC 7440), blocks. */
  readonly windowSize: number;
  /** timeout (RFC 2349), seconds; undefined when the client did not ask. */
  readonly timeoutSeconds: number | undefined;
  /** Did the client ask for tsize (RFC 2349)? */
  readonly transferSizeAsked: boolean;
  /** What the OACK says, in the client's order and spelling. Empty: no OACK, DATA 1 answers the request. */
  readonly acknowledged: readonly TftpOption[];
  /** A sentence for each value that we changed or ignored. */
  readonly remarks: readonly string[];
}

const wholeNumber = (text: string): number | undefined => (/^\d{1,15}$/.test(text) ? Number(text) : undefined);

/**
 * Negotiates the options of a request (RFC 2347): names compare without case; only what was asked is
 * acknowledged; unknown options are left out; a value beyond our bounds is lowered where its RFC allows that; a value
 * that is none (letters, 0, too small) is ignored as if the option were not there, never fatal. When an option is
 * given twice, which RFC 2347 forbids, the first one counts.
 */
export function negotiateOptions(asked: readonly TftpOption[], terms: NegotiationTerms): NegotiatedOptions {
  let blockSize: number | undefined;
  let windowAsked: number | undefined;
  let timeoutSeconds: number | undefined;
  let transferSizeAsked = false;
  const remarks: string[] = [];
  const granted = new Map<string, string>();
  const ignore = ({ name, value }: TftpOption, wanted: string) =>
    remarks.push(`${name} "${value}" is ignored: ${wanted}`);

  for (const option of asked) {
    const name = option.name.toLowerCase();
    if (granted.has(name)) continue;
    if (terms.refused.includes(name)) {
      remarks.push(`${name} is not granted to this client`);
      continue;
    }
    const value = wholeNumber(option.value);
    switch (name) {
      case 'blksize': {
        if (value === undefined || value < SMALLEST_BLOCK_SIZE) {
          ignore(option, 'a block has 8 to 65464 octets (RFC 2348)');
          break;
        }
        const fits = Math.max(SMALLEST_BLOCK_SIZE, terms.mtu - HEADERS_AROUND_A_BLOCK);
        blockSize = Math.min(value, LARGEST_BLOCK_SIZE, fits);
        if (value > LARGEST_BLOCK_SIZE) remarks.push(`blksize ${value} lowered to ${blockSize} (RFC 2348)`);
        else if (blockSize < value)
          remarks.push(`blksize ${value} lowered to ${blockSize}, which fits the path's MTU of ${terms.mtu}`);
        granted.set(name, option.name);
        break;
      }
      case 'windowsize':
        if (value === undefined || value < SMALLEST_WINDOW) {
          ignore(option, 'a window has 1 to 65535 blocks (RFC 7440)');
          break;
        }
        windowAsked = value;
        granted.set(name, option.name);
        break;
      case 'timeout':
        if (value === undefined || value < 1 || value > LONGEST_TIMEOUT_SECONDS) {
          ignore(option, 'a timeout is 1 to 255 seconds (RFC 2349)');
          break;
        }
        timeoutSeconds = value;
        granted.set(name, option.name);
        break;
      case 'tsize':
        if (value === undefined) {
          ignore(option, 'tsize is a number of octets, 0 in a read request (RFC 2349)');
          break;
        }
        transferSizeAsked = true;
        granted.set(name, option.name);
        break;
    }
  }

  const size = blockSize ?? DEFAULT_BLOCK_SIZE;
  // Only now is the block size known, which decides how many blocks the largest window may have.
  const widest = Math.max(1, Math.min(terms.largestWindow, Math.floor(terms.largestWindowBytes / size)));
  const windowSize = Math.min(windowAsked ?? 1, widest);
  if (windowAsked !== undefined && windowSize < windowAsked) {
    remarks.push(`windowsize ${windowAsked} lowered to ${windowSize}`);
  }
  const values: Readonly<Record<string, number | undefined>> = {
    blksize: size,
    windowsize: windowSize,
    timeout: timeoutSeconds,
    tsize: terms.transferSize,
  };
  const acknowledged = [...granted].map(([name, spelling]) => ({ name: spelling, value: String(values[name]) }));
  return { blockSize: size, windowSize, timeoutSeconds, transferSizeAsked, acknowledged, remarks };
}
