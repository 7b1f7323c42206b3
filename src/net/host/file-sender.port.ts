/** What became of a piece of a file: `gone`: the other side has left or was left; `short`: the file has become shorter. */
export type FileSending = 'sent' | 'gone' | 'short';

/**
 * Sends octets of a file on a TCP connection inside the kernel, so that they are copied nowhere in this process. Also
 * the injection token.
 */
export abstract class FileSender {
  /** False where the host has no such way; then nothing else of this may be called. */
  abstract readonly able: boolean;

  /**
   * Sends `length` octets from `first` on, no faster than the other side takes them, and never blocks the event loop.
   * Nobody else may write to the connection meanwhile, and all that was written before has left.
   *
   * @param connection descriptor of a socket; its owner may close it at any time, and then aborts `signal`
   * @param file descriptor, open until this resolves
   */
  abstract send(
    connection: number,
    file: number,
    first: number,
    length: number,
    signal: AbortSignal,
  ): Promise<FileSending>;
}
