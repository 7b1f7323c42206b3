import { good, note, wrong, type Finding } from './finding.js';

export interface DataDirectoryFacts {
  readonly path: string;
  /** The error code of an attempt to write there; undefined: it can be written. */
  readonly trouble: string | undefined;
  readonly freeBytes: number | undefined;
}

const MEBIBYTE = 1024 * 1024;
/** Below this the journal and the leases may soon find no room. */
const SCARCE_BYTES = 500 * MEBIBYTE;

/** Can the databases be written, and for how long? */
export function checkDataDirectory({ path, trouble, freeBytes }: DataDirectoryFacts): Finding[] {
  if (trouble !== undefined) {
    return [
      wrong(`${path} cannot be written (${trouble})`, `chown it to this user, or point REVEILLE_DATA_DIR elsewhere`),
    ];
  }
  const free = freeBytes === undefined ? '' : `, ${Math.floor(freeBytes / MEBIBYTE)} MiB free`;
  if (freeBytes !== undefined && freeBytes < SCARCE_BYTES) {
    return [note(`${path} has little room${free}`, 'free some space, or lower REVEILLE_JOURNAL_ROWS')];
  }
  return [good(`${path} can be written${free}`)];
}

/** Certificates, leases and logs need a clock that is roughly right; a board without a battery begins in 1970. */
export function checkClock(now: number, builtAfter: number): Finding {
  const text = new Date(now).toISOString();
  return now >= builtAfter
    ? good(`the clock says ${text}`)
    : wrong(`the clock says ${text}, which is before this program was made`, 'set it: timedatectl set-ntp true');
}
