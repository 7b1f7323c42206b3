import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MIGRATIONS } from '../../migrations/index.js';
import type { Database } from './database.js';
import { DatabaseProblem } from './database-problem.js';
import { openDatabase } from './open-database.js';

let base: string;
let folder: string;
let opened: Database[];
let told: string[];
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'reveille-database-'));
  folder = join(base, 'folder');
  mkdirSync(folder);
  opened = [];
  told = [];
});
afterEach(async () => {
  for (const database of opened) await database.close();
  rmSync(base, { recursive: true, force: true });
});

async function open(dataDir = folder, databaseUrl?: string): Promise<Database> {
  const database = await openDatabase({ dataDir, databaseUrl }, [], (sentence) => told.push(sentence));
  opened.push(database);
  return database;
}

async function value(database: Database, sql: string): Promise<unknown> {
  const rows = await database.read<Record<string, unknown>[]>((manager) => manager.query(sql));
  return Object.values(rows[0] ?? {})[0];
}

async function problemOf(attempt: Promise<unknown>): Promise<string> {
  const error: unknown = await attempt.then(
    () => new Error('it was opened'),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(DatabaseProblem);
  return (error as Error).message;
}

/** Every table, index and column as SQLite describes it. */
async function schemaOf(database: Database): Promise<unknown> {
  return database.read((manager) =>
    manager.query("SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name"),
  );
}

const migrationsOf = async (database: Database): Promise<string[]> =>
  (await database.read<{ name: string }[]>((manager) => manager.query('SELECT name FROM migrations'))).map(
    ({ name }) => name,
  );

describe('openDatabase with SQLite', () => {
  it('makes the folder and the file, in WAL, with synchronous FULL, foreign keys and a busy timeout', async () => {
    const database = await open(join(folder, 'a', 'b'));
    expect(
      readFileSync(join(folder, 'a', 'b', 'reveille.sqlite'))
        .subarray(0, 15)
        .toString(),
    ).toBe('SQLite format 3');
    expect(await value(database, 'PRAGMA journal_mode')).toBe('wal');
    expect(await value(database, 'PRAGMA synchronous')).toBe(2);
    expect(await value(database, 'PRAGMA foreign_keys')).toBe(1);
    expect(await value(database, 'PRAGMA busy_timeout')).toBe(5000);
  });

  it('migrates a new file, and finds nothing to do in it at the next start', async () => {
    const database = await open();
    expect(await value(database, 'SELECT count(*) FROM migrations')).toBe(MIGRATIONS.length);
    const schema = await schemaOf(database);
    await database.close();
    expect(await schemaOf(await open())).toEqual(schema);
  });

  it('goes down every migration and up again to the same schema', async () => {
    const database = await open();
    const schema = await schemaOf(database);
    for (const { name } of MIGRATIONS.toReversed()) {
      await database.dataSource.undoLastMigration();
      expect(await migrationsOf(database)).not.toContain(name);
    }
    expect(
      await value(database, "SELECT count(*) FROM sqlite_master WHERE name IN ('machine', 'nic', 'network')"),
    ).toBe(0);
    await database.dataSource.runMigrations();
    expect(await schemaOf(database)).toEqual(schema);
  });

  it('lets no NIC stand without a machine, nor without a MAC and an address', async () => {
    const database = await open();
    const insert = (sql: string): Promise<unknown> => database.write((manager) => manager.query(sql));
    await expect(insert("INSERT INTO nic (machine_id, position, mac) VALUES (1, 0, 'x')")).rejects.toThrow(
      'FOREIGN KEY',
    );
    await insert(
      "INSERT INTO machine (hostname, hostname_key, description, labels, boot_mode, created_at, updated_at) VALUES ('a', 'a', '', '{}', 'always', 0, 0)",
    );
    await expect(insert('INSERT INTO nic (machine_id, position) VALUES (1, 0)')).rejects.toThrow('CHECK');
    await insert("INSERT INTO nic (machine_id, position, mac) VALUES (1, 0, 'x')");
    await insert('DELETE FROM machine WHERE id = 1');
    expect(await value(database, 'SELECT count(*) FROM nic')).toBe(0);
  });

  it('refuses a file of a newer version, names what it does not know, and leaves the file as it is', async () => {
    const newer = MIGRATIONS.length + 1;
    const database = await open();
    await database.write((manager) => manager.query("INSERT INTO migrations (timestamp, name) VALUES (9, 'Future9')"));
    await database.write((manager) => manager.query(`PRAGMA user_version = ${newer}`));
    await database.close();
    expect(await problemOf(open())).toMatch(/reveille\.sqlite cannot be used: .*newer version.*Future9/);
    const header = readFileSync(join(folder, 'reveille.sqlite'));
    expect(header.readUInt32BE(60), 'user_version, at offset 60 of the header').toBe(newer);
  });

  it('keeps the file as it was before an upgrade, for the last two, and says where', async () => {
    const database = await open();
    const last = MIGRATIONS.at(-1)?.name ?? '';
    await database.dataSource.undoLastMigration();
    await database.close();
    expect(told).toEqual([]);
    writeFileSync(join(folder, 'reveille.sqlite.before-Older1'), '');
    writeFileSync(join(folder, 'reveille.sqlite.before-Older2'), '');
    await (await open()).close();
    expect(told).toEqual([expect.stringContaining(`reveille.sqlite.before-${last}`)]);
    const copies = readdirSync(folder).filter((name) => name.includes('.before-'));
    expect(copies).toHaveLength(2);
    expect(copies).toContain(`reveille.sqlite.before-${last}`);
    mkdirSync(join(folder, 'back'));
    cpSync(join(folder, `reveille.sqlite.before-${last}`), join(folder, 'back', 'reveille.sqlite'));
    expect(await migrationsOf(await open(join(folder, 'back')))).toContain(last);
    expect(told, 'the copy was of before').toHaveLength(2);
  });

  it('recovers from a crash in the middle of a migration: the file is as before, and is migrated whole', async () => {
    const whole = await open();
    const schema = await schemaOf(whole);
    await whole.dataSource.undoLastMigration();
    const Last = MIGRATIONS.at(-1);
    if (Last === undefined) throw new Error('no migration');
    const runner = whole.dataSource.createQueryRunner();
    await runner.startTransaction();
    await new Last().up(runner);
    // What the disk has at this moment is what a lost power cord leaves.
    cpSync(folder, join(base, 'crashed'), { recursive: true });
    await runner.rollbackTransaction();
    await runner.release();
    const crashed = await open(join(base, 'crashed'));
    expect(await schemaOf(crashed)).toEqual(schema);
    expect(await migrationsOf(crashed)).toContain(Last.name);
  });

  it('notes in the file how many migrations it has', async () => {
    expect(await value(await open(), 'PRAGMA user_version')).toBe(MIGRATIONS.length);
  });

  it.each<[string, () => void, RegExp]>([
    [
      'is no database',
      () => writeFileSync(join(folder, 'reveille.sqlite'), 'hello '.repeat(1000)),
      /not an SQLite database; move it away/,
    ],
    ['is a folder', () => mkdirSync(join(folder, 'reveille.sqlite')), /cannot be opened/],
  ])('refuses a file that %s in one sentence that names it', async (_, prepare, reason) => {
    prepare();
    const problem = await problemOf(open());
    expect(problem).toMatch(reason);
    expect(problem).toContain(`The database ${join(folder, 'reveille.sqlite')} cannot be used: `);
  });

  it('refuses a data folder that is a file', async () => {
    writeFileSync(join(folder, 'data'), '');
    expect(await problemOf(open(join(folder, 'data')))).toMatch(/correct REVEILLE_DATA_DIR/);
    expect(await problemOf(open(join(folder, 'data', 'below')))).toMatch(/correct REVEILLE_DATA_DIR/);
  });
});

describe('openDatabase with PostgreSQL', () => {
  it('says where nothing answers, without the password', async () => {
    const problem = await problemOf(open(folder, 'postgres://reveille:secret@127.0.0.1:1/inventory'));
    expect(problem).toMatch(/postgres:\/\/reveille:\*\*\*@127\.0\.0\.1:1\/inventory cannot be used: nothing answers/);
    expect(problem).not.toContain('secret');
  });
});

describe('Database', () => {
  it('rolls a failed write back and goes on', async () => {
    const database = await open();
    const failed = database.write(async (manager) => {
      await manager.query('CREATE TABLE t (n integer)');
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    expect(await value(database, "SELECT count(*) FROM sqlite_master WHERE name = 't'")).toBe(0);
    await database.check();
  });

  it('keeps the writes of two features apart: what one rolls back does not take the other with it', async () => {
    const database = await open();
    await database.write((manager) => manager.query('CREATE TABLE t (n integer)'));
    const failed = database.write(async (manager) => {
      await manager.query('INSERT INTO t VALUES (1)');
      throw new Error('no');
    });
    const done = database.write((manager) => manager.query('INSERT INTO t VALUES (2)'));
    await expect(failed).rejects.toThrow('no');
    await done;
    expect(await value(database, 'SELECT group_concat(n) FROM t')).toBe('2');
  });

  it('finishes what was asked for before it closes', async () => {
    const database = await open();
    const write = database.write((manager) => manager.query('CREATE TABLE t (n integer)'));
    await database.close();
    await write;
    expect(await value(await open(), "SELECT count(*) FROM sqlite_master WHERE name = 't'")).toBe(1);
  });
});
