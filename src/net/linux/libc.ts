import { createRequire } from 'node:module';
import { endianness } from 'node:os';

import type * as Koffi from 'koffi';

import { fail, ok, type Result } from '../../values/result.js';

/** A descriptor watched by the event loop. Whoever made it keeps it: a handle that is collected stops watching. */
export interface PollHandle {
  /** Begins again after `stop`, or after a poll that ended with an error status. */
  start(callback: (status: number) => void): void;
  start(what: { readonly writable: boolean }, callback: (status: number) => void): void;
  /** No more calls until `start`. */
  stop(): void;
  close(): void;
}

/** The few functions of the C library that we call. Each returns what C returns: -1 means failure, see `errno`. */
export interface Libc {
  socket(domain: number, type: number, protocol: number): number;
  bind(fd: number, address: Buffer, length: number): number;
  connect(fd: number, address: Buffer, length: number): number;
  setsockopt(fd: number, level: number, name: number, value: Buffer, length: number): number;
  getsockopt(fd: number, level: number, name: number, value: Buffer, length: Buffer): number;
  getsockname(fd: number, address: Buffer, length: Buffer): number;
  close(fd: number): number;
  send(fd: number, bytes: Buffer, length: number, flags: number): number;
  recv(fd: number, bytes: Buffer, length: number, flags: number): number;
  recvmmsg(fd: number, headers: Buffer, count: number, flags: number, timeout: null): number;
  sendmmsg(fd: number, headers: Buffer, count: number, flags: number): number;
  /** Another descriptor of the same open file, closed in child processes. */
  duplicate(fd: number): number;
  /** sendfile(2) in a thread of libuv's pool; its errno cannot be had. `offset` is an i64 and moves on. */
  sendfile(to: number, from: number, offset: Buffer, length: number): Promise<number>;
  /** Why the call just made failed. Ask before any other call. */
  errno(): number;
  /** Where a buffer lies. Only `stableBuffer`s may be handed to the kernel by address: others can move. */
  addressOf(buffer: Buffer): bigint;
  /** Calls back when `fd` is readable. One poll per descriptor: a second one aborts the process. */
  poll(fd: number, callback: (status: number) => void): PollHandle;
  /** The same, when `fd` takes octets again or its other side is gone. */
  pollWritable(fd: number, callback: (status: number) => void): PollHandle;
}

/** Architectures whose Linux ABI is the generic one: 64-bit pointers, little-endian, asm-generic socket numbers. */
const GENERIC_ABI = new Set(['x64', 'arm64', 'riscv64', 'loong64']);

/** Memory outside the JavaScript heap: the collector never moves it, so the kernel may keep its address. Zeroed. */
export function stableBuffer(length: number): Buffer {
  return Buffer.from(new ArrayBuffer(length));
}

/**
 * Loads the C library that Node itself runs on (glibc or musl) by FFI. The error says in words why it cannot be had:
 * koffi's prebuilt binary is missing, or this is not a Linux whose struct layouts we know.
 */
export function loadLibc(): Result<Libc> {
  if (process.platform !== 'linux')
    return fail(`this is ${process.platform}, and raw sockets are only known for Linux`);
  if (!GENERIC_ABI.has(process.arch) || endianness() !== 'LE') {
    return fail(`the layout of socket structures on ${process.arch} is not known to this program`);
  }
  try {
    return ok(bindFunctions(createRequire(import.meta.url)('koffi') as typeof Koffi));
  } catch (error) {
    const [line] = (error instanceof Error ? error.message : String(error)).split('\n');
    return fail(`the koffi package cannot be loaded (${line})`);
  }
}

interface PollFunction {
  (fd: number, callback: (status: number) => void): PollHandle;
  (fd: number, what: { readonly writable: boolean }, callback: (status: number) => void): PollHandle;
}

/** fcntl(2): asm-generic/fcntl.h. */
const F_DUPFD_CLOEXEC = 1030;

/** Buffers go as pointers; `long` stands for ssize_t, which koffi does not know by name. */
function bindFunctions(koffi: typeof Koffi): Libc {
  const library = koffi.load(null);
  const poll = koffi.node.poll as unknown as PollFunction;
  const fcntl: (fd: number, command: number, least: number) => number = library.func('int fcntl(int, int, int)');
  const sendfile = library.func('long sendfile(int, int, void *, size_t)');
  return {
    socket: library.func('int socket(int, int, int)'),
    bind: library.func('int bind(int, const void *, uint32_t)'),
    connect: library.func('int connect(int, const void *, uint32_t)'),
    setsockopt: library.func('int setsockopt(int, int, int, const void *, uint32_t)'),
    getsockopt: library.func('int getsockopt(int, int, int, void *, void *)'),
    getsockname: library.func('int getsockname(int, void *, void *)'),
    close: library.func('int close(int)'),
    send: library.func('long send(int, const void *, size_t, int)'),
    recv: library.func('long recv(int, void *, size_t, int)'),
    recvmmsg: library.func('int recvmmsg(int, void *, unsigned int, int, void *)'),
    sendmmsg: library.func('int sendmmsg(int, void *, unsigned int, int)'),
    duplicate: (fd) => fcntl(fd, F_DUPFD_CLOEXEC, 0),
    sendfile: (to, from, offset, length) =>
      new Promise((resolve, reject) => {
        sendfile.async(to, from, offset, length, (error: Error | null, sent: number) =>
          error === null ? resolve(sent) : reject(error),
        );
      }),
    errno: () => koffi.errno(),
    addressOf: (buffer) => koffi.address(buffer),
    poll,
    pollWritable: (fd, callback) => poll(fd, { writable: true }, callback),
  };
}
