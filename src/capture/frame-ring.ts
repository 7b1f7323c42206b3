import { NumberIndex } from '../values/number-index.js';

/** Octets of a page, the unit in which memory is given to whoever is heard. A record never crosses its end. */
const PAGE = 2048;
/**
 * What stands before the octets of a packet: time (float64, ms since 1970), length kept, length on the wire, mark,
 * number of the wire, our address, the other's, both ports (each 32 bits), padded to 8.
 */
const HEADER = 40;
const NONE = -1;
/** What a host said is kept for so long at least, milliseconds: a flood of others does not wipe it away. */
const KEEP_MS = 10_000;
/** Who was heard so lately keeps its place in the order of silence, milliseconds. */
const SAME_PLACE_MS = 1_000;

/** The most octets that are kept of a packet. */
export const LONGEST_KEPT = PAGE - HEADER;

/** A packet as it was kept; the octets are a copy. */
export interface KeptPacket {
  /** Milliseconds since 1970, with their fractions. */
  readonly at: number;
  readonly bytes: Buffer;
  readonly originalLength: number;
  readonly mark: number;
  readonly wire: number;
  readonly ownAddress: number;
  readonly otherAddress: number;
  readonly ownPort: number;
  readonly otherPort: number;
}

/**
 * The last packets of each host, in memory that never grows: pages go to whoever is heard, and when there are no more,
 * the oldest page of the host that has been silent for longest is taken. A host that chatters loses its own old packets
 * only. When more hosts speak within ten seconds than there is memory for, newcomers are left out until somebody falls
 * silent: the packets of two thousand hosts tell more than the last one of a hundred thousand. Keeping a packet is a
 * look-up and a copy: no object is made.
 */
export class FrameRing {
  private readonly bytes: Uint8Array;
  private readonly words: Uint32Array;
  private readonly times: Float64Array;
  private readonly pages: number;
  private pagesGiven = 0;
  private freePage = NONE;
  private readonly nextPage: Int32Array;
  private readonly used: Uint16Array;
  private readonly packets: Uint16Array;

  /** A slot for each host: its key, its pages, how many packets, and its place between those heard before and after. */
  private readonly slots: NumberIndex;
  private readonly keys: Float64Array;
  private readonly first: Int32Array;
  private readonly last: Int32Array;
  private readonly count: Int32Array;
  private readonly newer: Int32Array;
  private readonly older: Int32Array;
  /** When a host last took its place in the order of silence. */
  private readonly placedAt: Float64Array;
  /** Some pages are left to those who have more to say than one page holds. */
  private readonly mostHosts: number;
  private newest = NONE;
  private oldest = NONE;
  private slotsGiven = 0;
  private freeSlot = NONE;
  /** An answer belongs to whom the question came from. */
  private lastKey = Number.NaN;
  private lastSlot = NONE;

  /** @param octets of memory in all @param most packets that are kept of each host */
  constructor(
    octets: number,
    private readonly most: number,
  ) {
    this.pages = Math.max(2, Math.floor(octets / PAGE));
    this.slots = new NumberIndex(this.pages);
    const memory = new ArrayBuffer(this.pages * PAGE);
    this.bytes = new Uint8Array(memory);
    this.words = new Uint32Array(memory);
    this.times = new Float64Array(memory);
    this.nextPage = new Int32Array(this.pages);
    this.used = new Uint16Array(this.pages);
    this.packets = new Uint16Array(this.pages);
    this.keys = new Float64Array(this.pages);
    this.first = new Int32Array(this.pages);
    this.last = new Int32Array(this.pages);
    this.count = new Int32Array(this.pages);
    this.newer = new Int32Array(this.pages);
    this.older = new Int32Array(this.pages);
    this.placedAt = new Float64Array(this.pages);
    this.mostHosts = Math.ceil(this.pages * 0.75);
  }

  has(key: number): boolean {
    return this.slots.get(key) !== NONE;
  }

  /**
   * Keeps a copy of the first `length` octets, if there is room for the host; what is longer than a page has room for
   * is cut.
   */
  keep(
    key: number,
    packet: Uint8Array,
    length: number,
    originalLength: number,
    at: number,
    mark: number,
    wire: number,
    ownAddress: number,
    otherAddress: number,
    ownPort: number,
    otherPort: number,
  ): void {
    const kept = Math.min(length, LONGEST_KEPT, packet.length);
    const slot = this.slotOf(key, at);
    if (slot === NONE) return;
    const page = this.pageFor(slot, HEADER + ((kept + 7) & ~7));
    const start = page * PAGE + (this.used[page] ?? 0);
    const word = start >>> 2;
    this.times[start >>> 3] = at;
    this.words[word + 2] = kept;
    this.words[word + 3] = originalLength;
    this.words[word + 4] = mark;
    this.words[word + 5] = wire;
    this.words[word + 6] = ownAddress;
    this.words[word + 7] = otherAddress;
    this.words[word + 8] = ownPort;
    this.words[word + 9] = otherPort;
    this.bytes.set(kept === packet.length ? packet : packet.subarray(0, kept), start + HEADER);
    this.used[page] = start - page * PAGE + HEADER + ((kept + 7) & ~7);
    this.packets[page] = (this.packets[page] ?? 0) + 1;
    this.count[slot] = (this.count[slot] ?? 0) + 1;
  }

  /** The packets of one host, the oldest first. */
  read(key: number): KeptPacket[] {
    const slot = this.slots.get(key);
    if (slot === NONE) return [];
    const found: KeptPacket[] = [];
    for (let page = this.first[slot] ?? NONE; page !== NONE; page = this.nextPage[page] ?? NONE) {
      const end = page * PAGE + (this.used[page] ?? 0);
      for (let start = page * PAGE; start < end;) {
        const packet = this.packetAt(start);
        found.push(packet);
        start += HEADER + ((packet.bytes.length + 7) & ~7);
      }
    }
    return found.slice(-this.most);
  }

  private packetAt(start: number): KeptPacket {
    const word = start >>> 2;
    const at = (offset: number): number => this.words[word + offset] ?? 0;
    const from = start + HEADER;
    return {
      at: this.times[start >>> 3] ?? 0,
      bytes: Buffer.from(this.bytes.subarray(from, from + at(2))),
      originalLength: at(3),
      mark: at(4),
      wire: at(5),
      ownAddress: at(6),
      otherAddress: at(7),
      ownPort: at(8),
      otherPort: at(9),
    };
  }

  /** The host's slot, which counts as heard now; `NONE` when there is no room for one more host. */
  private slotOf(key: number, at: number): number {
    if (key === this.lastKey) return this.lastSlot;
    let slot = this.slots.get(key);
    if (slot === NONE) {
      if (this.isFull(at)) return NONE;
      slot = this.newSlot(key, at);
    } else if (!this.isPlacedWithin(SAME_PLACE_MS, slot, at)) {
      this.unlink(slot);
      this.link(slot, at);
    }
    this.lastKey = key;
    this.lastSlot = slot;
    return slot;
  }

  private isFull(at: number): boolean {
    return this.slots.size >= this.mostHosts && this.isPlacedWithin(KEEP_MS, this.oldest, at);
  }

  /** A clock that was set back says nothing of how long somebody has been silent: then nobody counts as just heard. */
  private isPlacedWithin(milliseconds: number, slot: number, at: number): boolean {
    const since = at - (this.placedAt[slot] ?? 0);
    return since >= 0 && since < milliseconds;
  }

  private newSlot(key: number, at: number): number {
    if (this.slots.size >= this.mostHosts) this.forgetOldest();
    let slot = this.freeSlot;
    if (slot === NONE) slot = this.slotsGiven++;
    else this.freeSlot = this.newer[slot] ?? NONE;
    this.slots.set(key, slot);
    this.keys[slot] = key;
    this.first[slot] = this.last[slot] = NONE;
    this.count[slot] = 0;
    this.link(slot, at);
    return slot;
  }

  private link(slot: number, at: number): void {
    this.placedAt[slot] = at;
    this.older[slot] = this.newest;
    this.newer[slot] = NONE;
    if (this.newest !== NONE) this.newer[this.newest] = slot;
    this.newest = slot;
    if (this.oldest === NONE) this.oldest = slot;
  }

  private unlink(slot: number): void {
    const newer = this.newer[slot] ?? NONE;
    const older = this.older[slot] ?? NONE;
    if (newer === NONE) this.newest = older;
    else this.older[newer] = older;
    if (older === NONE) this.oldest = newer;
    else this.newer[older] = newer;
  }

  /** The page of this host that has so many octets left. */
  private pageFor(slot: number, octets: number): number {
    const last = this.last[slot] ?? NONE;
    if (last !== NONE && (this.used[last] ?? 0) + octets <= PAGE) return last;
    const first = this.first[slot] ?? NONE;
    if (first !== NONE && (this.count[slot] ?? 0) - (this.packets[first] ?? 0) >= this.most) this.dropFirstPage(slot);
    const page = this.takePage(slot);
    this.nextPage[page] = NONE;
    this.used[page] = this.packets[page] = 0;
    // The page may have been this host's own last one.
    const end = this.last[slot] ?? NONE;
    if (end === NONE) this.first[slot] = page;
    else this.nextPage[end] = page;
    this.last[slot] = page;
    return page;
  }

  /** Takes a page for this host, from whoever has been silent for longest. */
  private takePage(forHost: number): number {
    if (this.freePage === NONE && this.pagesGiven < this.pages) return this.pagesGiven++;
    while (this.freePage === NONE) {
      const slot = this.oldest;
      this.dropFirstPage(slot);
      if (slot !== forHost && this.first[slot] === NONE) this.forgetOldest();
    }
    const page = this.freePage;
    this.freePage = this.nextPage[page] ?? NONE;
    return page;
  }

  private dropFirstPage(slot: number): void {
    const page = this.first[slot] ?? NONE;
    if (page === NONE) return;
    this.first[slot] = this.nextPage[page] ?? NONE;
    if (this.first[slot] === NONE) this.last[slot] = NONE;
    this.count[slot] = (this.count[slot] ?? 0) - (this.packets[page] ?? 0);
    this.nextPage[page] = this.freePage;
    this.freePage = page;
  }

  private forgetOldest(): void {
    const slot = this.oldest;
    while (this.first[slot] !== NONE) this.dropFirstPage(slot);
    this.unlink(slot);
    this.slots.delete(this.keys[slot] ?? 0);
    this.newer[slot] = this.freeSlot;
    this.freeSlot = slot;
    if (this.lastSlot === slot) this.lastKey = Number.NaN;
  }
}
