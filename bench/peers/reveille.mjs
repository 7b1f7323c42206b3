import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { BenchProblem } from '../bench-problem.mjs';
import { REPOSITORY } from '../folders.mjs';
import { SERVER_INTERFACE } from '../namespaces.mjs';
import { inventoryOf } from './reveille-inventory.mjs';

const MAIN = join(REPOSITORY, 'dist/src/main.js');

/**
 * The appliance as a service would run it: an inventory of its own, the journal on, the log at info into a file. Only
 * the inventory is made beforehand. `nodeFlags`: flags for Node itself, such as --cpu-prof; `settings`: environment over
 * what stands here.
 */
export function reveille({ nodeFlags, settings }) {
  return {
    name: 'reveille',
    protocols: ['rarp', 'dhcp'],

    async prepare(folder, population) {
      if (!existsSync(MAIN)) throw new BenchProblem('dist/ has no build of the appliance: run npx nest build.');
      cpSync(await inventoryOf(population), join(folder, 'data'), { recursive: true });
      mkdirSync(join(folder, 'tftpboot'));
    },

    command(folder) {
      const environment = {
        NODE_ENV: 'production',
        REVEILLE_DATA_DIR: join(folder, 'data'),
        REVEILLE_TFTP_ROOT: join(folder, 'tftpboot'),
        REVEILLE_INTERFACES: SERVER_INTERFACE,
        REVEILLE_LOG: 'info',
        ...settings,
      };
      return { command: [process.execPath, ...nodeFlags, MAIN], environment, cwd: folder };
    },
  };
}
