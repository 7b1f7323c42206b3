/** What a file that a machine fetches is to its boot, by its name alone. */
export type FileRole = 'loader' | 'script' | 'kernel' | 'initrd' | 'other';

/** In this order; the first pattern that fits counts. */
const ROLES: readonly (readonly [FileRole, RegExp])[] = [
  [
    'script',
    /(^|\/)(pxelinux\.cfg\/|grub\.cfg|boot\.ipxe|autoexec\.ipxe|menu\.c32|config\.txt)|\.(ipxe|cfg|ipxe\.j2)(-[^/]*)?$/i,
  ],
  ['initrd', /(^|\/)(initrd|initramfs|initfs|modloop)[^/]*$|\.(img|cpio)(\.(gz|xz|zst))?$|\.(wim|squashfs)$/i],
  ['kernel', /(^|\/)(vmlinu[xz]|linux|bzimage|kernel|memtest|wimboot|inetboot|netbsd|bsd\.rd)[^/]*$/i],
  ['loader', /\.(0|efi|k?kpxe|pxe|com|nbp|n12)(\.signed)?$|(^|\/)[0-9a-f]{8}(\.[0-9a-z]{1,8})?$/i],
];

/** `loader` also for what is called after an address in hexadecimal: the loader of an old Sun. */
export function fileRole(file: string): FileRole {
  const path = file.replaceAll('\\', '/');
  return ROLES.find(([, pattern]) => pattern.test(path))?.[0] ?? 'other';
}
