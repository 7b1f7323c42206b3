import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { JournalRepository, type JournalQuery } from './journal.repository.js';
import type { JournalRow } from './journal-row.entity.js';

/** Rows of one read. */
const READ_ROWS = 500;
/** Under load rows are committed every 25 ms; whoever watches needs them less often, and reads take turns with writes. */
const BETWEEN_READS_MS = 100;
/** Proxies end connections that say nothing for a minute or less. */
const HEARTBEAT_MS = 15_000;

/** Rows of the journal, or undefined when nothing happened for a while. */
export type Followed = readonly JournalRow[] | undefined;

/** The journal as it grows, for whoever watches. */
@Injectable()
export class JournalStream implements BeforeApplicationShutdown {
  private readonly watchers = new Set<AbortController>();
  private stopping = false;

  constructor(private readonly repository: JournalRepository) {}

  beforeApplicationShutdown(): void {
    this.stopping = true;
    for (const watcher of this.watchers) watcher.abort();
  }

  /**
   * Rows after the id `after` and then those to come, the oldest first, until the watcher aborts or the appliance
   * stops.
   */
  async *follow(
    whose: Pick<JournalQuery, 'machineId' | 'macs'>,
    after: number,
    watcher: AbortController,
  ): AsyncGenerator<Followed> {
    // Who asked in time, and begins to read only now, is not waited for.
    if (this.stopping) return;
    this.watchers.add(watcher);
    try {
      yield* this.rows(whose, after, watcher.signal);
    } finally {
      this.watchers.delete(watcher);
    }
  }

  private async *rows(
    whose: Pick<JournalQuery, 'machineId' | 'macs'>,
    after: number,
    signal: AbortSignal,
  ): AsyncGenerator<Followed> {
    let position = after;
    while (!signal.aborted) {
      const seen = this.repository.written.count;
      const upTo = await this.repository.newestId();
      const rows = await this.repository.follow({ ...whose, after: position, upTo, limit: READ_ROWS });
      if (rows.length > 0) yield rows;
      const full = rows.length === READ_ROWS;
      position = full ? Number(rows.at(-1)?.id) : Math.max(position, upTo);
      if (full) continue;
      await pause(BETWEEN_READS_MS);
      await this.repository.written.after(seen, HEARTBEAT_MS, signal);
      if (this.repository.written.count === seen) yield undefined;
    }
  }
}
