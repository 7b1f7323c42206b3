import { isUrl } from '../boot/boot-plan.js';
import type { KnownMachine, KnownNetwork } from '../boot/known-machine.js';
import { chooseProfile } from '../boot/known-profile.js';

/** Programs that firmware or another loader starts. */
const LOADER = /\.(0|efi|k?kpxe|pxe|com|nbp)(\.signed)?$/i;
/** What kernels are called where no profile names one. */
const KERNEL = /(^|\/)(vmlinu[xz]|linux|bzimage|kernel|memtest|wimboot|inetboot|netbsd|bsd\.rd)[^/]*$/i;
/** What is made from a profile for loaders to read. */
const CONFIGURATION = /(^|\/)(pxelinux\.cfg\/[^/]+|grub\.cfg(-[^/]+)?|boot\.ipxe|autoexec\.ipxe)$/i;

/** Clients write one file in many ways; sources find it whatever the case. */
function plain(path: string): string {
  return path
    .replaceAll('\\', '/')
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/')
    .toLowerCase();
}

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
  const name = plain(file);
  const kernel = chooseProfile(machine, network)?.kernel;
  if (kernel === undefined ? KERNEL.test(name) : isUrl(kernel) ? CONFIGURATION.test(name) : name === plain(kernel)) {
    return 'kernel';
  }
  return LOADER.test(name) ? 'loader' : undefined;
}
