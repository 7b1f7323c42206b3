import type { TransferLimits } from './session-table.js';

export interface EngineLimits extends TransferLimits {
  /** Blocks and octets of the largest window that is granted (RFC 7440). */
  readonly largestWindow: number;
  readonly largestWindowBytes: number;
  /** Octets of the largest packet, whatever the path says; undefined: as large as the path carries. */
  readonly mtu: number | undefined;
  /** How long a port looks for the next packet while few transfers run (`UdpPort.lookAgainFor`), microseconds. */
  readonly lookAgain: number;
  /** Blocks that are handed to a port in one piece (`UdpPort.sendTrain`); 1: each by itself. */
  readonly largestTrain: number;
  /** Octets of file pages that are kept in memory beyond those in use. */
  readonly cacheBytes: number;
}

/**
 * 64 blocks is as much as clients that ask for more are known to cope with; 128 KiB fits the receive buffer that an
 * operating system gives a socket by default.
 */
export const ENGINE_LIMITS: EngineLimits = {
  all: 2_048,
  perClient: 512,
  largestWindow: 64,
  largestWindowBytes: 128 * 1024,
  mtu: undefined,
  lookAgain: 0,
  largestTrain: Number.POSITIVE_INFINITY,
  cacheBytes: 16 * 1024 * 1024,
};
