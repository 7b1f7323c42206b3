import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { restoreBackup } from '../../src/backup/restore-backup.js';
import { DATABASE_FILES } from '../../src/database/database-files.js';
import { openDatabase } from '../../src/database/open-database.js';
import { TOKEN, VirtualAppliance } from './virtual-appliance.js';

const BATCH = 250;
const BATCHES = 12;

let appliance: VirtualAppliance;
let folder: string;
beforeEach(async () => {
  appliance = await VirtualAppliance.start();
  await appliance.post('/api/v1/networks', { name: 'lab', cidr: '10.79.0.0/16' });
  folder = mkdtempSync(join(tmpdir(), 'reveille-backup-'));
});
afterEach(async () => {
  await appliance.stop();
  rmSync(folder, { recursive: true, force: true });
});

const hex = (value: number): string => value.toString(16).padStart(2, '0');

async function importBatch(batch: number): Promise<void> {
  const machines = Array.from({ length: BATCH }, (_, at) => ({
    hostname: `node-${batch}-${at}`,
    nics: [{ mac: `52:54:00:00:${hex(batch)}:${hex(at)}`, ip: `10.79.${10 + batch}.${1 + at}` }],
  }));
  const { status, text } = await appliance.ask('POST', '/api/v1/machines/bulk', { machines });
  if (status !== 200) throw new Error(text);
}

/** Machines in the database that a backup brings back. */
async function machinesIn(archive: Buffer, name: string): Promise<number> {
  const file = join(folder, `${name}.tar`);
  const dataDir = join(folder, name);
  writeFileSync(file, archive);
  const { names } = await restoreBackup({ archive: file, dataDir, replace: false, now: new Date(0) });
  expect(names).toEqual(expect.arrayContaining(Object.values(DATABASE_FILES)));
  const database = await openDatabase({ dataDir, databaseUrl: undefined }, [], () => undefined);
  try {
    const rows = await database.read<{ count: number }[]>((manager) =>
      manager.query('SELECT count(*) AS count FROM machine'),
    );
    return rows[0]?.count ?? 0;
  } finally {
    await database.close();
  }
}

describe('a backup', () => {
  it('made while machines are imported holds whole imports, and restores', async () => {
    const url = await appliance.listen();
    const backUp = async (): Promise<Buffer> => {
      const answer = await fetch(`${url}/api/v1/backup`, {
        method: 'POST',
        headers: { authorization: `Bearer ${TOKEN}` },
      });
      expect(answer.status).toBe(200);
      return Buffer.from(await answer.arrayBuffer());
    };
    const archives: Buffer[] = [];
    const importing = (async () => {
      for (let batch = 0; batch < BATCHES; batch++) await importBatch(batch);
    })();
    for (let time = 0; time < 4; time++) archives.push(await backUp());
    await importing;
    archives.push(await backUp());
    const counts: number[] = [];
    for (const [at, archive] of archives.entries()) counts.push(await machinesIn(archive, `copy-${at}`));
    expect(counts.map((count) => count % BATCH)).toEqual(counts.map(() => 0));
    expect(counts).toEqual(counts.toSorted((a, b) => a - b));
    expect(counts.at(-1)).toBe(BATCH * BATCHES);
  });
});
