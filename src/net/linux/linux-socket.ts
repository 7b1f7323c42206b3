import { fail, ok, type Result } from '../../values/result.js';
import type { Libc, PollHandle } from './libc.js';
import {
  SO_ERROR,
  SO_RCVBUF,
  SO_RCVBUFFORCE,
  SO_SNDBUF,
  SO_SNDBUFFORCE,
  SOCK_FLAGS,
  SOL_SOCKET,
} from './linux-numbers.table.js';

/** Kernel memory for packets that wait for us, used only as far as they do: a rack that powers on at once. */
const BUFFER_LENGTH = 4 * 1024 * 1024;

/** A descriptor that fails this often in a row, without a packet between, is given up. */
const MOST_FAILURES = 16;

/** Owns one descriptor: its options, its place in the event loop, its end. */
export class LinuxSocket {
  readonly fd: number;
  readonly #libc: Libc;
  /** Must stay referenced: a collected poll handle stops without a word. */
  #poll: PollHandle | undefined;
  #onEvent: ((status: number) => void) | undefined;
  #rest: NodeJS.Timeout | undefined;
  #failures = 0;
  #closed = false;

  private constructor(libc: Libc, fd: number) {
    this.#libc = libc;
    this.fd = fd;
  }

  /** The error is the errno of socket(2). */
  static open(libc: Libc, domain: number, type: number, protocol: number): Result<LinuxSocket, number> {
    const fd = libc.socket(domain, type | SOCK_FLAGS, protocol);
    return fd < 0 ? fail(libc.errno()) : ok(new LinuxSocket(libc, fd));
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** setsockopt; returns 0 or the errno. */
  set(level: number, name: number, value: number | Buffer): number {
    const bytes = typeof value === 'number' ? Buffer.alloc(4) : value;
    if (typeof value === 'number') bytes.writeInt32LE(value);
    return this.#libc.setsockopt(this.fd, level, name, bytes, bytes.length) < 0 ? this.#libc.errno() : 0;
  }

  /** bind; returns 0 or the errno. */
  bind(address: Buffer): number {
    return this.#libc.bind(this.fd, address, address.length) < 0 ? this.#libc.errno() : 0;
  }

  /** connect; returns 0 or the errno. */
  connect(address: Buffer): number {
    return this.#libc.connect(this.fd, address, address.length) < 0 ? this.#libc.errno() : 0;
  }

  /** getsockopt of a number; undefined when the kernel does not tell. */
  get(level: number, name: number): number | undefined {
    const value = Buffer.alloc(4);
    const length = Buffer.alloc(4);
    length.writeUInt32LE(value.length);
    return this.#libc.getsockopt(this.fd, level, name, value, length) < 0 ? undefined : value.readInt32LE();
  }

  /** Large buffers: over the system's limit where we may (CAP_NET_ADMIN), else up to it. */
  enlargeBuffers(): void {
    if (this.set(SOL_SOCKET, SO_RCVBUFFORCE, BUFFER_LENGTH) !== 0) this.set(SOL_SOCKET, SO_RCVBUF, BUFFER_LENGTH);
    if (this.set(SOL_SOCKET, SO_SNDBUFFORCE, BUFFER_LENGTH) !== 0) this.set(SOL_SOCKET, SO_SNDBUF, BUFFER_LENGTH);
  }

  /** getsockname's first 16 octets. */
  localName(): Buffer {
    const name = Buffer.alloc(16);
    const length = Buffer.alloc(4);
    length.writeUInt32LE(name.length);
    this.#libc.getsockname(this.fd, name, length);
    return name;
  }

  /**
   * Calls `readable` whenever something waits to be read. A throw inside a poll callback would silently end the poll,
   * so `failed` gets it. A pending socket error (an interface that went down) also ends the poll inside libuv: it is
   * cleared and the poll begins again.
   */
  watch(readable: () => void, failed: (error: unknown) => void): void {
    const onEvent = (status: number): void => {
      try {
        if (this.#closed) return;
        if (status < 0) this.#beginAgain(onEvent);
        else this.#failures = 0;
        readable();
      } catch (error) {
        failed(error);
      }
    };
    this.#onEvent = onEvent;
    this.#poll = this.#libc.poll(this.fd, onEvent);
  }

  /** Leaves what comes in to gather in the kernel for so many milliseconds. */
  rest(milliseconds: number): void {
    const onEvent = this.#onEvent;
    if (this.#closed || this.#rest !== undefined || onEvent === undefined) return;
    this.#poll?.stop();
    this.#rest = setTimeout(() => {
      this.#rest = undefined;
      this.#poll?.start(onEvent);
      onEvent(0);
    }, milliseconds);
  }

  #beginAgain(onEvent: (status: number) => void): void {
    const error = this.get(SOL_SOCKET, SO_ERROR);
    if (++this.#failures > MOST_FAILURES) throw new Error(`the socket keeps failing (errno ${error})`);
    this.#poll?.start(onEvent);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    clearTimeout(this.#rest);
    this.#poll?.close();
    this.#poll = undefined;
    this.#libc.close(this.fd);
  }
}
