import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sqlite3 from 'sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ANY_ADDRESS, formatIpv4Address } from '../../src/values/ipv4-address.js';
import type { MacAddress } from '../../src/values/mac-address.js';
import { fillDisk, mayMount, onSmallDisk } from '../clients/full-disk.js';
import { LoopbackAppliance, type LoopbackOptions } from '../clients/loopback-appliance.js';
import { LoopbackRelay } from '../clients/relayed-client.js';
import { mac } from '../fakes/known-lab.js';

const LAB = {
  name: 'lab',
  cidr: '10.79.0.0/20',
  mode: 'pool',
  leaseSeconds: 86_400,
  pools: [{ from: '10.79.1.0', to: '10.79.8.255' }],
};
const ULTRA = { hostname: 'ultra10', nics: [{ mac: '08:00:20:8e:48:de', ip: '10.79.0.21' }] };

/** How often the appliance is killed, and how many clients talk to it at once. */
const KILLS = 8;
const CLIENTS = 40;

interface LeasePage {
  readonly items: readonly { readonly ip: string; readonly mac: string }[];
  readonly nextCursor: string | null;
}

let folder: string;
let appliance: LoopbackAppliance;
let relay: LoopbackRelay;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reveille-leases-'));
  mkdirSync(join(folder, 'data'));
});
afterEach(async () => {
  relay.close();
  await appliance.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function start(command?: LoopbackOptions['command']): Promise<void> {
  appliance = await LoopbackAppliance.start(command === undefined ? { folder } : { folder, command });
  relay = await LoopbackRelay.open(appliance.dhcpPort, '10.79.0.1');
}

async function startWithLab(command?: LoopbackOptions['command']): Promise<void> {
  await start(command);
  await appliance.post('/api/v1/networks', LAB);
  await appliance.post('/api/v1/machines', ULTRA);
}

const macOf = (number: number): MacAddress => (mac('02:00:00:00:00:00') + number) as MacAddress;

async function leases(): Promise<Map<string, string>> {
  const shown = new Map<string, string>();
  let cursor: string | null = '';
  while (cursor !== null) {
    const { body } = await appliance.get(
      `/api/v1/leases?state=leased&limit=500${cursor === '' ? '' : `&cursor=${cursor}`}`,
    );
    const page = body as LeasePage;
    for (const { ip, mac: owner } of page.items) shown.set(ip, owner);
    cursor = page.nextCursor;
  }
  return shown;
}

describe('kill -9', () => {
  it(
    `under load, ${KILLS} times: every lease that was confirmed is there afterwards, and no address is two clients' (field note D3: coredhcp#153)`,
    { timeout: 300_000 },
    async () => {
      /** Whom the clients believe each address to be: what a DHCPACK said, and nobody gave back. */
      const confirmed = new Map<string, MacAddress>();
      let next = 0;

      /** A client that comes, renews and sometimes goes, until the appliance answers no more. */
      const live = async (onConfirmed: () => void): Promise<void> => {
        for (;;) {
          const own = macOf(next++);
          const address = await relay.bind(own);
          if (address === undefined) return;
          expect(confirmed.get(address) ?? own).toBe(own);
          confirmed.set(address, own);
          onConfirmed();
          if (next % 3 === 0 && (await relay.renew(own, address)) !== undefined) onConfirmed();
          if (next % 5 === 0) {
            confirmed.delete(address);
            relay.release(own, address);
          }
        }
      };

      await startWithLab();
      for (let kill = 1; kill <= KILLS; kill++) {
        const before = confirmed.size;
        let heard = 0;
        const enough = 50 + 17 * kill;
        await new Promise<void>((resolve, reject) => {
          const clients = Array.from({ length: CLIENTS }, () =>
            live(() => {
              heard += 1;
              if (heard === enough) void appliance.kill();
            }),
          );
          Promise.all(clients).then(() => resolve(), reject);
        });
        expect(heard).toBeGreaterThanOrEqual(enough);
        expect(confirmed.size).toBeGreaterThan(before);
        relay.close();
        await start();
        const there = await leases();
        for (const [address, owner] of confirmed) {
          expect([address, there.get(address)]).toEqual([address, formatted(owner)]);
        }
      }
    },
  );
});

const formatted = (address: MacAddress): string =>
  address
    .toString(16)
    .padStart(12, '0')
    .replace(/(..)(?!$)/g, '$1:');

/** While leases cannot be written: nothing is confirmed that is not on the disk, and all else goes on. */
async function expectNoFalseAck(problem: RegExp): Promise<void> {
  expect(await relay.bind(macOf(1))).toBeUndefined();
  await expect.poll(() => appliance.leaseHealth(), { timeout: 20_000 }).toMatch(problem);
  expect((await appliance.get('/health/ready')).status).toBe(503);
  expect(await relay.discover(macOf(2), 3)).toBeDefined();
  expect(await relay.bind(mac('08:00:20:8e:48:de'), 3)).toBe('10.79.0.21');
  expect([...(await leases()).values()]).not.toContain(formatted(macOf(1)));
}

/** After that, without a restart, and without a client that has to try first. */
async function expectRecovery(): Promise<void> {
  await expect.poll(() => appliance.leaseHealth(), { timeout: 20_000 }).toBe('ready');
  const address = await relay.bind(macOf(1), 5);
  expect(address).toBeDefined();
  await appliance.kill();
  relay.close();
  await start();
  expect((await leases()).get(address ?? '')).toBe(formatted(macOf(1)));
}

describe('a flush that takes long', { timeout: 60_000 }, () => {
  it('holds its own DHCPACK and no other packet: DISCOVERs and machines of the inventory are answered meanwhile', async () => {
    await startWithLab();
    const offered = formatIpv4Address((await relay.discover(macOf(1), 3))?.yourAddress ?? ANY_ADDRESS);
    const disk = await openSqlite(join(folder, 'data', 'leases.sqlite'));
    try {
      // The database waits for this lock as it waits for a disk: its commit is under way and does not end.
      await run(disk, 'BEGIN IMMEDIATE');
      let confirmed = false;
      const ack = relay.confirm(macOf(1), offered, 5).then((address) => {
        confirmed = true;
        return address;
      });
      const meanwhile = await Promise.all(Array.from({ length: 200 }, (_, at) => relay.discover(macOf(100 + at), 3)));
      expect(meanwhile.filter((offer) => offer !== undefined)).toHaveLength(200);
      expect(await relay.bind(mac('08:00:20:8e:48:de'), 3)).toBe('10.79.0.21');
      expect(confirmed).toBe(false);
      await run(disk, 'ROLLBACK');
      expect(await ack).toBe(offered);
    } finally {
      disk.close();
    }
  });
});

describe('leases that cannot be written', { timeout: 120_000 }, () => {
  it('a locked database: no DHCPACK, health says it, everybody else is served, and it mends itself', async () => {
    await startWithLab();
    const other = await openSqlite(join(folder, 'data', 'leases.sqlite'));
    try {
      await run(other, 'BEGIN IMMEDIATE');
      await expectNoFalseAck(/another program holds a lock/);
      await run(other, 'ROLLBACK');
      await expectRecovery();
    } finally {
      other.close();
    }
  });

  it('a file that may not be written: the same', async (context) => {
    await startWithLab();
    const wal = join(folder, 'data', 'leases.sqlite-wal');
    if (spawnSync('chattr', ['+i', wal]).status !== 0) {
      console.warn('SKIPPED: chattr +i needs root and a file system such as ext4');
      context.skip();
    }
    try {
      await expectNoFalseAck(/read-only|input\/output error|may not/);
    } finally {
      spawnSync('chattr', ['-i', wal]);
    }
    await expectRecovery();
  });

  it('a full disk: the same', async (context) => {
    const data = join(folder, 'data');
    if (!mayMount(data)) {
      relay = await LoopbackRelay.open(1, '10.79.0.1');
      console.warn('SKIPPED: a file system of its own needs root (unshare -m, mount)');
      context.skip();
    }
    await startWithLab(onSmallDisk(data));
    const filler = `/proc/${appliance.pid}/root${join(folder, 'data', 'filler')}`;
    fillDisk(filler);
    await expectNoFalseAck(/disk is full|input\/output error/);
    rmSync(filler);
    await expect.poll(() => appliance.leaseHealth(), { timeout: 20_000 }).toBe('ready');
    expect(await relay.bind(macOf(1), 5)).toBeDefined();
  });
});

function openSqlite(file: string): Promise<sqlite3.Database> {
  return new Promise((resolve, reject) => {
    const database = new sqlite3.Database(file, (error) => (error === null ? resolve(database) : reject(error)));
  });
}

function run(database: sqlite3.Database, sql: string): Promise<void> {
  return new Promise((resolve, reject) => {
    database.run(sql, (error: Error | null) => (error === null ? resolve() : reject(error)));
  });
}
