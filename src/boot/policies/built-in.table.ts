import type { ClientKind } from '../../values/client-arch.js';

/**
 * Names under which loaders are usually laid into a boot file root, best first. A name counts only when the file is
 * there, so a machine with nothing to boot still falls through to its next device.
 * Shim comes before the bare loaders: firmware does not say whether Secure Boot is on (FOG's experience), and the
 * signed chain boots in both cases.
 */
export const BUILT_IN_FILES: Readonly<Partial<Record<ClientKind, readonly string[]>>> = {
  ipxe: ['boot.ipxe', 'autoexec.ipxe'],
  bios: ['pxelinux.0', 'lpxelinux.0', 'undionly.kpxe'],
  'x64-uefi': ['shimx64.efi', 'bootx64.efi', 'grubnetx64.efi', 'grubx64.efi', 'snponly.efi', 'ipxe.efi'],
  'x86-uefi': ['bootia32.efi', 'grubia32.efi'],
  'arm64-uefi': ['shimaa64.efi', 'bootaa64.efi', 'grubnetaa64.efi', 'grubaa64.efi', 'snponly-arm64.efi'],
  'arm32-uefi': ['bootarm.efi', 'grubarm.efi'],
  'riscv64-uefi': ['bootriscv64.efi', 'grubriscv64.efi'],
  'loongarch64-uefi': ['bootloongarch64.efi', 'grubloongarch64.efi'],
  // UEFI's HTTP boot runs the same programs as its PXE. But GRUB as it is published (2.06 of Debian 12 was seen) has no
  // network when it came by HTTP, and stops at its prompt: iPXE comes first.
  'x64-uefi-http': ['bootx64.efi', 'snponly.efi', 'ipxe.efi', 'shimx64.efi', 'grubnetx64.efi', 'grubx64.efi'],
  'arm64-uefi-http': ['bootaa64.efi', 'snponly-arm64.efi', 'shimaa64.efi', 'grubnetaa64.efi', 'grubaa64.efi'],
  // The boot ROM asks for these by name; that one of them is there says that we have something for it.
  'raspberry-pi': ['bootcode.bin', 'start4.elf', 'start.elf', 'config.txt'],
};
