/**
 * Builds the web console into dist/console, unless nothing that it is made of has changed since the last time. Each file
 * is also laid there compressed, so that the appliance compresses nothing while packets wait.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';

const STAMP = 'dist/console.stamp';
const COMPRESSED = /\.(js|css|html|svg)$/;

function filesBelow(folder) {
  return readdirSync(folder, { recursive: true })
    .map((path) => join(folder, path))
    .filter((path) => statSync(path).isFile())
    .sort();
}

function digestOfSources() {
  const digest = createHash('sha256');
  for (const path of [...filesBelow('console'), 'package-lock.json', 'scripts/console.mjs']) {
    digest.update(path).update(readFileSync(path));
  }
  return digest.digest('hex');
}

function readStamp() {
  try {
    return readFileSync(STAMP, 'utf8');
  } catch {
    return undefined;
  }
}

const digest = digestOfSources();
if (readStamp() !== digest) {
  const { build } = await import('vite');
  await build({ configFile: 'console/vite.config.ts', logLevel: 'warn' });
  for (const path of filesBelow('dist/console').filter((file) => COMPRESSED.test(file))) {
    const bytes = readFileSync(path);
    writeFileSync(`${path}.br`, brotliCompressSync(bytes));
    writeFileSync(`${path}.gz`, gzipSync(bytes));
  }
  writeFileSync(STAMP, digest);
}
