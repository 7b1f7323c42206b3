/** Files that a package of Debian installs, and the names under which machines ask for them. */
export interface SystemLoaderRow {
  /** The package's name, for lists. */
  readonly label: string;
  /** Absolute path of the folder. */
  readonly folder: string;
  /** Which files of the folder. */
  readonly files: RegExp;
  /** The names below the root of the boot files under which one of them is served. */
  readonly names: (file: string) => readonly string[];
  /** Only beside a file that matches this, in this folder: a chain that would break at its second link is not begun. */
  readonly beside?: { readonly folder: string; readonly files: RegExp };
}

const asItIs = (file: string): readonly string[] => [file];
const below =
  (folder: string) =>
  (file: string): readonly string[] => [`${folder}/${file}`];

/** `shimx64.efi.signed` is asked for as `shimx64.efi`. */
const unsignedName = (file: string): readonly string[] => [file.replace(/\.signed$/, ''), file];

/** Shim asks for `grubx64.efi` beside itself, and from the network only the image with drivers for it helps. */
const secondStageName = (file: string): readonly string[] => [
  file.replace(/\.signed$/, ''),
  file.replace(/^grubnet(.*)\.signed$/, 'grub$1'),
];

/** Shim (with its key tool and fallback) and the GRUB that it loads, of one architecture. */
function signedChain(target: string, suffix: string): readonly SystemLoaderRow[] {
  const grub = { folder: `/usr/lib/grub/${target}-signed`, files: new RegExp(`^grubnet${suffix}\\.efi\\.signed$`) };
  const shim = { folder: '/usr/lib/shim', files: new RegExp(`^(shim|mm|fb)${suffix}\\.efi(\\.signed)?$`) };
  return [
    { label: 'grub-efi-signed', ...grub, names: secondStageName },
    { label: 'shim-signed', ...shim, names: unsignedName, beside: grub },
  ];
}

/**
 * Paths of Debian 12's packages ipxe, pxelinux, syslinux-common, syslinux-efi, grub-efi-*-signed and shim-signed. Where
 * two rows have a name, the first one counts. pxelinux.0 asks for ldlinux.c32 beside itself, so both lie at the root;
 * modules for UEFI have the same names and lie in folders.
 */
export const SYSTEM_LOADERS: readonly SystemLoaderRow[] = [
  { label: 'pxelinux', folder: '/usr/lib/PXELINUX', files: /\.0$/, names: asItIs },
  { label: 'syslinux-common', folder: '/usr/lib/syslinux/modules/bios', files: /\.c32$/, names: asItIs },
  { label: 'syslinux-common', folder: '/usr/lib/syslinux/modules/efi64', files: /\.(c32|e64)$/, names: below('efi64') },
  { label: 'syslinux-common', folder: '/usr/lib/syslinux/modules/efi32', files: /\.(c32|e32)$/, names: below('efi32') },
  { label: 'syslinux-efi', folder: '/usr/lib/SYSLINUX.EFI/efi64', files: /\.efi$/, names: below('efi64') },
  { label: 'syslinux-efi', folder: '/usr/lib/SYSLINUX.EFI/efi32', files: /\.efi$/, names: below('efi32') },
  { label: 'ipxe', folder: '/usr/lib/ipxe', files: /\.(k?kpxe|pxe|lkrn|efi|iso)$/, names: asItIs },
  ...signedChain('x86_64-efi', 'x64'),
  ...signedChain('arm64-efi', 'aa64'),
  ...signedChain('i386-efi', 'ia32'),
];
