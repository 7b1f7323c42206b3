import { Injectable } from '@nestjs/common';
import type { InstallProgress } from '../boot/install-state.js';
import { Database } from '../database/database.js';
import { InMemoryDirectory } from '../inventory/in-memory-directory.js';
import { Log, type AreaLog } from '../logging/log.js';
import { InstallEntity } from './install.entity.js';

const PAUSE_MS = 100;
/** Pause after a failed write: machines are answered from memory meanwhile. */
const RETRY_MS = 1_000;
/** Rows of one statement. */
const BATCH = 500;

/** Writes what changed about installations in batches, behind the answers that they led to. */
@Injectable()
export class InstallStore {
  private readonly changed = new Set<number>();
  private readonly log: AreaLog;
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> | undefined;
  private failing = false;
  private finished = false;

  constructor(
    private readonly database: Database,
    private readonly directory: InMemoryDirectory,
    log: Log,
  ) {
    this.log = log.area('install');
  }

  async load(): Promise<ReadonlyMap<number, InstallProgress>> {
    const rows = await this.database.read((manager) => manager.find(InstallEntity));
    return new Map(rows.map(({ machineId, progress }) => [machineId, progress]));
  }

  /** What the directory has of this machine is written soon. */
  changedOf(machineId: number): void {
    this.changed.add(machineId);
    this.schedule(PAUSE_MS);
  }

  /** Writes what is left. */
  async finish(): Promise<void> {
    clearTimeout(this.timer);
    this.finished = true;
    await this.writing;
    while (this.changed.size > 0 && !this.failing) await this.write();
  }

  private schedule(pause: number): void {
    if (this.timer !== undefined || this.writing !== undefined || this.finished || this.changed.size === 0) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.writing = this.write().finally(() => {
        this.writing = undefined;
        this.schedule(this.failing ? RETRY_MS : PAUSE_MS);
      });
    }, pause);
  }

  private async write(): Promise<void> {
    const ids = [...this.changed].slice(0, BATCH);
    for (const id of ids) this.changed.delete(id);
    const rows = ids.flatMap((machineId) => {
      const machine = this.directory.byId(machineId);
      return machine === undefined ? [] : [{ machineId, progress: machine.install }];
    });
    if (rows.length === 0) return;
    try {
      await this.database.write((manager) => manager.upsert(InstallEntity, rows, ['machineId']));
      if (this.failing) this.log.info('installations are being written again');
      this.failing = false;
    } catch (error) {
      // A machine may have been deleted in between; its row is left out the next time.
      for (const id of ids) this.changed.add(id);
      if (!this.failing)
        this.log.error({ err: error }, 'where installations stand cannot be written; it is tried again');
      this.failing = true;
    }
  }
}
