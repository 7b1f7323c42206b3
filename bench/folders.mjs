import { fileURLToPath } from 'node:url';

const folder = (path) => fileURLToPath(new URL(path, import.meta.url));

export const REPOSITORY = folder('..');
export const GENERATOR_SOURCES = folder('load');
export const GENERATORS = folder('bin');
/** JSON lines, one per measured run. */
export const RESULTS = folder('results');
/** Databases made ready, and one folder per running server; a real disk, because servers flush to it. */
export const DATA = folder('data');
/** What every TFTP server in the benchmark serves. */
export const TFTP_ROOT = folder('data/tftpboot');
