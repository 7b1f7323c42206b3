import { createWriteStream, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { SERVER_INTERFACE } from '../namespaces.mjs';
import { SERVER_ADDRESS } from '../population.mjs';
import { requireProgram } from '../program.mjs';

/** ISC dhcpd with a host block per machine, for which it stores nothing; or with a pool. */
export const dhcpd = {
  name: 'dhcpd',
  protocols: ['dhcp'],
  pools: 'fsync before each ACK; the file is appended to',

  async prepare(folder, population) {
    requireProgram('dhcpd');
    await pipeline(Readable.from(configuration(population)), createWriteStream(join(folder, 'dhcpd.conf')));
    writeFileSync(join(folder, 'leases'), '');
  },

  command(folder) {
    const files = ['-cf', join(folder, 'dhcpd.conf'), '-lf', join(folder, 'leases'), '--no-pid'];
    return { command: [requireProgram('dhcpd'), '-4', '-q', '-f', ...files, SERVER_INTERFACE] };
  },
};

function* configuration(population) {
  yield 'authoritative; ping-check false; default-lease-time 3600; max-lease-time 3600;\n';
  const { pool } = population;
  const range = pool === undefined ? '' : `range ${pool.first} ${pool.last}; `;
  yield `subnet 10.80.0.0 netmask ${population.mask} { ${range}option routers ${SERVER_ADDRESS}; }\n`;
  for (const { mac, address, hostname } of population) {
    yield `host ${hostname} { hardware ethernet ${mac}; fixed-address ${address}; }\n`;
  }
}
