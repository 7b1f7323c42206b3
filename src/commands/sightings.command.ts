import { Command } from 'commander';
import type { MachineView } from '../inventory/machines/machine.view.js';
import type { SightingView } from '../sightings/sighting.schema.js';
import { examples } from './examples.render.js';
import { readFieldSettings } from './field-settings.js';
import { readCount } from './read-option.js';
import type { Session } from './session.js';
import type { Column } from './table.render.js';

const PATH = '/api/v1/sightings';

const COLUMNS: readonly Column<SightingView>[] = [
  { title: 'MAC', of: ({ mac }) => mac },
  { title: 'MAKER', of: ({ vendor }) => vendor },
  { title: 'LAST SEEN', of: ({ lastSeenAt }) => lastSeenAt },
  { title: 'TIMES', of: ({ times }) => times },
  { title: 'ON', of: (sighting) => sighting.interface },
  { title: 'ASKED', of: ({ protocol, what }) => `${protocol}: ${what}` },
];

/** reveille sightings … */
export function sightingsCommand(session: Session): Command {
  const sightings = new Command('sightings').alias('sighting').description('who asked and is not in the inventory');
  sightings
    .command('list')
    .description('list them, the latest first')
    .option('--limit <n>', 'at most so many', readCount)
    .addHelpText('after', examples('reveille sightings list'))
    .action(({ limit }: { limit?: number }) =>
      session.showList(
        session.appliance.items<SightingView>(PATH, {}, limit),
        COLUMNS,
        'Nobody unknown has asked. A machine that is switched on and not listed here is not heard: reveille doctor',
      ),
    );
  sightings
    .command('adopt')
    .argument('<mac>')
    .argument('<hostname>')
    .argument('[settings...]', 'ip=ADDRESS and other field=value of a machine')
    .description('make a machine of it')
    .addHelpText(
      'after',
      examples('reveille sightings adopt 52:54:00:12:34:56 node7 ip=10.79.0.7 boot.profile=debian-12'),
    )
    .action(async (mac: string, hostname: string, settings: string[]) => {
      const body = { hostname, ...readFieldSettings(settings) };
      const path = `${PATH}/${encodeURIComponent(mac)}/adopt`;
      const machine = await session.appliance.write<MachineView>('POST', path, { body });
      session.showDone(`${machine.hostname} is in the inventory as machine ${machine.id}.`, machine);
    });
  sightings
    .command('delete')
    .alias('rm')
    .argument('<mac>')
    .description('forget it; it is back when it asks again')
    .addHelpText('after', examples('reveille sightings delete 52:54:00:12:34:56'))
    .action(async (mac: string) => {
      await session.appliance.write('DELETE', `${PATH}/${encodeURIComponent(mac)}`);
      session.showDone(`${mac} is forgotten.`, undefined);
    });
  return sightings;
}
