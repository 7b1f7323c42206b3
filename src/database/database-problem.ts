/** The database cannot be used: one sentence for the operator that says what is wrong and what to do. */
export class DatabaseProblem extends Error {
  override readonly name = 'DatabaseProblem';
}

/** SQLite's and PostgreSQL's error codes, and those of the file system below, that an operator can do something about. */
const SENTENCES: Readonly<Record<string, string>> = {
  SQLITE_CANTOPEN: 'the file cannot be opened; check that the folder exists and that this user may write in it',
  SQLITE_READONLY: 'the file or its folder is read-only; make it writable for this user',
  SQLITE_PERM: 'this user may not use the file; correct its owner or mode',
  SQLITE_AUTH: 'this user may not use the file; correct its owner or mode',
  SQLITE_FULL: 'the disk is full; free some space',
  SQLITE_IOERR: 'the disk reported an input/output error; look at the kernel log (dmesg), and at the free space',
  SQLITE_NOTADB: 'the file is not an SQLite database; move it away, or point REVEILLE_DATA_DIR elsewhere',
  SQLITE_CORRUPT: 'the file is damaged; restore it from a backup',
  SQLITE_BUSY: 'another program holds a lock on the file; stop it (is a second appliance running on this folder?)',
  SQLITE_LOCKED: 'another program holds a lock on the file; stop it (is a second appliance running on this folder?)',
  EACCES: 'this user may not write there; correct the owner or mode of the folder',
  EPERM: 'this user may not write there; correct the owner or mode of the folder',
  EROFS: 'the file system is mounted read-only; remount it, or point REVEILLE_DATA_DIR elsewhere',
  ENOSPC: 'the disk is full; free some space',
  EDQUOT: 'the disk quota is used up; free some space',
  ENOTDIR: 'a part of the path is a file, not a folder; correct REVEILLE_DATA_DIR',
  EEXIST: 'a file stands where the folder should be; correct REVEILLE_DATA_DIR',
  ECONNREFUSED: 'nothing answers at that host and port; start PostgreSQL, or correct REVEILLE_DATABASE_URL',
  ENOENT: 'the path does not exist and cannot be made; correct it, or remount the file system if that is read-only',
  ENOTFOUND: 'the host name does not resolve; correct REVEILLE_DATABASE_URL',
  EAI_AGAIN: 'the host name does not resolve at the moment; check the name server, or write the address',
  ETIMEDOUT: 'the host does not answer; check the network and REVEILLE_DATABASE_URL',
  EHOSTUNREACH: 'the host cannot be reached; check the network and REVEILLE_DATABASE_URL',
  '28P01': 'the password is wrong; correct REVEILLE_DATABASE_URL',
  '28000': 'this user may not connect; correct REVEILLE_DATABASE_URL or pg_hba.conf',
  '3D000': 'the database does not exist; create it, or correct REVEILLE_DATABASE_URL',
  '42501': 'this user lacks a right; grant it CREATE on the schema',
  '53100': 'the disk of the PostgreSQL server is full; free some space there',
  '57P03': 'PostgreSQL is still starting; try again',
};

/** The code that a driver or the system gave an error, looked for in the error itself and in what it wraps. */
function errorCode(error: unknown): string | undefined {
  for (let current: unknown = error; typeof current === 'object' && current !== null;) {
    const { code, driverError, cause } = current as { code?: unknown; driverError?: unknown; cause?: unknown };
    if (typeof code === 'string') return code;
    current = driverError ?? cause;
  }
  return undefined;
}

/** Is this the database saying that a value is taken, by a unique index? */
export function isUniqueViolation(error: unknown): boolean {
  const code = errorCode(error);
  return code === '23505' || (code === 'SQLITE_CONSTRAINT' && /UNIQUE constraint/.test(String(error)));
}

/** What is wrong with the database and what to do, when it is something that an operator can mend. */
export function explainDatabaseError(error: unknown): string | undefined {
  if (error instanceof DatabaseProblem) return error.message;
  const code = errorCode(error);
  return code === undefined ? undefined : SENTENCES[code];
}
