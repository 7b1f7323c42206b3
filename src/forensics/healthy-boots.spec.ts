import { describe, expect, it } from 'vitest';
import { bootOf, MIDNIGHT, type Told } from '../../test/fakes/boots.js';
import { labMachine, labNetwork } from '../../test/fakes/known-lab.js';
import { readAttempts } from './boot-attempt.js';
import { judgeAttempt } from './judge-attempt.js';

const fetched = (seconds: number, file: string, protocol = 'tftp', detail = {}): Told[] => [
  [seconds, protocol, protocol === 'tftp' ? 'RRQ' : 'GET -> 200', { detail: { file, blksize: 1456 } }],
  [seconds + 0.5, protocol, 'transfer complete', { outcome: 'noted', detail: { file, bytes: 400_000, ...detail } }],
];
const lease = (seconds: number, detail = {}): Told[] => [
  [seconds, 'dhcp', 'DHCPDISCOVER -> DHCPOFFER', { ip: '10.79.0.21', detail }],
  [seconds + 4, 'dhcp', 'DHCPREQUEST -> DHCPACK', { ip: '10.79.0.21', detail }],
];
const bios = { architecture: 'x86 BIOS', file: 'pxelinux.0', secs: 4 };
const uefi = { architecture: 'x64 UEFI', file: 'shimx64.efi', secs: 2 };
const http = { architecture: 'x64 UEFI HTTP', file: 'http://10.79.0.1:8080/boot/x.efi' };
const ipxe = { architecture: 'x86 BIOS', client: 'iPXE', file: 'boot.ipxe' };
const probe = (seconds: number, file: string): Told[] => [
  [seconds, 'tftp', 'RRQ', { detail: { file } }],
  [
    seconds + 0.1,
    'tftp',
    'size probe (normal: the client asked how large the file is)',
    { outcome: 'noted', detail: { file, bytes: 0 } },
  ],
];
const missing = (seconds: number, file: string): Told => [
  seconds,
  'tftp',
  'RRQ -> ERROR 1',
  { reason: 'optional-file', detail: { file } },
];
const PXELINUX_NAMES = ['01-08-00-20-8e-48-de', '0A4F0015', '0A4F001', '0A4F00', '0A4F0', '0A4F', '0A4', '0A'];

const BOOTS: Readonly<Record<string, readonly Told[]>> = {
  'a PC by pxelinux, which tries eight names': [
    ...lease(0, bios),
    ...fetched(4.1, 'pxelinux.0'),
    ...PXELINUX_NAMES.map((name, index) => missing(5 + index / 10, `pxelinux.cfg/${name}`)),
    ...fetched(6, 'pxelinux.cfg/default'),
    ...fetched(7, 'vmlinuz'),
    ...fetched(9, 'initrd.img'),
    ...lease(30),
  ],
  'a UEFI board by shim and GRUB, with size probes': [
    ...lease(0, uefi),
    ...probe(4.1, 'shimx64.efi'),
    ...fetched(4.3, 'shimx64.efi'),
    missing(5, 'revocations.efi'),
    ...fetched(5.5, 'grubx64.efi'),
    missing(6, 'grub/x86_64-efi/command.lst'),
    ...fetched(6.5, 'grub/grub.cfg'),
    ...fetched(20, 'linux'),
    ...fetched(25, 'initrd.gz'),
  ],
  'a UEFI board by HTTP': [
    ...lease(0, http),
    [4.2, 'http', 'HEAD -> 200', { detail: { file: 'x.efi' } }],
    ...fetched(4.4, 'x.efi', 'http'),
    ...fetched(8, 'vmlinuz', 'http'),
  ],
  'a PC by iPXE, which asks again': [
    ...lease(0, { ...bios, file: 'undionly.kpxe' }),
    ...fetched(4.1, 'undionly.kpxe'),
    ...lease(6, ipxe),
    missing(10.1, 'autoexec.ipxe'),
    ...fetched(10.5, 'boot.ipxe'),
    ...fetched(12, 'vmlinuz', 'http'),
    ...fetched(13, 'initrd.img', 'http'),
  ],
  'a Sun by RARP, TFTP and bootparams': [
    [0, 'rarp', 'RARP request -> RARP reply', { ip: '10.79.0.21', repeats: 2 }],
    ...fetched(1, '0A4F0015.SUN4M'),
    [20, 'bootparams', 'CALLIT WHOAMI'],
    [20.1, 'bootparams', 'GETFILE root', { detail: { file: '10.79.0.1:/export/root/ultra10' } }],
    [21, 'bootparams', 'GETFILE dump', { detail: { problem: 'the record has no dump: an empty answer' } }],
  ],
  'an old machine by BOOTP': [
    [0, 'bootp', 'BOOTREQUEST -> BOOTREPLY', { ip: '10.79.0.21', detail: { file: 'kernel' } }],
    ...fetched(1, 'kernel'),
  ],
  'a board beside another DHCP server': [
    [0, 'dhcp', 'DHCPDISCOVER -> proxy DHCPOFFER', { detail: uefi }],
    [
      4,
      'dhcp',
      'DHCPREQUEST',
      { outcome: 'silent', reason: 'other-server-chosen', detail: { ...uefi, server: '10.79.0.9' } },
    ],
    [4.2, 'dhcp', 'DHCPREQUEST -> boot server DHCPACK', { detail: uefi }],
    ...fetched(5, 'grubx64.efi'),
    ...fetched(8, 'vmlinuz'),
  ],
  'a virtual machine on ESXi, whose switch is notified meanwhile': [
    [0, 'rarp', 'RARP announcement, moved or resumed', { outcome: 'noted' }],
    ...lease(0.03, bios),
    [3.5, 'rarp', 'RARP announcement, moved or resumed', { outcome: 'noted', repeats: 9 }],
    ...fetched(4.2, 'pxelinux.0'),
    ...fetched(6, 'vmlinuz'),
  ],
  'a system that renews its lease for days': [[0, 'dhcp', 'DHCPREQUEST -> DHCPACK', { repeats: 48 }]],
  'an installation to its end': [
    ...lease(0, bios),
    ...fetched(4.1, 'pxelinux.0'),
    ...fetched(7, 'vmlinuz'),
    [100, 'install', 'installer: partitioning', { outcome: 'noted' }],
    [140, 'install', 'installation installing -> done', { outcome: 'noted' }],
  ],
};

describe('a healthy boot is free of warnings, at its end and at every moment before', () => {
  it.each(Object.entries(BOOTS))('%s', (_, told) => {
    const events = bootOf(told.toSorted((a, b) => a[0] - b[0]));
    const network = labNetwork({ mode: told.some(([, , what]) => what.includes('proxy')) ? 'proxy' : 'known' });
    const facts = { machine: labMachine(), network, findNearest: () => undefined, contained: false, otherServers: [] };
    for (let known = 1; known <= events.length; known++) {
      const attempt = readAttempts(events.slice(0, known)).at(-1)!;
      const verdict = judgeAttempt(attempt, { ...facts, now: attempt.lastAt + 1_000 });
      expect([verdict.sentence, verdict.state]).not.toContain('failed');
      expect(verdict.state).not.toBe('stalled');
    }
    const attempt = readAttempts(events).at(-1)!;
    const verdict = judgeAttempt(attempt, { ...facts, now: MIDNIGHT + 10_000_000 });
    expect(verdict.state).toBe('booted');
    expect(verdict.notes.filter(({ kind }) => kind !== 'normal')).toEqual([]);
  });
});
