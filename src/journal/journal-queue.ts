import type { EventText } from './event-text.js';
import type { JournalEvent } from './journal.port.js';
import { renderJournalRow } from './journal-row.render.js';
import { RowChunk, type WaitingRow } from './row-chunk.js';

/** What was said on a row on which repeats are counted. */
export interface RepeatedRow {
  readonly event: JournalEvent;
  /** What the log said of it, in octets, kept from the first repeat on: see `renderJournalLineTail`. */
  lineTail: Buffer | undefined;
}

type RepeatableRow = RepeatedRow & WaitingRow;

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

/** Memory of chunks that is kept for the next ones. */
const MOST_SPARE = 4;

/** Events on their way to the database, in order, bounded. */
export class JournalQueue {
  /** The oldest first; the last one is being filled. */
  private readonly chunks: RowChunk[] = [];
  private readonly spare: Buffer[] = [];
  private waiting = 0;
  /** By machine and by what was said: a client that goes round and round says a few things over and over. */
  private readonly latest = new Map<string | number, RepeatableRow>();
  private readonly numbersOfWords = new Map<string, number>();
  private lostCount = 0;
  private lostBefore = 0;

  /** Rows that wait, those included that are being written. */
  get length(): number {
    return this.waiting;
  }

  /** Do repeats wait on rows already? */
  get underPressure(): boolean {
    return this.waiting >= PRESSURE;
  }

  /**
   * Counts an event on the waiting row that says the same, when there are so many that this is done. Undefined: there
   * is none, the event is to be added; else the row, which holds what its log line said.
   */
  repeat(event: JournalEvent): RepeatedRow | undefined {
    if (!this.underPressure) return undefined;
    const latest = this.latest.get(this.keyOf(event));
    if (latest === undefined || latest.chunk.isTaken || !saysTheSame(latest.event, event)) return undefined;
    latest.repeats += 1;
    latest.lastAt = event.at;
    if (latest.repeats === 2) latest.chunk.noteRepeated(latest);
    return latest;
  }

  /** Takes an event in that is no repeat; false when the queue is full and the event is lost. */
  add(event: JournalEvent, text: EventText): boolean {
    if (!this.underPressure) {
      this.append(event, text);
      return true;
    }
    if (this.waiting >= MOST_WAITING) {
      this.lostCount += 1;
      return false;
    }
    const { chunk, offset } = this.append(event, text);
    this.latest.set(this.keyOf(event), { event, chunk, offset, repeats: 1, lastAt: event.at, lineTail: undefined });
    return true;
  }

  private append(event: JournalEvent, text: EventText): Pick<WaitingRow, 'chunk' | 'offset'> {
    const row = renderJournalRow(event, text);
    let chunk = this.chunks.at(-1);
    if (chunk === undefined || chunk.isTaken || !chunk.hasRoomFor(row)) {
      chunk = this.emptyChunk(row);
      this.chunks.push(chunk);
    }
    this.waiting += 1;
    return { chunk, offset: chunk.add(event.at, row) };
  }

  private emptyChunk(firstRow: string): RowChunk {
    const spare = this.spare.pop();
    const chunk = spare === undefined ? undefined : new RowChunk(spare);
    return chunk?.hasRoomFor(firstRow) === true ? chunk : new RowChunk(RowChunk.memoryFor(firstRow));
  }

  /** Who said what: one key for what is counted on one row. Events of nobody are told apart by interface and reason. */
  private keyOf({ machineId, mac, what, reason, ip, interface: arrival }: JournalEvent): string | number {
    const who = machineId ?? (mac === undefined ? undefined : 0 - mac);
    if (who === undefined) return `${what} ${reason ?? ''} ${ip ?? ''} ${arrival ?? ''}`;
    let number = this.numbersOfWords.get(what);
    if (number === undefined) this.numbersOfWords.set(what, (number = this.numbersOfWords.size));
    return who * MOST_WORDS + number;
  }

  /** The rows to be written next. They wait until they are `written`, so that what failed is tried again, in order. */
  oldest(): RowChunk | undefined {
    return this.chunks[0];
  }

  /** The oldest rows are in the database. */
  written(): void {
    const chunk = this.chunks.shift();
    if (chunk === undefined) return;
    this.waiting -= chunk.rows;
    const memory = chunk.release();
    if (this.spare.length < MOST_SPARE) this.spare.push(memory);
    if (!this.underPressure) {
      this.latest.clear();
      this.numbersOfWords.clear();
    } else if (this.latest.size > 2 * this.waiting) this.forgetTaken();
  }

  /** Strangers say a thing once and are gone: nothing is counted any more on what was written. */
  private forgetTaken(): void {
    for (const [key, { chunk }] of this.latest) if (chunk.isTaken) this.latest.delete(key);
  }

  /** On how many rows repeats are counted. */
  get repeatable(): number {
    return this.latest.size;
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
