import { FileSender, type FileSending } from '../host/file-sender.port.js';
import { type Libc, type PollHandle, stableBuffer } from './libc.js';

/** Octets handed over by one call: a thread of libuv's pool is busy for so long. */
const MOST_AT_ONCE = 1024 * 1024;

/** sendfile(2) in threads of libuv's pool, as file reads are done: a slow disk delays nobody but its own clients. */
export class LinuxFileSender extends FileSender {
  readonly able = true;
  readonly #libc: Libc;

  constructor(libc: Libc) {
    super();
    this.#libc = libc;
  }

  async send(
    connection: number,
    file: number,
    first: number,
    length: number,
    signal: AbortSignal,
  ): Promise<FileSending> {
    // A descriptor of our own: the owner's may be closed, and its number given to another connection, at any time.
    // It also may have a poll of its own; of the owner's, libuv allows one only.
    const own = signal.aborted ? -1 : this.#libc.duplicate(connection);
    if (own < 0) return 'gone';
    const room = new RoomWatch(this.#libc, own, signal);
    try {
      return await this.#sendOn(own, room, file, first, length, signal);
    } finally {
      room.close();
      this.#libc.close(own);
    }
  }

  async #sendOn(
    own: number,
    room: RoomWatch,
    file: number,
    first: number,
    length: number,
    signal: AbortSignal,
  ): Promise<FileSending> {
    const offset = stableBuffer(8);
    offset.writeBigInt64LE(BigInt(first));
    let failures = 0;
    for (let left = length; left > 0;) {
      const sent = await this.#libc.sendfile(own, file, offset, Math.min(MOST_AT_ONCE, left));
      if (signal.aborted) return 'gone';
      if (sent === 0) return 'short';
      if (sent > 0) {
        left -= sent;
        failures = 0;
        continue;
      }
      // The errno stays in the other thread. A full buffer has room when the poll says so; whatever else it is stays.
      if (++failures > 1) return 'gone';
      await room.wait();
    }
    return 'sent';
  }
}

/** Waits for room in a socket's send buffer, or for the end of the connection. */
class RoomWatch {
  readonly #libc: Libc;
  readonly #fd: number;
  readonly #signal: AbortSignal;
  /** Must stay referenced: a collected poll handle stops without a word. */
  #poll: PollHandle | undefined;
  #wake: (() => void) | undefined;
  readonly #woken = (): void => {
    this.#poll?.stop();
    this.#wake?.();
    this.#wake = undefined;
  };

  constructor(libc: Libc, fd: number, signal: AbortSignal) {
    this.#libc = libc;
    this.#fd = fd;
    this.#signal = signal;
    signal.addEventListener('abort', this.#woken);
  }

  wait(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
      if (this.#signal.aborted) this.#woken();
      else if (this.#poll === undefined) this.#poll = this.#libc.pollWritable(this.#fd, this.#woken);
      else this.#poll.start({ writable: true }, this.#woken);
    });
  }

  close(): void {
    this.#signal.removeEventListener('abort', this.#woken);
    this.#poll?.close();
    this.#poll = undefined;
  }
}
