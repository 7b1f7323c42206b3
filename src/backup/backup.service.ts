import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { HttpStatus, Injectable } from '@nestjs/common';
import { Problem } from '../api/problem.js';
import { DATABASE_FILES } from '../database/database-files.js';
import { copySqlite } from '../database/sqlite-copy.js';
import { Log } from '../logging/log.js';
import { Settings } from '../settings/settings.js';
import { VERSION } from '../version.js';
import { BACKUP_LABEL, COPIED_AS_THEY_ARE } from './backup-content.js';

/** The data directory as a tar archive, while the appliance runs. */
@Injectable()
export class BackupService {
  constructor(
    private readonly settings: Settings,
    private readonly log: Log,
  ) {}

  /**
   * The archive as it is made. Databases are copied first, whole, so that a disk without room is told before anything is
   * sent; a fault after that breaks the stream off.
   */
  async open(now: Date): Promise<Readable> {
    const { dataDir, databaseUrl } = this.settings;
    if (databaseUrl !== undefined) throw inPostgres();
    const staging = await mkdtemp(join(dataDir, 'backup-growing-'));
    try {
      for (const file of Object.values(DATABASE_FILES)) await copySqlite(join(dataDir, file), join(staging, file));
      const label = { version: VERSION, madeAt: now.toISOString() };
      await writeFile(join(staging, BACKUP_LABEL), `${JSON.stringify(label, null, 2)}\n`);
    } catch (error) {
      await rm(staging, { recursive: true, force: true });
      throw error;
    }
    return this.archive(staging, dataDir);
  }

  private archive(staging: string, dataDir: string): Readable {
    const others = COPIED_AS_THEY_ARE.filter((name) => existsSync(join(dataDir, name)));
    const copies = [BACKUP_LABEL, ...Object.values(DATABASE_FILES)];
    // GNU tar takes a --directory that no name follows for a mistake, and ends with 2.
    const fromDataDir = others.length > 0 ? ['--directory', dataDir, ...others] : [];
    const tar = spawn('tar', ['--create', '--directory', staging, ...copies, ...fromDataDir], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const archive = new PassThrough();
    let words = '';
    tar.stderr.setEncoding('utf8').on('data', (text: string) => (words += text));
    const ended = new Promise<void>((resolve, reject) => {
      tar.once('error', reject);
      tar.once('close', (code) =>
        code === 0 ? resolve() : reject(new Error(words.trim() || `tar ended with ${code}`)),
      );
    });
    const copied = pipeline(tar.stdout, archive, { end: false });
    void Promise.all([ended, copied])
      .then(
        () => archive.end(),
        (error: unknown) => {
          this.log
            .area('api')
            .error({ err: error }, 'the backup broke off: is tar installed, and is the caller still there?');
          tar.kill();
          archive.destroy(error as Error);
        },
      )
      .finally(() => rm(staging, { recursive: true, force: true }));
    return archive;
  }
}

function inPostgres(): Problem {
  const detail =
    'The database is PostgreSQL, which has its own backup: use pg_dump, and copy the data directory beside it.';
  return new Problem('conflict', HttpStatus.CONFLICT, detail);
}
