import type { KnownMachine } from './known-machine.js';

/** The id that no machine of the inventory has. */
export const UNKNOWN_ID = 0;

/** Is it a client that the inventory does not have? A file of its own, for what the record is made of asks this too. */
export function isUnknown(machine: KnownMachine): boolean {
  return machine.id === UNKNOWN_ID;
}
