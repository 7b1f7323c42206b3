import type { ClientKind } from '../values/client-arch.js';

/**
 * Which file each kind of client boots, as the operator wrote it on a machine or a network: a path below the boot file
 * root (TFTP) or an absolute URL (HTTP, iPXE). `default` serves every kind that has no row of its own.
 */
export type BootFiles = Readonly<Partial<Record<ClientKind | 'default', BootFileChoice>>>;

/** A file; or loaders in the order in which they are tried, the next one after a boot that ended at its loader. */
export type BootFileChoice = string | readonly string[];

/**
 * `always`: boot from the network; `once`: install from the network and then boot from the disk; `local`: an address,
 * but no boot file; `paused`: booting is refused everywhere.
 */
export const BOOT_MODES = ['always', 'once', 'local', 'paused'] as const;
export type BootMode = (typeof BOOT_MODES)[number];
