import { describe, expect, it } from 'vitest';
import { ip, labWire, mac } from '../../../test/fakes/known-lab.js';
import type { KnownNic } from '../../boot/known-machine.js';
import { encodeArp, type ArpPacket } from '../../wire/arp/arp.codec.js';
import { PresenceBook } from './presence-book.js';
import { decideProxyArp, type Presence } from './proxy-arp.decision.js';

const ROUTER = mac('00:00:0c:00:00:01');
const ASKER = mac('08:00:20:8e:48:de');
const REMOTE: KnownNic = {
  mac: mac('08:00:69:00:00:07'),
  ip: ip('10.79.0.77'),
  details: {
    clientIds: [],
    circuitIds: [],
    remoteIds: [],
    uuid: undefined,
    nextServer: undefined,
    options: [],
    proxyArp: ROUTER,
  },
};

const question = (over: Partial<ArpPacket> = {}): ArpPacket => ({
  source: ASKER,
  destination: mac('ff:ff:ff:ff:ff:ff'),
  operation: 1,
  senderHardwareAddress: ASKER,
  senderProtocolAddress: ip('10.79.0.21'),
  targetHardwareAddress: mac('00:00:00:00:00:00'),
  targetProtocolAddress: ip('10.79.0.77'),
  ...over,
});

describe('proxy ARP (RFC 1027)', () => {
  const decide = (over: Partial<ArpPacket> = {}, presence: Presence = 'silent', nic: KnownNic | undefined = REMOTE) =>
    decideProxyArp(question(over), nic, labWire('10.79.0.1/24'), () => presence);

  it('gives whoever asks the router’s address, in a frame of our own', () => {
    const verdict = decide();
    if (verdict.kind !== 'reply') throw new Error(verdict.kind);
    expect(encodeArp(verdict.reply).toString('hex', 0, 42)).toBe(
      '0800208e48de' +
        '02ff00000001' +
        '0806' +
        '00010800060400' +
        '02' +
        '00000c000001' +
        '0a4f004d' +
        '0800208e48de' +
        '0a4f0015',
    );
  });

  it('asks the address itself first, without a sender address', () => {
    const verdict = decide({}, 'unknown');
    if (verdict.kind !== 'probe') throw new Error(verdict.kind);
    expect(encodeArp(verdict.probe).toString('hex', 0, 42)).toBe(
      'ffffffffffff' +
        '02ff00000001' +
        '0806' +
        '00010800060400' +
        '01' +
        '02ff00000001' +
        '00000000' +
        '000000000000' +
        '0a4f004d',
    );
  });

  it.each<[string, Parameters<typeof decide>]>([
    ['an address that answers by itself', [{}, 'answers']],
    ['a machine that is not marked remote', [{}, 'silent', { mac: REMOTE.mac, ip: REMOTE.ip }]],
    ['a reply', [{ operation: 2 }]],
    ['a probe: somebody is about to take the address', [{ senderProtocolAddress: ip('0.0.0.0') }]],
    ['an announcement', [{ senderProtocolAddress: ip('10.79.0.77') }]],
    ['the router', [{ senderHardwareAddress: ROUTER }]],
    ['the machine itself', [{ senderHardwareAddress: mac('08:00:69:00:00:07') }]],
    ['an asker of another network', [{ senderProtocolAddress: ip('172.16.0.9') }]],
  ])('is silent to %s', (_what, given) => {
    expect(decide(...given)).toEqual({ kind: 'no' });
  });
});

describe('does an address answer by itself?', () => {
  const address = ip('10.79.0.77');

  it('is unknown until it was asked, then open, then no, and asked anew after a minute', () => {
    const book = new PresenceBook();
    expect(book.presenceOf(address, 0)).toBe('unknown');
    book.asked(address, 0);
    expect([100, 600, 59_000, 61_000].map((now) => book.presenceOf(address, now))).toEqual([
      'answers',
      'silent',
      'silent',
      'unknown',
    ]);
  });

  it('is yes when it was heard', () => {
    const book = new PresenceBook();
    book.asked(address, 0);
    book.heard(address);
    expect(book.presenceOf(address, 30_000)).toBe('answers');
  });
});
