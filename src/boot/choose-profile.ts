import { isUnknown } from './is-unknown.js';
import type { KnownMachine, KnownNetwork } from './known-machine.js';
import type { KnownProfile } from './known-profile.js';

/**
 * The profile that counts for a machine on this network: its own, else the network's for machines that have none; for a
 * stranger the one that the network has for strangers.
 */
export function chooseProfile(machine: KnownMachine, network: KnownNetwork | undefined): KnownProfile | undefined {
  if (isUnknown(machine)) return network?.unknownProfile;
  return machine.profile ?? network?.profile;
}
