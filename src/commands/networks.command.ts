import type { Command } from 'commander';
import type { NetworkView } from '../inventory/networks/network.view.js';
import { recordCommands } from './record-commands.js';
import type { Session } from './session.js';

/** reveille networks … */
export function networksCommand(session: Session): Command {
  return recordCommands<NetworkView>(session, {
    plural: 'networks',
    singular: 'network',
    path: '/api/v1/networks',
    description: 'the IP networks that are served, and how (mode known, pool, proxy, shadow or off)',
    columns: [
      { title: 'ID', of: ({ id }) => id },
      { title: 'NAME', of: ({ name }) => name },
      { title: 'CIDR', of: ({ cidr }) => cidr },
      { title: 'MODE', of: ({ mode }) => mode },
      { title: 'GATEWAY', of: ({ gateway }) => gateway },
      { title: 'DNS', of: ({ dns }) => dns },
      { title: 'POOLS', of: ({ pools }) => pools.map(({ from, to }) => `${from} - ${to}`) },
    ],
    second: { word: 'cidr', field: 'cidr' },
    empty: 'There is no network yet. Add one: reveille networks add lab 192.168.0.0/24',
    example: {
      name: 'lab',
      added: 'lab 10.79.0.0/24 gateway=10.79.0.2 dns=\'["10.79.0.1"]\'',
      settings: 'mode=pool pools=\'[{"from":"10.79.0.200","to":"10.79.0.230"}]\'',
    },
  });
}
