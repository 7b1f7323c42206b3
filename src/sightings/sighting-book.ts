import type { JournalEvent } from '../journal/journal.port.js';
import type { Instant } from '../values/instant.js';
import type { MacAddress } from '../values/mac-address.js';

/** More addresses than this in one pause are a flood of made-up ones; the rest of them are not written down. */
const MOST_WAITING = 2_000;

/** What was seen of one address since it was last written down. */
export interface Seen {
  readonly mac: MacAddress;
  readonly firstAt: Instant;
  lastAt: Instant;
  times: number;
  last: JournalEvent;
  detail: NonNullable<JournalEvent['detail']>;
}

/** Reasons which say that a frame is no machine asking for anything. */
const NO_SIGHTING: readonly (string | undefined)[] = ['not-for-us', 'moved-or-resumed'];

/** Collects who was seen, between two writes. */
export class SightingBook {
  private seen = new Map<MacAddress, Seen>();

  get size(): number {
    return this.seen.size;
  }

  /** Notes an event of an address that no machine has; all others are none of ours. */
  note(event: JournalEvent): void {
    const { mac } = event;
    if (mac === undefined || event.machineId !== undefined || NO_SIGHTING.includes(event.reason)) return;
    // A verdict about what was seen is not another sighting.
    if (event.protocol === 'boot') return;
    const known = this.seen.get(mac);
    if (known === undefined) {
      if (this.seen.size >= MOST_WAITING) return;
      this.seen.set(mac, {
        mac,
        firstAt: event.at,
        lastAt: event.at,
        times: 1,
        last: event,
        detail: event.detail ?? {},
      });
      return;
    }
    known.times += 1;
    known.lastAt = event.at;
    known.last = event;
    if (event.detail !== undefined) known.detail = event.detail;
  }

  /** Everything noted since the last time; the book is empty afterwards. */
  take(): Seen[] {
    const taken = [...this.seen.values()];
    this.seen = new Map();
    return taken;
  }
}
