import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/database/open-database.js';
import { NO_INSTALL } from '../../src/boot/install-state.js';
import type { Ipv4Address } from '../../src/values/ipv4-address.js';
import type { MacAddress } from '../../src/values/mac-address.js';
import { settingsFor, startInventory, temporaryFolder, type RunningInventory } from './inventory-app.js';

const MACHINES = 100_000;
const FIRST_MAC = 0x0200_0000_0000;
const FIRST_IP = 0x0a00_0000;

/** 100 000 machines with one NIC each; every tenth has a second address, every hundredth is paused. */
async function fill(dataDir: string): Promise<void> {
  const database = await openDatabase({ dataDir, databaseUrl: undefined }, [], () => undefined);
  await database.write(async (manager) => {
    await manager.query(
      `INSERT INTO network (name, name_key, cidr, mode, authoritative, dns, lease_seconds, relays, pools, excludes, options, created_at, updated_at)
       VALUES ('big', 'big', '10.0.0.0/8', 'known', 1, '[]', 3600, '[]', '[]', '[]', '[]', 0, 0)`,
    );
    await manager.query(
      `WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < ${MACHINES})
       INSERT INTO machine (hostname, hostname_key, description, labels, boot_mode, boot_files, created_at, updated_at)
       SELECT 'Node-' || i, 'node-' || i, '', CASE WHEN i % 3 = 0 THEN '{"rack":"r1"}' ELSE '{}' END, CASE WHEN i % 100 = 0 THEN 'paused' ELSE 'always' END,
              CASE WHEN i % 2 = 0 THEN '{"default":"pxelinux.0"}' END, 0, 0 FROM c`,
    );
    await manager.query(
      `INSERT INTO nic (machine_id, position, mac, ip)
       SELECT id, 0, printf('02:00:00:%02x:%02x:%02x', id >> 16, (id >> 8) & 255, id & 255),
              printf('10.%d.%d.%d', id >> 16, (id >> 8) & 255, id & 255) FROM machine`,
    );
    await manager.query(
      `INSERT INTO nic (machine_id, position, mac, ip)
       SELECT id, 1, NULL, printf('10.%d.%d.%d', 128 + (id >> 16), (id >> 8) & 255, id & 255) FROM machine WHERE id % 10 = 0`,
    );
  });
  await database.close();
}

describe('100 000 machines', () => {
  const folder = temporaryFolder();
  let inventory: RunningInventory;

  beforeAll(async () => {
    await fill(folder.path);
    const begun = performance.now();
    inventory = await startInventory(settingsFor(folder.path));
    console.log(`the inventory with ${MACHINES} machines started in ${Math.round(performance.now() - begun)} ms`);
  }, 120_000);
  afterAll(async () => {
    await inventory.stop();
    folder.remove();
  });

  it('are all there after a start', () => {
    expect(inventory.directory.machineCount).toBe(MACHINES);
  });

  it.each([1, 2, 2_499, 2_500, 2_501, 5_000, 65_536, 77_770, 99_999, MACHINES])(
    'are found, number %i, by MAC, address, name and id',
    (id) => {
      const machine = inventory.directory.byId(id);
      const first = { mac: (FIRST_MAC + id) as MacAddress, ip: (FIRST_IP + id) as Ipv4Address };
      const second = { mac: undefined, ip: (FIRST_IP + 0x80_0000 + id) as Ipv4Address };
      expect(machine).toEqual({
        id,
        hostname: `Node-${id}`,
        labels: id % 3 === 0 ? { rack: 'r1' } : {},
        bootMode: id % 100 === 0 ? 'paused' : 'always',
        bootFiles: id % 2 === 0 ? { default: 'pxelinux.0' } : undefined,
        install: NO_INSTALL,
        nics: id % 10 === 0 ? [first, second] : [first],
      });
      expect(inventory.directory.byMac(first.mac)).toEqual({ machine, nic: first });
      expect(inventory.directory.byIp(first.ip)).toEqual({ machine, nic: first });
      expect(inventory.directory.byIp(second.ip)?.machine).toBe(id % 10 === 0 ? machine : undefined);
      expect(inventory.directory.byHostname(`NODE-${id}`)).toBe(machine);
    },
  );

  it('take one more, and the last page of their list ends with it (field note D1: cobbler#3996)', async () => {
    const answer = await inventory.ask('POST', '/api/v1/machines', {
      hostname: 'one-more',
      nics: [{ mac: '02:ff:00:00:00:01', ip: '10.127.0.1' }],
    });
    expect(answer.status).toBe(201);
    expect(inventory.directory.byHostname('one-more')?.id).toBe(MACHINES + 1);
    expect(inventory.directory.machineCount).toBe(MACHINES + 1);
    const page = await inventory.ask(
      'GET',
      `/api/v1/machines?cursor=${Buffer.from(`after:${MACHINES}`).toString('base64url')}`,
    );
    expect(page.body).toMatchObject({ items: [{ hostname: 'one-more' }], nextCursor: null });
  });
});
