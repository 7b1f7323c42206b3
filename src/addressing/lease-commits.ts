import { BucketCounts, COMMIT_ROWS } from '../values/bucket-counts.js';
import type { LeaseChange } from './lease.js';
import type { NumberedChange } from './lease-book.js';

/** Where changes are written; resolves when they are on the disk. */
export interface LeaseStore {
  write(changes: Iterable<LeaseChange>): Promise<void>;
  tryToWrite(): Promise<void>;
}

/** Changes that go to the disk together. */
interface Batch {
  /** The last change of each address. */
  readonly changes: Map<number, LeaseChange>;
  /** Leases whose ACKs wait, in order. */
  readonly awaited: NumberedChange[];
  readonly ended: Promise<Error | undefined>;
  readonly end: (problem: Error | undefined) => void;
}

/** A statement's size: large enough that its flush costs little per lease, small enough to be soon done. */
const MOST_CHANGES = 500;

/**
 * From so many leases a millisecond on, the next ones are given a moment to come together: a commit costs as much work
 * as ten answers, and with one each millisecond there would be none left for them. With fewer, nobody waits for company.
 */
const BUSY_RATE = 9;
const GATHER_MS = 2;

/** Pause before what could not be written is tried again. */
const RETRY_MS = 1_000;

/**
 * Group commit: while one batch is being written, what arrives gathers in the next, so that a slow flush makes larger
 * batches and not a longer queue. A lease is made in memory after its batch is on the disk and before its ACK leaves.
 */
export class LeaseCommits {
  /** Leases of each commit. */
  readonly sizes = new BucketCounts(COMMIT_ROWS);
  private readonly batches: Batch[] = [];
  /** Changes that nobody waits for and that could not be written yet, by address. */
  private leftOver = new Map<number, LeaseChange>();
  private writing = false;
  private retry: NodeJS.Timeout | undefined;
  private readonly waitingForEnd: (() => void)[] = [];

  constructor(
    private readonly store: LeaseStore,
    /** Told for each lease that somebody waits for, in order: is it on the disk? */
    private readonly settle: (change: NumberedChange, written: boolean) => void,
    /** Told of each failure, and with undefined of the first success after one. */
    private readonly tell: (problem: Error | undefined) => void,
  ) {}

  /** Resolves when the change is on the disk, or with the reason why it is not; it is not tried again then. */
  write(numbered: NumberedChange): Promise<Error | undefined> {
    const batch = this.gather(numbered.change);
    batch.awaited.push(numbered);
    return batch.ended;
  }

  /** Writes a change that nobody waits for; what fails is tried again until it is written or a later one takes its place. */
  note(change: LeaseChange): void {
    this.gather(change);
  }

  /** Resolves when everything so far was written, or could not be. */
  async finish(): Promise<void> {
    if (!this.writing) this.startWriting();
    await new Promise<void>((resolve) => this.waitingForEnd.push(resolve));
    clearTimeout(this.retry);
  }

  private gather(change: LeaseChange): Batch {
    let batch = this.batches.at(-1);
    if (batch === undefined || batch.changes.size >= MOST_CHANGES) {
      batch = newBatch(this.leftOver);
      this.leftOver = new Map();
      this.batches.push(batch);
    }
    batch.changes.set(change.address, change);
    if (!this.writing) this.startWriting();
    return batch;
  }

  /** After this turn, so that all packets of one receive batch share a commit. */
  private startWriting(): void {
    this.writing = true;
    queueMicrotask(() => void this.writeAll());
  }

  private async writeAll(): Promise<void> {
    let failed = false;
    let takenAt = Number.NEGATIVE_INFINITY;
    for (let batch = this.batches.shift(); batch !== undefined; batch = this.batches.shift()) {
      const before = takenAt;
      takenAt = performance.now();
      const isBusy = batch.changes.size >= BUSY_RATE * (takenAt - before);
      const problem = await this.attempt(() => this.store.write(batch.changes.values()));
      failed = problem !== undefined;
      if (!failed) this.sizes.add(batch.changes.size);
      if (failed) this.keepForLater(batch);
      for (const numbered of batch.awaited) this.settle(numbered, !failed);
      batch.end(problem);
      if (isBusy) await new Promise((resolve) => setTimeout(resolve, GATHER_MS));
    }
    this.writing = false;
    for (const resolve of this.waitingForEnd.splice(0)) resolve();
    if (failed) this.retryLater();
  }

  private async attempt(write: () => Promise<void>): Promise<Error | undefined> {
    let problem: Error | undefined;
    try {
      await write();
    } catch (error) {
      problem = error instanceof Error ? error : new Error(String(error));
    }
    this.tell(problem);
    return problem;
  }

  /** Leases are not among them: their clients ask again. */
  private keepForLater(batch: Batch): void {
    for (const { change } of batch.awaited) {
      if (batch.changes.get(change.address) === change) batch.changes.delete(change.address);
    }
    for (const [address, change] of batch.changes) {
      if (!this.batches.some(({ changes }) => changes.has(address))) this.leftOver.set(address, change);
    }
  }

  /** Finds out that the disk is well again, even when no client asks. */
  private retryLater(): void {
    clearTimeout(this.retry);
    this.retry = setTimeout(() => {
      if (this.writing) return;
      if (this.leftOver.size > 0) {
        this.batches.push(newBatch(this.leftOver));
        this.leftOver = new Map();
        this.startWriting();
        return;
      }
      void this.attempt(() => this.store.tryToWrite()).then((problem) => {
        if (problem !== undefined) this.retryLater();
      });
    }, RETRY_MS);
    this.retry.unref();
  }
}

function newBatch(changes: ReadonlyMap<number, LeaseChange>): Batch {
  let end: Batch['end'] = () => undefined;
  const ended = new Promise<Error | undefined>((resolve) => {
    end = resolve;
  });
  return { changes: new Map(changes), awaited: [], ended, end };
}
