/** The programs that we speak, with the procedure numbers of their protocol files. */

/** RFC 1833 §3: the port mapper, version 2. Versions 3 and 4 are rpcbind, which no boot ROM asks. */
export const PORTMAP = {
  program: 100_000,
  version: 2,
  procedures: { null: 0, set: 1, unset: 2, getport: 3, dump: 4, callit: 5 },
} as const;

/** bootparam_prot.x (SunOS): the addresses and paths of a diskless client, version 1. */
export const BOOTPARAM = {
  program: 100_026,
  version: 1,
  procedures: { null: 0, whoami: 1, getfile: 2 },
} as const;
