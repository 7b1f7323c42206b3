import { Command } from 'commander';
import { examples } from './examples.render.js';

/** reveille serve: the appliance itself, in this process, set up by the environment (docs/operations.md). */
export function serveCommand(): Command {
  return new Command('serve')
    .description('run the appliance (settings: the environment, and reveille.env in the data directory)')
    .addHelpText('after', examples('REVEILLE_DATA_DIR=/var/lib/reveille reveille serve'))
    .action(async () => {
      await import('../main.js');
    });
}
