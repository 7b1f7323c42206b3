import type { KnownMachine } from './known-machine.js';

/** The gate that stands before every protocol: a paused machine boots nothing, by whatever way it asks. */
export function mayBoot(machine: KnownMachine): boolean {
  return machine.bootMode !== 'paused';
}
