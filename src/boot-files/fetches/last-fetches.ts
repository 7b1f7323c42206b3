import type { Instant } from '../../values/instant.js';

/** Who fetched a file last, and when. */
export interface LastFetch {
  readonly name: string;
  readonly at: Instant;
  /** Dotted quad. */
  readonly address: string;
  readonly machineId: number | null;
}

/** Writes rows, each in the place of an older one of that name. */
export type WriteFetches = (rows: readonly LastFetch[]) => Promise<void>;

/** A boot storm fetches the same few files again and again: one write a second is enough, milliseconds. */
const PAUSE = 1_000;
/** Rendered files have names of their own for every machine. */
const MOST_NAMES = 100_000;

/** Who fetched each file last: in memory at once, in the database a moment later. */
export class LastFetches {
  private readonly byName = new Map<string, LastFetch>();
  private readonly unwritten = new Map<string, LastFetch>();
  private timer: NodeJS.Timeout | undefined;

  /** @param report hears a sentence for the operator when rows cannot be written; they are tried again */
  constructor(
    private readonly write: WriteFetches,
    rows: Iterable<LastFetch>,
    private readonly report: (sentence: string) => void,
  ) {
    for (const row of rows) this.byName.set(row.name, row);
  }

  of(name: string): LastFetch | undefined {
    return this.byName.get(name);
  }

  record(fetch: LastFetch): void {
    if (!this.byName.has(fetch.name) && this.byName.size >= MOST_NAMES) return;
    this.byName.set(fetch.name, fetch);
    this.unwritten.set(fetch.name, fetch);
    this.timer ??= setTimeout(() => void this.flush(), PAUSE).unref();
  }

  /** Resolves when everything recorded so far is written, or could not be, which was reported. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const rows = [...this.unwritten.values()];
    if (rows.length === 0) return;
    this.unwritten.clear();
    try {
      await this.write(rows);
    } catch (error) {
      for (const row of rows) if (!this.unwritten.has(row.name)) this.unwritten.set(row.name, row);
      this.report(`who fetched which boot file cannot be written: ${String(error)}`);
    }
  }
}
