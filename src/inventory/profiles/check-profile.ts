import { nearName } from '../../values/near-name.js';
import type { FieldError } from '../../api/problem.js';
import type { KnownProfile } from '../../boot/known-profile.js';
import { networkLabel, type InMemoryDirectory } from '../in-memory-directory.js';

/** What stands against naming this profile in `field`: nothing, or a row of a 422. */
export function profileFaults(directory: InMemoryDirectory, field: string, name: string | undefined): FieldError[] {
  if (name === undefined || directory.profileOfName(name) !== undefined) return [];
  const names = directory.profiles().map((profile) => profile.name);
  const near = nearName(name, names);
  const instead =
    near !== undefined
      ? `did you mean ${near}?`
      : names.length === 0
        ? 'there is none yet; add it first with POST /api/v1/profiles'
        : `the profiles are ${names.slice(0, 10).join(', ')}${names.length > 10 ? ', …' : ''}`;
  return [{ field, reason: `there is no profile ${name}; ${instead}` }];
}

/** Who would be left without the profile: a row of a 409 for its machines, and one for each network. */
export function profileUsers(directory: InMemoryDirectory, profile: KnownProfile): FieldError[] {
  const users: FieldError[] = [];
  const machines = [...directory.machinesOf(profile)];
  const [first] = machines;
  if (first !== undefined) {
    const how = first.profileName === undefined ? 'by its labels' : 'by name';
    const more = machines.length === 1 ? '' : ` and ${machines.length - 1} more`;
    const reason = `profile ${profile.name} is used by machine ${first.id} (${first.hostname}, ${how})${more}; give them another profile first`;
    users.push({ field: 'name', reason });
  }
  for (const network of directory.networks()) {
    for (const [field, used] of [
      ['boot.profile', network.profileName],
      ['boot.unknownProfile', network.unknownProfileName],
    ] as const) {
      if (used !== profile.name) continue;
      const reason = `profile ${profile.name} is ${field} of network ${network.id} (${networkLabel(network)}); change that first`;
      users.push({ field: 'name', reason });
    }
  }
  return users;
}
