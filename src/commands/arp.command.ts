import { Command } from 'commander';
import type { AnnounceView } from '../responders/arp/arp.schema.js';
import { examples } from './examples.render.js';
import type { Session } from './session.js';

/** reveille arp … */
export function arpCommand(session: Session): Command {
  const arp = new Command('arp').description('what the appliance tells the wire by ARP');
  arp
    .command('announce')
    .argument('[address]', 'an address of the appliance; all of them when left out')
    .option('--interface <name>', 'only on this interface')
    .description('tell everybody that an address is here now, as after a move (gratuitous ARP)')
    .addHelpText('after', examples('reveille arp announce 10.79.0.1 --interface eth0'))
    .action(async (address: string | undefined, options: { interface?: string }) => {
      const body = { address, ...options };
      const answer = await session.appliance.write<AnnounceView>('POST', '/api/v1/arp/announce', { body });
      const words = answer.announced.map((one) => `${one.address} is announced on ${one.interface}.`);
      session.showDone(words.join('\n'), answer);
    });
  return arp;
}
