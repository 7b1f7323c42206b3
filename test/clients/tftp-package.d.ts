/** The part of the npm package `tftp` (which brings no types) that tests use. */
declare module 'tftp' {
  export interface TftpClientOptions {
    readonly host?: string;
    readonly port?: number;
    readonly blockSize?: number;
    readonly windowSize?: number;
    readonly retries?: number;
    readonly timeout?: number;
  }
  export function createClient(options: TftpClientOptions): {
    get(remote: string, local: string, done: (error?: Error) => void): void;
  };
}
