import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const SOURCES = fileURLToPath(new URL('../../src', import.meta.url));
const IMPORTED = /(?:from|import)\s+'(\.[^']+)\.js'/g;

/** Who imports whom, types included. */
function readImports(): Map<string, string[]> {
  const names = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' });
  const files = names.filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'));
  return new Map(
    files.map((name) => {
      const file = join(SOURCES, name);
      const found = [...readFileSync(file, 'utf8').matchAll(IMPORTED)].map((match) => match[1] ?? '');
      return [file, found.map((path) => `${resolve(dirname(file), path)}.ts`)];
    }),
  );
}

/** The first ring that is come upon, as the files on its way. */
function findRing(imports: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const finished = new Set<string>();
  const way: string[] = [];
  const follow = (file: string): string[] | undefined => {
    if (finished.has(file)) return undefined;
    const at = way.indexOf(file);
    if (at >= 0) return way.slice(at);
    way.push(file);
    for (const next of imports.get(file) ?? []) {
      const ring = follow(next);
      if (ring !== undefined) return ring;
    }
    way.pop();
    finished.add(file);
    return undefined;
  };
  for (const file of imports.keys()) {
    const ring = follow(file);
    if (ring !== undefined) return ring;
  }
  return undefined;
}

it('finds a ring where there is one', () => {
  const imports = new Map([
    ['a', ['b', 'd']],
    ['b', ['c']],
    ['c', ['b']],
    ['d', []],
  ]);
  expect(findRing(imports)).toEqual(['b', 'c']);
});

it('no file of src imports itself by way of others, not even for a type', () => {
  const imports = readImports();
  expect(imports.size).toBeGreaterThan(400);
  expect(findRing(imports)?.map((file) => file.slice(SOURCES.length))).toBeUndefined();
});
