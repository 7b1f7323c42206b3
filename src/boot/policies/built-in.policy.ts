import type { BootPolicy } from '../boot-question.js';
import { BUILT_IN_FILES } from './built-in.table.js';
import type { KnownNetwork } from '../known-machine.js';
import { isUnknown } from '../is-unknown.js';
import { fits } from './choose-file.js';

/**
 * A well-known loader for this kind of client that lies in the boot file root. Only firmware and loaders are asked, and
 * not those of strangers: what nobody configured boots nobody whom nobody entered, unless the network says so.
 */
export const builtInPolicy: BootPolicy = ({ request, machine, network, fileExists }) => {
  if (!request.boots || (isUnknown(machine) && !bootsStrangers(network))) return undefined;
  for (const kind of request.kinds) {
    for (const file of BUILT_IN_FILES[kind] ?? []) {
      if (fits(request, file, 'own') && fileExists(file)) return { kind: 'file', file, source: `built-in ${kind}` };
    }
  }
  return undefined;
};

/** A profile for strangers is started by the built-in loaders, as every profile that names none. */
function bootsStrangers(network: KnownNetwork | undefined): boolean {
  return network?.bootsUnknown === true || network?.unknownProfile !== undefined;
}
