import { describe, expect, it } from 'vitest';
import { confinePath } from './confine-path.js';

describe('a path stays inside the root:', () => {
  const cases: Record<string, [asked: string, path: string]> = {
    'a plain name': ['pxelinux.0', 'pxelinux.0'],
    'a folder': ['pxelinux.cfg/01-08-00-20-8e-48-de', 'pxelinux.cfg/01-08-00-20-8e-48-de'],
    'a leading slash means the root of the tree': ['/grub/grub.cfg', 'grub/grub.cfg'],
    'an absolute path of the host is a path in the tree': ['/etc/passwd', 'etc/passwd'],
    'doubled slashes': ['//boot//ipxe.efi', 'boot/ipxe.efi'],
    'back-slashes as UEFI loaders write them': ['\\EFI\\BOOT\\grubx64.efi', 'EFI/BOOT/grubx64.efi'],
    'dots that mean nothing': ['././a/./b', 'a/b'],
    'dot-dot inside the root': ['boot/../pxelinux.0', 'pxelinux.0'],
    'a name that begins with dots': ['..hidden/...', '..hidden/...'],
    'a drive letter is a name': ['C:\\boot.bin', 'C:/boot.bin'],
    'percent signs mean nothing here': ['%2e%2e/x', '%2e%2e/x'],
    'spaces and letters of any language': ['boot image/gerät.cfg', 'boot image/gerät.cfg'],
  };
  it.each(Object.entries(cases))('%s', (_sentence, [asked, path]) => {
    expect(confinePath(asked)).toEqual({ ok: true, value: path });
  });
});

describe('a path is refused, with the reason:', () => {
  const climbs = 'the path climbs out of the boot file root';
  const root = 'the path names the boot file root itself, not a file';
  const cases: Record<string, [asked: string, reason: string]> = {
    'dot-dot': ['../secret', climbs],
    'dot-dot behind a slash': ['/../../etc/passwd', climbs],
    'dot-dot with back-slashes': ['..\\..\\secret', climbs],
    'dot-dot that first goes down': ['a/b/../../../secret', climbs],
    'dot-dot that comes back in': ['../tftpboot/pxelinux.0', climbs],
    'dot-dot alone': ['..', climbs],
    'a NUL': ['pxelinux.0\0.txt', 'the path contains a NUL'],
    nothing: ['', root],
    'a slash': ['/', root],
    'the way back to the root': ['a/..', root],
    'a path without end': ['a/'.repeat(600), 'the path is longer than 1024 characters'],
  };
  it.each(Object.entries(cases))('%s', (_sentence, [asked, reason]) => {
    expect(confinePath(asked)).toEqual({ ok: false, error: reason });
  });
});
