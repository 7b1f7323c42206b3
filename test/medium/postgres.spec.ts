import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { MIGRATIONS } from '../../migrations/index.js';
import { Database } from '../../src/database/database.js';
import { openDatabase } from '../../src/database/open-database.js';
import { settingsFor, startInventory, temporaryFolder, type RunningInventory } from '../e2e/inventory-app.js';
import { postgresPrograms, startPostgres, type PostgresServer } from './postgres-server.js';

const MACHINES = '/api/v1/machines';
const NETWORKS = '/api/v1/networks';
const LAB = {
  name: 'lab',
  cidr: '10.79.0.0/24',
  leaseSeconds: 4_294_967_294,
  options: [{ code: 42, value: '10.79.0.1' }],
};
const ULTRA = {
  hostname: 'Ultra10',
  nics: [{ mac: '8:0:20:8e:48:de', ip: '10.79.0.21' }, { ip: '10.79.0.22' }],
  labels: { rack: 'r1' },
};

const programs = postgresPrograms();
if (programs === undefined) {
  console.warn('SKIPPED: no PostgreSQL server to test with; `apt-get install postgresql` brings it.');
}

const migrationsOf = async (database: Database): Promise<string[]> =>
  (await database.read<{ name: string }[]>((manager) => manager.query('SELECT name FROM migrations'))).map(
    ({ name }) => name,
  );

describe.skipIf(programs === undefined)('with PostgreSQL', () => {
  let server: PostgresServer;
  let databaseUrl: string;
  const folder = temporaryFolder();

  beforeAll(async () => {
    server = await startPostgres(programs ?? '');
  }, 120_000);
  afterAll(async () => {
    await server.stop();
    folder.remove();
  });
  beforeEach(async () => {
    databaseUrl = await server.emptyDatabase();
  });

  const open = (): Promise<Database> => openDatabase({ dataDir: folder.path, databaseUrl }, [], () => undefined);
  const columns = (database: Database): Promise<unknown> =>
    database.read((manager) =>
      manager.query(
        "SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2",
      ),
    );
  const indexes = (database: Database): Promise<unknown> =>
    database.read((manager) =>
      manager.query("SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1"),
    );

  it('every migration goes up, down and up again to the same schema', async () => {
    const database = await open();
    const schema = [await columns(database), await indexes(database)];
    for (const { name } of MIGRATIONS.toReversed()) {
      await database.dataSource.undoLastMigration();
      expect(await migrationsOf(database)).not.toContain(name);
    }
    expect(await columns(database)).toHaveLength(3);
    await database.dataSource.runMigrations();
    expect([await columns(database), await indexes(database)]).toEqual(schema);
    await database.close();
  });

  it('two appliances that start at once on an empty database migrate it once', async () => {
    const both = await Promise.all([open(), open()]);
    for (const database of both) {
      const rows = await database.read<{ n: string }[]>((manager) =>
        manager.query('SELECT count(*) AS n FROM migrations'),
      );
      expect(Number(rows[0]?.n)).toBe(MIGRATIONS.length);
    }
    await Promise.all(both.map((database) => database.close()));
  });

  it('a database that gives up durability is refused', async () => {
    const careless = `${databaseUrl}&options=${encodeURIComponent('-c synchronous_commit=off')}`;
    await expect(openDatabase({ dataDir: folder.path, databaseUrl: careless }, [], () => undefined)).rejects.toThrow(
      /synchronous_commit=off and would lose acknowledged records/,
    );
  });

  it('a database that does not exist is named, with what to do', async () => {
    const missing = databaseUrl.replace(/inventory\d+/, 'nowhere');
    await expect(openDatabase({ dataDir: folder.path, databaseUrl: missing }, [], () => undefined)).rejects.toThrow(
      /nowhere.*does not exist; create it/,
    );
  });

  describe('the inventory', () => {
    let inventory: RunningInventory;
    beforeEach(async () => {
      inventory = await startInventory(settingsFor(folder.path, { databaseUrl }));
    });
    afterEach(async () => {
      await inventory.stop();
    });

    it('takes, shows, changes and deletes records as it does with SQLite, and has them after a restart', async () => {
      const network = await inventory.ask('POST', NETWORKS, LAB);
      expect(network.body).toMatchObject({ ...LAB, id: 1, authoritative: true, gateway: null });
      const machine = await inventory.ask('POST', MACHINES, ULTRA);
      expect(machine.body).toMatchObject({
        id: 1,
        hostname: 'Ultra10',
        nics: [
          { mac: '08:00:20:8e:48:de', ip: '10.79.0.21' },
          { mac: null, ip: '10.79.0.22' },
        ],
      });
      const changed = await inventory.ask('PATCH', `${MACHINES}/1`, {
        boot: { mode: 'paused', files: { default: 'pxelinux.0' } },
      });
      expect(changed.status).toBe(200);
      expect((await inventory.ask('GET', `${MACHINES}/1`)).body).toEqual(changed.body);
      expect((await inventory.ask('GET', `${NETWORKS}?name=LAB`)).body).toEqual({
        items: [network.body],
        nextCursor: null,
      });
      const before = [inventory.directory.byId(1), inventory.directory.networks()];

      await inventory.stop();
      inventory = await startInventory(settingsFor(folder.path, { databaseUrl }));
      expect([inventory.directory.byId(1), inventory.directory.networks()]).toEqual(before);
      expect((await inventory.ask('DELETE', `${MACHINES}/1`)).status).toBe(204);
      expect((await inventory.ask('DELETE', `${NETWORKS}/1`)).status).toBe(204);
      expect((await inventory.ask('GET', MACHINES)).body).toEqual({ items: [], nextCursor: null });
    });

    it('finds machines by label, with case, and in pages', async () => {
      for (const [at, rack] of ['r1', 'R1', 'r1'].entries()) {
        await inventory.ask('POST', MACHINES, {
          hostname: `m${at}`,
          labels: { rack },
        });
      }
      const first = (await inventory.ask('GET', `${MACHINES}?label=rack:r1&limit=1`)).body as {
        items: { id: number }[];
        nextCursor: string;
      };
      const second = (await inventory.ask('GET', `${MACHINES}?label=rack:r1&limit=1&cursor=${first.nextCursor}`)).body;
      expect(first.items).toMatchObject([{ id: 1 }]);
      expect(second).toMatchObject({ items: [{ id: 3 }], nextCursor: null });
    });

    it('answers 409 when another appliance on the same database was quicker', async () => {
      const other = await startInventory(settingsFor(folder.path, { databaseUrl }));
      expect((await other.ask('POST', MACHINES, { hostname: 'ultra10' })).status).toBe(201);
      const answer = await inventory.ask('POST', MACHINES, { hostname: 'ULTRA10' });
      expect([answer.status, answer.text]).toEqual([409, expect.stringContaining('another appliance')]);
      expect(inventory.directory.machineCount).toBe(0);
      await other.stop();
    });

    it('is ready while the database answers, and says why when it does not', async () => {
      expect((await inventory.ask('GET', '/health/ready')).status).toBe(200);
      await inventory.app.get(Database).dataSource.destroy();
      const answer = await inventory.ask('GET', '/health/ready');
      expect(answer.status).toBe(503);
    });
  });
});
