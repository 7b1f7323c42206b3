import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DATABASE_FILES } from '../database/database-files.js';
import { faultOfSqlite, isSqliteInUse } from '../database/sqlite-copy.js';
import { BACKUP_CONTENT, BACKUP_LABEL } from './backup-content.js';

/** What stands beside a SQLite file and belongs to it. */
const LOGS_OF_SQLITE = Object.values(DATABASE_FILES).flatMap((file) => [`${file}-wal`, `${file}-shm`]);

/** What was restored, and where what stood there before is now. */
export interface Restored {
  readonly version: string;
  readonly madeAt: string;
  readonly names: readonly string[];
  readonly replaced: string | undefined;
}

interface RestoreOptions {
  readonly archive: string;
  readonly dataDir: string;
  /** May what is there make room? It is moved aside, not deleted. */
  readonly replace: boolean;
  /** Names the folder for what is moved aside. */
  readonly now: Date;
}

/** Puts a backup into a data directory that no appliance uses. Throws an Error with a sentence for the operator. */
export async function restoreBackup({ archive, dataDir, replace, now }: RestoreOptions): Promise<Restored> {
  await mkdir(dataDir, { recursive: true, mode: 0o750 });
  await refuseWhenInUse(dataDir);
  const present = [...BACKUP_CONTENT, ...LOGS_OF_SQLITE].filter((name) => existsSync(join(dataDir, name)));
  if (present.length > 0 && !replace) {
    throw new Error(
      `${dataDir} is in use by an inventory (${present.join(', ')}): --replace moves all that aside first`,
    );
  }
  const staging = await mkdtemp(join(dataDir, 'restore-growing-'));
  try {
    await run('tar', ['--extract', '--no-same-owner', '--file', archive, '--directory', staging]);
    const label = await readLabel(staging, archive);
    const names = BACKUP_CONTENT.filter((name) => existsSync(join(staging, name)));
    for (const file of Object.values(DATABASE_FILES)) {
      const fault = await faultOfSqlite(join(staging, file));
      if (fault !== undefined) throw new Error(`${file} in ${archive} is damaged: ${fault}`);
    }
    // Root restores for the user that the folder belongs to.
    if (process.getuid?.() === 0) await run('chown', ['--recursive', `--reference=${dataDir}`, staging]);
    const aside = join(dataDir, `replaced-${now.toISOString().replaceAll(/[:.]/g, '-')}`);
    await moveAll(present, dataDir, aside);
    await moveAll(names, staging, dataDir);
    return { ...label, names, replaced: present.length > 0 ? aside : undefined };
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

async function refuseWhenInUse(dataDir: string): Promise<void> {
  for (const file of Object.values(DATABASE_FILES)) {
    const path = join(dataDir, file);
    if (existsSync(path) && (await isSqliteInUse(path))) {
      throw new Error(`an appliance runs on ${dataDir}: stop it first, then restore, then start it`);
    }
  }
}

async function readLabel(staging: string, archive: string): Promise<Pick<Restored, 'version' | 'madeAt'>> {
  try {
    return JSON.parse(await readFile(join(staging, BACKUP_LABEL), 'utf8')) as Pick<Restored, 'version' | 'madeAt'>;
  } catch {
    throw new Error(`${archive} is no backup that reveille backup made: it has no ${BACKUP_LABEL}`);
  }
}

async function moveAll(names: readonly string[], from: string, to: string): Promise<void> {
  if (names.length > 0) await mkdir(to, { recursive: true, mode: 0o750 });
  for (const name of names) await rename(join(from, name), join(to, name));
}

function run(program: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    let words = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (words += text));
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0 ? resolve() : reject(new Error(words.trim() || `${program} ended with status ${code}`)),
    );
  });
}
