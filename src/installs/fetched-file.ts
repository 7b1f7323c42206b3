import { isUrl } from '../boot/boot-plan.js';
import { fileRole } from '../boot/file-role.js';
import { readHexAddressName } from '../boot/hex-address-name.js';
import type { KnownMachine, KnownNetwork } from '../boot/known-machine.js';
import { chooseProfile } from '../boot/choose-profile.js';
import { bootFileName } from '../boot/boot-file-name.js';

/** What is made from a profile for loaders to read. */
const CONFIGURATION = /(^|\/)(pxelinux\.cfg\/[^/]+|grub\.cfg(-[^/]+)?|boot\.ipxe|autoexec\.ipxe)$/i;

/**
 * What a file that a machine has fetched says about its way: `kernel` when its operating system or installer is on the
 * way, `loader` when it is at its beginning (again), undefined when it says nothing. A kernel that lies on another
 * server is not seen: then the configuration that names it counts.
 */
export function readFetchedFile(
  file: string,
  machine: KnownMachine,
  network: KnownNetwork | undefined,
): 'loader' | 'kernel' | undefined {
  const name = bootFileName(file);
  const role = fileRole(name);
  const kernel = chooseProfile(machine, network)?.kernel;
  if (
    kernel === undefined ? role === 'kernel' : isUrl(kernel) ? CONFIGURATION.test(name) : name === bootFileName(kernel)
  ) {
    return 'kernel';
  }
  // A Sun that is named so gets no kernel from here: it would be taken for one that goes round in circles.
  return role === 'loader' && readHexAddressName(name) === undefined ? 'loader' : undefined;
}
