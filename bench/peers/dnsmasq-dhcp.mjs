import { join } from 'node:path';
import { SERVER_INTERFACE } from '../namespaces.mjs';
import { requireProgram } from '../program.mjs';

/** dnsmasq with a pool; it does not ask the wire by ICMP first, as none of the others does here. */
export const dnsmasqDhcp = {
  name: 'dnsmasq-dhcp',
  protocols: [],
  pools: 'the whole file is rewritten in place and synced for each ACK: not safe in a crash',

  prepare(_folder, population) {
    requireProgram('dnsmasq');
    this.range = `${population.pool.first},${population.pool.last},${population.mask},1h`;
  },

  command(folder) {
    return {
      command: [
        requireProgram('dnsmasq'),
        ...['--keep-in-foreground', '--conf-file=/dev/null', '--user=root', '--group=root', '--pid-file', '--port=0'],
        ...[
          `--interface=${SERVER_INTERFACE}`,
          '--bind-interfaces',
          '--dhcp-authoritative',
          '--no-ping',
          '--quiet-dhcp',
        ],
        ...[`--dhcp-range=${this.range}`, `--dhcp-leasefile=${join(folder, 'leases')}`, '--dhcp-lease-max=200000'],
        '--log-facility=/dev/null',
      ],
    };
  },
};
