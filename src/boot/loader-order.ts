import type { BootFileChoice, BootFiles } from './boot-files.js';
import { bootFileName } from './boot-file-name.js';
import { chooseProfile } from './choose-profile.js';
import type { KnownMachine, KnownNetwork } from './known-machine.js';

/** The files of one row of `boot.files`, best first. */
export function filesOf(choice: BootFileChoice | undefined): readonly string[] {
  if (choice === undefined) return [];
  return typeof choice === 'string' ? [choice] : choice;
}

/**
 * The list that this loader was taken from, best first, when there is another one to fall back to: of the machine's own
 * files, those of its profile or its network.
 */
export function loaderOrder(
  file: string,
  machine: KnownMachine,
  network: KnownNetwork | undefined,
): readonly string[] | undefined {
  const name = bootFileName(file);
  for (const files of [machine.bootFiles, chooseProfile(machine, network)?.loaders, network?.bootFiles]) {
    const order = orderIn(files, name);
    if (order !== undefined) return order;
  }
  return undefined;
}

function orderIn(files: BootFiles | undefined, name: string): readonly string[] | undefined {
  for (const choice of Object.values(files ?? {})) {
    const names = filesOf(choice).map(bootFileName);
    if (names.length > 1 && names.includes(name)) return names;
  }
  return undefined;
}
