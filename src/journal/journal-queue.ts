import type { Instant } from '../values/instant.js';
import type { JournalEvent } from './journal.port.js';

/** An event that waits for the database, and how often it came in the same words since. */
export interface QueuedEvent {
  readonly event: JournalEvent;
  repeats: number;
  lastAt: Instant;
  /** Handed out for writing: it collects no more repeats. */
  taken: boolean;
}

/**
 * From this many waiting events on, a machine that says the same thing again is counted on its waiting row instead of
 * getting a row of its own. A rack of ten thousand machines that shouts for hours then costs ten thousand rows a
 * flush, not a hundred thousand a second; nothing is lost but the exact time of the repeats in between.
 */
const PRESSURE = 4_000;

/** More than this is never kept in memory; what comes then is counted as lost, loudly. Some 40 MB. */
const MOST_WAITING = 150_000;

/** `what` is one of our own constants or a message name; there are never so many. */
const MOST_WORDS = 1024;

/** Events on their way to the database, in order, bounded. */
export class JournalQueue {
  private waiting: QueuedEvent[] = [];
  /** By machine and by what was said: a client that goes round and round says a few things over and over. */
  private readonly latest = new Map<string | number, QueuedEvent>();
  private readonly numbersOfWords = new Map<string, number>();
  private lostCount = 0;
  private lostBefore = 0;

  get length(): number {
    return this.waiting.length;
  }

  /** Do repeats wait on rows already? */
  get underPressure(): boolean {
    return this.waiting.length >= PRESSURE;
  }

  /** Takes an event in; false when the queue is full and the event is lost. */
  add(event: JournalEvent): boolean {
    if (!this.underPressure) {
      this.waiting.push({ event, repeats: 1, lastAt: event.at, taken: false });
      return true;
    }
    const key = this.keyOf(event);
    const latest = this.latest.get(key);
    if (latest !== undefined && !latest.taken && saysTheSame(latest.event, event)) {
      latest.repeats += 1;
      latest.lastAt = event.at;
      return true;
    }
    if (this.waiting.length >= MOST_WAITING) {
      this.lostCount += 1;
      return false;
    }
    const queued = { event, repeats: 1, lastAt: event.at, taken: false };
    this.waiting.push(queued);
    this.latest.set(key, queued);
    return true;
  }

  /** Who said what: one key for what is counted on one row. Events of nobody are told apart by interface and reason. */
  private keyOf({ machineId, mac, what, reason, ip, interface: arrival }: JournalEvent): string | number {
    const who = machineId ?? (mac === undefined ? undefined : 0 - mac);
    if (who === undefined) return `${what} ${reason ?? ''} ${ip ?? ''} ${arrival ?? ''}`;
    let number = this.numbersOfWords.get(what);
    if (number === undefined) this.numbersOfWords.set(what, (number = this.numbersOfWords.size));
    return who * MOST_WORDS + number;
  }

  /** The oldest events, at most `most`; they are the caller's from now on and collect no more repeats. */
  take(most: number): QueuedEvent[] {
    const taken = this.waiting.slice(0, most);
    this.waiting = this.waiting.slice(most);
    for (const queued of taken) queued.taken = true;
    if (!this.underPressure) {
      this.latest.clear();
      this.numbersOfWords.clear();
    }
    return taken;
  }

  /** Gives back what could not be written, to be tried again before the others. */
  putBack(events: readonly QueuedEvent[]): void {
    this.waiting = [...events, ...this.waiting];
  }

  /** How many events were lost since the start. */
  get lost(): number {
    return this.lostBefore + this.lostCount;
  }

  /** How many events were lost since the last time this was asked. */
  takeLostCount(): number {
    const lost = this.lostCount;
    this.lostBefore += lost;
    this.lostCount = 0;
    return lost;
  }
}

function saysTheSame(a: JournalEvent, b: JournalEvent): boolean {
  return (
    a.what === b.what &&
    a.outcome === b.outcome &&
    a.reason === b.reason &&
    a.ip === b.ip &&
    a.interface === b.interface &&
    a.protocol === b.protocol &&
    a.detail?.['file'] === b.detail?.['file']
  );
}
