import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BenchProblem } from '../bench-problem.mjs';
import { DATA } from '../folders.mjs';
import { requireProgram } from '../program.mjs';

/** Where Debian puts the server's programs, a folder per version. */
const VERSIONS = '/usr/lib/postgresql';
/** The only user that may run it; root may not. */
const OWNER = 'postgres';

/** A PostgreSQL as Debian's packages leave it (fsync and synchronous_commit are on), in folders of our own. */
export function postgresProgram(name) {
  const versions = existsSync(VERSIONS) ? readdirSync(VERSIONS).sort((a, b) => Number(b) - Number(a)) : [];
  const path = versions.map((version) => join(VERSIONS, version, 'bin', name)).find((file) => existsSync(file));
  if (path === undefined) throw new BenchProblem(`The program ${name} is missing: apt-get install postgresql`);
  return path;
}

/** The command that runs `words` as the owner of databases. */
export const asOwner = (words) => [
  requireProgram('setpriv'),
  ...[`--reuid=${OWNER}`, `--regid=${OWNER}`, '--clear-groups', '--', ...words],
];

/** The command of a server on this data folder, on 127.0.0.1 of whatever namespace it runs in. */
export const serverCommand = (data) =>
  asOwner([
    postgresProgram('postgres'),
    ...['-D', data, '-c', `unix_socket_directories=${data}`, '-c', 'listen_addresses=127.0.0.1'],
  ]);

/** A data folder with Kea's empty tables, made once by Kea's own tool and then copied. */
export async function copyKeaDatabase(to) {
  const kept = join(DATA, 'kea-postgresql');
  if (!existsSync(join(kept, 'ready'))) await makeKeaDatabase(kept);
  cpSync(join(kept, 'data'), to, { recursive: true, preserveTimestamps: true });
  own(to);
}

async function makeKeaDatabase(kept) {
  rmSync(kept, { recursive: true, force: true });
  const data = join(kept, 'data');
  mkdirSync(data, { recursive: true });
  own(data);
  run(asOwner([postgresProgram('initdb'), '-D', data, '-A', 'trust']));
  const [program, ...words] = serverCommand(data);
  const server = spawn(program, words, { stdio: 'ignore' });
  try {
    const psql = [postgresProgram('psql'), '-q', '-h', '127.0.0.1', '-U', OWNER];
    run(['/bin/sh', '-c', `until ${postgresProgram('pg_isready')} -q -h 127.0.0.1; do sleep 0.1; done`]);
    run([...psql, '-c', 'CREATE USER kea', '-c', 'CREATE DATABASE kea OWNER kea']);
    run([requireProgram('kea-admin'), 'db-init', 'pgsql', '-h', '127.0.0.1', '-u', 'kea', '-n', 'kea']);
  } finally {
    server.kill('SIGINT');
    await once(server, 'exit');
  }
  writeFileSync(join(kept, 'ready'), '');
}

/** No one but its owner may look into a database folder, or the server does not start. */
function own(folder) {
  run([requireProgram('chown'), '-R', `${OWNER}:`, folder]);
  run([requireProgram('chmod'), '700', folder]);
}

function run([program, ...words]) {
  execFileSync(program, words, { stdio: ['ignore', 'ignore', 'inherit'] });
}
