import type { BootFile } from '../../boot-files/boot-file.js';
import type { Ipv4Address } from '../../values/ipv4-address.js';
import type { TftpOption } from '../../wire/tftp/tftp.codec.js';
import type { ClientTerms } from './client-terms.js';
import type { TftpClient, TftpRequestFacts } from './tftp-event.js';

/** A read request that was admitted: send this file to this client. Plain data, it may travel between threads. */
export interface TransferOrder {
  readonly request: TftpRequestFacts;
  readonly mode: 'octet' | 'netascii';
  readonly options: readonly TftpOption[];
  /** The whole request: the same text from the same port is the same request. */
  readonly requestText: string;
  readonly file: BootFile;
  readonly terms: ClientTerms;
  /** Our address that the client talks to; undefined: the kernel chooses. */
  readonly ownAddress: Ipv4Address | undefined;
  /** Was the request sent to everybody? Then what goes wrong is no ERROR to the client (RFC 1123 §4.2.3.5). */
  readonly broadcast: boolean;
}

/** Whoever carries transfers out, in whatever thread. */
export interface Transfers {
  /** How many run at the moment. */
  readonly running: number;
  begin(order: TransferOrder): void;
  /** This client has asked for something else and was refused: what still runs for it is over. */
  askedAnew(client: TftpClient): void;
  /** No new transfers; running ones get `seconds`, then their clients are told; resolves when all is closed. */
  stop(seconds: number): Promise<void>;
}
