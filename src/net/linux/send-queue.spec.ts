import { constants } from 'node:os';

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import type { Ipv4Address } from '../../values/ipv4-address.js';
import type { Libc } from './libc.js';
import { SEND_BATCH, SendQueue } from './send-queue.js';
import { SendTurn } from './send-turn.js';

const { EAGAIN, EINTR, ENETUNREACH, ENOBUFS, EPERM } = constants.errno;

/** A kernel that answers each sendmmsg as told: a number of messages taken, or an errno; then takes all. */
class ScriptedKernel {
  readonly calls: number[] = [];
  readonly #answers: ({ readonly sent: number } | { readonly errno: number })[];
  #errno = 0;
  readonly #addresses = new Map<Buffer, bigint>();

  constructor(...answers: ({ readonly sent: number } | { readonly errno: number })[]) {
    this.#answers = answers;
  }

  readonly libc = {
    addressOf: (buffer: Buffer): bigint => {
      const address = BigInt(this.#addresses.size + 1) << 33n;
      this.#addresses.set(buffer, address);
      return address;
    },
    errno: (): number => this.#errno,
    sendmmsg: (_fd: number, headers: Buffer, count: number): number => {
      expect(headers.length).toBeGreaterThanOrEqual(count * 64);
      this.calls.push(count);
      const answer = this.#answers.shift() ?? { sent: count };
      if ('sent' in answer) return Math.min(answer.sent, count);
      this.#errno = answer.errno;
      return -1;
    },
  } as unknown as Libc;
}

function queueOf(kernel: ScriptedKernel): { queue: SendQueue; dropped: string[]; turn: SendTurn } {
  const dropped: string[] = [];
  const turn = new SendTurn();
  const queue = new SendQueue(kernel.libc, 5, turn, (errno, packets) => dropped.push(`${packets} for ${errno}`));
  return { queue, dropped, turn };
}

const push = (queue: SendQueue, times: number, length = 300): void => {
  for (let i = 0; i < times; i++) queue.pushDatagram(Buffer.alloc(length), 1 as Ipv4Address, 68, undefined);
};

describe('SendQueue', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('sends in one call what was queued in one turn', () => {
    const kernel = new ScriptedKernel();
    const { queue, turn } = queueOf(kernel);
    push(queue, 10);
    turn.flush();
    turn.flush();
    expect(kernel.calls).toEqual([10]);
  });

  it('sends a full batch at once and goes on filling the next', () => {
    const kernel = new ScriptedKernel();
    const { queue, turn } = queueOf(kernel);
    push(queue, SEND_BATCH * 2 + 3);
    turn.flush();
    expect(kernel.calls).toEqual([SEND_BATCH, SEND_BATCH, 3]);
  });

  it('sends what it has before a packet that no longer fits beside it', () => {
    const kernel = new ScriptedKernel();
    const { queue, turn } = queueOf(kernel);
    push(queue, 2, 60_000);
    turn.flush();
    expect(kernel.calls).toEqual([1, 1]);
  });

  it('goes on where the kernel stopped, and after an interrupted call', () => {
    const kernel = new ScriptedKernel({ sent: 3 }, { errno: EINTR }, { sent: 4 });
    const { queue, dropped, turn } = queueOf(kernel);
    push(queue, 10);
    turn.flush();
    expect(kernel.calls).toEqual([10, 7, 7, 3]);
    expect(dropped).toEqual([]);
  });

  it('gives up only the packet that cannot leave', () => {
    const kernel = new ScriptedKernel({ sent: 2 }, { errno: ENETUNREACH }, { sent: 1 }, { errno: EPERM });
    const { queue, dropped, turn } = queueOf(kernel);
    push(queue, 6);
    turn.flush();
    expect(kernel.calls).toEqual([6, 4, 3, 2, 1]);
    expect(dropped).toEqual([`1 for ${ENETUNREACH}`, `1 for ${EPERM}`]);
  });

  it.each([EAGAIN, ENOBUFS])('tries again a millisecond later when the kernel has no room (errno %i)', (errno) => {
    const kernel = new ScriptedKernel({ sent: 1 }, { errno }, { errno });
    const { queue, dropped, turn } = queueOf(kernel);
    push(queue, 4);
    turn.flush();
    expect(kernel.calls).toEqual([4, 3]);
    vi.advanceTimersByTime(1);
    vi.advanceTimersByTime(1);
    expect(kernel.calls).toEqual([4, 3, 3, 3]);
    expect(vi.getTimerCount()).toBe(0);
    expect(dropped).toEqual([]);
    push(queue, 1);
    turn.flush();
    expect(kernel.calls.at(-1)).toBe(1);
  });

  it('drops newcomers while the queue is full and the kernel has no room, then works again', () => {
    const kernel = new ScriptedKernel({ errno: EAGAIN });
    const { queue, dropped, turn } = queueOf(kernel);
    push(queue, SEND_BATCH);
    turn.flush();
    push(queue, 2);
    expect(dropped).toEqual([`1 for ${ENOBUFS}`, `1 for ${ENOBUFS}`]);
    vi.advanceTimersByTime(1);
    push(queue, 2);
    turn.flush();
    expect(kernel.calls).toEqual([SEND_BATCH, SEND_BATCH, 2]);
  });

  it('gives up what waits when the kernel has no room for long', () => {
    const kernel = new ScriptedKernel(...Array.from({ length: 51 }, () => ({ errno: EAGAIN })));
    const { queue, dropped, turn } = queueOf(kernel);
    push(queue, 5);
    turn.flush();
    vi.runAllTimers();
    expect(kernel.calls).toHaveLength(51);
    expect(dropped).toEqual([`5 for ${EAGAIN}`]);
    push(queue, 1);
    turn.flush();
    expect(kernel.calls.at(-1)).toBe(1);
  });

  it('sends what is queued when it is closed, and nothing after', () => {
    const kernel = new ScriptedKernel();
    const { queue, turn } = queueOf(kernel);
    push(queue, 2);
    queue.close();
    push(queue, 1);
    turn.flush();
    expect(kernel.calls).toEqual([2]);
  });
});
