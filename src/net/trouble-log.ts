/** At most one line per kind of trouble in this time. */
const QUIET_MS = 60_000;

/**
 * Tells of trouble on the wire without flooding the log: the first of a kind at once, those that follow within a
 * minute as a number in the next line.
 */
export class TroubleLog {
  readonly #report: (sentence: string) => void;
  readonly #now: () => number;
  readonly #kinds = new Map<string, { last: number; unsaid: number }>();

  constructor(report: (sentence: string) => void, now: () => number = Date.now) {
    this.#report = report;
    this.#now = now;
  }

  /** `key` names the kind of trouble, `packets` how many were hit. */
  note(key: string, sentence: string, packets = 1): void {
    const now = this.#now();
    const kind = this.#kinds.get(key);
    if (kind !== undefined && now - kind.last < QUIET_MS) {
      kind.unsaid += packets;
      return;
    }
    const total = packets + (kind?.unsaid ?? 0);
    this.#kinds.set(key, { last: now, unsaid: 0 });
    this.#report(total > 1 ? `${sentence} (${total} packets)` : sentence);
  }
}
