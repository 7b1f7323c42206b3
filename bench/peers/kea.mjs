import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SERVER_INTERFACE } from '../namespaces.mjs';
import { SERVER_ADDRESS } from '../population.mjs';
import { requireProgram } from '../program.mjs';

/** Kea with a reservation per machine, or with a pool, and the memfile lease store, persistent as it comes. */
export const kea = {
  name: 'kea',
  protocols: ['dhcp'],
  pools: 'written, not synced: survives kill -9, not a power cut',

  prepare(folder, population) {
    requireProgram('kea-dhcp4');
    writeFileSync(join(folder, 'kea.json'), JSON.stringify({ Dhcp4: configuration(population, memfile(folder)) }));
  },

  command(folder) {
    const environment = { KEA_PIDFILE_DIR: folder, KEA_LOCKFILE_DIR: folder, KEA_LOGGER_DESTINATION: 'stdout' };
    return { command: [requireProgram('kea-dhcp4'), '-c', join(folder, 'kea.json')], environment };
  },
};

function memfile(folder) {
  return { type: 'memfile', persist: true, name: join(folder, 'leases.csv'), 'lfc-interval': 3600 };
}

export function configuration(population, leaseDatabase) {
  const reservations = Array.from(population, ({ mac, address, hostname }) => ({
    'hw-address': mac,
    'ip-address': address,
    hostname,
  }));
  return {
    'interfaces-config': { interfaces: [SERVER_INTERFACE], 'dhcp-socket-type': 'udp' },
    'lease-database': leaseDatabase,
    'valid-lifetime': 3600,
    'renew-timer': 1800,
    'rebind-timer': 3000,
    authoritative: true,
    loggers: [{ name: 'kea-dhcp4', output_options: [{ output: 'stdout' }], severity: 'ERROR' }],
    subnet4: [
      {
        id: 1,
        subnet: population.network,
        'option-data': [{ name: 'routers', data: SERVER_ADDRESS }],
        pools: population.pool === undefined ? [] : [{ pool: `${population.pool.first}-${population.pool.last}` }],
        reservations,
      },
    ],
  };
}
