import { mkdirSync, mkdtempSync, readdirSync, rmSync, watch } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource, type MigrationInterface } from 'typeorm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MIGRATIONS } from '../../migrations/index.js';
import { LoopbackAppliance } from '../clients/loopback-appliance.js';

const FIRST_RELEASE = MIGRATIONS.slice(0, 2);
const MACHINES = 40_000;

interface Moment {
  readonly name: string;
  /** At which change of which file. */
  readonly file: RegExp;
  readonly change: number;
  /** Only changes that come when the copy of the old database is there. */
  readonly copied?: true;
}
const MOMENTS: readonly Moment[] = [
  { name: 'the copy of the old database begins', file: /\.growing$/, change: 1 },
  { name: 'it is being written', file: /\.growing$/, change: 20 },
  { name: 'it is there', file: /\.before-\w+$/, change: 1 },
  { name: 'the migrations begin', file: /-wal$/, change: 1, copied: true },
  { name: 'they go on', file: /-wal$/, change: 6, copied: true },
  { name: 'they go on for longer', file: /-wal$/, change: 12, copied: true },
];

let folder: string;
let data: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'reveille-migration-'));
  data = join(folder, 'data');
  await writeFirstRelease();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const openFile = (migrations: readonly (new () => MigrationInterface)[]): Promise<DataSource> =>
  new DataSource({
    type: 'sqlite',
    database: join(data, 'reveille.sqlite'),
    enableWAL: true,
    migrations: [...migrations],
  }).initialize();

/** A database of the first release, with a machine for every number. */
async function writeFirstRelease(): Promise<void> {
  rmSync(data, { recursive: true, force: true });
  mkdirSync(data);
  const database = await openFile(FIRST_RELEASE);
  await database.runMigrations();
  const numbers = `WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < ${MACHINES})`;
  await database.query(
    `${numbers} INSERT INTO machine (id, hostname, hostname_key, description, labels, boot_mode, created_at, updated_at)
     SELECT i, 'node' || i, 'node' || i, '', '{}', 'always', 1, 1 FROM n`,
  );
  await database.query(
    `${numbers} INSERT INTO nic (machine_id, position, mac)
     SELECT i, 0, printf('02:00:00:%02x:%02x:%02x', i >> 16, (i >> 8) & 255, i & 255) FROM n`,
  );
  await database.destroy();
}

/** Starts the appliance and kills it at this moment. */
async function startAndKill({ file, change, copied }: Moment): Promise<void> {
  let pid: number | undefined;
  let isCopied = false;
  let changes = 0;
  const watcher = watch(data, (_event, name) => {
    isCopied ||= /\.before-\w+$/.test(name ?? '');
    if (!file.test(name ?? '') || (copied && !isCopied)) return;
    changes += 1;
    if (changes === change && pid !== undefined) process.kill(pid, 'SIGKILL');
  });
  try {
    // On a busy host the blow may come too late: then this moment shows nothing.
    const appliance = await LoopbackAppliance.start({ folder, onSpawn: (own) => (pid = own) }).catch(() => undefined);
    pid = undefined;
    await appliance?.stop();
  } finally {
    watcher.close();
  }
}

/** What the disk has after a kill: the migrations that are done, and whether the file is whole. */
async function stateOnDisk(): Promise<{ readonly done: number; readonly whole: unknown }> {
  const database = await openFile([]);
  try {
    const done: unknown[] = await database.query('SELECT name FROM migrations');
    return { done: done.length, whole: await database.query('PRAGMA integrity_check') };
  } finally {
    await database.destroy();
  }
}

describe('kill -9 while an upgrade migrates the database', () => {
  it('leaves the old database or the new one, and the next start goes on', { timeout: 120_000 }, async () => {
    let unfinished = 0;
    for (const moment of MOMENTS) {
      await startAndKill(moment);
      const { done, whole } = await stateOnDisk();
      expect([moment.name, whole]).toEqual([moment.name, [{ integrity_check: 'ok' }]]);
      expect([FIRST_RELEASE.length, MIGRATIONS.length]).toContain(done);
      if (done === FIRST_RELEASE.length) unfinished += 1;
      else await writeFirstRelease();
    }
    expect(unfinished, 'kills before the migrations were done').toBeGreaterThan(0);
    const appliance = await LoopbackAppliance.start({ folder });
    try {
      expect(appliance.output).toContain(`Inventory: ${MACHINES} machines`);
      const { body } = await appliance.get('/api/v1/machines?hostname=node40000');
      expect(body).toMatchObject({ items: [{ id: MACHINES, nics: [{ mac: '02:00:00:00:9c:40' }] }] });
    } finally {
      await appliance.stop();
    }
    expect((await stateOnDisk()).done).toBe(MIGRATIONS.length);
    const copies = readdirSync(data).filter((name) => name.includes('.before-'));
    expect(copies, 'the way back, and no half copy').toEqual([`reveille.sqlite.before-${MIGRATIONS[2].name}`]);
  });
});
