import { describe, expect, it } from 'vitest';
import { ip, labMachine, labWire, mac } from '../../../test/fakes/known-lab.js';
import type { ArpPacket } from '../../wire/arp/arp.codec.js';
import { readAddressClaim } from '../address-claim.js';
import { decideConflict } from './conflict.decision.js';

const SUN = '08:00:20:8e:48:de';
const OTHER = '02:00:00:00:00:99';

function packet(over: Partial<ArpPacket> = {}): ArpPacket {
  return {
    source: mac(OTHER),
    destination: mac('ff:ff:ff:ff:ff:ff'),
    operation: 1,
    senderHardwareAddress: mac(OTHER),
    senderProtocolAddress: ip('10.79.0.21'),
    targetHardwareAddress: mac('00:00:00:00:00:00'),
    targetProtocolAddress: ip('10.79.0.21'),
    ...over,
  };
}

describe('what an ARP packet claims', () => {
  const cases: Record<string, [Partial<ArpPacket>, string | undefined]> = {
    'a gratuitous request: it has the address': [{}, 'use, announced'],
    'a gratuitous reply: the same': [{ operation: 2 }, 'use, announced'],
    'a reply to somebody: it has the address': [{ operation: 2, targetProtocolAddress: ip('10.79.0.5') }, 'use'],
    'a probe: it is about to take the address': [{ senderProtocolAddress: ip('0.0.0.0') }, 'probe, announced'],
    'an ordinary question claims nothing': [{ targetProtocolAddress: ip('10.79.0.5') }, undefined],
    'a reply without an address claims nothing': [{ operation: 2, senderProtocolAddress: ip('0.0.0.0') }, undefined],
    'a group’s hardware address is nobody': [{ senderHardwareAddress: mac('01:00:5e:00:00:01') }, undefined],
    'the zero hardware address is nobody': [{ senderHardwareAddress: mac('00:00:00:00:00:00') }, undefined],
  };
  it.each(Object.entries(cases))('%s', (_sentence, [over, expected]) => {
    const claim = readAddressClaim(packet(over));
    expect(claim && `${claim.kind}${claim.announced ? ', announced' : ''}`).toBe(expected);
  });
});

describe('who claims an address that is another’s (RFC 5227)', () => {
  const owner = (claimant: string, address: string, nics: { mac?: string; ip?: string }[], lease?: string) => {
    const machine = labMachine({ nics });
    return decideConflict(
      { kind: 'use', address: ip(address), mac: mac(claimant), announced: true },
      labWire('10.79.0.1/24'),
      {
        machineOfAddress: (asked) => (machine.nics.some((nic) => nic.ip === asked) ? machine : undefined),
        leaseHolder: () => (lease === undefined ? undefined : mac(lease)),
      },
    )?.kind;
  };
  const NICS = [{ mac: SUN, ip: '10.79.0.21' }, { mac: '08:00:20:00:00:02' }];

  it.each<[string, Parameters<typeof owner>, string | undefined]>([
    ['the machine itself', [SUN, '10.79.0.21', NICS], undefined],
    ['another port of the machine', ['08:00:20:00:00:02', '10.79.0.21', NICS], undefined],
    ['a stranger', [OTHER, '10.79.0.21', NICS], 'machine'],
    ['anybody, when the record has no hardware address', [OTHER, '10.79.0.21', [{ ip: '10.79.0.21' }]], undefined],
    ['a stranger that takes our own address', [OTHER, '10.79.0.1', NICS], 'appliance'],
    ['we ourselves', ['02:ff:00:00:00:01', '10.79.0.1', NICS], undefined],
    ['an address that nobody has', [OTHER, '10.79.0.77', NICS], undefined],
    ['the holder of a lease', [OTHER, '10.79.0.77', NICS, OTHER], undefined],
    ['a stranger that takes a leased address', [OTHER, '10.79.0.77', NICS, SUN], 'lease'],
  ])('%s', (_sentence, given, expected) => {
    expect(owner(...given)).toBe(expected);
  });
});
