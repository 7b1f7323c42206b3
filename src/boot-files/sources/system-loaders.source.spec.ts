import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SYSTEM_LOADERS, type SystemLoaderRow } from './system-loader.table.js';
import { SystemLoadersSource } from './system-loaders.source.js';

let host: string;
beforeEach(() => (host = mkdtempSync(join(tmpdir(), 'reveille-host-'))));
afterEach(() => rmSync(host, { recursive: true, force: true }));

/** The rows of Debian's packages on a host whose /usr/lib has only these files. */
function sourceOn(files: readonly string[]): SystemLoadersSource {
  for (const file of files) {
    mkdirSync(dirname(join(host, file)), { recursive: true });
    writeFileSync(join(host, file), file);
  }
  const moved = (row: SystemLoaderRow): SystemLoaderRow => ({
    ...row,
    folder: join(host, row.folder),
    ...(row.beside && { beside: { ...row.beside, folder: join(host, row.beside.folder) } }),
  });
  return new SystemLoadersSource(SYSTEM_LOADERS.map(moved));
}

const PXELINUX = ['/usr/lib/PXELINUX/pxelinux.0', '/usr/lib/syslinux/modules/bios/ldlinux.c32'];
const SHIM = '/usr/lib/shim/shimx64.efi.signed';
const GRUB = '/usr/lib/grub/x86_64-efi-signed/grubnetx64.efi.signed';

describe('loaders of Debian packages', () => {
  it.each([
    [
      'pxelinux and syslinux-common: the loader and what it asks for beside itself',
      PXELINUX,
      ['pxelinux.0', 'ldlinux.c32'],
    ],
    [
      'modules of three architectures that have one name, each in its place',
      ['bios/menu.c32', 'efi32/menu.c32', 'efi64/menu.c32'].map((file) => `/usr/lib/syslinux/modules/${file}`),
      ['menu.c32', 'efi64/menu.c32', 'efi32/menu.c32'],
    ],
    [
      'ipxe, and nothing else that lies in its folder',
      ['undionly.kpxe', 'snponly.efi', 'ipxe.lkrn', 'README', 'qemu/efi-virtio.rom'].map(
        (file) => `/usr/lib/ipxe/${file}`,
      ),
      ['ipxe.lkrn', 'snponly.efi', 'undionly.kpxe'],
    ],
    [
      'shim and the GRUB that it asks for, without the ending of signed files',
      [SHIM, GRUB],
      ['grubnetx64.efi', 'grubx64.efi', 'shimx64.efi', 'shimx64.efi.signed'],
    ],
    ['no shim without its GRUB: the chain would break', [SHIM], []],
    ['nothing on a host without them', [], []],
  ])('%s', async (_sentence, files, names) => {
    expect([...(await sourceOn(files).names())].sort()).toEqual([...names].sort());
  });

  it('says which packages it found, and which files are there without asking the disk', () => {
    const source = sourceOn([...PXELINUX, '/usr/lib/ipxe/ipxe.efi']);
    expect(source.packages).toEqual(['pxelinux', 'syslinux-common', 'ipxe']);
    expect([source.has('pxelinux.0'), source.has('lpxelinux.0')]).toEqual([true, false]);
  });

  it('finds a file as it lies on the disk, also by another case of letters', async () => {
    const source = sourceOn(PXELINUX);
    expect(await source.find('ldlinux.c32')).toMatchObject({
      kind: 'found',
      file: { kind: 'disk', name: 'ldlinux.c32', size: PXELINUX[1]?.length },
    });
    expect(await source.spell('LDLINUX.C32')).toBe('ldlinux.c32');
    expect(await source.spell('vesamenu.c32')).toBeUndefined();
  });

  it('finds nothing that no row names, wherever it lies', async () => {
    const source = sourceOn([...PXELINUX, '/usr/lib/PXELINUX/notes.txt']);
    for (const name of ['notes.txt', 'PXELINUX/pxelinux.0', 'constructor', '__proto__']) {
      expect(await source.find(name)).toMatchObject({ kind: 'none', reason: 'no-such-file' });
    }
  });

  it('has no such file when the package was removed since the start', async () => {
    const source = sourceOn(PXELINUX);
    rmSync(join(host, '/usr/lib/PXELINUX'), { recursive: true });
    expect(await source.find('pxelinux.0')).toMatchObject({ kind: 'none', reason: 'no-such-file' });
  });
});
