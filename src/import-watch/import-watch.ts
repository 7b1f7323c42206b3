import { watch, type FSWatcher } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { ImportReport } from '../inventory/import/import.schema.js';
import { ImportService } from '../inventory/import/import.service.js';
import { Log, type AreaLog } from '../logging/log.js';
import { Settings } from '../settings/settings.js';

/** A file is read this long after its last change: editors write in pieces, and put a new file in the place of the old. */
const SETTLED_MS = 500;

/** Marks the machines that came from the files: only those are removed when their line goes. */
const WATCHED_LABEL = { 'imported-from': 'watched-files' };

/** Follows /etc/ethers, /etc/hosts and /etc/bootparams, as in.rarpd's users expect (REVEILLE_IMPORT_WATCH). */
@Injectable()
export class ImportWatch implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log: AreaLog;
  private readonly watchers: FSWatcher[] = [];
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly settings: Settings,
    private readonly imports: ImportService,
    log: Log,
  ) {
    this.log = log.area('import');
  }

  async onApplicationBootstrap(): Promise<void> {
    const files = Object.values(this.settings.importWatch);
    if (files.length === 0) return;
    // The folder is watched: a file that is replaced by renaming is another file.
    for (const folder of new Set(files.map((file) => dirname(file)))) {
      const names = new Set(files.filter((file) => dirname(file) === folder).map((file) => basename(file)));
      try {
        const watcher = watch(folder, (_event, name) => {
          if (name === null || names.has(name)) this.changed();
        });
        watcher.on('error', (error) => this.log.warn(`changes in ${folder} are not seen any more: ${error.message}`));
        this.watchers.push(watcher);
      } catch (error) {
        this.log.warn(`changes in ${folder} are not seen: ${String(error)}`);
      }
    }
    this.running = this.read();
    await this.running;
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    for (const watcher of this.watchers) watcher.close();
    await this.running;
  }

  private changed(): void {
    if (this.stopped) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.running = this.running.then(() => this.read());
    }, SETTLED_MS);
  }

  private async read(): Promise<void> {
    try {
      const texts = Object.entries(this.settings.importWatch).map(
        async ([kind, path]) => [kind, await readFile(path, 'utf8')] as const,
      );
      const files = Object.fromEntries(await Promise.all(texts));
      const options = { dryRun: false, labels: WATCHED_LABEL, removeOthers: true };
      this.tell(await this.imports.run(files, options));
    } catch (error) {
      this.log.warn(`the files were not imported, what was imported before stays: ${String(error)}`);
    }
  }

  private tell({ counts, problems }: ImportReport): void {
    for (const { file, line, level, text } of problems) {
      if (level === 'error') this.log.warn(`${this.settings.importWatch[file] ?? file}, line ${line}: ${text}`);
    }
    if (counts.create + counts.update + counts.remove + counts.conflict > 0) this.log.info(counts, 'files imported');
  }
}
