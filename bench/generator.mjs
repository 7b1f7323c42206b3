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

/** A library that a server is started with (LD_PRELOAD), compiled likewise. */
export function preload(name) {
  const source = join(GENERATOR_SOURCES, `${name}.c`);
  const library = join(GENERATORS, `${name}.so`);
  if (!isNewer(library, source)) {
    mkdirSync(GENERATORS, { recursive: true });
    const words = ['-O2', '-Wall', '-Wextra', '-shared', '-fPIC', '-o', library, source, '-ldl'];
    execFileSync(requireProgram('gcc'), words, { stdio: 'inherit' });
  }
  return library;
}

function isNewer(file, than) {
  const made = statSync(file, { throwIfNoEntry: false });
  return made !== undefined && made.mtimeMs > statSync(than).mtimeMs;
}
