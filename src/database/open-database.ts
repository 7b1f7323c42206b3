import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DataSource, type DataSourceOptions, type MigrationInterface, type MixedList } from 'typeorm';
import { LEASE_MIGRATIONS, MIGRATIONS } from '../../migrations/index.js';
import type { Settings } from '../settings/settings.js';
import { DatabaseProblem, explainDatabaseError } from './database-problem.js';
import { DATABASE_FILES } from './database-files.js';
import { Database } from './database.js';
import { LeaseDatabase } from './lease-database.js';
import { saveBeforeMigration } from './save-before-migration.js';

/** One of our two databases: its SQLite file and its schema. In PostgreSQL both are one. */
interface Store {
  readonly file: string;
  readonly migrations: readonly (new () => MigrationInterface)[];
}

const INVENTORY: Store = { file: DATABASE_FILES.inventory, migrations: MIGRATIONS };
const LEASES: Store = { file: DATABASE_FILES.leases, migrations: LEASE_MIGRATIONS };

/** How long a statement waits for another program's lock on the SQLite file, in milliseconds. */
const BUSY_TIMEOUT_MS = 5_000;

/** Any number: two appliances that start on one PostgreSQL database at once take turns with the migrations by it. */
const MIGRATION_LOCK = 0x7265_7665;

type Entities = MixedList<abstract new () => object>;

async function sqliteOptions(file: string): Promise<DataSourceOptions> {
  const { default: sqlite3 } = await import('sqlite3');
  return {
    type: 'sqlite',
    database: file,
    enableWAL: true,
    busyTimeout: BUSY_TIMEOUT_MS,
    // TypeORM asks for verbose(), which takes a stack trace for every statement; errors carry the statement anyway.
    driver: { ...sqlite3, verbose: () => sqlite3 },
  };
}

function postgresOptions(url: string): DataSourceOptions {
  return { type: 'postgres', url, applicationName: 'reveille', connectTimeoutMS: 10_000 };
}

async function pragma(dataSource: DataSource, name: string): Promise<unknown> {
  const rows: unknown = await dataSource.query(`PRAGMA ${name}`);
  const row: unknown = Array.isArray(rows) ? rows[0] : undefined;
  return typeof row === 'object' && row !== null ? Object.values(row)[0] : undefined;
}

/**
 * WAL with synchronous=FULL: a commit is on the disk when it returns, and a lost power cord loses nothing that was
 * acknowledged. Set, and read back, because SQLite answers with another mode instead of an error.
 */
async function makeSqliteDurable(dataSource: DataSource): Promise<void> {
  await dataSource.query('PRAGMA synchronous = FULL');
  const journalMode = await pragma(dataSource, 'journal_mode');
  if (journalMode !== 'wal') {
    throw new DatabaseProblem(
      `its journal mode is "${String(journalMode)}" and cannot be made "wal"; put REVEILLE_DATA_DIR on a local, writable disk, or use PostgreSQL by REVEILLE_DATABASE_URL`,
    );
  }
  const synchronous = await pragma(dataSource, 'synchronous');
  if (synchronous !== 2) {
    throw new DatabaseProblem(
      `synchronous is ${String(synchronous)} after it was set to FULL (2); this build of SQLite cannot be used`,
    );
  }
  const foreignKeys = await pragma(dataSource, 'foreign_keys');
  if (foreignKeys !== 1)
    throw new DatabaseProblem('foreign keys cannot be switched on; this build of SQLite cannot be used');
}

/** A real write of one page: a read-only or full disk shows itself at the start, and not when a machine is added. */
function writeOfOnePage({ migrations }: Store): string {
  return `PRAGMA user_version = ${migrations.length}`;
}

async function checkPostgresDurable(dataSource: DataSource): Promise<void> {
  for (const name of ['fsync', 'synchronous_commit']) {
    const rows: unknown = await dataSource.query(`SELECT current_setting('${name}') AS value`);
    const value = (rows as { value: string }[])[0]?.value;
    if (value === 'off') {
      throw new DatabaseProblem(`PostgreSQL runs with ${name}=off and would lose acknowledged records; set it to on`);
    }
  }
}

/** A database of a newer version of this program has migrations that we do not know: writing to it could harm it. */
async function refuseNewerSchema(dataSource: DataSource): Promise<void> {
  const runner = dataSource.createQueryRunner();
  try {
    if (!(await runner.hasTable('migrations'))) return;
    const rows: unknown = await runner.query('SELECT name FROM migrations ORDER BY id');
    const known = new Set([...MIGRATIONS, ...LEASE_MIGRATIONS].map((migration) => migration.name));
    const unknown = (rows as { name: string }[]).map((row) => row.name).filter((name) => !known.has(name));
    if (unknown.length > 0) {
      throw new DatabaseProblem(
        `it was written by a newer version of Reveille (migration ${unknown.join(', ')} is not known here); start that version, or restore a backup from before`,
      );
    }
  } finally {
    await runner.release();
  }
}

async function migrate(dataSource: DataSource, store: Store, file: string, report: Report): Promise<void> {
  await refuseNewerSchema(dataSource);
  if (dataSource.options.type !== 'postgres') {
    await dataSource.query(writeOfOnePage(store));
    const names = store.migrations.map(({ name }) => name);
    const copy = await saveBeforeMigration(dataSource, file, names);
    if (copy !== undefined) report(`the database is brought up to this version; as it was, it is kept in ${copy}`);
    await dataSource.runMigrations({ transaction: 'all' });
    return;
  }
  const guard = dataSource.createQueryRunner();
  try {
    await guard.query(`SELECT pg_advisory_lock(${MIGRATION_LOCK})`);
    await dataSource.runMigrations({ transaction: 'all' });
  } finally {
    await guard.query(`SELECT pg_advisory_unlock(${MIGRATION_LOCK})`).catch(() => undefined);
    await guard.release();
  }
}

/** The URL without its password, for messages. */
function withoutPassword(url: string): string {
  return url.replace(/^([a-z]+:\/\/[^:/@]*):[^@/]*@/i, '$1:***@');
}

/**
 * Opens the database of these settings, makes sure that it is durable and brings its schema up to date.
 * Throws DatabaseProblem with one sentence that names the file or URL, what is wrong and what to do.
 */
export async function openDatabase(settings: DatabaseSettings, entities: Entities, report: Report): Promise<Database> {
  const dataSource = await openStore(INVENTORY, settings, entities, report);
  return new Database(dataSource, emptyWriteOf(INVENTORY, dataSource));
}

/** The same for the database of leases. */
export async function openLeaseDatabase(
  settings: DatabaseSettings,
  entities: Entities,
  report: Report,
): Promise<LeaseDatabase> {
  const dataSource = await openStore(LEASES, settings, entities, report);
  return new LeaseDatabase(dataSource, emptyWriteOf(LEASES, dataSource));
}

/** Hears what an operator should know of the opening. */
type Report = (sentence: string) => void;

type DatabaseSettings = Pick<Settings, 'dataDir' | 'databaseUrl'>;

function emptyWriteOf(store: Store, dataSource: DataSource): string {
  return dataSource.options.type === 'postgres' ? 'SELECT 1' : writeOfOnePage(store);
}

async function openStore(
  store: Store,
  settings: DatabaseSettings,
  entities: Entities,
  report: Report,
): Promise<DataSource> {
  const file = join(settings.dataDir, store.file);
  const name = settings.databaseUrl === undefined ? file : withoutPassword(settings.databaseUrl);
  let dataSource: DataSource | undefined;
  try {
    let options: DataSourceOptions;
    if (settings.databaseUrl === undefined) {
      await mkdir(settings.dataDir, { recursive: true, mode: 0o750 });
      options = await sqliteOptions(file);
    } else {
      options = postgresOptions(settings.databaseUrl);
    }
    dataSource = new DataSource({
      ...options,
      entities,
      migrations: [...store.migrations],
      synchronize: false,
      migrationsRun: false,
      logging: false,
    });
    await dataSource.initialize();
    if (options.type === 'postgres') await checkPostgresDurable(dataSource);
    else await makeSqliteDurable(dataSource);
    await migrate(dataSource, store, file, report);
    return dataSource;
  } catch (error) {
    if (dataSource?.isInitialized) await dataSource.destroy().catch(() => undefined);
    const reason = explainDatabaseError(error) ?? (error instanceof Error ? error.message : String(error));
    throw new DatabaseProblem(`The database ${name} cannot be used: ${reason}.`, { cause: error });
  }
}
