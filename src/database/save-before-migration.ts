import { readdir, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { DataSource } from 'typeorm';
import { copySqlite } from './sqlite-copy.js';

/** Copies of earlier upgrades that are kept. */
const KEPT_COPIES = 2;

/** The first migration that a database still has to run; undefined for a new database and for one that is up to date. */
async function firstPending(dataSource: DataSource, names: readonly string[]): Promise<string | undefined> {
  const rows: unknown = await dataSource.query("SELECT 1 FROM sqlite_master WHERE name = 'migrations'");
  if ((rows as unknown[]).length === 0) return undefined;
  const done: unknown = await dataSource.query('SELECT name FROM migrations');
  const ran = new Set((done as { name: string }[]).map(({ name }) => name));
  return ran.size === 0 ? undefined : names.find((name) => !ran.has(name));
}

/**
 * Before an upgrade changes a SQLite file it is copied beside itself, as `reveille.sqlite.before-<migration>`: the way
 * back to the older version. Gives the path of the copy, or undefined when nothing is to be changed.
 */
export async function saveBeforeMigration(
  dataSource: DataSource,
  file: string,
  migrations: readonly string[],
): Promise<string | undefined> {
  const pending = await firstPending(dataSource, migrations);
  if (pending === undefined) return undefined;
  const copy = `${file}.before-${pending}`;
  await copySqlite(file, copy);
  await removeOldCopies(file);
  return copy;
}

async function removeOldCopies(file: string): Promise<void> {
  const folder = dirname(file);
  const names = (await readdir(folder)).filter((name) => name.startsWith(`${basename(file)}.before-`));
  const copies = await Promise.all(
    names.map(async (name) => ({ path: join(folder, name), at: (await stat(join(folder, name))).mtimeMs })),
  );
  copies.sort((a, b) => b.at - a.at);
  for (const { path } of copies.slice(KEPT_COPIES)) await rm(path, { force: true });
}
