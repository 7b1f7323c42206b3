import { describe, expect, it } from 'vitest';
import { labMachine, labNetwork, labProfile } from '../../test/fakes/known-lab.js';
import { readFetchedFile } from './fetched-file.js';

const debian = labMachine({ profile: labProfile({ kernel: 'debian-12/linux' }) });
const remote = labMachine({ profile: labProfile({ kernel: 'http://mirror.example/linux' }) });
const plain = labMachine();

describe('a file that a machine has fetched', () => {
  it.each([
    ['its profile’s kernel', 'debian-12/linux', debian, 'kernel'],
    ['the kernel as a loader writes it', '/Debian-12//./LINUX', debian, 'kernel'],
    ['the kernel as UEFI writes it', '\\debian-12\\linux', debian, 'kernel'],
    ['another kernel', 'other/linux', debian, undefined],
    ['the initrd', 'debian-12/initrd.gz', debian, undefined],
    ['a loader', 'pxelinux.0', debian, 'loader'],
    ['a signed loader', 'grubnetx64.efi.signed', debian, 'loader'],
    ['iPXE', 'undionly.kpxe', plain, 'loader'],
    ['a module of PXELINUX', 'ldlinux.c32', plain, undefined],
    ['a kernel without a profile', 'vmlinuz', plain, 'kernel'],
    ['the configuration that names a kernel elsewhere', 'pxelinux.cfg/01-02-00-00-00-00-01', remote, 'kernel'],
    ['the script that names a kernel elsewhere', 'boot.ipxe', remote, 'kernel'],
    ['the configuration before the kernel', 'pxelinux.cfg/default', debian, undefined],
  ])('says with %s where the machine is', (_, file, machine, says) => {
    expect(readFetchedFile(file, machine, undefined)).toBe(says);
  });

  it('is looked for in the network’s profile, when the machine has none', () => {
    const network = labNetwork({ profile: labProfile({ kernel: 'k/special' }) });
    expect(readFetchedFile('k/special', plain, network)).toBe('kernel');
  });
});
