import { describe, expect, it } from 'vitest';
import { ip, labMachine, labNetwork } from '../../test/fakes/known-lab.js';
import type { KnownMachine, KnownNetwork, NetworkMode } from '../boot/known-machine.js';
import type { AddressOwners } from '../addressing/address-owners.js';
import type { MachineDirectory, MachineNic } from '../inventory/machine-directory.js';
import { SILENCE_TABLE } from '../journal/silence.table.js';
import { networkContains, networkOf } from '../values/ipv4-network.js';
import type { BootFile, BootFileLookup } from './boot-file.js';
import { nothingHandedOut, OneAnswerSource, TextSource } from '../../test/fakes/boot-sources.js';
import { BootFileGate } from './boot-file-gate.js';
import { BootFileTree } from './boot-file-tree.js';

const machine = (id: number, hostname: string, bootMode: KnownMachine['bootMode'], address: string): MachineNic => {
  const nic = { mac: undefined, ip: ip(address) };
  return { nic, machine: { ...labMachine({ id, hostname, bootMode }), nics: [nic] } };
};
const MACHINES = [
  machine(1, 'ultra10', 'always', '192.168.0.21'),
  machine(2, 'quiet', 'paused', '192.168.0.22'),
  machine(3, 'disk', 'local', '192.168.0.23'),
  machine(4, 'elsewhere', 'always', '172.16.9.9'),
  machine(5, 'dark', 'always', '192.168.1.21'),
  machine(6, 'watched', 'always', '192.168.2.21'),
  machine(7, 'dark-and-quiet', 'paused', '192.168.1.22'),
];
const network = (id: number, address: string, mode: NetworkMode): KnownNetwork =>
  labNetwork({ id, name: `lab${id}`, cidr: networkOf(ip(address), 24), mode });
const NETWORKS = [
  network(1, '192.168.0.0', 'known'),
  network(2, '192.168.1.0', 'off'),
  network(3, '192.168.2.0', 'shadow'),
  network(4, '192.168.3.0', 'pool'),
];

const directory: Pick<MachineDirectory, 'byIp' | 'networkOf'> = {
  byIp: (address) => MACHINES.find(({ nic }) => nic.ip === address),
  networkOf: (address) => NETWORKS.find(({ cidr }) => networkContains(cidr, address)),
};

const FILE: BootFile = {
  kind: 'disk',
  name: 'pxelinux.0',
  path: '/srv/pxelinux.0',
  size: 6,
  identity: 'v1',
  changedAt: 0,
};

function gateOver(records: MachineDirectory, tree: BootFileTree): BootFileGate {
  const owners: Pick<AddressOwners, 'ownerOf'> = { ownerOf: (address) => records.byIp(address) };
  return new BootFileGate(records, owners as AddressOwners, tree, nothingHandedOut());
}

function gate(answer: BootFileLookup = { kind: 'found', file: FILE }) {
  const source = new OneAnswerSource(answer);
  const tree = new BootFileTree([source], 8080);
  return { looked: source.looked, gate: gateOver(directory as MachineDirectory, tree) };
}
const ask = (address: string, path = 'pxelinux.0', server?: string) => ({
  path,
  clientAddress: ip(address),
  serverAddress: server === undefined ? undefined : ip(server),
});

describe('the boot file gate serves', () => {
  it.each([
    ['a known machine', '192.168.0.21', 'ultra10'],
    ['a machine that boots from its disk: it may still fetch by hand', '192.168.0.23', 'disk'],
    ['a known machine outside of every network', '172.16.9.9', 'elsewhere'],
    ['anybody on a network that serves strangers', '192.168.3.200', undefined],
    ['this host itself', '127.0.0.1', undefined],
  ])('%s', async (_sentence, address, hostname) => {
    const verdict = await gate().gate.admit(ask(address));
    expect(verdict).toMatchObject({ kind: 'serve', file: FILE });
    expect(verdict.client.machine?.hostname).toBe(hostname);
  });
  it('this host itself by the address that it serves at, where others are refused', async () => {
    const { gate: open } = gate();
    expect(await open.admit(ask('192.168.0.200', 'pxelinux.0', '192.168.0.200'))).toMatchObject({ kind: 'serve' });
    expect(await open.admit(ask('192.168.0.200', 'pxelinux.0', '192.168.0.1'))).toMatchObject({
      kind: 'refuse',
      reason: 'unknown-machine',
    });
  });
  it('the file that the path means', async () => {
    const { gate: open, looked } = gate();
    await open.admit(ask('192.168.0.21', '/boot\\//pxelinux.0'));
    expect(looked).toEqual(['boot/pxelinux.0']);
  });
});

describe('the boot file gate refuses', () => {
  it('a paused machine, with the sentence that every protocol uses, and looks at no file', async () => {
    const { gate: open, looked } = gate();
    expect(await open.admit(ask('192.168.0.22'))).toMatchObject({
      kind: 'refuse',
      reason: 'paused',
      tftpError: { code: 2, message: SILENCE_TABLE.paused.sentence },
    });
    expect(looked).toEqual([]);
  });
  it.each([
    ['a host on a network that is off', '192.168.1.200', 'network-off'],
    ['a machine on a network that is off', '192.168.1.21', 'network-off'],
    ['a paused machine on a network that is off', '192.168.1.22', 'network-off'],
    ['a host on a network in shadow mode', '192.168.2.200', 'shadow'],
    ['a machine on a network in shadow mode', '192.168.2.21', 'shadow'],
  ] as const)("%s, in the row's words, and looks at no file", async (_sentence, address, reason) => {
    const { gate: open, looked } = gate();
    expect(await open.admit(ask(address))).toMatchObject({
      kind: 'refuse',
      reason,
      tftpError: { code: 2, message: SILENCE_TABLE[reason].sentence },
    });
    expect(looked).toEqual([]);
  });
  it('says of a network that is off what holds for every protocol', () => {
    expect(SILENCE_TABLE['network-off'].sentence).toBe('this network is switched off (mode off)');
  });
  it('a stranger, by name of its address', async () => {
    const { gate: open, looked } = gate();
    expect(await open.admit(ask('10.1.2.3'))).toMatchObject({
      kind: 'refuse',
      reason: 'not-admitted',
      tftpError: { code: 2, message: '10.1.2.3 is not in the inventory' },
      problem: undefined,
      client: { machine: undefined },
    });
    expect(looked).toEqual([]);
  });
  it('a stranger on a network for known machines, by the reason that DHCP and RARP have for it', async () => {
    const { gate: open, looked } = gate();
    expect(await open.admit(ask('192.168.0.200'))).toMatchObject({
      reason: 'unknown-machine',
      tftpError: { code: 2, message: '192.168.0.200 is not in the inventory' },
    });
    expect(looked).toEqual([]);
  });
  it('a path that climbs out', async () => {
    const { gate: open, looked } = gate();
    expect(await open.admit(ask('192.168.0.21', '../etc/passwd'))).toMatchObject({
      reason: 'outside-root',
      tftpError: { code: 2, message: 'the path climbs out of the boot file root' },
    });
    expect(looked).toEqual([]);
  });
  it.each([
    ['no-such-file', 1, 'File not found'],
    ['outside-root', 2, 'this file lies outside of the boot file root'],
    ['not-a-file', 2, 'this is not a regular file'],
    ['unreadable-file', 2, 'this file cannot be read'],
  ] as const)('what the source refuses: %s is ERROR %i', async (reason, code, message) => {
    const { gate: open } = gate({ kind: 'none', reason, problem: '/srv/tftp/x does not exist' });
    expect(await open.admit(ask('192.168.0.21'))).toMatchObject({
      kind: 'refuse',
      reason,
      tftpError: { code, message },
      problem: '/srv/tftp/x does not exist',
      client: { machine: { hostname: 'ultra10' } },
    });
  });
});

describe('a machine that booted by RARP asks by its address in hexadecimal', () => {
  const SUN = labMachine({
    id: 8,
    hostname: 'sun',
    bootFiles: { rarp: 'sun/boot.sun4u', default: 'pxelinux.0' },
    nics: [{ ip: '192.168.0.21' }],
  });

  /** The gate over a tree that has only `files`; the name of the file that was served. */
  async function served(path: string, files: readonly string[], over: Partial<KnownMachine> = {}) {
    const record = { ...SUN, ...over };
    const tree = new BootFileTree([new TextSource(Object.fromEntries(files.map((name) => [name, 'x'])))], 8080);
    const known = { byIp: () => ({ machine: record, nic: SUN.nics[0] }), networkOf: () => NETWORKS[0] };
    const open = gateOver(known as unknown as MachineDirectory, tree);
    const verdict = await open.admit(ask('192.168.0.21', path));
    return verdict.kind === 'serve' ? verdict.file.name : verdict.reason;
  }

  it.each([
    ['gets the file that its record names for RARP', 'C0A80015.SUN4U', ['sun/boot.sun4u'], {}, 'sun/boot.sun4u'],
    ['in lower case too', 'c0a80015', ['sun/boot.sun4u'], {}, 'sun/boot.sun4u'],
    [
      'gets the file of its architecture before that',
      'C0A80015.SUN4M',
      ['sun/boot.sun4u', 'sun/boot.sun4m'],
      { bootFiles: { 'rarp-sun4m': 'sun/boot.sun4m', rarp: 'sun/boot.sun4u' } },
      'sun/boot.sun4m',
    ],
    [
      'gets the file for RARP when its architecture has none',
      'C0A80015.SUN4C',
      ['sun/boot.sun4u', 'sun/boot.sun4m'],
      { bootFiles: { 'rarp-sun4m': 'sun/boot.sun4m', rarp: 'sun/boot.sun4u' } },
      'sun/boot.sun4u',
    ],
    ['gets the default where nothing is named for RARP', 'C0A80015', ['p.0'], { bootFiles: { default: 'p.0' } }, 'p.0'],
    ['gets a real file of that name first', 'C0A80015', ['C0A80015', 'sun/boot.sun4u'], {}, 'C0A80015'],
    ['gets nothing by another machine’s address', 'C0A80016', ['sun/boot.sun4u'], {}, 'no-such-file'],
    ['gets nothing when it boots from its disk', 'C0A80015', ['sun/boot.sun4u'], { bootMode: 'local' }, 'no-such-file'],
    ['gets nothing outside of the root', 'C0A80015', [], { bootFiles: { rarp: '../secret' } }, 'no-such-file'],
  ] satisfies [string, string, string[], Partial<KnownMachine>, string][])(
    '%s',
    async (_sentence, path, files, over, name) => {
      expect(await served(path, files, over)).toBe(name);
    },
  );
});
