/** How often a value fell between which bounds: a histogram that costs a packet one addition. */
export class BucketCounts {
  /** One more than there are bounds: the last is of what lies above them all. */
  readonly counts: Float64Array;
  sum = 0;

  /** @param bounds upper bounds, each of its own bucket, ascending */
  constructor(readonly bounds: readonly number[]) {
    this.counts = new Float64Array(bounds.length + 1);
  }

  add(value: number): void {
    let bucket = 0;
    while (bucket < this.bounds.length && value > (this.bounds[bucket] ?? 0)) bucket += 1;
    this.counts[bucket] = (this.counts[bucket] ?? 0) + 1;
    this.sum += value;
  }
}

/** Seconds until an answer leaves: from a RARP reply to an ACK that waits for a slow disk. */
export const ANSWER_SECONDS: readonly number[] = [
  0.000_05, 0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1,
];

/** Seconds until a commit is on the disk. */
export const COMMIT_SECONDS: readonly number[] = [
  0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5,
];

/** Rows that one commit brings. */
export const COMMIT_ROWS: readonly number[] = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];
