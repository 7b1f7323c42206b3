import { constants } from 'node:os';

import type { Ipv4Address } from '../../values/ipv4-address.js';
import { DatagramTrain } from '../datagram-train.js';
import type { Libc } from './libc.js';
import { MSG_DONTWAIT, MSG_NOSIGNAL } from './linux-numbers.table.js';
import { HEADER_LENGTH } from './message-header.js';
import type { DropListener } from './send-queue.js';
import type { SendTurn } from './send-turn.js';
import { TrainMemory } from './train-memory.js';

const { EAGAIN, EINTR, EINVAL, EIO, EMSGSIZE, ENOBUFS, ENOPROTOOPT, EOPNOTSUPP } = constants.errno;

/** A full socket buffer is tried again each millisecond; when nothing left for so many of them, the trains are given up. */
const RETRIES = 50;
/** Trains that wait for a full socket buffer: a window each of as many transfers as may run. */
const MOST_WAITING = 2_048;

/** This device or kernel never cuts datagrams; the others mean that this message could not be cut. */
const NEVER_CUTS = new Set([EIO, EOPNOTSUPP, ENOPROTOOPT]);
const CANNOT_CUT = new Set([...NEVER_CUTS, EINVAL, EMSGSIZE]);

interface WaitingTrain {
  readonly train: DatagramTrain;
  readonly address: Ipv4Address;
  readonly port: number;
  readonly from: Ipv4Address | undefined;
}

/**
 * Trains of one socket that wait for the end of the turn, their octets still where they were lent from. Where the
 * kernel can, it cuts a train into its datagrams itself (UDP_SEGMENT, Linux 4.18): the way through routing, firewall
 * and device is then gone once per train. Never throws.
 */
export class TrainQueue {
  readonly #libc: Libc;
  readonly #fd: number;
  readonly #turn: SendTurn;
  readonly #dropped: DropListener;
  readonly #memory: TrainMemory;
  #cuts: boolean;
  /** Messages before this one have left. */
  #first = 0;
  #retries = 0;
  #retry: NodeJS.Timeout | undefined;
  readonly #waiting: WaitingTrain[] = [];
  #closed = false;

  constructor(libc: Libc, fd: number, turn: SendTurn, cuts: boolean, dropped: DropListener) {
    this.#libc = libc;
    this.#fd = fd;
    this.#turn = turn;
    this.#cuts = cuts;
    this.#dropped = dropped;
    this.#memory = new TrainMemory(libc);
  }

  push(train: DatagramTrain, address: Ipv4Address, port: number, from: Ipv4Address | undefined): void {
    if (this.#closed) return;
    let at = 0;
    while (at < train.count) {
      const count = TrainMemory.share(train, at, this.#cuts);
      if (!this.#memory.hasRoom(train, at, count)) {
        if (this.#retry === undefined) this.flush();
        if (this.#retry !== undefined) return this.#wait(train.from(at), address, port, from);
      }
      if (this.#memory.messages === 0) this.#turn.add(this);
      this.#memory.push(train, at, count, address, port, from);
      at += count;
    }
  }

  #wait(train: DatagramTrain, address: Ipv4Address, port: number, from: Ipv4Address | undefined): void {
    if (this.#waiting.length < MOST_WAITING) this.#waiting.push({ train, address, port, from });
    else this.#dropped(ENOBUFS, train.count);
  }

  /** Hands what is queued to the kernel. What the kernel has no room for stays queued and is tried again. */
  flush(): void {
    if (this.#closed) return;
    const memory = this.#memory;
    while (this.#first < memory.messages) {
      const rest = this.#first === 0 ? memory.headers : memory.headers.subarray(this.#first * HEADER_LENGTH);
      const sent = this.#libc.sendmmsg(this.#fd, rest, memory.messages - this.#first, MSG_DONTWAIT | MSG_NOSIGNAL);
      if (sent > 0) {
        this.#first += sent;
        this.#retries = 0;
        continue;
      }
      const errno = this.#libc.errno();
      if (errno === EINTR) continue;
      if (errno === EAGAIN || errno === ENOBUFS) {
        if (this.#retries++ < RETRIES) return this.#tryAgainSoon();
        this.#giveUp(errno);
        break;
      }
      this.#skip(errno);
    }
    this.#first = this.#retries = 0;
    memory.clear();
    if (this.#waiting.length === 0) return;
    // Those that found no room meanwhile, in their order.
    for (const { train, address, port, from } of this.#waiting.splice(0)) this.push(train, address, port, from);
  }

  /** sendmmsg tells of the first message only: what is wrong with it, the others may well leave. */
  #skip(errno: number): void {
    const slot = this.#first++;
    const count = this.#memory.datagramCounts[slot] ?? 0;
    if (count > 1 && CANNOT_CUT.has(errno)) {
      if (NEVER_CUTS.has(errno)) this.#cuts = false;
      const apart = this.#memory.apart(slot);
      const sent = this.#libc.sendmmsg(this.#fd, apart, count, MSG_DONTWAIT | MSG_NOSIGNAL);
      if (sent < count) this.#dropped(this.#libc.errno(), count - Math.max(sent, 0));
    } else this.#dropped(errno, count);
  }

  #giveUp(errno: number): void {
    const { messages, datagramCounts } = this.#memory;
    let lost = this.#waiting.reduce((sum, { train }) => sum + train.count, 0);
    for (let slot = this.#first; slot < messages; slot++) lost += datagramCounts[slot] ?? 0;
    this.#waiting.length = 0;
    this.#dropped(errno, lost);
  }

  #tryAgainSoon(): void {
    this.#retry ??= setTimeout(() => {
      this.#retry = undefined;
      this.flush();
    }, 1);
  }

  /** Sends what is queued if it can leave at once, and forgets the rest. */
  close(): void {
    this.flush();
    this.#closed = true;
    clearTimeout(this.#retry);
  }
}
