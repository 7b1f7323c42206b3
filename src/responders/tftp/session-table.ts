import type { Instant } from '../../values/instant.js';
import type { Ipv4Address } from '../../values/ipv4-address.js';

/** How many transfers may run. */
export interface TransferLimits {
  readonly all: number;
  readonly perClient: number;
}

/** What the table must know of a session. */
export interface TableEntry {
  readonly address: Ipv4Address;
  /** Has the client answered yet? One that never did may be a forged address or a machine that is gone. */
  readonly answered: boolean;
  /** When the client was last heard: at the latest when it asked. */
  readonly heardAt: Instant;
}

/** May one more transfer begin? If only in the place of another, that one is named. */
export type Room<Entry> =
  | { readonly kind: 'free' }
  | { readonly kind: 'instead-of'; readonly entry: Entry }
  | { readonly kind: 'full'; readonly whose: 'client' | 'all' };

/** Address and port of a client as one number: the key of its transfer. */
export function clientKey(address: Ipv4Address, port: number): number {
  return address * 0x1_0000 + port;
}

/**
 * The running transfers by client address and port. Where room is short, a client that never answered gives way to a
 * new one, first within its own address, so that requests that nobody stands behind cannot keep others out. Where all
 * have answered, the address with the most transfers gives one to an address that has fewer: clients that acknowledge
 * once and stall, or never come to an end, cannot hold all places.
 */
export class SessionTable<Entry extends TableEntry> {
  private readonly entries = new Map<number, Entry>();
  private readonly perClient = new Map<Ipv4Address, number>();

  constructor(private readonly limits: TransferLimits) {}

  get size(): number {
    return this.entries.size;
  }

  get(key: number): Entry | undefined {
    return this.entries.get(key);
  }

  all(): IterableIterator<Entry> {
    return this.entries.values();
  }

  roomFor(address: Ipv4Address): Room<Entry> {
    const ofClient = (this.perClient.get(address) ?? 0) >= this.limits.perClient;
    if (!ofClient && this.entries.size < this.limits.all) return { kind: 'free' };
    // In the order in which they came: the oldest gives way.
    for (const entry of this.entries.values()) {
      if (!entry.answered && (!ofClient || entry.address === address)) return { kind: 'instead-of', entry };
    }
    if (ofClient) return { kind: 'full', whose: 'client' };
    const entry = this.leastHeardOf(this.addressAbove((this.perClient.get(address) ?? 0) + 1));
    return entry === undefined ? { kind: 'full', whose: 'all' } : { kind: 'instead-of', entry };
  }

  /** The address with the most transfers, if they are more than this. */
  private addressAbove(count: number): Ipv4Address | undefined {
    let most: Ipv4Address | undefined;
    let above = count;
    for (const [address, held] of this.perClient) {
      if (held <= above) continue;
      most = address;
      above = held;
    }
    return most;
  }

  private leastHeardOf(address: Ipv4Address | undefined): Entry | undefined {
    let least: Entry | undefined;
    for (const entry of this.entries.values()) {
      if (entry.address === address && (least === undefined || entry.heardAt < least.heardAt)) least = entry;
    }
    return least;
  }

  add(key: number, entry: Entry): void {
    this.entries.set(key, entry);
    this.perClient.set(entry.address, (this.perClient.get(entry.address) ?? 0) + 1);
  }

  /** Forgets a transfer; false when another one has taken its place. */
  remove(key: number, entry: Entry): boolean {
    if (this.entries.get(key) !== entry) return false;
    this.entries.delete(key);
    const left = (this.perClient.get(entry.address) ?? 1) - 1;
    if (left === 0) this.perClient.delete(entry.address);
    else this.perClient.set(entry.address, left);
    return true;
  }
}
