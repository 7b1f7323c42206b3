import type { Ipv4Address } from '../../values/ipv4-address.js';
import type { MacAddress } from '../../values/mac-address.js';
import type { TftpErrorCode } from '../../wire/tftp/tftp-error.table.js';
import type { SilenceReason } from '../../journal/silence.table.js';
import type { TransferOutcome } from './transfer-outcome.js';

/** As much of the inventory's record as a timeline needs. */
export interface MachineMark {
  readonly id: number;
  readonly hostname: string;
  readonly mac: MacAddress | undefined;
}

/** Who asked for what: the part that every event of a transfer has. Plain data, it may travel between threads. */
export interface TftpClient {
  readonly address: Ipv4Address;
  readonly port: number;
  readonly interfaceName: string;
}

export interface TftpRequestFacts extends TftpClient {
  readonly kind: 'RRQ' | 'WRQ';
  readonly fileName: string;
  readonly mode: string;
  /** The options as asked: `tsize=0 blksize=1468`. */
  readonly options: string;
  readonly machine: MachineMark | undefined;
  /** The file's name in the tree, once it was found. */
  readonly served?: string;
  /** How the name was corrected, when the client asked for the file in other words. */
  readonly correction?: string;
}

/** What happened, for the journal. */
export type TftpEvent =
  | {
      readonly kind: 'serving';
      readonly request: TftpRequestFacts;
      /** Octets; undefined when a writing client did not say. */
      readonly size: number | undefined;
      readonly blockSize: number;
      readonly windowSize: number;
      readonly timeoutSeconds: number | undefined;
      /** What was asked and not granted as asked. */
      readonly remarks: readonly string[];
    }
  | {
      readonly kind: 'refused';
      readonly request: TftpRequestFacts;
      readonly reason: SilenceReason;
      readonly problem: string | undefined;
      /** The ERROR that went out; undefined when we kept silent. */
      readonly error: { readonly code: TftpErrorCode; readonly message: string } | undefined;
    }
  | {
      readonly kind: 'ended';
      readonly request: TftpRequestFacts;
      readonly outcome: TransferOutcome;
      /** Octets that the client has acknowledged. */
      readonly bytes: number;
      readonly milliseconds: number;
      readonly resentBlocks: number;
    }
  /** Bytes that are no TFTP packet, or a request that cannot be read. */
  | { readonly kind: 'malformed'; readonly client: TftpClient; readonly problem: string }
  /** An error of ours. `request` is undefined where it concerns no request. */
  | {
      readonly kind: 'failed';
      readonly client: TftpClient;
      readonly request: TftpRequestFacts | undefined;
      /** The error with its stack. */
      readonly problem: string;
      /** The packet that led to it, in hex; undefined when none did. */
      readonly bytes: string | undefined;
      /** The ERROR that went out; undefined when we kept silent. */
      readonly error: { readonly code: TftpErrorCode; readonly message: string } | undefined;
    }
  /** A packet for a transfer that we do not know; told once per client in a while. */
  | { readonly kind: 'stray'; readonly client: TftpClient };

/** Never throws. */
export type Observe = (event: TftpEvent) => void;
