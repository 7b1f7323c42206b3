/** The parts of the packages `dhcp` 0.2.20 and `tftp` 0.1.2 that are used; they bring no types. */
declare module 'dhcp' {
  import type { EventEmitter } from 'node:events';
  import type { ParsedMessage } from 'dhcp/lib/protocol.js';

  /** A message that the client is about to send. */
  export interface OutgoingMessage {
    xid: number;
    flags: number;
    ciaddr: string;
    options: Record<number, unknown>;
  }
  /** What the client needs of a dgram socket to send. */
  export interface Way {
    send(bytes: Buffer, offset: number, length: number, port: number, host: string, done: () => void): void;
  }
  export interface Client extends EventEmitter {
    _sock: Way;
    _send(host: string, message: OutgoingMessage): void;
    handleOffer(offer: ParsedMessage): void;
    handleAck(ack: ParsedMessage): void;
    sendDiscover(): void;
    /** Option 50 is what the last OFFER taken gave. */
    sendRequest(offer: { readonly xid: number; readonly yiaddr: string; readonly options: object }): void;
  }
  interface DhcpPackage {
    createClient(options: { readonly mac: string; readonly features: readonly string[] }): Client;
  }
  const dhcp: DhcpPackage;
  export default dhcp;
}

declare module 'tftp' {
  import type { Readable } from 'node:stream';

  export interface TftpClientOptions {
    readonly host?: string;
    readonly port?: number;
    readonly blockSize?: number;
    readonly windowSize?: number;
    readonly retries?: number;
    readonly timeout?: number;
  }
  /** A packet ERROR that came; or an error of the package's own, which has a name. */
  export interface TftpClientError {
    readonly code: number;
    readonly message: string;
    readonly name?: string;
  }
  export interface TftpStream extends Readable {
    abort(): void;
    readonly _reader: { _closeWithError(error: TftpClientError): void };
  }
  export interface TftpClient {
    get(remote: string, local: string, done: (error?: Error) => void): void;
    createGetStream(remote: string): TftpStream;
  }
  export function createClient(options: TftpClientOptions): TftpClient;
}
