/** The parts of the packages `dhcp` 0.2.20 and `tftp` 0.1.2 that are used; they bring no types. */
declare module 'dhcp' {
  import type { EventEmitter } from 'node:events';
  import type { ParsedMessage } from 'dhcp/lib/protocol.js';

  /** A message that the client is about to send. */
  export interface OutgoingMessage {
    xid: number;
    flags: number;
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
    sendDiscover(): void;
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
  export interface TftpClient {
    get(remote: string, local: string, done: (error?: Error) => void): void;
    createGetStream(remote: string): Readable & { abort(): void };
  }
  export function createClient(options: TftpClientOptions): TftpClient;
}
