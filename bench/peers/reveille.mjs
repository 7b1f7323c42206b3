import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BenchProblem } from '../bench-problem.mjs';
import { REPOSITORY, TFTP_ROOT } from '../folders.mjs';
import { HTTP_PORT } from '../load/httpload.mjs';
import { TOKEN } from '../load/restload.mjs';
import { SERVER_INTERFACE } from '../namespaces.mjs';
import { inventoryOf } from './reveille-inventory.mjs';

/** The flags and the file of `npm start`, so that what is measured is what users run. */
const [, ...START] = JSON.parse(readFileSync(join(REPOSITORY, 'package.json'), 'utf8')).scripts.start.split(' ');
const FLAGS = START.slice(0, -1);
const MAIN = join(REPOSITORY, START.at(-1));

/**
 * The appliance as a service would run it: an inventory of its own, the journal on, the log at info into a file. Only
 * the inventory is made beforehand. `nodeFlags`: flags for Node itself, such as --cpu-prof; `settings`: environment over
 * what stands here.
 */
export function reveille({ nodeFlags, settings }) {
  return {
    name: 'reveille',
    protocols: ['rarp', 'dhcp', 'tftp', 'http', 'rest'],
    pools: 'one commit (WAL, synchronous=FULL) for many ACKs, before they leave',

    async prepare(folder, population) {
      if (!existsSync(MAIN)) throw new BenchProblem('dist/ has no build of the appliance: run npm run build.');
      cpSync(await inventoryOf(population), join(folder, 'data'), { recursive: true });
      mkdirSync(TFTP_ROOT, { recursive: true });
    },

    command(folder) {
      const environment = {
        NODE_ENV: 'production',
        REVEILLE_DATA_DIR: join(folder, 'data'),
        REVEILLE_TFTP_ROOT: TFTP_ROOT,
        REVEILLE_INTERFACES: SERVER_INTERFACE,
        REVEILLE_HTTP_PORT: String(HTTP_PORT),
        REVEILLE_LOG: 'info',
        REVEILLE_ADMIN_TOKEN: TOKEN,
        ...settings,
      };
      return { command: [process.execPath, ...FLAGS, ...nodeFlags, MAIN], environment, cwd: folder };
    },
  };
}
