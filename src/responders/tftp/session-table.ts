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
}

/** How long a finished transfer is remembered, milliseconds: its late packets are no stray ones. */
const REMEMBERED = 5_000;
/** Finished transfers and strangers that are remembered at most. */
const MOST_REMEMBERED = 4_096;

/** May one more transfer begin? If only in the place of another, that one is named. */
export type Room<Entry> =
  | { readonly kind: 'free' }
  | { readonly kind: 'instead-of'; readonly entry: Entry }
  | { readonly kind: 'full'; readonly whose: 'client' | 'all' };

/** Whose late packets: those of a transfer that is over, or of somebody who never had one. */
export type Remembered = 'finished' | 'stranger';

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
  private readonly remembered = new Map<number, { readonly who: Remembered; readonly until: Instant }>();

  constructor(private readonly limits: TransferLimits) {}

  get size(): number {
    return this.entries.size;
  }

  /** Is there nothing that time could change? */
  get idle(): boolean {
    return this.entries.size === 0 && this.remembered.size === 0;
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
    this.remembered.delete(key);
    this.perClient.set(entry.address, (this.perClient.get(entry.address) ?? 0) + 1);
  }

  /** Forgets a transfer, if it is still the one of this key. */
  remove(key: number, entry: Entry, now: Instant): void {
    if (this.entries.get(key) !== entry) return;
    this.entries.delete(key);
    const left = (this.perClient.get(entry.address) ?? 1) - 1;
    if (left === 0) this.perClient.delete(entry.address);
    else this.perClient.set(entry.address, left);
    this.remember(key, 'finished', now);
  }

  /** A client whose packets mean nothing (any more). */
  remember(key: number, who: Remembered, now: Instant): void {
    if (this.remembered.size >= MOST_REMEMBERED) {
      for (const oldest of this.remembered.keys()) {
        this.remembered.delete(oldest);
        break;
      }
    }
    this.remembered.delete(key);
    this.remembered.set(key, { who, until: now + REMEMBERED });
  }

  memoryOf(key: number): Remembered | undefined {
    return this.remembered.get(key)?.who;
  }

  /** Drops memories that are over. */
  forgetOld(now: Instant): void {
    for (const [key, { until }] of this.remembered) {
      if (until > now) return;
      this.remembered.delete(key);
    }
  }
}
