import { watch, type FSWatcher } from 'node:fs';
import { readFile, realpath, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { ImportReport } from '../inventory/import/import.schema.js';
import { ImportService } from '../inventory/import/import.service.js';
import { MachineDirectory } from '../inventory/machine-directory.js';
import { Log, type AreaLog } from '../logging/log.js';
import { Settings } from '../settings/settings.js';
import { ToldProblems } from './told-problems.js';

/** A file is read this long after its last change: editors write in pieces, and put a new file in the place of the old. */
const SETTLED_MS = 500;
/** Network file systems and mounts of containers tell of no change; and a network that a line waited for may be there now. */
const LOOK_MS = 5_000;

/** Marks the machines that came from the files: only those are removed when their line goes. */
const WATCHED_LABEL = { 'imported-from': 'watched-files' };

/** Follows /etc/ethers, /etc/hosts and /etc/bootparams, as in.rarpd's users expect (REVEILLE_IMPORT_WATCH). */
@Injectable()
export class ImportWatch implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log: AreaLog;
  private readonly problems: ToldProblems;
  private readonly watchers = new Map<string, FSWatcher>();
  private settling: NodeJS.Timeout | undefined;
  private looking: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private stopped = false;
  private seen: string | undefined;
  /** The networks at the last import, when it left lines undone. */
  private waitsFor: unknown;
  private failure: string | undefined;

  constructor(
    private readonly settings: Settings,
    private readonly imports: ImportService,
    private readonly directory: MachineDirectory,
    log: Log,
  ) {
    this.log = log.area('import');
    this.problems = new ToldProblems(this.log, settings.importWatch);
  }

  async onApplicationBootstrap(): Promise<void> {
    if (this.files.length === 0) return;
    this.running = this.look();
    await this.running;
    this.looking = setInterval(() => this.enqueue(), LOOK_MS);
    this.looking.unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.settling);
    clearInterval(this.looking);
    for (const watcher of this.watchers.values()) watcher.close();
    await this.running;
  }

  private get files(): readonly string[] {
    return Object.values(this.settings.importWatch);
  }

  private changed(): void {
    clearTimeout(this.settling);
    this.settling = setTimeout(() => this.enqueue(), SETTLED_MS);
  }

  private enqueue(): void {
    this.running = this.running.then(() => (this.stopped ? undefined : this.look()));
  }

  /** Reads the files when they are others than last time, or when what some of their lines waited for may be there. */
  private async look(): Promise<void> {
    await this.watchFolders();
    const marks = await Promise.all(this.files.map(markOf));
    const now = marks.join('\n');
    const networks = this.directory.networks();
    if (now === this.seen && (this.waitsFor === undefined || this.waitsFor === networks)) return;
    this.seen = now;
    this.waitsFor = (await this.read()) ? undefined : networks;
  }

  /** The folder is watched: a file that is replaced by renaming is another file. A link's own place is watched too. */
  private async watchFolders(): Promise<void> {
    const targets = await Promise.all(this.files.map((file) => realpath(file).catch(() => file)));
    for (const folder of new Set([...this.files, ...targets].map((file) => dirname(file)))) {
      if (this.watchers.has(folder) || this.stopped) continue;
      try {
        const watcher = watch(folder, () => this.changed());
        // It is looked at every few seconds all the same.
        watcher.on('error', () => {
          watcher.close();
          this.watchers.delete(folder);
        });
        this.watchers.set(folder, watcher);
      } catch {
        // The folder is not there yet.
      }
    }
  }

  /** True when all lines could be done. */
  private async read(): Promise<boolean> {
    try {
      const texts = Object.entries(this.settings.importWatch).map(
        async ([kind, path]) => [kind, await readFile(path, 'utf8')] as const,
      );
      const files = Object.fromEntries(await Promise.all(texts));
      const options = { dryRun: false, labels: WATCHED_LABEL, removeOthers: true };
      const report = await this.imports.run(files, options);
      this.tell(report);
      this.failure = undefined;
      return report.counts.conflict === 0;
    } catch (error) {
      const failure = `the files were not imported, what was imported before stays: ${String(error)}`;
      if (failure !== this.failure) this.log.warn(failure);
      this.failure = failure;
      // A file may come back, a database may have room again: the next look tries anew.
      this.seen = undefined;
      return true;
    }
  }

  private tell({ counts, problems }: ImportReport): void {
    this.problems.tell(problems);
    if (counts.create + counts.update + counts.remove > 0) this.log.info(counts, 'files imported');
  }
}

/** Changes when the file does, or when another one is in its place. */
async function markOf(file: string): Promise<string> {
  try {
    const { ino, size, mtimeMs, ctimeMs } = await stat(file);
    return `${file} ${ino} ${size} ${mtimeMs} ${ctimeMs}`;
  } catch (error) {
    return `${file} ${String(error)}`;
  }
}
