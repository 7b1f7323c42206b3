import { describe, expect, it } from 'vitest';
import {
  address,
  bytes,
  CLIENT,
  decide,
  DECLINE,
  DISCOVER,
  NOW,
  outcome,
  RELEASE,
  relayAgent,
  reply,
  REQUEST,
  text,
  type DhcpCase,
} from '../../../test/fakes/dhcp-lab.js';
import { ip, labMachine, labNetwork, mac } from '../../../test/fakes/known-lab.js';
import { LeaseBook } from '../../addressing/lease-book.js';
import { NO_FACTS, type LeaseChange } from '../../addressing/lease.js';
import { formatIpv4Address } from '../../values/ipv4-address.js';

const POOLS = [{ from: ip('10.79.0.200'), to: ip('10.79.0.202') }];
const network = labNetwork({ mode: 'pool', pools: POOLS });
const OTHER = '02:00:00:00:00:77';

interface Held {
  readonly at?: string;
  readonly by?: string;
  readonly clientId?: string;
  /** Seconds before the packet. */
  readonly since?: number;
  readonly seconds?: number;
}

/** The leases of the pool, each taken in the past. */
function leasesOf(...held: readonly Held[]): LeaseBook {
  const book = new LeaseBook();
  for (const { at = '10.79.0.200', by = CLIENT, clientId, since = 100, seconds = 3600 } of held) {
    const taken = NOW - since * 1000;
    const client = { key: clientId ?? mac(by), mac: mac(by), clientId, machineId: undefined };
    const lease = { kind: 'lease', network, address: ip(at), at: taken, client, facts: NO_FACTS } as const;
    book.settle(book.begin({ ...lease, expires: taken + seconds * 1000 }), true);
  }
  return book;
}

/** What a stranger is answered here. */
const asked = (given: DhcpCase): string => outcome({ machine: undefined, networks: [network], ...given });

/** What an answer changes in the leases: `offer 10.79.0.200, probe`. */
function changeOf(given: DhcpCase): string {
  const { commit } = decide({ machine: undefined, networks: [network], ...given });
  if (commit === undefined) return 'nothing';
  const probe = commit.kind === 'offer' && commit.probe ? ', probe' : '';
  return `${commit.kind} ${formatIpv4Address(commit.address)}${probe}`;
}

describe('which address a client of a pool is offered (RFC 2131 §4.3.1)', () => {
  const wants = (dotted: string) => [address(50, dotted)];
  it.each<[string, Partial<DhcpCase>, string]>([
    ['its own, while its lease runs', { leases: leasesOf({ at: '10.79.0.202' }) }, '10.79.0.202'],
    [
      'its last one, when its lease is over and nobody needed it',
      { leases: leasesOf({ at: '10.79.0.202', since: 9_000, seconds: 60 }) },
      '10.79.0.202',
    ],
    [
      'its last one before the one that it asks for',
      { leases: leasesOf({}), options: wants('10.79.0.201') },
      '10.79.0.200',
    ],
    ['the one that it asks for, when it is free', { options: wants('10.79.0.201') }, '10.79.0.201'],
    [
      'not the one that it asks for, when it is another one’s',
      { leases: leasesOf({ at: '10.79.0.202', by: OTHER }), options: wants('10.79.0.202') },
      '10.79.0.200',
    ],
    ['not one outside of the pool', { options: wants('10.79.0.21') }, '10.79.0.200'],
    [
      'one that nobody ever had, before one that was used',
      { leases: leasesOf({ by: OTHER, since: 9_000, seconds: 60 }) },
      '10.79.0.201',
    ],
    [
      'when all were used, the one whose client left first',
      {
        leases: leasesOf(
          { at: '10.79.0.202', by: '02:00:00:00:00:71', since: 9_000, seconds: 60 },
          { at: '10.79.0.200', by: '02:00:00:00:00:72', since: 8_000, seconds: 60 },
          { at: '10.79.0.201', by: '02:00:00:00:00:73', since: 9_500, seconds: 6_000 },
        ),
      },
      '10.79.0.202',
    ],
  ])('%s', (_words, given, expected) => {
    expect(asked({ type: DISCOVER, ...given })).toBe(`DHCPOFFER ${expected} to hardware ${expected}`);
  });

  it('nothing, when all are held', () => {
    const held = ['10.79.0.200', '10.79.0.201', '10.79.0.202'].map((at, index) => ({
      at,
      by: `02:00:00:00:00:7${index}`,
    }));
    expect(asked({ type: DISCOVER, leases: leasesOf(...held) })).toBe('silent pool-exhausted');
  });

  it('one of the first network of a shared wire that has any left', () => {
    const second = labNetwork({
      id: 2,
      name: 'second',
      range: '10.80.0.0/24',
      mode: 'pool',
      pools: [{ from: ip('10.80.0.200'), to: ip('10.80.0.210') }],
      sharedNetwork: 'w',
    });
    const networks = [{ ...network, sharedNetwork: 'w' }, second];
    const full = leasesOf(
      ...['10.79.0.200', '10.79.0.201', '10.79.0.202'].map((at, index) => ({ at, by: `02:00:00:00:00:7${index}` })),
    );
    expect(asked({ type: DISCOVER, networks })).toBe('DHCPOFFER 10.79.0.200 to hardware 10.79.0.200');
    expect(asked({ type: DISCOVER, networks, leases: full })).toBe('DHCPOFFER 10.80.0.200 to hardware 10.80.0.200');
  });
});

describe('an address of the pools that is kept from clients', () => {
  const wide = (over: Parameters<typeof labNetwork>[0]) =>
    labNetwork({ mode: 'pool', pools: [{ from: ip('10.79.0.200'), to: ip('10.79.0.202') }], ...over });
  const range = (from: string, to: string) => [{ from: ip(from), to: ip(to) }];
  it.each<[string, Partial<DhcpCase>]>([
    ['by excludes', { networks: [wide({ excludes: range('10.79.0.200', '10.79.0.201') })] }],
    [
      'as gateway and name server of the network',
      { networks: [wide({ gateway: ip('10.79.0.200'), dns: [ip('10.79.0.201')] })] },
    ],
    [
      'as one of ours',
      { networks: [wide({ pools: range('10.79.0.1', '10.79.0.1').concat(range('10.79.0.202', '10.79.0.202')) })] },
    ],
    [
      'for machines of the inventory',
      {
        request: { mac: mac(OTHER) },
        machine: labMachine({ nics: [{ mac: CLIENT, ip: '10.79.0.200' }, { ip: '10.79.0.201' }] }),
      },
    ],
  ])('%s is not offered, and not confirmed to who asks for it', (_words, given) => {
    expect(asked({ type: DISCOVER, ...given })).toContain('DHCPOFFER 10.79.0.202 ');
    const kept = given.networks?.[0]?.pools[0]?.from ?? ip('10.79.0.200');
    const wants = (type: number) => asked({ type, options: [address(50, formatIpv4Address(kept))], ...given });
    expect(wants(DISCOVER)).toContain('DHCPOFFER 10.79.0.202 ');
    const selecting = [address(50, formatIpv4Address(kept)), address(54, '10.79.0.1')];
    expect(asked({ type: REQUEST, options: selecting, ...given })).toBe('DHCPNAK 0.0.0.0 to broadcast');
  });

  it('ends with the lease that a client has of it: its renewal is refused', () => {
    const networks = [wide({ excludes: range('10.79.0.200', '10.79.0.200') })];
    const request = { clientAddress: ip('10.79.0.200') };
    const given = { type: REQUEST, machine: undefined, networks, request, leases: leasesOf({}) };
    expect(asked(given)).toBe('DHCPNAK 0.0.0.0 to broadcast');
    expect(reply(given).options.get(56)?.toString()).toBe('10.79.0.200 is no longer in the pools');
  });
});

describe('the wire is asked before an offer (RFC 5227 §2.1.1)', () => {
  it.each<[string, Partial<DhcpCase>, string]>([
    ['of an address that is new to its client', {}, 'offer 10.79.0.200, probe'],
    [
      'of one that another client had last',
      { leases: leasesOf({ by: OTHER, since: 9_000, seconds: 60 }), options: [address(50, '10.79.0.200')] },
      'offer 10.79.0.200, probe',
    ],
    ['not of one that it had last itself', { leases: leasesOf({ since: 9_000, seconds: 60 }) }, 'offer 10.79.0.200'],
    ['not of one that it still holds: nothing changes at all', { leases: leasesOf({}) }, 'nothing'],
    [
      'not behind a relay, whose wire we do not hear',
      { request: { relayAddress: ip('10.79.0.9') } },
      'offer 10.79.0.200',
    ],
  ])('%s', (_words, given, expected) => {
    expect(changeOf({ type: DISCOVER, ...given })).toBe(expected);
  });
});

describe('who a client of a pool is (RFC 4361 §6.3, RFC 2131 §4.2)', () => {
  const leases = () => leasesOf({ clientId: 'one' });
  it('its client id, whatever card it asks with', () => {
    const request = { mac: mac(OTHER) };
    expect(asked({ type: DISCOVER, request, options: [text(61, 'one')], leases: leases() })).toContain('10.79.0.200');
    expect(asked({ type: DISCOVER, options: [text(61, 'two')], leases: leases() })).toContain('10.79.0.201');
    expect(asked({ type: DISCOVER, leases: leases() })).toContain('10.79.0.201');
  });

  it('its card, where the network does not look at client ids', () => {
    const networks = [{ ...network, matchClientId: false }];
    expect(asked({ type: DISCOVER, networks, options: [text(61, 'two')], leases: leasesOf({}) })).toContain(
      '10.79.0.200',
    );
  });

  it('its record, whatever client id its ROM, loader and system send', () => {
    const machine = labMachine({ nics: [{ mac: CLIENT }] });
    for (const id of ['rom', 'system']) {
      expect(asked({ type: DISCOVER, machine, options: [text(61, id)], leases: leasesOf({}) })).toContain(
        '10.79.0.200',
      );
    }
  });
});

describe('an address that is given back or declined', () => {
  const of = (given: Partial<DhcpCase> & Pick<DhcpCase, 'type'>) => [asked(given), changeOf(given)];
  const declines = (dotted: string) => [address(50, dotted), address(54, '10.79.0.1')];
  it.each<[string, DhcpCase, readonly string[]]>([
    [
      'is in quarantine when its client declines it',
      { type: DECLINE, options: declines('10.79.0.200'), leases: leasesOf({}) },
      ['silent declined', 'quarantine 10.79.0.200'],
    ],
    [
      'stays with its client when another declines it, which is reported',
      { type: DECLINE, options: declines('10.79.0.200'), leases: leasesOf({ by: OTHER }) },
      ['silent declines-anothers-address', 'nothing'],
    ],
    [
      'stays a machine’s reservation when a client of the pool declines it, which is reported',
      {
        type: DECLINE,
        request: { mac: mac(OTHER) },
        options: declines('10.79.0.21'),
        machine: labMachine(),
        leases: leasesOf({ by: OTHER }),
      },
      ['silent declines-anothers-address', 'nothing'],
    ],
    [
      'is declined by who leases it, when it became a machine’s meanwhile',
      {
        type: DECLINE,
        request: { mac: mac(OTHER) },
        options: declines('10.79.0.200'),
        machine: labMachine({ nics: [{ mac: CLIENT, ip: '10.79.0.200' }] }),
        leases: leasesOf({ by: OTHER }),
      },
      ['silent declined', 'quarantine 10.79.0.200'],
    ],
    [
      'is nobody’s to decline when it was never given',
      { type: DECLINE, options: declines('10.79.0.201'), leases: leasesOf({}) },
      ['silent needs-no-answer', 'nothing'],
    ],
    [
      'is free when its client releases it',
      { type: RELEASE, request: { clientAddress: ip('10.79.0.200') }, leases: leasesOf({}) },
      ['silent needs-no-answer', 'release 10.79.0.200'],
    ],
    [
      'stays with its client when another releases it',
      { type: RELEASE, request: { clientAddress: ip('10.79.0.200') }, leases: leasesOf({ by: OTHER }) },
      ['silent needs-no-answer', 'nothing'],
    ],
  ])('%s', (_words, given, expected) => {
    expect(of(given)).toEqual(expected);
  });

  it('says for how long, and who found another host there', () => {
    const { commit } = decide({
      type: DECLINE,
      machine: undefined,
      networks: [network],
      options: declines('10.79.0.200'),
      leases: leasesOf({}),
    });
    expect(commit).toMatchObject({
      until: NOW + 24 * 3_600_000,
      reason: `declined by ${CLIENT}: it found another host using the address`,
    } satisfies Partial<LeaseChange>);
  });
});

describe('what a lease keeps of its client', () => {
  it('host name, vendor class and the port of its switch (option 82), which goes back last', () => {
    const given: DhcpCase = {
      type: REQUEST,
      machine: undefined,
      networks: [network],
      request: { relayAddress: ip('10.79.0.9') },
      options: [
        address(50, '10.79.0.200'),
        address(54, '10.79.0.1'),
        text(12, 'guest'),
        text(60, 'MSFT 5.0'),
        relayAgent(text(1, 'Gi0/3')),
        bytes(61, 1, 2),
      ],
    };
    expect(decide(given).commit).toMatchObject({
      kind: 'lease',
      facts: { hostname: 'guest', vendorClass: 'MSFT 5.0', relayAgent: '\u0001\u0005Gi0/3' },
    });
    expect(reply(given).options.codes().slice(-2)).toEqual([61, 82]);
  });
});
