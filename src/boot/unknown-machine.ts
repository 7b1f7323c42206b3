import { NO_INSTALL } from './install-state.js';
import type { KnownMachine } from './known-machine.js';

/** Stands for a client that the inventory does not have where its network lets it boot: it has no files of its own. */
export const UNKNOWN_MACHINE: KnownMachine = {
  id: 0,
  hostname: '',
  labels: {},
  bootMode: 'always',
  bootFiles: undefined,
  bootMenu: undefined,
  offerStrategy: undefined,
  bootparams: undefined,
  profileName: undefined,
  profile: undefined,
  installRules: undefined,
  install: NO_INSTALL,
  nics: [],
};

/** Is it a client that the inventory does not have? */
export function isUnknown(machine: KnownMachine): boolean {
  return machine.id === UNKNOWN_MACHINE.id;
}
