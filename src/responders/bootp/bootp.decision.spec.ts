import { describe, expect, it } from 'vitest';
import { ip, labLookups, labMachine, labNetwork, labWire, mac, must } from '../../../test/fakes/known-lab.js';
import { LeaseBook } from '../../addressing/lease-book.js';
import type { KnownMachine } from '../../boot/known-machine.js';
import { formatIpv4Address } from '../../values/ipv4-address.js';
import type { BootpRequest } from '../../wire/bootp/bootp-message.js';
import { readRelayAgent } from '../../wire/dhcp/read-relay-agent.js';
import { decodeBootp, encodeBootp, encodeBootpRequest } from '../../wire/bootp/bootp.codec.js';
import { decideBootp } from './bootp.decision.js';

const CLIENT = '02:00:00:00:00:01';
const NETWORK = labNetwork({ gateway: ip('10.79.0.2'), dns: [ip('10.79.0.1')], domain: 'lab.example' });

function decide(request: Partial<BootpRequest>, machine: KnownMachine | undefined = labMachine(), mode = NETWORK.mode) {
  const message = must(decodeBootp(encodeBootpRequest({ mac: mac(CLIENT), options: [], ...request })));
  const nic = machine.nics[0];
  return decideBootp({
    message,
    known: nic && message.mac === nic.mac ? { machine, nic } : undefined,
    wire: labWire('10.79.0.1/24'),
    relayAgent: readRelayAgent(message.options),
    sourcePort: 68,
    destinationAddress: ip('255.255.255.255'),
    ...labLookups([{ ...NETWORK, mode }]),
    isOwnAddress: (own) => own === ip('10.79.0.1'),
    fileExists: () => false,
    serverHostname: 'Boot1.lab.example',
    httpPort: 8080,
    now: 1_000_000,
    leases: new LeaseBook(),
    ownerOf: () => undefined,
  });
}

function reply(request: Partial<BootpRequest>, machine?: KnownMachine) {
  const verdict = decide(request, machine);
  if (verdict.kind === 'silent') throw new Error(verdict.reason);
  const { bytes } = encodeBootp(verdict.reply.message);
  return { bytes, message: must(decodeBootp(bytes)), destination: verdict.destination };
}

describe('BOOTP (RFC 951, 1497, 1542)', () => {
  it('answers a known machine with address, server and file, in 300 octets and without DHCP options', () => {
    const { bytes, message } = reply({ transactionId: 7 }, labMachine({ bootFiles: { default: 'vmunix' } }));
    expect(bytes.length).toBe(300);
    expect(message.transactionId).toBe(7);
    expect(formatIpv4Address(message.yourAddress)).toBe('10.79.0.21');
    expect(formatIpv4Address(message.serverAddress)).toBe('10.79.0.1');
    expect(message.bootFile).toBe('vmunix');
    expect(message.options.codes()).toEqual([1, 3, 6, 12, 15]);
  });

  it('keeps options out of sname and file, which BOOTP clients read as they are, and leaves out what has no room', () => {
    const { bytes, message } = reply(
      {},
      labMachine({ hostname: 'a-host-name-that-is-as-long-as-a-label-may-be-in-the-end' }),
    );
    expect(message.options.has(52)).toBe(false);
    expect(bytes.subarray(44, 236).every((octet) => octet === 0)).toBe(true);
    expect(message.options.codes()).toEqual([1, 3, 6, 15]);
  });

  it('sends no vendor area to a client that sent none', () => {
    const { bytes } = reply({ vendorArea: 'none' });
    expect(bytes.length).toBe(300);
    expect(bytes.subarray(236).every((octet) => octet === 0)).toBe(true);
  });

  it('gives the bootp key of boot.files before the default', () => {
    const machine = labMachine({ bootFiles: { default: 'pxelinux.0', bootp: 'x0a3c45.prm' } });
    expect(reply({}, machine).message.bootFile).toBe('x0a3c45.prm');
  });

  it('gives a client the file that it asks for when the record names none', () => {
    expect(reply({ bootFile: 'x0a3c45.prm' }).message.bootFile).toBe('x0a3c45.prm');
  });

  it('copies xid, flags and the whole hardware address, and goes to the relay', () => {
    const { message, destination } = reply({ flags: 0x8001, relayAddress: ip('10.79.0.9'), transactionId: 0xdeadbeef });
    expect(destination).toEqual({ to: 'relay', address: ip('10.79.0.9') });
    expect(message.flags).toBe(0x8001);
    expect(message.transactionId).toBe(0xdeadbeef);
    expect(message.hardwareAddress.toString('hex')).toBe('02000000000100000000000000000000');
  });

  it('gives relay agent information back, before options that then find no room', () => {
    const value = Buffer.concat([Buffer.from([1, 40]), Buffer.alloc(40, 0x41)]);
    const { bytes, message } = reply({ relayAddress: ip('10.79.0.9'), options: [[82, value]] });
    expect(message.options.codes()).toEqual([1, 3, 82]);
    expect(message.options.get(82)).toEqual(value);
    expect(bytes.length).toBe(300);
  });

  it('answers at ciaddr a client that knows its address', () => {
    expect(reply({ clientAddress: ip('10.79.0.21') }).destination).toEqual({ to: 'client', address: ip('10.79.0.21') });
  });

  it.each(['boot1', 'BOOT1.lab.example', '10.79.0.1'])(
    'answers a client that asks for server %s by name',
    (serverName) => {
      expect(decide({ serverName }).kind).toBe('reply');
    },
  );

  it.each([
    ['a client that asks for another server', { serverName: 'other' }, 'foreign-bootp-server'],
    ['an unknown client', { mac: mac('02:00:00:00:00:99') }, 'unknown-machine'],
    ['a request that passed 17 relays', { hops: 17 }, 'malformed'],
  ] satisfies [string, Partial<BootpRequest>, string][])('is silent to %s', (_who, request, reason) => {
    expect(decide(request)).toMatchObject({ kind: 'silent', reason });
  });

  it('refuses a paused machine', () => {
    expect(decide({}, labMachine({ bootMode: 'paused' }))).toMatchObject({ kind: 'silent', reason: 'paused' });
  });

  it('only tells what it would have said on a network in shadow mode', () => {
    expect(decide({}, labMachine(), 'shadow')).toMatchObject({
      reason: 'shadow',
      detail: { would: 'BOOTREPLY 10.79.0.21' },
    });
  });
});
