import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Inventory1763636400000 } from '../../migrations/1763636400000-inventory.js';
import { Journal1763640000000 } from '../../migrations/1763640000000-journal.js';
import { settingsFor, startInventory } from './inventory-app.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reveille-upgrade-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A database as version 0.1.0 left it: one network, one machine with two NICs. */
async function writeFirstRelease(): Promise<void> {
  const database = await new DataSource({
    type: 'sqlite',
    database: join(folder, 'reveille.sqlite'),
    migrations: [Inventory1763636400000, Journal1763640000000],
  }).initialize();
  await database.runMigrations();
  await database.query(
    `INSERT INTO network (name, name_key, cidr, mode, authoritative, dns, lease_seconds, relays, pools, excludes, options, created_at, updated_at)
     VALUES ('lab', 'lab', '10.79.0.0/24', 'known', 1, '[]', 3600, '[]', '[]', '[]', '[]', 1, 1)`,
  );
  await database.query(
    `INSERT INTO machine (id, hostname, hostname_key, description, labels, boot_mode, created_at, updated_at)
     VALUES (7, 'ultra10', 'ultra10', '', '{"rack":"r1"}', 'always', 1, 1)`,
  );
  await database.query(
    `INSERT INTO nic (machine_id, position, mac, ip)
     VALUES (7, 0, '08:00:20:8e:48:de', '10.79.0.21'), (7, 1, NULL, '10.79.0.22')`,
  );
  await database.destroy();
}

describe('a new version on the data directory of an old one', () => {
  it('keeps every machine with its NICs, and every network', async () => {
    await writeFirstRelease();
    const inventory = await startInventory(settingsFor(folder));
    try {
      expect((await inventory.ask('GET', '/api/v1/machines')).body).toMatchObject({
        items: [
          {
            id: 7,
            hostname: 'ultra10',
            labels: { rack: 'r1' },
            nics: [
              { mac: '08:00:20:8e:48:de', ip: '10.79.0.21' },
              { mac: null, ip: '10.79.0.22' },
            ],
          },
        ],
      });
      expect((await inventory.ask('GET', '/api/v1/networks')).body).toMatchObject({
        items: [{ cidr: '10.79.0.0/24' }],
      });
      expect(inventory.directory.machineCount).toBe(1);
    } finally {
      await inventory.stop();
    }
  });
});
