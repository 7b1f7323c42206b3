import { DEBIAN_12 } from './debian-12.recipe.js';
import type { Recipe } from './recipe.js';

/**
 * Ubuntu's netboot tree; the installer itself comes as an ISO image, which needs 4 GB of memory to be unpacked in. Its
 * name changes with every point release; the configurations in the tree say it.
 */
const UBUNTU: Recipe = {
  name: 'ubuntu',
  description: 'Ubuntu 24.04 LTS server, amd64: the installer',
  from: 'https://releases.ubuntu.com/24.04/netboot/amd64',
  files: [
    { path: 'linux', name: 'linux' },
    { path: 'initrd', name: 'initrd' },
  ],
  sums: [
    { list: 'SHA256SUMS', before: '' },
    { list: '../SHA256SUMS', before: 'amd64/' },
    { list: '../../SHA256SUMS', before: 'netboot/amd64/' },
  ],
  finds: [
    {
      word: 'iso',
      in: ['grub/grub.cfg', 'pxelinux.cfg/default'],
      pattern: /url=(https?:\/\/\S+\.iso)/,
      otherwise: 'https://releases.ubuntu.com/24.04/ubuntu-24.04-live-server-amd64.iso',
    },
  ],
  profile: {
    kernel: 'linux',
    initrds: ['initrd'],
    commandLine: 'root=/dev/ram0 ramdisk_size=1500000 cloud-config-url=/dev/null ip=dhcp url=[iso]',
  },
};

const FEDORA: Recipe = {
  name: 'fedora',
  description: 'Fedora, x86_64: the installer',
  from: 'https://dl.fedoraproject.org/pub/fedora/linux/releases/43/Everything/x86_64/os',
  files: [
    { path: 'images/pxeboot/vmlinuz', name: 'vmlinuz' },
    { path: 'images/pxeboot/initrd.img', name: 'initrd.img' },
  ],
  sums: [{ list: '.treeinfo', before: '' }],
  profile: { kernel: 'vmlinuz', initrds: ['initrd.img'], commandLine: 'inst.repo=[tree] ip=dhcp' },
};

const ALPINE: Recipe = {
  name: 'alpine',
  description: 'Alpine Linux, x86_64: runs from memory, setup-alpine installs it',
  from: 'https://dl-cdn.alpinelinux.org/alpine/latest-stable/releases/x86_64/netboot',
  files: [
    { path: 'vmlinuz-lts', name: 'vmlinuz-lts' },
    { path: 'initramfs-lts', name: 'initramfs-lts' },
    { path: 'modloop-lts', name: 'modloop-lts' },
  ],
  sums: [],
  profile: {
    kernel: 'vmlinuz-lts',
    initrds: ['initramfs-lts'],
    commandLine: 'ip=dhcp modloop={{ server.bootUrl }}/alpine/modloop-lts alpine_repo=[tree:../../../main]',
  },
};

/**
 * Debian's package memtest86+ puts both files into /boot. The one for a BIOS is a Linux kernel to whoever loads it, and
 * loses its ending: PXELINUX takes `.bin` for a boot sector. To see it on a serial console, set `console=ttyS0,115200`.
 */
const MEMTEST: Recipe = {
  name: 'memtest',
  description: 'Memtest86+, from the package memtest86+ of this host',
  from: '/boot',
  files: [
    { path: 'memtest86+x64.bin', name: 'memtest86+x64' },
    { path: 'memtest86+x64.efi', name: 'memtest86+x64.efi' },
  ],
  sums: [],
  profile: {
    kernel: 'memtest86+x64',
    initrds: [],
    loaders: { 'x64-uefi': 'memtest/memtest86+x64.efi', 'x64-uefi-http': 'memtest/memtest86+x64.efi' },
  },
};

export const RECIPES: readonly Recipe[] = [DEBIAN_12, UBUNTU, FEDORA, ALPINE, MEMTEST];
