import { describe, expect, it } from 'vitest';
import { ip, labLookups, labMachine, labNetwork, labWire, mac } from '../../../test/fakes/known-lab.js';
import { LeaseBook } from '../../addressing/lease-book.js';
import type { KnownMachine, KnownNetwork, NetworkMode } from '../../boot/known-machine.js';
import { DEFAULT_RARP_BEHAVIOUR, type RarpProfile } from '../../boot/rarp-behaviour.js';
import { formatIpv4Address } from '../../values/ipv4-address.js';
import { encodeRarp, type RarpPacket } from '../../wire/rarp/rarp.codec.js';
import { renderRarpStart, renderRarpTrace } from './rarp-trace.render.js';
import { decideRarp, type RarpVerdict } from './rarp.decision.js';

const SUN = '8:0:20:8e:48:de';

interface Case {
  readonly request?: Partial<RarpPacket>;
  readonly machine?: KnownMachine | undefined;
  readonly wire?: readonly string[];
  readonly mode?: NetworkMode;
  readonly profile?: RarpProfile;
  readonly bootsFromHere?: boolean;
  readonly foreignNetwork?: boolean;
  readonly pool?: KnownNetwork['pools'];
}

function request(over: Partial<RarpPacket> = {}): RarpPacket {
  return {
    source: mac(SUN),
    destination: mac('ff:ff:ff:ff:ff:ff'),
    operation: 3,
    senderHardwareAddress: mac(SUN),
    senderProtocolAddress: ip('255.255.255.255'),
    targetHardwareAddress: mac(SUN),
    targetProtocolAddress: ip('255.255.255.255'),
    ...over,
  };
}

const SYSTEMA = labMachine({ hostname: 'systema', nics: [{ mac: SUN, ip: '192.168.0.21' }] });

function decide(given: Case): RarpVerdict {
  const { wire = ['192.168.0.28/24'] } = given;
  const machine = 'machine' in given ? given.machine : SYSTEMA;
  const asked = request(given.request);
  const nic = machine?.nics.find((candidate) => candidate.mac === asked.targetHardwareAddress);
  const { mode = 'known', profile = 'standard', bootsFromHere = false, foreignNetwork = false, pool = [] } = given;
  const network = labNetwork({
    mode,
    range: '192.168.0.0/24',
    pools: pool,
    rarp: { ...DEFAULT_RARP_BEHAVIOUR, profile },
  });
  return decideRarp(asked, machine && nic && { machine, nic }, labWire(...wire), {
    networkOf: () => (foreignNetwork ? undefined : network),
    networksOnWire: labLookups(foreignNetwork ? [] : [network]).networksOnWire,
    bootsFromHere: () => bootsFromHere,
    machineOf: () => undefined,
    leases: new LeaseBook(),
    now: () => 1_000,
  });
}

function outcome(given: Case): string {
  const verdict = decide(given);
  if (verdict.kind === 'silent') return `silent ${verdict.reason}`;
  const { operation, senderProtocolAddress, targetProtocolAddress } = verdict.reply;
  const what = operation === 4 ? '' : `op ${operation} `;
  const when = verdict.delay === undefined ? '' : ` after ${verdict.delay.milliseconds} ms`;
  return `${what}${formatIpv4Address(targetProtocolAddress)} by ${formatIpv4Address(senderProtocolAddress)}${when}`;
}

describe('RARP (RFC 903)', () => {
  const twoPorts = labMachine({ nics: [{ mac: SUN, ip: '192.168.0.21' }, { ip: '10.1.0.21' }] });
  const swapped = labMachine({
    nics: [
      { mac: SUN, ip: '192.168.0.21' },
      { mac: '8:0:20:1:1:1', ip: '10.1.0.21' },
    ],
  });
  const cases: Record<string, [Case, string]> = {
    'a machine of the inventory is told its address': [{}, '192.168.0.21 by 192.168.0.28'],
    'what a request says of protocol addresses is undefined and ignored': [
      { request: { senderProtocolAddress: ip('1.2.3.4'), targetProtocolAddress: ip('0.0.0.0') } },
      '192.168.0.21 by 192.168.0.28',
    ],
    'a third party may ask for the machine': [
      { request: { source: mac('2:0:0:0:0:9'), senderHardwareAddress: mac('2:0:0:0:0:9') } },
      '192.168.0.21 by 192.168.0.28',
    ],
    'an unknown machine hears nothing: there are no negative replies': [
      { machine: undefined },
      'silent unknown-machine',
    ],
    'the address is the one on this wire when the machine has several': [
      { machine: twoPorts, wire: ['10.1.0.1/24'] },
      '10.1.0.21 by 10.1.0.1',
    ],
    'the address of another port serves when the cables are swapped, as with in.rarpd': [
      { machine: swapped, wire: ['10.1.0.1/24'] },
      '10.1.0.21 by 10.1.0.1',
    ],
    'our address in the reply is the one on the machine’s network': [
      { machine: twoPorts, wire: ['172.16.0.1/16', '192.168.0.28/24'] },
      '192.168.0.21 by 192.168.0.28',
    ],
    'a machine whose addresses all lie elsewhere hears nothing': [
      { wire: ['10.1.0.1/24'] },
      'silent no-address-on-this-wire',
    ],
    'a machine without an address hears nothing': [
      { machine: labMachine({ nics: [{ mac: SUN }] }) },
      'silent no-address',
    ],
    'an interface without an address cannot serve': [{ wire: [] }, 'silent interface-without-address'],
    'a paused machine is refused': [
      { machine: labMachine({ bootMode: 'paused', nics: [{ mac: SUN, ip: '192.168.0.21' }] }) },
      'silent paused',
    ],
    'a network that is off is silent': [{ mode: 'off' }, 'silent network-off'],
    'a network in shadow mode only says what it would have said': [{ mode: 'shadow' }, 'silent shadow'],
    'a request for no hardware address asks nothing': [
      { request: { targetHardwareAddress: mac('0:0:0:0:0:0') } },
      'silent not-for-us',
    ],
    'another server’s reply asks nothing': [{ request: { operation: 4 } }, 'silent not-for-us'],
    'solaris: a machine that boots from here is told at once': [
      { profile: 'solaris', bootsFromHere: true },
      '192.168.0.21 by 192.168.0.28',
    ],
    'solaris: any other after three seconds, so that its boot server wins': [
      { profile: 'solaris' },
      '192.168.0.21 by 192.168.0.28 after 3000 ms',
    ],
    'solaris: a third party may ask': [
      { profile: 'solaris', bootsFromHere: true, request: { source: mac('2:0:0:0:0:9') } },
      '192.168.0.21 by 192.168.0.28',
    ],
    'bsd: a machine that boots from here is told at once': [
      { profile: 'bsd', bootsFromHere: true },
      '192.168.0.21 by 192.168.0.28',
    ],
    'bsd: a machine without a boot file hears nothing': [{ profile: 'bsd' }, 'silent no-rarp-boot-file'],
    'bsd: the Ethernet source must be the sender': [
      { profile: 'bsd', bootsFromHere: true, request: { source: mac('2:0:0:0:0:9') } },
      'silent asked-by-another',
    ],
    'bsd: the sender must be the target': [
      { profile: 'bsd', bootsFromHere: true, request: { senderHardwareAddress: mac('2:0:0:0:0:9') } },
      'silent asked-by-another',
    ],
    'DRARP (RFC 1931): an address on record comes in a RARP reply': [
      { request: { operation: 5 } },
      '192.168.0.21 by 192.168.0.28',
    ],
    'DRARP: a machine that is not in the inventory hears RESTRICTED': [
      { request: { operation: 5 }, machine: undefined },
      'op 7 1.0.0.0 by 192.168.0.28',
    ],
    'DRARP: a machine without an address hears RESTRICTED': [
      { request: { operation: 5 }, machine: labMachine({ nics: [{ mac: SUN }] }) },
      'op 7 1.0.0.0 by 192.168.0.28',
    ],
    'DRARP: a machine whose addresses lie elsewhere hears MOVED': [
      { request: { operation: 5 }, wire: ['10.1.0.1/24'] },
      'op 7 4.0.0.0 by 10.1.0.1',
    ],
    'DRARP: where there is a pool it hears a temporary address': [
      {
        request: { operation: 5 },
        machine: undefined,
        mode: 'pool',
        pool: [{ from: ip('192.168.0.200'), to: ip('192.168.0.201') }],
      },
      'op 6 192.168.0.200 by 192.168.0.28',
    ],
    'DRARP: a pool without a free address is told': [
      { request: { operation: 5 }, machine: undefined, mode: 'pool' },
      'op 7 2.0.0.0 by 192.168.0.28',
    ],
    'DRARP: no error where the network is not ours': [
      { request: { operation: 5 }, machine: undefined, foreignNetwork: true },
      'silent unknown-machine',
    ],
    'DRARP: no error in shadow mode': [
      { request: { operation: 5 }, machine: undefined, mode: 'shadow' },
      'silent unknown-machine',
    ],
    'DRARP: a paused machine is refused': [
      {
        request: { operation: 5 },
        machine: labMachine({ bootMode: 'paused', nics: [{ mac: SUN, ip: '192.168.0.21' }] }),
      },
      'silent paused',
    ],
    'DRARP replies and errors of others ask nothing': [{ request: { operation: 7 } }, 'silent not-for-us'],
    'solaris: ARP in a RARP frame for our address is answered': [
      {
        profile: 'solaris',
        request: {
          operation: 1,
          senderProtocolAddress: ip('192.168.0.21'),
          targetProtocolAddress: ip('192.168.0.28'),
        },
      },
      'op 2 192.168.0.21 by 192.168.0.28',
    ],
    'solaris: ARP in a RARP frame for another address is not ours': [
      { profile: 'solaris', request: { operation: 1, targetProtocolAddress: ip('192.168.0.29') } },
      'silent not-for-us',
    ],
    'standard: ARP in a RARP frame asks nothing': [
      { request: { operation: 1, targetProtocolAddress: ip('192.168.0.28') } },
      'silent not-for-us',
    ],
  };
  it.each(Object.entries(cases))('%s', (_sentence, [given, expected]) => {
    expect(outcome(given)).toBe(expected);
  });

  it('makes the very frame of the JumpStart example, unicast to the client', () => {
    const verdict = decide({});
    if (verdict.kind === 'silent') throw new Error(verdict.reason);
    expect(encodeRarp(verdict.reply).toString('hex')).toBe(
      '0800208e48de' + // to the client
        '02ff00000001' + // from our interface
        '8035' + // RARP
        '0001' + // Ethernet
        '0800' + // IPv4
        '0604' + // lengths
        '0004' + // reply reverse
        '02ff00000001' + // sender: we
        'c0a8001c' + // 192.168.0.28
        '0800208e48de' + // target: the client
        'c0a80015' + // 192.168.0.21
        '00'.repeat(18), // padding to 60 bytes
    );
  });
});

describe('RARP on a wire with several networks', () => {
  const networks = [
    labNetwork({ id: 1, name: 'first', range: '192.168.0.0/24', sharedNetwork: 'hall' }),
    labNetwork({ id: 2, name: 'second', range: '192.168.9.0/24', sharedNetwork: 'hall' }),
    labNetwork({ id: 3, name: 'here', range: '10.3.0.0/24', interface: 'eth0' }),
    labNetwork({ id: 4, name: 'elsewhere', range: '10.4.0.0/24', interface: 'eth1' }),
    labNetwork({ id: 5, name: 'quiet', range: '10.5.0.0/24', sharedNetwork: 'hall', mode: 'off' }),
  ];
  const verdictOf = (wire: readonly string[], ...addresses: readonly string[]): RarpVerdict => {
    const machine = labMachine({
      nics: addresses.map((address, at) => ({ ...(at === 0 && { mac: SUN }), ip: address })),
    });
    const [nic] = machine.nics;
    return decideRarp(request(), nic && { machine, nic }, labWire(...wire), {
      ...labLookups(networks),
      bootsFromHere: () => false,
      machineOf: () => undefined,
      leases: new LeaseBook(),
      now: () => 1_000,
    });
  };

  it.each<[string, readonly string[], readonly string[], string]>([
    [
      'a secondary address of ours',
      ['192.168.0.28/24', '192.168.9.1/24'],
      ['192.168.9.21'],
      '192.168.9.21 by 192.168.9.1',
    ],
    [
      'a network that shares the wire, where we have no address',
      ['192.168.0.28/24'],
      ['192.168.9.21'],
      '192.168.9.21 by 192.168.0.28',
    ],
    [
      '… but an address next to one of ours first',
      ['192.168.0.28/24'],
      ['192.168.9.21', '192.168.0.21'],
      '192.168.0.21 by 192.168.0.28',
    ],
    ['a network that is set to the interface', ['192.168.0.28/24'], ['10.3.0.21'], '10.3.0.21 by 192.168.0.28'],
    ['a network of another interface', ['192.168.0.28/24'], ['10.4.0.21'], 'no-address-on-this-wire'],
    ['a network that is off', ['192.168.0.28/24'], ['10.5.0.21'], 'network-off'],
  ])('%s', (_what, wire, addresses, expected) => {
    expect(inWords(verdictOf(wire, ...addresses))).toBe(expected);
  });

  it('a pool that shares the wire gives temporary addresses too (RFC 1931)', () => {
    const pool = labNetwork({
      id: 6,
      name: 'pool',
      range: '10.6.0.0/24',
      sharedNetwork: 'hall',
      mode: 'pool',
      pools: [{ from: ip('10.6.0.9'), to: ip('10.6.0.9') }],
    });
    const verdict = decideRarp(request({ operation: 5 }), undefined, labWire('192.168.0.28/24'), {
      ...labLookups([...networks, pool]),
      bootsFromHere: () => false,
      machineOf: () => undefined,
      leases: new LeaseBook(),
      now: () => 1_000,
    });
    expect(inWords(verdict)).toBe('10.6.0.9 by 192.168.0.28');
  });

  it('tells in the trace that the address is off link', () => {
    const wire = labWire('192.168.0.28/24');
    expect(renderRarpTrace(request(), verdictOf(['192.168.0.28/24'], '192.168.9.21'), wire)).toEqual([
      'RARP_REQUEST for 8:0:20:8e:48:de',
      'trying physical netnum 192.168.0.0 mask ffffff00',
      'no IP address on this net, but its network shares this wire',
      'good lookup, maps to 192.168.9.21',
      'immediate reply sent',
    ]);
  });

  function inWords(verdict: RarpVerdict): string {
    if (verdict.kind === 'silent') return verdict.reason;
    const { senderProtocolAddress, targetProtocolAddress } = verdict.reply;
    return `${formatIpv4Address(targetProtocolAddress)} by ${formatIpv4Address(senderProtocolAddress)}`;
  }
});

describe('the trace of in.rarpd -d', () => {
  it('tells each device when it starts', () => {
    expect(renderRarpStart(labWire('192.168.0.28/24'))).toEqual([
      'device eth0 ethernetaddress 2:ff:0:0:0:1',
      'device eth0 address 192.168.0.28',
      'device eth0 subnet mask 255.255.255.0',
      'starting rarp service on device eth0 address 2:ff:0:0:0:1',
    ]);
  });

  const trace = (given: Case): string[] =>
    renderRarpTrace(request(given.request), decide(given), labWire(...(given.wire ?? ['192.168.0.28/24'])));

  it('tells a good lookup in its order', () => {
    expect(trace({})).toEqual([
      'RARP_REQUEST for 8:0:20:8e:48:de',
      'trying physical netnum 192.168.0.0 mask ffffff00',
      'good lookup, maps to 192.168.0.21',
      'immediate reply sent',
    ]);
  });

  it('tells a third party, the logical networks that were tried, and a delay', () => {
    const wire = ['172.16.0.1/16', '192.168.0.28/24'];
    expect(trace({ profile: 'solaris', wire, request: { source: mac('2:0:0:0:0:9') } })).toEqual([
      'RARP_REQUEST for 8:0:20:8e:48:de',
      'weird (3rd party lookup)',
      'trying physical netnum 172.16.0.0 mask ffff0000',
      'trying logical 1 netnum 192.168.0.0 mask ffffff00',
      'good lookup, maps to 192.168.0.21',
      'delayed reply sent',
    ]);
  });

  it.each([
    [1, 'ARPOP_REQUEST'],
    [2, 'ARPOP_REPLY ignored'],
    [4, 'REVARP_REPLY ignored'],
    [7, 'unknown opcode 0x7'],
  ])('tells of operation %i in one line', (operation, line) => {
    expect(trace({ request: { operation } })).toEqual([line]);
  });

  it('tells a DRARP error', () => {
    expect(trace({ request: { operation: 5 }, machine: undefined })).toEqual([
      'DRARP_REQUEST for 8:0:20:8e:48:de',
      'could not map hardware address to IP address',
      'DRARP_ERROR 1 sent',
    ]);
  });

  it('tells that the machine is not in the inventory', () => {
    expect(trace({ machine: undefined })).toEqual([
      'RARP_REQUEST for 8:0:20:8e:48:de',
      'could not map hardware address to IP address',
    ]);
  });

  it('tells that the host has no address on this net', () => {
    expect(trace({ wire: ['10.1.0.1/16'] })).toEqual([
      'RARP_REQUEST for 8:0:20:8e:48:de',
      'trying physical netnum 10.1.0.0 mask ffff0000',
      'got host entry but no IP address on this net',
    ]);
  });
});
