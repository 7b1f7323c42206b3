import { errnoName } from '../net-problem.js';
import { type Libc, stableBuffer } from './libc.js';
import { AF_NETLINK, MSG_DONTWAIT, NETLINK_ROUTE, SOCK_RAW } from './linux-numbers.table.js';
import { LinuxSocket } from './linux-socket.js';
import { encodeNeighbours, readNetlinkError, type Neighbour } from './neighbour.codec.js';

/** What comes together is handed over together, after so many milliseconds. */
const WAIT_MS = 2;
/**
 * Entries in one second. By default the kernel keeps 1024 neighbours (gc_thresh3, arp(7)); a rack that powers on must
 * not push out all others, and a machine without an entry is asked for by ARP as ever.
 */
const MOST_A_SECOND = 256;

/** Writes neighbours into the kernel's ARP table, a few at a time, so that what we send next needs no ARP question. */
export class NeighbourTable {
  readonly #libc: Libc;
  readonly #remark: (sentence: string) => void;
  readonly #answer = stableBuffer(512);
  #waiting: Neighbour[] = [];
  #left = MOST_A_SECOND;
  #socket: LinuxSocket | undefined;
  #timer: NodeJS.Timeout | undefined;
  #refill: NodeJS.Timeout | undefined;
  #given = false;

  /** @param remark hears once why the kernel takes none, which harms nobody */
  constructor(libc: Libc, remark: (sentence: string) => void) {
    this.#libc = libc;
    this.#remark = remark;
  }

  add(neighbour: Neighbour): void {
    if (this.#left === 0 || this.#given) return;
    this.#left--;
    this.#waiting.push(neighbour);
    this.#timer ??= setTimeout(() => this.#handOver(), WAIT_MS);
    this.#refill ??= setTimeout(() => {
      this.#refill = undefined;
      this.#left = MOST_A_SECOND;
    }, 1_000).unref();
  }

  close(): void {
    this.#giveUp();
    clearTimeout(this.#refill);
  }

  #handOver(): void {
    this.#timer = undefined;
    const messages = encodeNeighbours(this.#waiting);
    this.#waiting = [];
    const problem = this.#send(messages);
    if (problem === undefined) return;
    this.#remark(`the kernel's ARP table is left to itself (${problem}); machines are asked for by ARP instead`);
    this.#giveUp();
  }

  /** The kernel answers within the call, and only what failed. Returns the name of what went wrong. */
  #send(messages: Buffer): string | undefined {
    if (this.#socket === undefined) {
      const opened = LinuxSocket.open(this.#libc, AF_NETLINK, SOCK_RAW, NETLINK_ROUTE);
      if (!opened.ok) return errnoName(opened.error);
      this.#socket = opened.value;
    }
    const { fd } = this.#socket;
    if (this.#libc.send(fd, messages, messages.length, MSG_DONTWAIT) < 0) return errnoName(this.#libc.errno());
    let problem: string | undefined;
    for (;;) {
      const length = this.#libc.recv(fd, this.#answer, this.#answer.length, MSG_DONTWAIT);
      if (length <= 0) return problem;
      const errno = readNetlinkError(this.#answer.subarray(0, length));
      if (errno !== undefined) problem ??= errnoName(errno);
    }
  }

  #giveUp(): void {
    this.#given = true;
    clearTimeout(this.#timer);
    this.#waiting = [];
    this.#socket?.close();
    this.#socket = undefined;
  }
}
