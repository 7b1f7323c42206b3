/** Files that loaders ask for and do without: that they are missing is normal. */
interface OptionalFileRow {
  readonly names: RegExp;
  /** Who asks, and why it does not matter. */
  readonly why: string;
}

const OPTIONAL_FILES: readonly OptionalFileRow[] = [
  {
    names: /(^|\/)pxelinux\.cfg\/([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|01(-[0-9a-f]{2}){6}|[0-9a-f]{1,8})$/i,
    why: 'pxelinux asks by UUID, MAC and address, shorter and shorter, before it asks for pxelinux.cfg/default',
  },
  {
    names: /(^|\/)grub\.cfg-([0-9a-f]{1,8}|01(-[0-9a-f]{2}){6}|[0-9a-f-]{36})$/i,
    why: 'GRUB asks by UUID, MAC and address before it asks for grub.cfg',
  },
  { names: /(^|\/)(command|fs|crypto|terminal|partmap|parttool|video)\.lst$/i, why: 'GRUB does without module lists' },
  {
    names: /(^|\/)grub(2)?\/(locale|fonts|themes|[a-z0-9_]+-efi|i386-pc)\/[^/]+$/i,
    why: 'GRUB has what it needs built in',
  },
  {
    names: /(^|\/)(revocations|shim_certificate(_[0-9]+)?)\.efi$/i,
    why: 'shim 15.8 and later ask for it; few have one',
  },
  { names: /(^|\/)(BOOT|fb)(x64|aa64|ia32)\.csv$/i, why: 'shim does without' },
  { names: /(^|\/)autoexec\.ipxe$/i, why: 'iPXE asks for it first and goes on' },
];

/** Why nobody misses this file, when that is so. */
export function whyOptional(name: string): string | undefined {
  return OPTIONAL_FILES.find(({ names }) => names.test(name))?.why;
}
