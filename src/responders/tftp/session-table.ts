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
 * new one, first within its own address, so that requests that nobody stands behind cannot keep others out.
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
    return { kind: 'full', whose: ofClient ? 'client' : 'all' };
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
