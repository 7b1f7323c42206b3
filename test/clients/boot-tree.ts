import { readFile } from 'node:fs/promises';
import type { Appliance } from './appliance.js';
import { buildGuestInitrd, GUEST_CONSOLE } from './guest-system.js';

/** QEMU's arguments for OVMF that leaves out ways to boot: it tries all, and gives each up after a minute or more. */
const without = (...ways: readonly string[]): readonly string[] =>
  ways.flatMap((way) => ['-fw_cfg', `name=opt/org.tianocore/${way},string=n`]);

/** OVMF boots by HTTP at once. */
export const HTTP_ONLY = without('IPv4PXESupport', 'IPv6PXESupport', 'IPv6Support');
/** OVMF boots by PXE and HTTP over IPv4 and then from the next device. */
export const IPV4_ONLY = without('IPv6PXESupport', 'IPv6Support');

/** The guest prints its command line, so a word in it proves whose configuration it booted from. */
export function guestCommandLine(word: string): string {
  return `${GUEST_CONSOLE} reveille.test=${word}`;
}

/** `vmlinuz` and `initrd.img`, which every boot ends with. */
export async function addGuestSystem(appliance: Appliance, kernelImage: string): Promise<void> {
  await appliance.addBootFile('vmlinuz', await readFile(kernelImage));
  await appliance.addBootFile('initrd.img', await buildGuestInitrd());
}

/** `boot.ipxe`: kernel and initrd by TFTP from the server that gave the script. */
export async function addIpxeScript(appliance: Appliance, commandLine: string): Promise<void> {
  await appliance.addBootFile(
    'boot.ipxe',
    `#!ipxe\nkernel vmlinuz initrd=initrd.img ${commandLine} || exit 1\ninitrd initrd.img || exit 1\nboot\n`,
  );
}

/** PXELINUX and a configuration for one machine alone, `pxelinux.cfg/01-<mac with dashes>`. */
export async function addPxelinux(appliance: Appliance, mac: string, commandLine: string): Promise<void> {
  await appliance.addBootFile('pxelinux.0', await readFile('/usr/lib/PXELINUX/pxelinux.0'));
  await appliance.addBootFile('ldlinux.c32', await readFile('/usr/lib/syslinux/modules/bios/ldlinux.c32'));
  await appliance.addBootFile(
    `pxelinux.cfg/01-${mac.replaceAll(':', '-')}`,
    `SERIAL 0 115200\nDEFAULT guest\nLABEL guest\n  KERNEL vmlinuz\n  INITRD initrd.img\n  APPEND ${commandLine}\n`,
  );
}

/** iPXE as a UEFI program on top of the firmware's own network driver. */
export async function addSnponly(appliance: Appliance): Promise<void> {
  await appliance.addBootFile('snponly.efi', await readFile('/usr/lib/ipxe/snponly.efi'));
}

/** Debian's signed GRUB, which reads /grub/grub.cfg from the server that it came from. */
export async function addGrub(appliance: Appliance, commandLine: string): Promise<void> {
  await appliance.addBootFile(
    'grubnetx64.efi',
    await readFile('/usr/lib/grub/x86_64-efi-signed/grubnetx64.efi.signed'),
  );
  await appliance.addBootFile(
    'grub/grub.cfg',
    `set timeout=0\nmenuentry guest {\n  linux /vmlinuz ${commandLine}\n  initrd /initrd.img\n}\n`,
  );
}
