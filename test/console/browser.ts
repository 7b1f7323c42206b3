import { existsSync } from 'node:fs';

/** Debian's package `chromium`. */
export const CHROMIUM = '/usr/bin/chromium';

/** In CI a missing browser is a failure and not a skipped test. */
export const isSkipped = !existsSync(CHROMIUM) && process.env['CI'] === undefined;
if (isSkipped) console.warn('The tests of the console are skipped: apt-get install chromium');
