import { FileSender, type FileSending } from '../host/file-sender.port.js';
import { type Libc, type PollHandle, stableBuffer } from './libc.js';

/** Octets handed over by one call: a thread of libuv's pool is busy for so long. */
const MOST_AT_ONCE = 1024 * 1024;

/**
 * Calls that wait for a thread of the pool or run in one. koffi keeps memory for so many (its `resident_async_pools`),
 * maps some for each one more, and throws from the 257th on.
 */
const MOST_CALLS = 8;

/** sendfile(2) in threads of libuv's pool, as file reads are done: a slow disk delays nobody but its own clients. */
export class LinuxFileSender extends FileSender {
  readonly able = true;
  readonly #libc: Libc;
  /** One for each call that may be made; the kernel moves what it holds on. */
  readonly #offsets = Array.from({ length: MOST_CALLS }, () => stableBuffer(8));
  readonly #waiting: ((offset: Buffer) => void)[] = [];

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
    let room: RoomWatch | undefined;
    try {
      let failures = 0;
      for (let at = first; at < first + length;) {
        const sent = await this.#call(own, file, at, Math.min(MOST_AT_ONCE, first + length - at));
        if (signal.aborted) return 'gone';
        if (sent === 0) return 'short';
        if (sent > 0) {
          at += sent;
          failures = 0;
          continue;
        }
        // The errno stays in the other thread. A full buffer has room when the poll says so; whatever else it is stays.
        if (++failures > 1) return 'gone';
        room ??= new RoomWatch(this.#libc, own, signal);
        await room.wait();
      }
      return 'sent';
    } finally {
      room?.close();
      this.#libc.close(own);
    }
  }

  async #call(own: number, file: number, position: number, length: number): Promise<number> {
    const offset = this.#offsets.pop() ?? (await new Promise<Buffer>((resolve) => this.#waiting.push(resolve)));
    try {
      offset.writeBigInt64LE(BigInt(position));
      return await this.#libc.sendfile(own, file, offset, length);
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#offsets.push(offset);
      else next(offset);
    }
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
