import type { BootFileChoice, BootFiles } from './boot-files.js';
import { isUrl } from './boot-plan.js';
import type { KnownMachine, KnownNetwork } from './known-machine.js';
import { chooseProfile } from './known-profile.js';

/** The files of one row of `boot.files`, best first. */
export function filesOf(choice: BootFileChoice | undefined): readonly string[] {
  if (choice === undefined) return [];
  return typeof choice === 'string' ? [choice] : choice;
}

/**
 * What one file is called, however it was written: `\ipxe.efi`, `/ipxe.efi` and `http://10.79.0.1:8080/boot/ipxe.efi`
 * are one loader.
 */
export function bootFileName(file: string): string {
  const path = isUrl(file) ? new URL(file).pathname.replace(/^\/boot\//, '') : file;
  return path
    .replaceAll('\\', '/')
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/')
    .toLowerCase();
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
