import { rename, rm } from 'node:fs/promises';
import type { Database as Connection } from 'sqlite3';

/** Runs one statement on a connection of its own, and gives its first row. */
async function ask(file: string, sql: string, parameters: readonly string[]): Promise<unknown> {
  const { default: sqlite3 } = await import('sqlite3');
  const connection = await new Promise<Connection>((resolve, reject) => {
    const opened: Connection = new sqlite3.Database(file, sqlite3.OPEN_READWRITE, (error) => {
      if (error === null) resolve(opened);
      else reject(error);
    });
  });
  try {
    return await new Promise<unknown>((resolve, reject) => {
      connection.get(sql, [...parameters], (error: Error | null, row: unknown) => {
        if (error === null) resolve(row);
        else reject(error);
      });
    });
  } finally {
    await new Promise<void>((closed) => connection.close(() => closed()));
  }
}

/**
 * A whole copy of a database file as it is now, in one file without a log beside it, while others read and write it.
 * It is there under its name only when it is complete.
 */
export async function copySqlite(file: string, copy: string): Promise<void> {
  const growing = `${copy}.growing`;
  // What a start that was killed in the middle left: half a copy, and SQLite's journal of it.
  for (const rest of [growing, `${growing}-journal`]) await rm(rest, { force: true });
  await ask(file, 'VACUUM INTO ?', [growing]);
  await rename(growing, copy);
}

/** Does another program have this database open? It leaves the log mode for a moment, which needs to be alone. */
export async function isSqliteInUse(file: string): Promise<boolean> {
  try {
    await ask(file, 'PRAGMA journal_mode = DELETE', []);
    return false;
  } catch (error) {
    if ((error as { code?: string }).code === 'SQLITE_BUSY') return true;
    throw error;
  }
}

/** What SQLite says of a file: undefined when it is whole, else what is wrong with it. */
export async function faultOfSqlite(file: string): Promise<string | undefined> {
  const row = await ask(file, 'PRAGMA quick_check(1)', []);
  const word = (row as { quick_check?: string } | undefined)?.quick_check;
  return word === 'ok' ? undefined : (word ?? 'it gives no answer');
}
