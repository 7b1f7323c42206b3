import { describe, expect, it } from 'vitest';
import { wantedNames } from './wanted-names.js';

/** Names with their corrections behind them. */
function names(asked: string, lastFolder?: string): readonly string[] {
  const wanted = wantedNames(asked, lastFolder);
  if (!wanted.ok) return [wanted.error];
  return wanted.value.map(({ name, corrections }) => [name, ...corrections].join(' | '));
}

describe('a request may mean', () => {
  const cases: Record<string, [asked: string, lastFolder: string | undefined, wanted: readonly string[]]> = {
    'what it says': ['pxelinux.cfg/default', undefined, ['pxelinux.cfg/default']],
    'the root by a leading slash, which is no correction': ['/pxelinux.0', undefined, ['pxelinux.0']],
    'a path with back-slashes (UEFI loaders)': ['\\EFI\\grubx64.efi', undefined, ['EFI/grubx64.efi | slashes']],
    'a path with doubled slashes (old PXE ROMs)': ['//grub//grub.cfg', undefined, ['grub/grub.cfg | slashes']],
    'the name before what lay behind it in memory (field note C6: shim#649, option 67 read past its end)': [
      'bootx64.efi\ufffd\ufffd',
      undefined,
      ['bootx64.efi\ufffd\ufffd', 'bootx64.efi | trailing garbage'],
    ],
    'the name before a line end': ['boot.ipxe\r\n', undefined, ['boot.ipxe\r\n', 'boot.ipxe | trailing garbage']],
    'the name without quotes': ['"boot.ipxe" ', undefined, ['"boot.ipxe" ', 'boot.ipxe | trailing garbage']],
    'a file beside the last loader': [
      'ldlinux.c32',
      'bios',
      ['ldlinux.c32', "bios/ldlinux.c32 | relative to the client's last loader"],
    ],
    'a second stage beside the last loader, whatever folder it names (field note C6: shim#710)': [
      'wrong/grubx64.efi',
      'debian',
      [
        'wrong/grubx64.efi',
        "debian/wrong/grubx64.efi | relative to the client's last loader",
        "debian/grubx64.efi | relative to the client's last loader",
      ],
    ],
    'a second stage at the root, where the loader was': [
      'EFI/BOOT/grubx64.efi',
      '',
      ['EFI/BOOT/grubx64.efi', "grubx64.efi | relative to the client's last loader"],
    ],
    'a configuration only where it says, or below the last loader': [
      'pxelinux.cfg/default',
      'bios',
      ['pxelinux.cfg/default', "bios/pxelinux.cfg/default | relative to the client's last loader"],
    ],
  };
  it.each(Object.entries(cases))('%s', (_sentence, [asked, lastFolder, wanted]) => {
    expect(names(asked, lastFolder)).toEqual(wanted);
  });

  it.each([
    ['../etc/passwd', 'the path climbs out of the boot file root'],
    ['..\\..\\etc\\passwd', 'the path climbs out of the boot file root'],
    ['pxelinux.0\0.txt', 'the path contains a NUL'],
  ])('nothing by %j', (asked, reason) => {
    expect(names(asked, 'bios')).toEqual([reason]);
  });
});
