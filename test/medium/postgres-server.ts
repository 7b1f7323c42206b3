import { execFile } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Where Debian puts the server's programs, one folder per version. */
const DEBIAN = '/usr/lib/postgresql';

/** The newest installed server's programs, or undefined. */
export function postgresPrograms(): string | undefined {
  if (!existsSync(DEBIAN)) return undefined;
  const versions = readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a));
  return versions.map((version) => join(DEBIAN, version, 'bin')).find((bin) => existsSync(join(bin, 'initdb')));
}

/** PostgreSQL refuses to run as root: then it runs as `postgres` or `nobody`. */
function unprivileged(): { readonly uid?: number; readonly gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const lines = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const user = lines.find(([name]) => name === 'postgres') ?? lines.find(([name]) => name === 'nobody');
  return { uid: Number(user?.[2] ?? 65_534), gid: Number(user?.[3] ?? 65_534) };
}

/** A PostgreSQL server of its own in a temporary folder, reached by a unix socket only. */
export interface PostgresServer {
  /** The URL of a new, empty database; `options` go to the server, as `-c name=value`. */
  emptyDatabase(): Promise<string>;
  stop(): Promise<void>;
}

export async function startPostgres(bin: string): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'reveille-pg-'));
  const user = unprivileged();
  if (user.uid !== undefined && user.gid !== undefined) chownSync(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  const program = (name: string, ...args: string[]): Promise<unknown> =>
    run(join(bin, name), args, { ...user, cwd: folder, env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8' } });
  await program('initdb', '-D', data, '-U', 'reveille', '--auth=trust', '-E', 'UTF8', '--no-sync');
  await program(
    'pg_ctl',
    '-D',
    data,
    '-l',
    join(folder, 'log'),
    '-w',
    '-o',
    `-k ${folder} -c listen_addresses=''`,
    'start',
  );
  let databases = 0;
  return {
    async emptyDatabase() {
      const name = `inventory${++databases}`;
      await program('createdb', '-h', folder, '-U', 'reveille', name);
      return `postgres://reveille@localhost/${name}?host=${encodeURIComponent(folder)}`;
    },
    async stop() {
      await program('pg_ctl', '-D', data, '-w', '-m', 'immediate', 'stop');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
