import { Command, Option } from 'commander';
import type { LeaseView, ShownState } from '../addressing/lease.view.js';
import { examples } from './examples.render.js';
import { readCount } from './read-option.js';
import type { Session } from './session.js';
import type { Column } from './table.render.js';

const PATH = '/api/v1/leases';

const STATES: readonly ShownState[] = ['offered', 'leased', 'expired', 'released', 'quarantined'];

const COLUMNS: readonly Column<LeaseView>[] = [
  { title: 'IP', of: ({ ip }) => ip },
  { title: 'STATE', of: ({ state }) => state },
  { title: 'MAC', of: ({ mac }) => mac },
  { title: 'CALLS ITSELF', of: ({ hostname }) => hostname },
  { title: 'NETWORK', of: ({ network }) => network.name },
  { title: 'UNTIL', of: ({ until }) => until },
  { title: 'PLUGGED IN AT', of: ({ relayAgentParts }) => relayAgentParts.map(printPart) },
];

/** `circuit id Gi0/3`: what relays and switches said of the client, a line for each. */
function printPart({ code, name, text, hex }: LeaseView['relayAgentParts'][number]): string {
  return `${name ?? code} ${text ?? `0x${hex}`}`;
}

interface LeaseFilters {
  readonly network?: string;
  readonly state?: string;
  readonly mac?: string;
  readonly limit?: number;
}

/** reveille leases … */
export function leasesCommand(session: Session): Command {
  const leases = new Command('leases').alias('lease').description('addresses of pools, and who has them');
  leases
    .command('list')
    .description('list leases')
    .option('--network <name>', 'only of this network')
    .addOption(new Option('--state <state>', 'only in this state').choices(STATES))
    .option('--mac <mac>', 'only of this MAC')
    .option('--limit <n>', 'at most so many', readCount)
    .addHelpText('after', examples('reveille leases list', 'reveille leases list --network lab --state leased'))
    .action(({ limit, ...filters }: LeaseFilters) =>
      session.showList(
        session.appliance.items<LeaseView>(PATH, { ...filters }, limit),
        COLUMNS,
        'There is no such lease. Networks of mode pool give them: reveille networks set NAME mode=pool pools=…',
      ),
    );
  leases
    .command('show')
    .argument('<ip>')
    .description('everything about one lease')
    .addHelpText('after', examples('reveille leases show 10.79.0.200'))
    .action(async (ip: string) => session.showRecord(await session.appliance.get(`${PATH}/${encodeURIComponent(ip)}`)));
  leases
    .command('delete')
    .alias('rm')
    .argument('<ip>')
    .description('end a lease, or a quarantine: the address is free again')
    .addHelpText('after', examples('reveille leases delete 10.79.0.200'))
    .action(async (ip: string) => {
      await session.appliance.write('DELETE', `${PATH}/${encodeURIComponent(ip)}`);
      session.showDone(`${ip} is free.`, undefined);
    });
  return leases;
}
