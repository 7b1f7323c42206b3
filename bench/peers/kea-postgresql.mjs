import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { requireProgram } from '../program.mjs';
import { configuration } from './kea.mjs';
import { copyKeaDatabase, postgresProgram, serverCommand } from './postgresql.mjs';

const LEASES = { type: 'postgresql', name: 'kea', host: '127.0.0.1', user: 'kea', password: '' };

/** Kea with its leases in a PostgreSQL of its own, both in the server's namespace. */
export const keaPostgresql = {
  name: 'kea-postgresql',
  protocols: [],
  pools: 'commit (fdatasync of the WAL) before each ACK',

  async prepare(folder, population) {
    const kea = requireProgram('kea-dhcp4');
    const data = join(folder, 'pg');
    await copyKeaDatabase(data);
    writeFileSync(join(folder, 'kea.json'), JSON.stringify({ Dhcp4: configuration(population, LEASES) }));
    writeFileSync(
      join(folder, 'run.sh'),
      `${serverCommand(data).join(' ')} &
database=$!
until ${postgresProgram('pg_isready')} -q -h 127.0.0.1; do sleep 0.05; done
${kea} -c ${join(folder, 'kea.json')} &
kea=$!
trap 'kill -TERM $kea; wait $kea; kill -INT $database; wait $database; exit 0' TERM INT
wait $kea
`,
    );
  },

  command(folder) {
    const environment = { KEA_PIDFILE_DIR: folder, KEA_LOCKFILE_DIR: folder, KEA_LOGGER_DESTINATION: 'stdout' };
    return { command: ['/bin/sh', join(folder, 'run.sh')], environment };
  },
};
