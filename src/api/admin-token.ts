import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { chmod, mkdir, open, readFile, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Settings } from '../settings/settings.js';

export const ADMIN_TOKEN_FILE = 'admin-token';

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();

/** The token that opens /api/v1. The start screen prints `value` once: when `madeNow`. */
export class AdminToken {
  private readonly digest: Buffer;

  constructor(
    readonly value: string,
    readonly madeNow: boolean,
    /** The file that keeps it; undefined when REVEILLE_ADMIN_TOKEN set it. */
    readonly path: string | undefined,
  ) {
    this.digest = digestOf(value);
  }

  /** Takes the same time whatever was offered: digests of equal length are compared, octet by octet to the end. */
  matches(offered: string): boolean {
    return timingSafeEqual(digestOf(offered), this.digest);
  }
}

async function keptToken(path: string): Promise<string | undefined> {
  let value: string;
  try {
    value = (await readFile(path, 'utf8')).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new Error(`The admin token cannot be read from ${path}: ${(error as Error).message}`, { cause: error });
  }
  if (!/^[\x21-\x7e]{16,}$/.test(value)) {
    throw new Error(
      `${path} holds no token (one line of at least 16 printable characters): remove the file and a new one is made.`,
    );
  }
  // A token that others can read is one that others have; 0600 again, whatever a backup or an editor made of it.
  if (((await stat(path)).mode & 0o077) !== 0) {
    await chmod(path, 0o600).catch((error: unknown) => {
      throw new Error(
        `Others can read ${path}, and its mode cannot be changed: make this user its owner, with mode 600.`,
        {
          cause: error,
        },
      );
    });
  }
  return value;
}

/** Writes a new file, to the disk, or leaves none: half a token would stop the next start. */
async function keep(path: string, value: string): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(`${value}\n`);
    await file.sync();
  } catch (error) {
    await unlink(path).catch(() => undefined);
    throw error;
  } finally {
    await file.close();
  }
}

/** The token of the settings, or the kept one, or a new one of 256 random bits, kept with mode 0600. */
export async function readAdminToken(settings: Pick<Settings, 'adminToken' | 'dataDir'>): Promise<AdminToken> {
  if (settings.adminToken !== undefined) return new AdminToken(settings.adminToken, false, undefined);
  const path = join(settings.dataDir, ADMIN_TOKEN_FILE);
  const kept = await keptToken(path);
  if (kept !== undefined) return new AdminToken(kept, false, path);
  const value = randomBytes(32).toString('base64url');
  try {
    await mkdir(settings.dataDir, { recursive: true, mode: 0o750 });
    await keep(path, value);
  } catch (error) {
    throw new Error(
      `The admin token cannot be kept in ${path}: ${(error as Error).message}. Make the folder writable, or set REVEILLE_ADMIN_TOKEN.`,
      { cause: error },
    );
  }
  return new AdminToken(value, true, path);
}
