import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { LEASE_MIGRATIONS } from '../../migrations/index.js';
import { LeaseEntity } from '../../src/addressing/lease.entity.js';
import { LeaseRepository } from '../../src/addressing/lease.repository.js';
import { NO_FACTS, type LeaseChange, type LeaseClient } from '../../src/addressing/lease.js';
import type { LeaseDatabase } from '../../src/database/lease-database.js';
import { openDatabase, openLeaseDatabase } from '../../src/database/open-database.js';
import { temporaryFolder } from '../e2e/inventory-app.js';
import { ip, labNetwork, mac } from '../fakes/known-lab.js';
import { postgresPrograms, startPostgres, type PostgresServer } from './postgres-server.js';

const programs = postgresPrograms();
if (programs === undefined) {
  console.warn('SKIPPED: no PostgreSQL server to test with; `apt-get install postgresql` brings it.');
}

const NETWORK = labNetwork({ mode: 'pool' });
const place = (last: number, at: number) => ({ network: NETWORK, address: ip(`10.79.0.${last}`), at });

/** What any client can send: a NUL, a quote, a character beyond the BMP and octets that are no text at all. */
const ODD_CLIENT: LeaseClient = {
  key: '\x00\xffid',
  mac: mac('02:00:00:00:00:01'),
  clientId: '\x00\xffid',
  machineId: undefined,
};
const CARD: LeaseClient = { key: mac('02:00:00:00:00:02'), mac: mac('02:00:00:00:00:02'), clientId: '', machineId: 7 };
const MACHINE: LeaseClient = { key: -9, mac: undefined, clientId: undefined, machineId: 9 };

const LEASE: LeaseChange & { readonly kind: 'lease' } = {
  kind: 'lease',
  ...place(200, 1_700_000_000_000),
  client: ODD_CLIENT,
  facts: { hostname: `o'brien\0 😀`, vendorClass: 'PXEClient:Arch:00000', relayAgent: '\x01\x02\x00\x09' },
  expires: 1_700_000_000_000 + 4_294_967_295_000,
};
const RELEASE: LeaseChange = { kind: 'release', ...place(201, 2_000), client: CARD, facts: NO_FACTS, reason: 'ended' };
const QUARANTINE: LeaseChange = { kind: 'quarantine', ...place(202, 3_000), until: 9_000, reason: 'declined' };

/** What is the same in both databases; `open` gives an empty one, or the same again. */
function describeLeases(open: () => Promise<LeaseDatabase>): void {
  it('the migrations go up, down and up again to the same schema', async () => {
    const database = await open();
    const schema = async () =>
      (await table(database))?.columns.map(({ name, type, isNullable }) => [name, type, isNullable]);
    const before = await schema();
    expect(before).toHaveLength(13);
    for (const { name } of LEASE_MIGRATIONS.toReversed()) {
      await database.dataSource.undoLastMigration();
      expect(await database.dataSource.query('SELECT name FROM migrations')).not.toContainEqual({ name });
    }
    expect(await table(database)).toBeUndefined();
    await database.dataSource.runMigrations();
    expect(await schema()).toEqual(before);
    await database.close();
  });

  it('what one statement wrote is there at the next start, the first to end first', async () => {
    const database = await open();
    await new LeaseRepository(database).write([LEASE, RELEASE, QUARANTINE]);
    await database.close();
    const again = await open();
    const stored = await new LeaseRepository(again).load();
    await again.close();
    expect(stored).toEqual([
      {
        address: ip('10.79.0.201'),
        state: 'released',
        client: CARD,
        facts: NO_FACTS,
        starts: 2_000,
        expires: 2_000,
        reason: 'ended',
      },
      {
        address: ip('10.79.0.202'),
        state: 'quarantined',
        client: undefined,
        facts: NO_FACTS,
        starts: 3_000,
        expires: 9_000,
        reason: 'declined',
      },
      {
        address: ip('10.79.0.200'),
        state: 'leased',
        client: ODD_CLIENT,
        facts: { hostname: `o'brien 😀`, vendorClass: 'PXEClient:Arch:00000', relayAgent: '\x01\x02\x00\x09' },
        starts: 1_700_000_000_000,
        expires: 1_700_000_000_000 + 4_294_967_295_000,
        reason: undefined,
      },
    ]);
  });

  it('a later change of an address takes the place of the earlier one', async () => {
    const database = await open();
    const repository = new LeaseRepository(database);
    await repository.write([LEASE]);
    await repository.write([{ ...LEASE, client: MACHINE, facts: NO_FACTS }, QUARANTINE]);
    await repository.tryToWrite();
    expect(await repository.load()).toMatchObject([
      { state: 'quarantined' },
      { state: 'leased', client: MACHINE, facts: NO_FACTS },
    ]);
    await database.close();
  });
}

async function table(database: LeaseDatabase) {
  const runner = database.dataSource.createQueryRunner();
  try {
    return await runner.getTable('lease');
  } finally {
    await runner.release();
  }
}

describe('leases in SQLite', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    folder = temporaryFolder();
    return () => folder.remove();
  });
  describeLeases(() =>
    openLeaseDatabase({ dataDir: folder.path, databaseUrl: undefined }, [LeaseEntity], () => undefined),
  );
});

describe.skipIf(programs === undefined)('leases in PostgreSQL', () => {
  let server: PostgresServer;
  let databaseUrl: string;
  beforeAll(async () => {
    server = await startPostgres(programs ?? '');
  }, 120_000);
  afterAll(() => server.stop());
  beforeEach(async () => {
    databaseUrl = await server.emptyDatabase();
  });
  const settings = () => ({ dataDir: '/nowhere', databaseUrl });

  describeLeases(() => openLeaseDatabase(settings(), [LeaseEntity], () => undefined));

  it('stand beside the inventory, whichever is opened first', async () => {
    for (const order of ['inventory first', 'leases first']) {
      databaseUrl = await server.emptyDatabase();
      const openers = [
        () => openDatabase(settings(), [], () => undefined),
        () => openLeaseDatabase(settings(), [LeaseEntity], () => undefined),
      ];
      if (order === 'leases first') openers.reverse();
      for (const open of [...openers, ...openers]) await (await open()).close();
    }
  });
});
