import { Injectable } from '@nestjs/common';
import type { AreaLog, Log } from '../logging/log.js';
import { BucketCounts, COMMIT_ROWS } from '../values/bucket-counts.js';
import type { Instant } from '../values/instant.js';
import { silenceRowOf } from './silence.table.js';
import { renderJournalLine, renderJournalLineHead, renderJournalLineTail } from './journal-line.render.js';
import { textOfEvent, type EventText } from './event-text.js';
import { JournalQueue, type RepeatedRow } from './journal-queue.js';
import { Journal, type JournalEvent, type JournalListener } from './journal.port.js';
import type { JournalRepository } from './journal.repository.js';
import { CHUNK_ROWS } from './row-chunk.js';

/** Pause between two statements. */
const PAUSE_MS = 25;
/**
 * The same while whole chunks wait and the longer wait makes them fewer, since events are counted on rows that say the
 * same: ten thousand rows a second are enough then, and the answers get the processor.
 */
const PAUSE_WHILE_COUNTING_MS = 100;
/** Pause after a failed write. The journal may stop; the answers go on. */
const RETRY_MS = 1_000;
/** Old rows are looked for after so many new ones. */
const PRUNE_EVERY_ROWS = 10_000;

/**
 * Tells every event to the log at once and to the database in batches. A packet pays for the making of one log line;
 * it never waits.
 */
@Injectable()
export class PersistentJournal extends Journal {
  /** Rows of each commit. */
  readonly commitSizes = new BucketCounts(COMMIT_ROWS);
  private readonly queue = new JournalQueue();
  private readonly logs = new Map<string, AreaLog>();
  private readonly ownLog: AreaLog;
  private lineHead = { time: '', level: '', bytes: Buffer.alloc(0) };
  /** No larger than the inventory. */
  private readonly dhcpAnswers = new Map<number, Instant>();
  private readonly listeners: JournalListener[] = [];
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> | undefined;
  private rowsWritten = 0;
  private rowsSincePrune = 0;
  private failing = false;
  /** Did the rows written last stand for at least twice as many events? */
  private counting = false;
  private flushing: Promise<void> | undefined;
  private finished = false;

  constructor(
    private readonly repository: JournalRepository,
    private readonly log: Log,
    private readonly keepRows: number,
  ) {
    super();
    this.ownLog = log.area('journal');
  }

  /** Events that wait for the database. */
  get waiting(): number {
    return this.queue.length;
  }

  /** Events that found no room since the start. */
  get lost(): number {
    return this.queue.lost;
  }

  override record(event: JournalEvent): void {
    if (event.protocol === 'dhcp' && event.outcome === 'answered' && event.machineId !== undefined)
      this.dhcpAnswers.set(event.machineId, event.at);
    const repeated = this.queue.repeat(event);
    if (repeated === undefined) {
      const text = textOfEvent(event);
      this.tell(event, text);
      this.queue.add(event, text);
    } else {
      this.tellAgain(event, repeated);
    }
    for (const listener of this.listeners) listener(event);
    this.schedule(PAUSE_MS);
  }

  override hear(listener: JournalListener): void {
    this.listeners.push(listener);
  }

  override lastDhcpAnswer(machineId: number): Instant | undefined {
    return this.dhcpAnswers.get(machineId);
  }

  /** Writes what waits now, without the pauses; what comes meanwhile waits for its turn. */
  override async flush(): Promise<void> {
    this.flushing ??= this.writeWaiting().finally(() => {
      this.flushing = undefined;
      this.schedule(PAUSE_MS);
    });
    await this.flushing;
  }

  override async finish(): Promise<void> {
    await this.flush();
    this.finished = true;
    clearTimeout(this.timer);
    if (this.queue.length > 0) this.ownLog.error(`${this.queue.length} events were not written to the journal`);
  }

  private async writeWaiting(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    await this.writing;
    for (let left = this.queue.length; left > 0;) {
      const before = this.rowsWritten;
      await this.write();
      if (this.failing) return;
      left -= this.rowsWritten - before;
    }
  }

  private tell(event: JournalEvent, text: EventText): void {
    const level = levelOf(event);
    if (!this.logOf(event).isLevelEnabled(level)) return;
    this.log.writeLine(renderJournalLine(event, text, level, this.log.presentTime()));
  }

  /** What is said again is put into words once, when its row says all there is. */
  private tellAgain(event: JournalEvent, row: RepeatedRow): void {
    const { event: first } = row;
    const isAllThere = first.detail === undefined && event.detail === undefined;
    if (!isAllThere || first.mac !== event.mac || first.hostname !== event.hostname) {
      this.tell(event, textOfEvent(event));
      return;
    }
    const level = levelOf(event);
    if (!this.logOf(event).isLevelEnabled(level)) return;
    row.lineTail ??= Buffer.from(renderJournalLineTail(event, textOfEvent(event)));
    this.log.writeLineParts(this.lineHeadOf(level), row.lineTail);
  }

  /** Packets of one batch fall into one millisecond: their lines begin alike. */
  private lineHeadOf(level: string): Buffer {
    const time = this.log.presentTime();
    if (time !== this.lineHead.time || level !== this.lineHead.level) {
      this.lineHead = { time, level, bytes: Buffer.from(renderJournalLineHead(level, time)) };
    }
    return this.lineHead.bytes;
  }

  private logOf({ protocol }: JournalEvent): AreaLog {
    let log = this.logs.get(protocol);
    if (log === undefined) this.logs.set(protocol, (log = this.log.area(protocol)));
    return log;
  }

  private schedule(pause: number): void {
    if (this.timer !== undefined || this.writing !== undefined || this.flushing !== undefined) return;
    if (this.queue.length === 0 || this.finished) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      void this.write();
    }, pause);
  }

  private write(): Promise<void> {
    this.writing = this.writeBatch().finally(() => {
      this.writing = undefined;
      this.schedule(this.failing ? RETRY_MS : this.pause());
    });
    return this.writing;
  }

  private pause(): number {
    return this.counting && this.queue.length >= CHUNK_ROWS ? PAUSE_WHILE_COUNTING_MS : PAUSE_MS;
  }

  private async writeBatch(): Promise<void> {
    const lost = this.queue.takeLostCount();
    if (lost > 0) this.ownLog.error({ lost }, `the journal lost ${lost} events: the database does not keep up`);
    const chunk = this.queue.oldest();
    if (chunk === undefined) return;
    const { rows } = chunk;
    try {
      await this.repository.insert(chunk.take());
    } catch (error) {
      if (!this.failing)
        this.ownLog.error({ err: error }, 'the journal cannot be written; machines are still answered');
      this.failing = true;
      return;
    }
    this.queue.written();
    this.counting = chunk.repeats >= rows;
    this.commitSizes.add(rows);
    this.rowsWritten += rows;
    if (this.failing) this.ownLog.info('the journal is being written again');
    this.failing = false;
    this.rowsSincePrune += rows;
    if (this.rowsSincePrune >= PRUNE_EVERY_ROWS) await this.prune();
  }

  private async prune(): Promise<void> {
    try {
      const moreLeft = await this.repository.prune(this.keepRows);
      this.rowsSincePrune = moreLeft ? PRUNE_EVERY_ROWS : 0;
    } catch (error) {
      this.ownLog.warn({ err: error }, 'old rows of the journal could not be deleted; it is tried again later');
      this.rowsSincePrune = 0;
    }
  }
}

function levelOf(event: JournalEvent): 'debug' | 'info' | 'warn' | 'error' {
  return event.reason === undefined ? 'info' : (silenceRowOf(event.reason)?.level ?? 'info');
}
