import { describe, expect, it } from 'vitest';
import { bootOf, MIDNIGHT, type Told } from '../../test/fakes/boots.js';
import { labMachine, labNetwork, mac } from '../../test/fakes/known-lab.js';
import { attemptOf } from './boot-attempt.js';
import { judgeAttempt, type BootVerdict } from './judge-attempt.js';
import type { BootFacts } from './rule.js';
import { RULES } from './rules.table.js';

const BIOS = { architecture: 'x86 BIOS', xid: 7 };
const UEFI = { architecture: 'x64 UEFI', xid: 7 };
const silent = (reason: string, detail = {}) => ({ outcome: 'silent', reason, detail }) as const;
const ended = (file: string, detail = {}) =>
  ({ outcome: 'noted', detail: { file, bytes: 50_000, ...detail } }) as const;

const DISCOVER: Told = [0, 'dhcp', 'DHCPDISCOVER -> DHCPOFFER', { detail: { ...BIOS, file: 'pxelinux.0' } }];
const REQUEST: Told = [
  4,
  'dhcp',
  'DHCPREQUEST -> DHCPACK',
  { ip: '10.79.0.21', detail: { ...BIOS, file: 'pxelinux.0' } },
];
const PROXY = (seconds: number, detail = {}): Told => [
  seconds,
  'dhcp',
  'DHCPDISCOVER -> proxy DHCPOFFER',
  { detail: { ...UEFI, secs: seconds, file: 'grubx64.efi', ...detail } },
];
const CHOSE: Told = [5, 'dhcp', 'DHCPREQUEST', silent('other-server-chosen', { ...UEFI, server: '10.79.0.9' })];
const CHOSE_US: Told = [5, 'dhcp', 'DHCPREQUEST', silent('proxy-gives-no-address', { ...UEFI, server: '10.79.0.1' })];
const ASK = (file: string, detail = {}): Told => [5, 'tftp', 'RRQ', { detail: { file, ...detail } }];
const BEFORE_FIRST = 'transfer timed out before its first block';
const OPTIONS_LOST: Told = [20, 'tftp', BEFORE_FIRST, ended('pxelinux.0', { bytes: 0, block: 0 })];
/** Its options were acknowledged, and then nothing. */
const FIRST_BLOCK_LOST: Told = [20, 'tftp', BEFORE_FIRST, ended('pxelinux.0', { bytes: 0, block: 0, resentBlocks: 5 })];
const LOADER: Told = [6, 'tftp', 'transfer complete', ended('pxelinux.0')];
const KERNEL: Told = [9, 'tftp', 'transfer complete', ended('vmlinuz')];
const ACKED = [DISCOVER, REQUEST];
const LOADED = [...ACKED, ASK('pxelinux.0'), LOADER];
const BOOTED = [...LOADED, KERNEL];
const SHIM: Told = [6, 'tftp', 'transfer complete', ended('shimx64.efi')];

interface Case {
  readonly rule: string;
  readonly fires: readonly Told[];
  /** What is nearly the same and must not fire it. */
  readonly not: readonly Told[];
  readonly facts?: Partial<BootFacts>;
  /** What its sentence says. */
  readonly says: RegExp;
}

const proxyNetwork = { network: labNetwork({ mode: 'proxy' }) };
const OTHER = { server: '10.79.0.9', mac: '02:79:00:00:00:fe', isBinl: false };
const besideOther = { ...proxyNetwork, otherServers: [OTHER] };
const withInitrd = {
  machine: labMachine({
    profile: {
      id: 1,
      name: 'debian-12',
      kernel: 'debian/linux',
      initrds: ['debian/initrd.gz'],
      commandLine: '',
      loaders: undefined,
      matchLabels: undefined,
      bootparams: undefined,
      files: {},
      install: undefined,
    },
  }),
};
const unknown = { machine: undefined };
const near = {
  ...unknown,
  findNearest: () => ({
    mac: mac('8:0:20:8e:48:dd'),
    how: 'one digit differs',
    machine: labMachine({ hostname: 'ultra5' }),
  }),
};
const RARP: Told = [0, 'rarp', 'RARP request -> RARP reply', { ip: '10.79.0.21' }];
const ROOT: Told = [9, 'bootparams', 'GETFILE root', { detail: { file: '10.79.0.1:/export/root/ultra10' } }];
const unanswered = (reason: string, detail = {}): Told => [0, 'rarp', 'RARP request', silent(reason, detail)];
const later = (seconds: number, [, ...rest]: Told): Told => [seconds, ...rest];
const OFFER_TO = (detail: object): Told => [
  0,
  'dhcp',
  'DHCPDISCOVER -> DHCPOFFER',
  { repeats: 3, detail: { ...BIOS, ...detail } },
];

const CASES: readonly Case[] = [
  {
    rule: 'mac-wrong',
    facts: near,
    fires: [unanswered('unknown-machine')],
    not: [RARP],
    says: /08:00:20:8e:48:dd is in the inventory as ultra5: one digit differs/,
  },
  {
    rule: 'mac-missing',
    facts: unknown,
    fires: [unanswered('unknown-machine')],
    not: [RARP],
    says: /no machine .* 08:00:20:8e:48:de/,
  },
  {
    rule: 'address-missing',
    fires: [unanswered('no-address')],
    not: [unanswered('no-address'), later(3, RARP)],
    says: /has no address/,
  },
  {
    rule: 'wrong-wire',
    fires: [unanswered('no-address-on-this-wire', { addresses: '10.80.0.21' })],
    not: [RARP],
    says: /asks on eth0, .* \(it has 10\.80\.0\.21\)/,
  },
  {
    rule: 'wrong-wire',
    fires: [[0, 'dhcp', 'DHCPDISCOVER', silent('no-address-on-this-wire', BIOS)]],
    not: ACKED,
    says: /asks on eth0, .* \(it has 10\.79\.0\.21\)/,
  },
  {
    rule: 'not-serving',
    fires: [[0, 'dhcp', 'DHCPDISCOVER', silent('no-network-on-this-wire', { relay: '10.9.0.1' })]],
    not: ACKED,
    says: /lists the relay 10\.9\.0\.1/,
  },
  {
    rule: 'paused',
    fires: [...ACKED, [5, 'tftp', 'RRQ -> ERROR 2', { reason: 'paused', detail: { file: 'pxelinux.0' } }]],
    not: LOADED,
    says: /paused/,
  },
  {
    rule: 'boot-loop',
    fires: [...LOADED, [7, 'tftp', 'RRQ -> ERROR 2', { reason: 'boot-loop', detail: { file: 'pxelinux.0' } }]],
    not: LOADED,
    says: /round in circles.*pxelinux\.0/,
  },
  {
    rule: 'install-failed',
    fires: [
      ...LOADED,
      [
        60,
        'install',
        'installation installing -> failed',
        { outcome: 'noted', reason: 'install-failed', detail: { because: 'no disk' } },
      ],
    ],
    not: LOADED,
    says: /failed \(no disk\)/,
  },
  {
    rule: 'two-identities',
    fires: [...BOOTED, [20, 'dhcp', 'DHCPREQUEST -> DHCPACK', { ip: '10.79.0.200' }]],
    not: [...BOOTED, [20, 'dhcp', 'DHCPREQUEST -> DHCPACK', { ip: '10.79.0.21' }]],
    says: /2 addresses .*10\.79\.0\.21, 10\.79\.0\.200/,
  },
  {
    rule: 'pool-exhausted',
    facts: unknown,
    fires: [[0, 'dhcp', 'DHCPDISCOVER', silent('pool-exhausted', BIOS)]],
    not: ACKED,
    says: /no address is free for 08:00:20:8e:48:de: every address of the pools of lab is taken/,
  },
  {
    rule: 'no-address-server',
    facts: proxyNetwork,
    fires: [PROXY(0), PROXY(4), PROXY(12)],
    not: [PROXY(0), [0.1, 'dhcp', 'DHCPOFFER of another server', { outcome: 'noted' }], PROXY(4), PROXY(12)],
    says: /told its boot file, and asked 3 times in vain for an address/,
  },
  {
    rule: 'no-address-server',
    facts: proxyNetwork,
    fires: [PROXY(0), later(0.1, CHOSE_US), later(2, CHOSE_US)],
    not: [PROXY(0), PROXY(1), PROXY(2), CHOSE],
    says: /in mode proxy another DHCP server gives the addresses, and none was heard here/,
  },
  {
    rule: 'no-file-for-architecture',
    facts: proxyNetwork,
    fires: [[0, 'dhcp', 'DHCPDISCOVER', silent('nothing-to-boot', { architecture: 'ARM 64-bit UEFI' })], CHOSE],
    not: [PROXY(0), CHOSE],
    says: /no boot file for ultra10, which is ARM 64-bit UEFI/,
  },
  {
    rule: 'wrong-architecture',
    fires: [OFFER_TO({ architecture: 'x64 UEFI', file: 'pxelinux.0' }), REQUEST],
    not: [OFFER_TO({ architecture: 'x64 UEFI', file: 'grubx64.efi' }), REQUEST],
    says: /is x64 UEFI and was told pxelinux\.0, which is a loader for a BIOS/,
  },
  {
    rule: 'wrong-architecture',
    fires: [OFFER_TO({ architecture: 'ARM 64-bit UEFI', file: 'debian/grubnetx64.efi.signed' }), REQUEST],
    not: [OFFER_TO({ architecture: 'EBC (x64 UEFI in the field)', file: 'debian/grubnetx64.efi.signed' }), REQUEST],
    says: /a UEFI program for x64: its firmware cannot run it/,
  },
  {
    rule: 'wrong-architecture',
    fires: [OFFER_TO({ file: 'snponly.efi' }), REQUEST],
    not: [OFFER_TO({ file: 'snponly.efi', client: 'iPXE' }), REQUEST],
    says: /is x86 BIOS and was told snponly\.efi, which is a UEFI program/,
  },
  {
    rule: 'initrd-not-asked-for',
    facts: withInitrd,
    fires: [...LOADED, [9, 'tftp', 'transfer complete', ended('debian/linux')]],
    not: [...LOADED, [9, 'tftp', 'transfer complete', ended('debian/linux')], ASK('debian/initrd.gz')],
    says: /has its kernel debian\/linux and never asked for debian\/initrd\.gz/,
  },
  {
    rule: 'binl-4011',
    facts: { ...proxyNetwork, otherServers: [{ ...OTHER, isBinl: true }] },
    fires: [PROXY(0), CHOSE],
    not: [PROXY(0), CHOSE, [6, 'dhcp', 'DHCPREQUEST -> boot server DHCPACK']],
    says: /10\.79\.0\.9 sends ultra10 option 60 "PXEClient" without option 43/,
  },
  {
    rule: 'dual-offer',
    facts: besideOther,
    fires: [PROXY(0), PROXY(4), PROXY(12)],
    not: [PROXY(0), PROXY(4), PROXY(12), ASK('grubx64.efi')],
    says: /does not merge two offers/,
  },
  {
    rule: 'binl-4011',
    facts: proxyNetwork,
    fires: [PROXY(0), CHOSE],
    not: [PROXY(0), CHOSE, [6, 'dhcp', 'DHCPREQUEST -> boot server DHCPACK']],
    says: /from 10\.79\.0\.9/,
  },
  {
    rule: 'foreign-server',
    facts: { otherServers: [OTHER] },
    fires: [DISCOVER, CHOSE],
    not: [PROXY(0), CHOSE],
    says: /another DHCP server, 10\.79\.0\.9 \(hardware address 02:79:00:00:00:fe\)/,
  },
  {
    rule: 'relay-path',
    fires: [OFFER_TO({ relay: '10.9.0.1' })],
    not: [OFFER_TO({ relay: '10.9.0.1' }), REQUEST],
    says: /relay 10\.9\.0\.1/,
  },
  {
    rule: 'http-without-url',
    fires: [OFFER_TO({ architecture: 'x64 UEFI HTTP' })],
    // A path is told as a URL of ours.
    not: [OFFER_TO({ architecture: 'x64 UEFI HTTP', file: 'x.efi' })],
    says: /\(x64 UEFI HTTP\) and was told no file/,
  },
  {
    rule: 'unknown-architecture',
    fires: [OFFER_TO({ architecture: 'unknown architecture 77', noFile: 'no-boot-file' })],
    not: [OFFER_TO({ architecture: 'unknown architecture 77', file: 'any.efi' })],
    says: /unknown architecture 77/,
  },
  {
    rule: 'no-file-for-architecture',
    fires: [OFFER_TO({ architecture: 'ARM 64-bit UEFI', noFile: 'no-boot-file' })],
    not: [OFFER_TO({ architecture: 'ARM 64-bit UEFI', file: 'grubaa64.efi' })],
    says: /no boot file for ultra10, which is ARM 64-bit UEFI/,
  },
  {
    rule: 'offer-not-taken',
    fires: [OFFER_TO({ file: 'pxelinux.0' })],
    not: [OFFER_TO({ file: 'pxelinux.0' }), REQUEST],
    says: /offered its address 3 times/,
  },
  {
    rule: 'template-error',
    fires: [
      ...LOADED,
      [
        7,
        'tftp',
        'RRQ -> ERROR 0',
        { reason: 'template-error', detail: { file: 'boot.ipxe', problem: 'line 3: undefined\nmore' } },
      ],
    ],
    not: LOADED,
    says: /boot\.ipxe has an error.*line 3: undefined$/,
  },
  {
    rule: 'ipxe-loop',
    fires: [
      ...LOADED,
      [8, 'dhcp', 'DHCPDISCOVER -> DHCPOFFER', { detail: { ...BIOS, client: 'iPXE', file: 'undionly.kpxe' } }],
    ],
    not: [
      ...LOADED,
      [8, 'dhcp', 'DHCPDISCOVER -> DHCPOFFER', { detail: { ...BIOS, client: 'iPXE', file: 'boot.ipxe' } }],
    ],
    says: /undionly\.kpxe, which is iPXE again/,
  },
  {
    rule: 'shim-beside-dhcp',
    facts: proxyNetwork,
    fires: [PROXY(0), CHOSE, SHIM],
    not: [PROXY(0), CHOSE, SHIM, [7, 'tftp', 'RRQ', { detail: { file: 'grubx64.efi' } }]],
    says: /never asked this appliance for its second stage/,
  },
  {
    rule: 'second-stage-path',
    fires: [...ACKED, SHIM, [7, 'tftp', 'RRQ -> ERROR 1', { reason: 'no-such-file', detail: { file: 'grubx64.efi' } }]],
    not: [...ACKED, SHIM, [7, 'tftp', 'RRQ', { detail: { file: 'grubx64.efi' } }]],
    says: /grubx64\.efi, which is not there/,
  },
  {
    rule: 'missing-file',
    fires: [...ACKED, [5, 'tftp', 'RRQ -> ERROR 1', { reason: 'no-such-file', detail: { file: 'pxelinux.0' } }]],
    not: [...ACKED, [5, 'tftp', 'RRQ -> ERROR 1', { reason: 'optional-file', detail: { file: 'pxelinux.cfg/C0A8' } }]],
    says: /asked for pxelinux\.0, which is not there/,
  },
  {
    rule: 'no-bootparams',
    fires: [RARP, [8, 'bootparams', 'WHOAMI'], [9, 'bootparams', 'GETFILE root', silent('no-bootparams')]],
    not: [RARP, [8, 'bootparams', 'WHOAMI'], later(9, ROOT), [10, 'bootparams', 'GETFILE dump']],
    says: /\(GETFILE root\) .* has no bootparams/,
  },
  {
    rule: 'http-closed',
    fires: [
      ...ACKED,
      [5, 'http', 'transfer aborted by client', ended('x.efi')],
      [6, 'http', 'transfer aborted by client', ended('x.efi')],
    ],
    not: [
      ...ACKED,
      [5, 'http', 'transfer aborted by client', ended('x.efi')],
      [6, 'http', 'transfer complete', ended('x.efi')],
    ],
    says: /x\.efi by HTTP 2 times/,
  },
  { rule: 'loader-silent', fires: LOADED, not: [...LOADED, KERNEL], says: /pxelinux\.0 whole, and nothing was heard/ },
  {
    rule: 'mtu-stall',
    fires: [...ACKED, ASK('pxelinux.0', { asked: 'blksize=1456', blksize: 1456 }), FIRST_BLOCK_LOST],
    not: [...ACKED, ASK('pxelinux.0', { asked: 'blksize=512', blksize: 512 }), FIRST_BLOCK_LOST],
    says: /first block of 1456 octets/,
  },
  {
    rule: 'mtu-stall',
    fires: [...ACKED, ASK('pxelinux.0', { asked: 'blksize=1456', blksize: 1456 }), FIRST_BLOCK_LOST],
    not: [...ACKED, ASK('pxelinux.0', { asked: 'blksize=1456', blksize: 1456 }), OPTIONS_LOST],
    says: /packets of that size do not get through/,
  },
  {
    rule: 'tftp-options-refused',
    fires: [...ACKED, ASK('pxelinux.0', { asked: 'blksize=1456', blksize: 1456 }), OPTIONS_LOST],
    not: [...ACKED, ASK('pxelinux.0', { asked: 'blksize=1456', blksize: 1456 }), FIRST_BLOCK_LOST],
    says: /with options \(blksize=1456\)/,
  },
  {
    rule: 'tftp-options-refused',
    fires: [
      ...ACKED,
      ASK('pxelinux.0', { asked: 'blksize 1468' }),
      [20, 'tftp', 'transfer aborted by client', ended('pxelinux.0', { bytes: 0, code: 8 })],
    ],
    not: [
      ...ACKED,
      ASK('pxelinux.0', { asked: 'tsize 0' }),
      [5.5, 'tftp', 'transfer aborted by client', ended('pxelinux.0', { bytes: 0, code: 8 })],
      later(6, ASK('pxelinux.0')),
      later(7, LOADER),
    ],
    says: /with options \(blksize 1468\)/,
  },
  {
    rule: 'block-rollover',
    fires: [...LOADED, [7, 'tftp', 'RRQ -> ERROR 0', { reason: 'too-many-blocks', detail: { file: 'initrd.img' } }]],
    not: LOADED,
    says: /initrd\.img has more blocks/,
  },
  {
    rule: 'block-rollover-stall',
    fires: [
      ...LOADED,
      ASK('initrd.img', { blksize: 512 }),
      [40, 'tftp', 'transfer timed out', ended('initrd.img', { bytes: 65_535 * 512, block: 65_535 })],
    ],
    not: [
      ...LOADED,
      ASK('initrd.img', { blksize: 512 }),
      [40, 'tftp', 'transfer timed out', ended('initrd.img', { bytes: 30_000 * 512, block: 30_000 })],
    ],
    says: /stopped at block 65535/,
  },
  {
    rule: 'lossy-path',
    fires: [...LOADED, ASK('vmlinuz'), [40, 'tftp', 'transfer complete', ended('vmlinuz', { resentBlocks: 40 })]],
    not: [...LOADED, ASK('vmlinuz'), [40, 'tftp', 'transfer complete', ended('vmlinuz', { resentBlocks: 1 })]],
    says: /40 blocks of vmlinuz/,
  },
  {
    rule: 'transfer-aborted',
    fires: [
      ...ACKED,
      ASK('pxelinux.0'),
      [7, 'tftp', 'transfer aborted by client', ended('pxelinux.0', { problem: 'disk full' })],
    ],
    not: LOADED,
    says: /disk full/,
  },
  {
    rule: 'spanning-tree',
    fires: [[0, 'dhcp', 'DHCPDISCOVER -> DHCPOFFER', { detail: { ...BIOS, secs: 32, file: 'pxelinux.0' } }], REQUEST],
    not: [[0, 'dhcp', 'DHCPDISCOVER -> DHCPOFFER', { detail: { ...BIOS, secs: 1024, file: 'pxelinux.0' } }], REQUEST],
    says: /asking for 32 s .*spanning tree/,
  },
  {
    rule: 'address-conflict',
    fires: [
      ...BOOTED,
      [
        10,
        'arp',
        'ARP announcement',
        { outcome: 'noted', reason: 'address-conflict', ip: '10.79.0.21', detail: { other: '02:00:00:00:00:09' } },
      ],
    ],
    not: BOOTED,
    says: /10\.79\.0\.21 of ultra10: 02:00:00:00:00:09/,
  },
  {
    rule: 'flapping-link',
    fires: [...BOOTED, [10, 'arp', 'ARP announcement', { outcome: 'noted', reason: 'flapping-link' }]],
    not: BOOTED,
    says: /comes and goes/,
  },
  {
    rule: 'container-network',
    facts: { contained: true },
    fires: [[0, 'dhcp', 'DHCPDISCOVER', { outcome: 'silent' }]],
    not: ACKED,
    says: /private network of a container engine/,
  },
  {
    rule: 'rarp-reply-lost',
    fires: [[0, 'rarp', 'RARP request -> RARP reply', { repeats: 5 }]],
    not: [[0, 'rarp', 'RARP request -> RARP reply', { repeats: 5 }], ASK('0A4F0015')],
    says: /5 times by RARP/,
  },
  {
    rule: 'refused',
    fires: [...ACKED, [5, 'tftp', 'RRQ -> ERROR 2', { reason: 'not-admitted', detail: { file: 'x' } }]],
    not: ACKED,
    says: /was refused \(RRQ -> ERROR 2\)/,
  },
  {
    rule: 'size-probe',
    fires: [
      ...ACKED,
      [5, 'tftp', 'size probe (normal: the client asked how large the file is)', ended('pxelinux.0', { bytes: 0 })],
      LOADER,
      KERNEL,
    ],
    not: BOOTED,
    says: /how large the file is/,
  },
  {
    rule: 'optional-names',
    fires: [
      ...BOOTED,
      [8, 'tftp', 'RRQ -> ERROR 1', { repeats: 8, reason: 'optional-file', detail: { file: 'pxelinux.cfg/C0A8' } }],
    ],
    not: BOOTED,
    says: /8 files that it does without/,
  },
  {
    rule: 'path-corrected',
    fires: [...BOOTED, [10, 'http', 'GET -> 200', { detail: { file: 'x.efi', corrected: '//x.efi' } }]],
    not: BOOTED,
    says: /oddly/,
  },
  {
    rule: 'switch-notification',
    fires: [...BOOTED, [10, 'rarp', 'RARP announcement, moved or resumed', { outcome: 'noted' }]],
    not: BOOTED,
    says: /notifications of its hypervisor/,
  },
];

function judge(told: readonly Told[], facts: Partial<BootFacts> = {}): BootVerdict {
  return judgeAttempt(attemptOf(bootOf(told)), {
    now: MIDNIGHT + 400_000,
    machine: labMachine(),
    network: labNetwork(),
    findNearest: () => undefined,
    contained: false,
    otherServers: [],
    ...facts,
  });
}

function rulesOf({ rule, notes }: BootVerdict): string[] {
  return [rule, ...notes.map((note) => note.rule)];
}

describe('every rule', () => {
  it.each(CASES)('$rule fires, and says so', ({ rule, fires, facts, says }) => {
    const verdict = judge(fires, facts);
    expect(rulesOf(verdict)).toContain(rule);
    const row = RULES.find(({ name }) => name === rule);
    const finding = verdict.rule === rule ? verdict : verdict.notes.find((note) => note.rule === rule);
    expect(finding?.sentence).toMatch(says);
    expect(finding?.evidence.length).toBeGreaterThan(0);
    if (row?.kind !== 'normal' && rule !== 'tftp-options-refused') expect(verdict.rule).toBe(rule);
    expect(finding?.cure).not.toBe('');
  });

  it.each(CASES)('$rule does not fire for what is nearly the same', ({ rule, not, facts }) => {
    expect(rulesOf(judge(not, facts))).not.toContain(rule);
  });

  it('tells what to do in words of the event, where it knows better', () => {
    const cureOf = (told: readonly Told[], facts: Partial<BootFacts> = {}) => judge(told, facts).cure;
    const discover = (reason: string, detail = {}): Told[] => [[0, 'dhcp', 'DHCPDISCOVER', silent(reason, detail)]];
    expect(cureOf(discover('network-off'))).toBe("Set the network's mode to known.");
    expect(cureOf(discover('no-network-on-this-wire'))).toMatch(/POST \/api\/v1\/networks, or move the cable/);
    expect(cureOf(discover('no-network-on-this-wire', { relay: '10.9.0.1' }))).toMatch(/name the relay in its relays/);
    const sun = { reason: 'no-such-file', detail: { file: '0A4F0015.SUN4M' } };
    expect(cureOf([RARP, [3, 'tftp', 'RRQ -> ERROR 1', sun]])).toMatch(
      /its address in hexadecimal: set boot\.files\.rarp/,
    );
    expect(cureOf([OFFER_TO({ client: 'iPXE', noFile: 'no-boot-file' })])).toMatch(/Set boot\.files\.ipxe .* script/);
    const declined: Told = [6, 'dhcp', 'DHCPDECLINE', silent('declined', { address: '10.79.0.21' })];
    expect(cureOf([...ACKED, declined])).toMatch(/arping 10\.79\.0\.21/);
    expect(cureOf([unanswered('unknown-machine')], unknown)).toMatch(/sightings\/08:00:20:8e:48:de\/adopt/);
  });

  it('has such a case', () => {
    expect(RULES.map(({ name }) => name).filter((name) => CASES.every((one) => one.rule !== name))).toEqual([]);
    expect(new Set(RULES.map(({ name }) => name)).size).toBe(RULES.length);
  });
});

describe('the verdict where no rule speaks', () => {
  const short = { now: MIDNIGHT + 12_000 };
  it.each<[string, readonly Told[], Partial<BootFacts>, string]>([
    ['a boot that has its kernel', BOOTED, {}, 'booted'],
    ['a boot on its way', LOADED, short, 'on-its-way'],
    ['an operating system that renews its lease', [[0, 'dhcp', 'DHCPREQUEST -> DHCPACK']], {}, 'booted'],
    ['a boot that stands still', ACKED, {}, 'stalled'],
    [
      'a machine that is to boot from its disk',
      [DISCOVER, [4, 'dhcp', 'DHCPREQUEST -> DHCPACK', { detail: { ...BIOS, noFile: 'installed' } }]],
      {},
      'from-disk',
    ],
    ['a kernel that asks RARP for its address, and for nothing more', [RARP], {}, 'booted'],
    [
      'a system that gets its address from the other server, in mode proxy',
      [
        [0, 'dhcp', 'DHCPDISCOVER', silent('proxy-gives-no-address')],
        [1, 'dhcp', 'DHCPREQUEST', silent('other-server-chosen')],
      ],
      proxyNetwork,
      'booted',
    ],
    ['a host that announces its address', [[0, 'arp', 'ARP announcement', { outcome: 'noted' }]], {}, 'noise'],
    [
      'a kernel without its initrd',
      [...BOOTED, [10, 'tftp', 'RRQ -> ERROR 1', { reason: 'no-such-file', detail: { file: 'initrd.img' } }]],
      {},
      'failed',
    ],
    [
      'a system that asks for a file of its own after it booted',
      [...BOOTED, [60, 'tftp', 'RRQ -> ERROR 1', { reason: 'no-such-file', detail: { file: 'phone.xml' } }]],
      {},
      'booted',
    ],
    [
      'a machine that was moved',
      [[0, 'rarp', 'RARP announcement, moved or resumed', { outcome: 'noted' }]],
      {},
      'noise',
    ],
    ['a Sun with its root', [RARP, [8, 'bootparams', 'WHOAMI'], ROOT], {}, 'booted'],
    [
      'a Sun whose record has no root',
      [RARP, [8, 'bootparams', 'WHOAMI'], [9, 'bootparams', 'GETFILE root'], [10, 'bootparams', 'GETFILE swap']],
      {},
      'stalled',
    ],
  ])('%s', (_, told, facts, state) => {
    const verdict = judge(told, facts);
    expect(verdict.state).toBe(state);
    expect(verdict.sentence).toContain('ultra10');
  });

  it('a machine that never had our answers is not judged by what it did about them', () => {
    const asked = [OFFER_TO({ file: 'pxelinux.0' })];
    expect(judge(asked, { hypothetical: true }).rule).toBe('stalled');
    const byReaction = RULES.filter((rule) => rule.byReaction).map(({ name }) => name);
    expect(byReaction).toEqual([
      ...['no-address-server', 'dual-offer', 'binl-4011', 'relay-path', 'offer-not-taken'],
      ...['container-network', 'rarp-reply-lost'],
    ]);
  });

  it('a guess waits until the boot stands still', () => {
    const asked = [OFFER_TO({ file: 'pxelinux.0' })];
    expect(judge(asked, short).rule).toBe('on-its-way');
    expect(judge(asked).rule).toBe('offer-not-taken');
  });
});
