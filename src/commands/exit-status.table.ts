/** How a command ends; docs/cli.md tells it to people. */
export const EXIT = {
  ok: 0,
  /** The appliance refused, or what was asked for did not work. */
  failed: 1,
  /** The command line cannot be understood. */
  usage: 2,
  /** Nobody answers at REVEILLE_URL. */
  unreachable: 3,
  /** No token, a wrong one, or one that may not do that. */
  notAuthorized: 4,
  /** There is no such machine, network, … */
  notFound: 5,
  /** Some of many were done, others refused. */
  partly: 6,
  /** A fault of ours (EX_SOFTWARE). */
  fault: 70,
} as const;
export type ExitStatus = (typeof EXIT)[keyof typeof EXIT];
