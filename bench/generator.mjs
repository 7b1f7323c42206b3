import { execFileSync } from 'node:child_process';
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { GENERATORS, GENERATOR_SOURCES } from './folders.mjs';
import { requireProgram } from './program.mjs';

/** The compiled load generator of this name; compiled when there is none or its source is newer. */
export function generator(name) {
  const source = join(GENERATOR_SOURCES, `${name}.c`);
  const binary = join(GENERATORS, name);
  if (!isNewer(binary, source)) {
    mkdirSync(GENERATORS, { recursive: true });
    execFileSync(requireProgram('gcc'), ['-O2', '-Wall', '-Wextra', '-o', binary, source], { stdio: 'inherit' });
  }
  return binary;
}

function isNewer(file, than) {
  const made = statSync(file, { throwIfNoEntry: false });
  return made !== undefined && made.mtimeMs > statSync(than).mtimeMs;
}
