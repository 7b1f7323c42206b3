/**
 * What kind of client asks to boot, as far as the choice of a boot file goes. These are the keys of `boot.files` on a
 * machine or a network. `default` is the operator's catch-all and never a client's own kind.
 */
export const CLIENT_KINDS = [
  'bios',
  'x86-uefi',
  'x64-uefi',
  'arm32-uefi',
  'arm64-uefi',
  'riscv32-uefi',
  'riscv64-uefi',
  'loongarch32-uefi',
  'loongarch64-uefi',
  'itanium-efi',
  'x86-uefi-http',
  'x64-uefi-http',
  'arm32-uefi-http',
  'arm64-uefi-http',
  'riscv32-uefi-http',
  'riscv64-uefi-http',
  'loongarch32-uefi-http',
  'loongarch64-uefi-http',
  'bios-http',
  'arm-uboot',
  'arm64-uboot',
  'powerpc',
  'raspberry-pi',
  'ipxe',
  'bootp',
  'rarp',
  // What stands behind the point in the name of a boot file that is asked for by address, C0A80015.SUN4M.
  'rarp-sun3',
  'rarp-sun3x',
  'rarp-sun4',
  'rarp-sun4c',
  'rarp-sun4d',
  'rarp-sun4m',
  'rarp-sun4u',
  'rarp-sun4us',
  'rarp-sun4v',
  'rarp-prep',
  'rarp-i86pc',
] as const;
export type ClientKind = (typeof CLIENT_KINDS)[number];

/** How the client will fetch what we name: this decides whether a path or a URL is right. */
export type FetchMethod = 'tftp' | 'http';

/** One row of the IANA registry "Processor Architecture Types" (DHCP option 93, RFC 4578 §2.1 and RFC 5970 §3.3). */
interface ClientArch {
  readonly code: number;
  readonly name: string;
  readonly kind: ClientKind;
  readonly method: FetchMethod;
}

const row = (code: number, name: string, kind: ClientKind, method: FetchMethod = 'tftp'): ClientArch => ({
  code,
  name,
  kind,
  method,
});

/**
 * 7 and 9 are one kind on purpose: RFC 4578 prints 7 = EFI BC, 9 = EFI x86-64; firmware in the field sends either for
 * x86-64 UEFI (OVMF and Proxmox 9 or 7), and IANA's registry now says x64 UEFI for 7.
 */
export const CLIENT_ARCHES: readonly ClientArch[] = [
  row(0x00, 'x86 BIOS', 'bios'),
  row(0x01, 'NEC/PC98', 'bios'),
  row(0x02, 'Itanium', 'itanium-efi'),
  row(0x03, 'DEC Alpha', 'bios'),
  row(0x04, 'Arc x86', 'bios'),
  row(0x05, 'Intel Lean Client', 'bios'),
  row(0x06, 'x86 UEFI', 'x86-uefi'),
  row(0x07, 'x64 UEFI', 'x64-uefi'),
  row(0x08, 'EFI Xscale', 'arm32-uefi'),
  row(0x09, 'EBC (x64 UEFI in the field)', 'x64-uefi'),
  row(0x0a, 'ARM 32-bit UEFI', 'arm32-uefi'),
  row(0x0b, 'ARM 64-bit UEFI', 'arm64-uefi'),
  row(0x0c, 'PowerPC Open Firmware', 'powerpc'),
  row(0x0d, 'PowerPC ePAPR', 'powerpc'),
  row(0x0e, 'POWER OPAL v3', 'powerpc'),
  row(0x0f, 'x86 UEFI HTTP', 'x86-uefi-http', 'http'),
  row(0x10, 'x64 UEFI HTTP', 'x64-uefi-http', 'http'),
  row(0x11, 'EBC HTTP', 'x64-uefi-http', 'http'),
  row(0x12, 'ARM 32-bit UEFI HTTP', 'arm32-uefi-http', 'http'),
  row(0x13, 'ARM 64-bit UEFI HTTP', 'arm64-uefi-http', 'http'),
  row(0x14, 'x86 BIOS HTTP', 'bios-http', 'http'),
  row(0x15, 'ARM 32-bit U-Boot', 'arm-uboot'),
  row(0x16, 'ARM 64-bit U-Boot', 'arm64-uboot'),
  row(0x17, 'ARM 32-bit U-Boot HTTP', 'arm-uboot', 'http'),
  row(0x18, 'ARM 64-bit U-Boot HTTP', 'arm64-uboot', 'http'),
  row(0x19, 'RISC-V 32-bit UEFI', 'riscv32-uefi'),
  row(0x1a, 'RISC-V 32-bit UEFI HTTP', 'riscv32-uefi-http', 'http'),
  row(0x1b, 'RISC-V 64-bit UEFI', 'riscv64-uefi'),
  row(0x1c, 'RISC-V 64-bit UEFI HTTP', 'riscv64-uefi-http', 'http'),
  row(0x25, 'LoongArch 32-bit UEFI', 'loongarch32-uefi'),
  row(0x26, 'LoongArch 32-bit UEFI HTTP', 'loongarch32-uefi-http', 'http'),
  row(0x27, 'LoongArch 64-bit UEFI', 'loongarch64-uefi'),
  row(0x28, 'LoongArch 64-bit UEFI HTTP', 'loongarch64-uefi-http', 'http'),
  row(0x29, 'ARM rpiboot', 'raspberry-pi'),
];

const BY_CODE = new Map(CLIENT_ARCHES.map((arch) => [arch.code, arch]));

/** The registry's row, or undefined for a number it does not have (the caller keeps the number visible). */
export function clientArchOf(code: number): ClientArch | undefined {
  return BY_CODE.get(code);
}
