import { NO_INSTALL } from './install-state.js';
import { UNKNOWN_ID } from './is-unknown.js';
import type { KnownMachine } from './known-machine.js';

/** Stands for a client that the inventory does not have where its network lets it boot: it has no files of its own. */
export const UNKNOWN_MACHINE: KnownMachine = {
  id: UNKNOWN_ID,
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
