import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';

export type Environment = Readonly<Record<string, string | undefined>>;

/** The process's environment alone. This is the only file that looks at `process.env`. */
export function ownEnvironment(): Environment {
  return process.env;
}

/** The process's environment over `reveille.env` in the data directory (a variable that is set wins over the file). */
export function readEnvironment(): Environment {
  const own = ownEnvironment();
  const dataDir = resolve(own['REVEILLE_DATA_DIR']?.trim() || './data');
  let file: Environment = {};
  try {
    file = parseEnv(readFileSync(resolve(dataDir, 'reveille.env'), 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  return { ...file, ...own };
}
