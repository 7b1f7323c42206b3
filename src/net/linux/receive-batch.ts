import type { Ipv4Address } from '../../values/ipv4-address.js';
import { type Libc, stableBuffer } from './libc.js';
import { MSG_DONTWAIT } from './linux-numbers.table.js';
import { CONTROL_LENGTH, HEADER_LENGTH, IOVEC_LENGTH, NAME_LENGTH, wireMessages } from './message-header.js';

/** Packets taken from the kernel by one call. */
export const RECEIVE_BATCH = 64;

/**
 * Room for the largest UDP datagram or frame. Only pages that a packet touched become resident, so 64 slots cost
 * what arrives. An odd number of cache lines keeps the slots from falling onto the same cache sets.
 */
const SLOT_LENGTH = 65_600;

/** Offset of ipi_addr (the datagram's own destination) in a control buffer: cmsghdr 16, ifindex 4, spec_dst 4. */
const PKTINFO_DESTINATION = 24;

/**
 * Memory for one recvmmsg, laid out once. One batch serves every socket of a thread: reading is synchronous, and what
 * a receiver gets is borrowed until it returns.
 */
export class ReceiveBatch {
  readonly #libc: Libc;
  readonly #slots = stableBuffer(RECEIVE_BATCH * SLOT_LENGTH);
  readonly #names = stableBuffer(RECEIVE_BATCH * NAME_LENGTH);
  readonly #control = stableBuffer(RECEIVE_BATCH * CONTROL_LENGTH);
  readonly #iovecs = stableBuffer(RECEIVE_BATCH * IOVEC_LENGTH);
  readonly #headers = stableBuffer(RECEIVE_BATCH * HEADER_LENGTH);
  /** The headers as 32-bit words: 16 words per message. */
  readonly #words: Uint32Array;
  /** The last view given out per slot: packets of one kind have one length, so most need no new Buffer. */
  readonly #views: Buffer[] = [];
  #dirty = RECEIVE_BATCH;

  constructor(libc: Libc) {
    this.#libc = libc;
    this.#words = new Uint32Array(this.#headers.buffer);
    wireMessages(libc, RECEIVE_BATCH, this.#headers, this.#iovecs, this.#names, this.#control);
    const slots = libc.addressOf(this.#slots);
    for (let slot = 0; slot < RECEIVE_BATCH; slot++) {
      this.#iovecs.writeBigUInt64LE(slots + BigInt(slot * SLOT_LENGTH), slot * IOVEC_LENGTH);
      this.#iovecs.writeBigUInt64LE(BigInt(SLOT_LENGTH), slot * IOVEC_LENGTH + 8);
      this.#views.push(this.#slots.subarray(slot * SLOT_LENGTH, slot * SLOT_LENGTH));
    }
  }

  /** Takes what has arrived, at most `RECEIVE_BATCH` packets. Returns their number, or -1 (see `Libc.errno`). */
  receive(fd: number): number {
    // The kernel overwrites both lengths with what it used: give it the full room again.
    for (let slot = 0; slot < this.#dirty; slot++) {
      this.#words[slot * 16 + 2] = NAME_LENGTH;
      this.#words[slot * 16 + 10] = CONTROL_LENGTH;
    }
    const count = this.#libc.recvmmsg(fd, this.#headers, RECEIVE_BATCH, MSG_DONTWAIT, null);
    this.#dirty = Math.max(count, 0);
    return count;
  }

  /** The packet in `slot`, valid until the next `receive`. */
  payload(slot: number): Buffer {
    const length = this.#words[slot * 16 + 14] ?? 0;
    let view = this.#views[slot];
    if (view === undefined || view.length !== length) {
      view = this.#slots.subarray(slot * SLOT_LENGTH, slot * SLOT_LENGTH + length);
      this.#views[slot] = view;
    }
    return view;
  }

  sourceAddress(slot: number): Ipv4Address {
    return this.#names.readUInt32BE(slot * NAME_LENGTH + 4) as Ipv4Address;
  }

  sourcePort(slot: number): number {
    return this.#names.readUInt16BE(slot * NAME_LENGTH + 2);
  }

  /** Where the datagram was sent, from IP_PKTINFO. */
  destinationAddress(slot: number): Ipv4Address {
    return this.#control.readUInt32BE(slot * CONTROL_LENGTH + PKTINFO_DESTINATION) as Ipv4Address;
  }
}
