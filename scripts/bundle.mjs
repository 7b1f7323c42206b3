/**
 * Joins the compiled program and the libraries that it loads at start into dist/main.js and dist/cli.js. Node reads one file instead of
 * some two thousand: the appliance is up in about half the time and holds about 20 MB less (docs/decisions/0004).
 * `dist/src/` stays as it is, for tests, the demo and debugging.
 */
import { chmodSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { rolldown } from 'rolldown';

/** Packages with native code, and those that are loaded only on demand: they stay outside and are found in node_modules. */
const OUTSIDE = ['sqlite3', 'koffi', 'pino', 'pino-pretty', 'pg', '@nestjs/swagger', 'swagger-ui-dist', 'oui-data'];

const isOutside = (id) => OUTSIDE.some((name) => id === name || id.startsWith(`${name}/`));

/** Optional peers of Nest and TypeORM that are not installed: left as they are, for nobody ever asks for them. */
const leaveMissingPackages = {
  name: 'leave-missing-packages',
  async resolveId(id, importer, options) {
    if (importer === undefined || id.startsWith('.') || id.startsWith('/')) return null;
    if (id.startsWith('node:') || builtinModules.includes(id) || isOutside(id)) return { id, external: true };
    const found = await this.resolve(id, importer, { ...options, skipSelf: true });
    return found ?? { id, external: true };
  },
};

/** What CommonJS libraries expect to find in their file; a module has neither. */
const COMMONJS_NAMES = [
  "import { fileURLToPath as __pathOfUrl } from 'node:url';",
  "import { dirname as __folderOf } from 'node:path';",
  'const __filename = __pathOfUrl(import.meta.url);',
  'const __dirname = __folderOf(__filename);',
].join('\n');

const bundle = await rolldown({
  input: { main: 'dist/src/main.js', cli: 'dist/src/cli.js', 'tftp.worker': 'dist/src/responders/tftp/tftp.worker.js' },
  platform: 'node',
  plugins: [leaveMissingPackages],
  logLevel: 'silent',
});
await bundle.write({
  dir: 'dist',
  format: 'esm',
  sourcemap: true,
  banner: COMMONJS_NAMES,
  keepNames: true,
  // V8 holds the source while the program runs, with two octets a character as soon as one is beyond Latin-1.
  charset: 'ascii',
  comments: { legal: true, annotation: false, jsdoc: false },
  entryFileNames: '[name].js',
  // Beside the entries: the program looks for its worker and its console where its own file lies.
  chunkFileNames: 'chunk-[name].js',
});
chmodSync('dist/cli.js', 0o755);
