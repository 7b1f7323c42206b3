import { constants } from 'node:os';

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import type { Ipv4Address } from '../../values/ipv4-address.js';
import { DatagramTrain } from '../datagram-train.js';
import type { Libc } from './libc.js';
import { SendTurn } from './send-turn.js';
import { TrainQueue } from './train-queue.js';

const { EAGAIN, EINVAL, EIO, EPERM } = constants.errno;

interface SeenMessage {
  readonly to: string;
  /** The octets that its iovecs point at. */
  readonly octets: string;
  /** gso_size; undefined: the kernel is not asked to cut. */
  readonly cut: number | undefined;
  /** ipi_spec_dst. */
  readonly from: number | undefined;
}

/** A kernel that reads messages as Linux does, and answers as told; then takes all. Memory lies at invented addresses. */
class ReadingKernel {
  readonly taken: SeenMessage[] = [];
  calls = 0;
  readonly #answers: (number | { readonly errno: number })[];
  readonly #memories: { readonly at: number; readonly buffer: Buffer }[] = [];
  #errno = 0;

  constructor(...answers: (number | { readonly errno: number })[]) {
    this.#answers = answers;
  }

  readonly libc = {
    addressOf: (buffer: Buffer): bigint => {
      const at = 0x7f00_0000_0000 + this.#memories.length * 0x1000_0000;
      this.#memories.push({ at, buffer });
      return BigInt(at);
    },
    errno: (): number => this.#errno,
    sendmmsg: (_fd: number, headers: Buffer, count: number): number => {
      this.calls += 1;
      const answer = this.#answers.shift() ?? count;
      if (typeof answer !== 'number') {
        this.#errno = answer.errno;
        return -1;
      }
      const sent = Math.min(answer, count);
      for (let slot = 0; slot < sent; slot++) this.taken.push(this.#readMessage(headers.subarray(slot * 64)));
      return sent;
    },
  } as unknown as Libc;

  #readMessage(header: Buffer): SeenMessage {
    const name = this.#at(header.readBigUInt64LE(0), header.readUInt32LE(8));
    const iovecs = this.#at(header.readBigUInt64LE(16), Number(header.readBigUInt64LE(24)) * 16);
    let octets = '';
    for (let at = 0; at < iovecs.length; at += 16) {
      octets += this.#at(iovecs.readBigUInt64LE(at), Number(iovecs.readBigUInt64LE(at + 8))).toString('latin1');
    }
    let cut: number | undefined;
    let from: number | undefined;
    const length = Number(header.readBigUInt64LE(40));
    const control = length === 0 ? Buffer.alloc(0) : this.#at(header.readBigUInt64LE(32), length);
    for (let at = 0; at < control.length; at += (Number(control.readBigUInt64LE(at)) + 7) & ~7) {
      const type = `${control.readInt32LE(at + 8)} ${control.readInt32LE(at + 12)}`;
      if (type === '17 103') cut = control.readUInt16LE(at + 16);
      else if (type === '0 8') from = control.readUInt32BE(at + 20);
      else throw new Error(`control message ${type}`);
    }
    expect(name.readUInt16LE(0)).toBe(2);
    return { to: `${name.readUInt32BE(4)}:${name.readUInt16BE(2)}`, octets, cut, from };
  }

  #at(address: bigint, length: number): Buffer {
    const memory = this.#memories.find(({ at, buffer }) => address >= at && Number(address) < at + buffer.length);
    const start = Number(address) - (memory?.at ?? 0);
    if (memory === undefined || start + length > memory.buffer.length) throw new Error(`EFAULT at ${address}`);
    return memory.buffer.subarray(start, start + length);
  }
}

const CLIENT = 0x0a4f0015 as Ipv4Address;
const OURS = 0x0a4f0001 as Ipv4Address;

/** Blocks of four octets of the alphabet from `first` on, the last one `last` octets long. */
function trainOf(blocks: number, first = 1, last = 4): DatagramTrain {
  const train = new DatagramTrain();
  const file = { bytes: Buffer.from('abcdefghijklmnopqrstuvwxyz') };
  for (let block = first; block < first + blocks; block++) {
    train.begin(0x0003_0000 + block);
    const length = block === first + blocks - 1 ? last : 4;
    if (length > 0) train.add(file, ((block - 1) * 4) % 20, length);
  }
  return train;
}

function queueOf(kernel: ReadingKernel, cuts = true) {
  const dropped: string[] = [];
  const turn = new SendTurn();
  const queue = new TrainQueue(kernel.libc, 5, turn, cuts, (errno, packets) => dropped.push(`${packets} for ${errno}`));
  return { queue, dropped, turn };
}

const octetsOf = ({ taken }: ReadingKernel) => taken.map(({ octets }) => octets);

describe('TrainQueue', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('hands a window to the kernel as one message, cut at the length of its packets, and points at the octets', () => {
    const kernel = new ReadingKernel();
    const { queue, turn } = queueOf(kernel);
    queue.push(trainOf(3, 1, 2), CLIENT, 2070, OURS);
    turn.flush();
    const octets = '\0\x03\0\x01abcd\0\x03\0\x02efgh\0\x03\0\x03ij';
    expect(kernel.taken).toEqual([{ to: `${CLIENT}:2070`, octets, cut: 8, from: OURS }]);
  });

  it('asks for no cut of a single packet, and for no source where none is wanted', () => {
    const kernel = new ReadingKernel();
    const { queue, turn } = queueOf(kernel);
    queue.push(trainOf(1), CLIENT, 2070, undefined);
    queue.push(trainOf(2), CLIENT, 2071, undefined);
    turn.flush();
    expect(kernel.taken.map(({ cut, from }) => [cut, from])).toEqual([
      [undefined, undefined],
      [8, undefined],
    ]);
  });

  it('sends packet by packet where the kernel does not cut', () => {
    const kernel = new ReadingKernel();
    const { queue, turn } = queueOf(kernel, false);
    queue.push(trainOf(3, 1, 0), CLIENT, 2070, OURS);
    turn.flush();
    expect(kernel.calls).toBe(1);
    expect(octetsOf(kernel)).toEqual(['\0\x03\0\x01abcd', '\0\x03\0\x02efgh', '\0\x03\0\x03']);
  });

  it('makes no message longer than 64 packets or than a UDP datagram may be', () => {
    const kernel = new ReadingKernel();
    const { queue, turn } = queueOf(kernel);
    queue.push(trainOf(70), CLIENT, 2070, OURS);
    const page = { bytes: Buffer.alloc(64 * 1024) };
    const large = new DatagramTrain();
    for (let block = 1; block <= 3; block++) {
      large.begin(block);
      large.add(page, 0, 30_000);
    }
    queue.push(large, CLIENT, 2070, OURS);
    turn.flush();
    expect(kernel.taken.map(({ octets }) => octets.length)).toEqual([64 * 8, 6 * 8, 60_008, 30_004]);
  });

  it('sends a full batch at once and goes on filling the next', () => {
    const kernel = new ReadingKernel();
    const { queue, turn } = queueOf(kernel);
    for (let client = 0; client < 130; client++) queue.push(trainOf(2), CLIENT, 2000 + client, OURS);
    turn.flush();
    expect([kernel.calls, kernel.taken.length]).toEqual([3, 130]);
    expect(kernel.taken.at(-1)?.to).toBe(`${CLIENT}:2129`);
  });

  it('cuts a message itself that the kernel could not cut, and the next one is tried again', () => {
    const kernel = new ReadingKernel({ errno: EINVAL });
    const { queue, turn, dropped } = queueOf(kernel);
    queue.push(trainOf(2), CLIENT, 2070, OURS);
    queue.push(trainOf(2, 3), CLIENT, 2070, OURS);
    turn.flush();
    const own = { to: `${CLIENT}:2070`, cut: undefined, from: OURS };
    expect(kernel.taken).toEqual([
      { ...own, octets: '\0\x03\0\x01abcd' },
      { ...own, octets: '\0\x03\0\x02efgh' },
      { ...own, octets: '\0\x03\0\x03ijkl\0\x03\0\x04mnop', cut: 8 },
    ]);
    expect(dropped).toEqual([]);
  });

  it('asks a device no more that never cuts', () => {
    const kernel = new ReadingKernel({ errno: EIO });
    const { queue, turn } = queueOf(kernel);
    for (const first of [1, 3]) {
      queue.push(trainOf(2, first), CLIENT, 2070, OURS);
      turn.flush();
    }
    expect(kernel.taken.map(({ cut }) => cut)).toEqual([undefined, undefined, undefined, undefined]);
  });

  it('drops what the kernel refuses, counted in packets, and sends the others', () => {
    const kernel = new ReadingKernel({ errno: EPERM });
    const { queue, turn, dropped } = queueOf(kernel);
    queue.push(trainOf(3), CLIENT, 2070, OURS);
    queue.push(trainOf(1, 4), CLIENT, 2071, OURS);
    turn.flush();
    expect(dropped).toEqual([`3 for ${EPERM}`]);
    expect(octetsOf(kernel)).toEqual(['\0\x03\0\x04mnop']);
  });

  it('keeps what a full socket buffer does not take, in its order, and loses nothing', () => {
    const kernel = new ReadingKernel(10, { errno: EAGAIN }, { errno: EAGAIN });
    const { queue, turn, dropped } = queueOf(kernel);
    for (let client = 0; client < 200; client++) queue.push(trainOf(2), CLIENT, 2000 + client, OURS);
    turn.flush();
    expect(kernel.taken).toHaveLength(10);
    vi.advanceTimersByTime(5);
    turn.flush();
    expect(kernel.taken.map(({ to }) => to)).toEqual(Array.from({ length: 200 }, (_, at) => `${CLIENT}:${2000 + at}`));
    expect(dropped).toEqual([]);
  });

  it('gives up when nothing left for fifty milliseconds, and sends again afterwards', () => {
    const kernel = new ReadingKernel(...Array.from({ length: 51 }, () => ({ errno: EAGAIN })));
    const { queue, turn, dropped } = queueOf(kernel);
    for (let client = 0; client < 70; client++) queue.push(trainOf(2), CLIENT, 2000 + client, OURS);
    turn.flush();
    vi.advanceTimersByTime(60);
    expect(dropped).toEqual([`140 for ${EAGAIN}`]);
    queue.push(trainOf(1), CLIENT, 2070, OURS);
    turn.flush();
    expect(octetsOf(kernel)).toEqual(['\0\x03\0\x01abcd']);
  });

  it('closes with what waits sent if it can leave at once, and sends nothing afterwards', () => {
    const kernel = new ReadingKernel();
    const { queue, turn } = queueOf(kernel);
    queue.push(trainOf(1), CLIENT, 2070, OURS);
    queue.close();
    queue.push(trainOf(1), CLIENT, 2070, OURS);
    turn.flush();
    vi.advanceTimersByTime(60);
    expect(kernel.taken).toHaveLength(1);
  });
});
