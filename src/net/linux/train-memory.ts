import type { Ipv4Address } from '../../values/ipv4-address.js';
import { TRAIN_HEADER_LENGTH, type DatagramTrain } from '../datagram-train.js';
import { type Libc, stableBuffer } from './libc.js';
import { AF_INET, IP_PKTINFO, SOL_IP, SOL_UDP, UDP_SEGMENT } from './linux-numbers.table.js';
import { HEADER_LENGTH, IOVEC_LENGTH } from './message-header.js';
import { SOCKADDR_IN_LENGTH } from './socket-address.js';

/** Messages that leave by one call. */
export const TRAIN_BATCH = 64;
/** Datagrams and pieces of memory of all messages: room for 64 windows of 16 blocks that cross pages. */
const DATAGRAMS = 1_536;
const IOVECS = 4_096;

/** What the kernel cuts at most from one message (UDP_MAX_SEGMENTS of older kernels; the longest UDP datagram). */
const MOST_SEGMENTS = 64;
const LONGEST_MESSAGE = 65_507;

/*
 * Control messages of one slot, 64 octets:  0 cmsghdr 16 + struct in_pktinfo 12, padded to 32 ·
 * 32 cmsghdr 16 + gso_size u16, padded to 24. A message has none, one or both.
 */
const CONTROL_LENGTH = 64;
const PKTINFO_SPACE = 32;
const SEGMENT_SPACE = 24;

const HIGH = 0x1_0000_0000;

/**
 * Memory for one sendmmsg of trains, laid out once. A message is one datagram; or several, which the kernel cuts apart.
 * File octets are not copied here: iovecs point at them.
 */
export class TrainMemory {
  readonly headers = stableBuffer(TRAIN_BATCH * HEADER_LENGTH);
  /** Of each message: its first datagram and how many there are. */
  readonly firstDatagrams = new Uint16Array(TRAIN_BATCH);
  readonly datagramCounts = new Uint16Array(TRAIN_BATCH);
  /** Of each datagram: its first iovec and how many there are. */
  readonly firstIovecs = new Uint16Array(DATAGRAMS);
  readonly iovecCounts = new Uint16Array(DATAGRAMS);
  /** 16 words per header. */
  readonly headerWords = new Uint32Array(this.headers.buffer);
  readonly #libc: Libc;
  readonly #names = stableBuffer(TRAIN_BATCH * SOCKADDR_IN_LENGTH);
  readonly #control = stableBuffer(TRAIN_BATCH * CONTROL_LENGTH);
  readonly #words = stableBuffer(DATAGRAMS * TRAIN_HEADER_LENGTH);
  readonly #iovecs = stableBuffer(IOVECS * IOVEC_LENGTH);
  readonly #iovecWords = new Uint32Array(this.#iovecs.buffer);
  readonly #controlAt: number;
  readonly #wordsAt: number;
  readonly #iovecsAt: number;
  /** What the iovecs point at stays alive until it has been sent. */
  readonly #kept: unknown[] = [];
  #keeping = 0;
  messages = 0;
  #datagrams = 0;
  #used = 0;

  constructor(libc: Libc) {
    this.#libc = libc;
    // User space addresses have at most 57 bits in theory and 47 in Linux unless asked for: a number holds them.
    this.#controlAt = Number(libc.addressOf(this.#control));
    this.#wordsAt = Number(libc.addressOf(this.#words));
    this.#iovecsAt = Number(libc.addressOf(this.#iovecs));
    const namesAt = Number(libc.addressOf(this.#names));
    for (let slot = 0; slot < TRAIN_BATCH; slot++) {
      this.#point(slot * 16, namesAt + slot * SOCKADDR_IN_LENGTH);
      this.headerWords[slot * 16 + 2] = SOCKADDR_IN_LENGTH;
      this.#names.writeUInt16LE(AF_INET, slot * SOCKADDR_IN_LENGTH);
      const control = slot * CONTROL_LENGTH;
      this.#control.writeUInt32LE(28, control);
      this.#control.writeInt32LE(SOL_IP, control + 8);
      this.#control.writeInt32LE(IP_PKTINFO, control + 12);
      this.#control.writeUInt32LE(18, control + PKTINFO_SPACE);
      this.#control.writeInt32LE(SOL_UDP, control + PKTINFO_SPACE + 8);
      this.#control.writeInt32LE(UDP_SEGMENT, control + PKTINFO_SPACE + 12);
    }
  }

  /** How many datagrams from `at` on make the next message. */
  static share(train: DatagramTrain, at: number, cut: boolean): number {
    const left = train.count - at;
    if (!cut || left === 1) return 1;
    return Math.max(1, Math.min(left, MOST_SEGMENTS, Math.floor(LONGEST_MESSAGE / train.length)));
  }

  /** Is there room for a message of these datagrams? */
  hasRoom(train: DatagramTrain, at: number, count: number): boolean {
    return (
      this.messages < TRAIN_BATCH &&
      this.#datagrams + count <= DATAGRAMS &&
      this.#used + count + piecesUpTo(train, at + count) - piecesUpTo(train, at) <= IOVECS
    );
  }

  /** `from` is the source address, one of this host's; without it the kernel chooses. */
  push(train: DatagramTrain, at: number, count: number, to: Ipv4Address, port: number, from?: Ipv4Address): void {
    const slot = this.messages++;
    const { headerWords } = this;
    this.#names.writeUInt16BE(port, slot * SOCKADDR_IN_LENGTH + 2);
    this.#names.writeUInt32BE(to, slot * SOCKADDR_IN_LENGTH + 4);
    const firstIovec = this.#used;
    this.firstDatagrams[slot] = this.#datagrams;
    this.datagramCounts[slot] = count;
    for (let datagram = at; datagram < at + count; datagram++) this.#pushDatagram(train, datagram);
    this.#point(slot * 16 + 4, this.iovecAt(firstIovec));
    headerWords[slot * 16 + 6] = this.#used - firstIovec;

    const control = slot * CONTROL_LENGTH;
    if (from !== undefined) this.#control.writeUInt32BE(from, control + 20);
    if (count > 1) this.#control.writeUInt16LE(train.length, control + PKTINFO_SPACE + 16);
    this.#point(slot * 16 + 8, this.#controlAt + control + (from === undefined ? PKTINFO_SPACE : 0));
    headerWords[slot * 16 + 10] = (from === undefined ? 0 : PKTINFO_SPACE) + (count > 1 ? SEGMENT_SPACE : 0);
  }

  #pushDatagram(train: DatagramTrain, at: number): void {
    const datagram = this.#datagrams++;
    this.firstIovecs[datagram] = this.#used;
    this.#words.writeUInt32BE(train.headers[at] ?? 0, datagram * TRAIN_HEADER_LENGTH);
    this.#pushIovec(this.#wordsAt + datagram * TRAIN_HEADER_LENGTH, TRAIN_HEADER_LENGTH);
    for (let piece = piecesUpTo(train, at); piece < piecesUpTo(train, at + 1); piece++) {
      const memory = train.memories[piece];
      if (memory === undefined) continue;
      if (this.#keeping === 0 || this.#kept[this.#keeping - 1] !== memory) this.#kept[this.#keeping++] = memory;
      const address = (memory.address ??= Number(this.#libc.addressOf(memory.bytes)));
      this.#pushIovec(address + (train.offsets[piece] ?? 0), train.pieceLengths[piece] ?? 0);
    }
    this.iovecCounts[datagram] = this.#used - (this.firstIovecs[datagram] ?? 0);
  }

  #pushIovec(address: number, length: number): void {
    const word = this.#used++ * 4;
    this.#iovecWords[word] = address >>> 0;
    this.#iovecWords[word + 1] = Math.floor(address / HIGH);
    this.#iovecWords[word + 2] = length;
  }

  #point(word: number, address: number): void {
    this.headerWords[word] = address >>> 0;
    this.headerWords[word + 1] = Math.floor(address / HIGH);
  }

  iovecAt(iovec: number): number {
    return this.#iovecsAt + iovec * IOVEC_LENGTH;
  }

  /** Headers of this message's datagrams as messages of their own, for a kernel that does not cut. */
  apart(slot: number): Buffer {
    const count = this.datagramCounts[slot] ?? 0;
    const first = this.firstDatagrams[slot] ?? 0;
    const headers = stableBuffer(count * HEADER_LENGTH);
    const words = new Uint32Array(headers.buffer);
    const own = this.headerWords.subarray(slot * 16, slot * 16 + 16);
    for (let at = 0; at < count; at++) {
      words.set(own, at * 16);
      const iovecs = this.iovecAt(this.firstIovecs[first + at] ?? 0);
      words[at * 16 + 4] = iovecs >>> 0;
      words[at * 16 + 5] = Math.floor(iovecs / HIGH);
      words[at * 16 + 6] = this.iovecCounts[first + at] ?? 0;
      words[at * 16 + 10] = (own[10] ?? 0) >= PKTINFO_SPACE ? PKTINFO_SPACE : 0;
    }
    return headers;
  }

  /** Everything has left: room for the next turn. */
  clear(): void {
    for (let at = 0; at < this.#keeping; at++) this.#kept[at] = undefined;
    this.messages = this.#datagrams = this.#used = this.#keeping = 0;
  }
}

/** How many pieces the datagrams before `datagram` have. */
function piecesUpTo(train: DatagramTrain, datagram: number): number {
  return datagram === 0 ? 0 : (train.pieceEnds[datagram - 1] ?? 0);
}
