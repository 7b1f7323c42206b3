import { constants } from 'node:os';

import type { Ipv4Address } from '../../values/ipv4-address.js';
import { type Libc, stableBuffer } from './libc.js';
import { AF_INET, IP_PKTINFO, MSG_DONTWAIT, MSG_NOSIGNAL, SOL_IP } from './linux-numbers.table.js';
import { CONTROL_LENGTH, HEADER_LENGTH, IOVEC_LENGTH, NAME_LENGTH, wireMessages } from './message-header.js';
import type { SendTurn } from './send-turn.js';
import { SOCKADDR_IN_LENGTH } from './socket-address.js';

const { EAGAIN, EINTR, ENOBUFS } = constants.errno;

/** Packets that leave by one call. */
export const SEND_BATCH = 64;
/** Octets of all packets queued; more than the largest datagram (65 507) or frame (65 550 on loopback). */
const ARENA_LENGTH = 98_304;
/** A full socket buffer is retried this often, one millisecond apart; then the packets are given up. */
const RETRIES = 50;
/** cmsg_len of one struct in_pktinfo: 16 + 12. */
const PKTINFO_CONTROL_LENGTH = 28;

/** Hears of packets that did not leave: why (an errno) and how many. */
export type DropListener = (errno: number, packets: number) => void;

/** Memory for one sendmmsg. Made at the first send: many ports only listen. */
class SendMemory {
  readonly arena = stableBuffer(ARENA_LENGTH);
  readonly names = stableBuffer(SEND_BATCH * NAME_LENGTH);
  readonly control = stableBuffer(SEND_BATCH * CONTROL_LENGTH);
  readonly headers = stableBuffer(SEND_BATCH * HEADER_LENGTH);
  /** Headers and iovecs as 32-bit words: 16 words per header, 4 words per iovec. */
  readonly headerWords = new Uint32Array(this.headers.buffer);
  readonly iovecWords: Uint32Array;
  readonly arenaAt: number;

  constructor(libc: Libc) {
    const iovecs = stableBuffer(SEND_BATCH * IOVEC_LENGTH);
    this.iovecWords = new Uint32Array(iovecs.buffer);
    // User space addresses have at most 57 bits in theory and 47 in Linux unless asked for: a number holds them.
    this.arenaAt = Number(libc.addressOf(this.arena));
    wireMessages(libc, SEND_BATCH, this.headers, iovecs, this.names, this.control);
    for (let slot = 0; slot < SEND_BATCH; slot++) {
      this.names.writeUInt16LE(AF_INET, slot * NAME_LENGTH);
      this.control.writeBigUInt64LE(BigInt(PKTINFO_CONTROL_LENGTH), slot * CONTROL_LENGTH);
      this.control.writeInt32LE(SOL_IP, slot * CONTROL_LENGTH + 8);
      this.control.writeInt32LE(IP_PKTINFO, slot * CONTROL_LENGTH + 12);
    }
  }
}

/**
 * Packets of one socket that wait for the end of the turn. Never throws: what cannot leave is dropped and counted,
 * as the network itself would do.
 */
export class SendQueue {
  readonly #libc: Libc;
  readonly #fd: number;
  readonly #turn: SendTurn;
  readonly #dropped: DropListener;
  #memory: SendMemory | undefined;
  /** Packets queued since the queue was empty; those before `#first` have left. */
  #count = 0;
  #first = 0;
  #used = 0;
  #retries = 0;
  #retry: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(libc: Libc, fd: number, turn: SendTurn, dropped: DropListener) {
    this.#libc = libc;
    this.#fd = fd;
    this.#turn = turn;
    this.#dropped = dropped;
  }

  /** Queues a copy. `from` is the source address, one of this host's; without it the kernel chooses. */
  pushDatagram(payload: Uint8Array, address: Ipv4Address, port: number, from: Ipv4Address | undefined): void {
    const slot = this.#take(payload);
    if (slot === undefined || this.#memory === undefined) return;
    const { names, control, headerWords } = this.#memory;
    names.writeUInt16BE(port, slot * NAME_LENGTH + 2);
    names.writeUInt32BE(address, slot * NAME_LENGTH + 4);
    headerWords[slot * 16 + 2] = SOCKADDR_IN_LENGTH;
    headerWords[slot * 16 + 10] = from === undefined ? 0 : CONTROL_LENGTH;
    // ipi_ifindex stays 0: the socket is bound to its device. ipi_spec_dst is the source of what we send.
    if (from !== undefined) control.writeUInt32BE(from, slot * CONTROL_LENGTH + 20);
  }

  /** Queues a copy of a frame; it leaves on the interface that the socket is bound to. */
  pushFrame(frame: Uint8Array): void {
    const slot = this.#take(frame);
    if (slot === undefined || this.#memory === undefined) return;
    this.#memory.headerWords[slot * 16 + 2] = 0;
    this.#memory.headerWords[slot * 16 + 10] = 0;
  }

  /** Copies the payload and points message `slot` at it; undefined when there is no room and none can be made. */
  #take(payload: Uint8Array): number | undefined {
    if (this.#closed) return undefined;
    if (payload.length > ARENA_LENGTH) {
      this.#dropped(constants.errno.EMSGSIZE, 1);
      return undefined;
    }
    if (this.#count === SEND_BATCH || this.#used + payload.length > ARENA_LENGTH) {
      if (this.#retry === undefined) this.flush();
      if (this.#retry !== undefined) {
        this.#dropped(ENOBUFS, 1);
        return undefined;
      }
    }
    const memory = (this.#memory ??= new SendMemory(this.#libc));
    const slot = this.#count++;
    if (slot === 0) this.#turn.add(this);
    memory.arena.set(payload, this.#used);
    const at = memory.arenaAt + this.#used;
    memory.iovecWords[slot * 4] = at >>> 0;
    memory.iovecWords[slot * 4 + 1] = Math.floor(at / 0x1_0000_0000);
    memory.iovecWords[slot * 4 + 2] = payload.length;
    this.#used += (payload.length + 15) & ~15;
    return slot;
  }

  /** Hands what is queued to the kernel. What the kernel has no room for stays queued and is tried again. */
  flush(): void {
    if (this.#memory === undefined || this.#closed) return;
    const { headers } = this.#memory;
    while (this.#first < this.#count) {
      const rest = this.#first === 0 ? headers : headers.subarray(this.#first * HEADER_LENGTH);
      const sent = this.#libc.sendmmsg(this.#fd, rest, this.#count - this.#first, MSG_DONTWAIT | MSG_NOSIGNAL);
      if (sent > 0) {
        this.#first += sent;
        this.#retries = 0;
        continue;
      }
      const errno = this.#libc.errno();
      if (errno === EINTR) continue;
      if (errno === EAGAIN || errno === ENOBUFS) {
        if (this.#retries++ < RETRIES) return this.#tryAgainSoon();
        this.#dropped(errno, this.#count - this.#first);
        break;
      }
      // sendmmsg tells of the first message only: skip it, the others may well leave.
      this.#dropped(errno, 1);
      this.#first++;
    }
    this.#first = this.#count = this.#used = this.#retries = 0;
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
    this.#memory = undefined;
  }
}
