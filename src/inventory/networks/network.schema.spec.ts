import { describe, expect, it } from 'vitest';
import { Problem, type FieldError } from '../../api/problem.js';
import { readInput } from '../../api/read-input.js';
import { networkInput } from './network.schema.js';

const LAB = { name: 'lab', cidr: '10.79.0.0/24' };

function errorsOf(input: unknown): readonly FieldError[] {
  try {
    readInput(networkInput, input);
  } catch (error) {
    if (error instanceof Problem) return error.details.errors ?? [];
    throw error;
  }
  return [];
}

describe('a network as a client writes it', () => {
  it('needs a name and a CIDR, and answers known machines with leases of an hour', () => {
    expect(readInput(networkInput, LAB)).toMatchObject({
      name: 'lab',
      cidr: { prefixLength: 24 },
      mode: 'known',
      authoritative: true,
      leaseSeconds: 3600,
      dns: [],
      relays: [],
      pools: [],
      excludes: [],
      options: [],
    });
  });

  it('takes no uploads unless it says so, and then of 16 MiB', () => {
    expect(readInput(networkInput, LAB).uploads).toBeUndefined();
    expect(readInput(networkInput, { ...LAB, uploads: {} }).uploads?.enabled).toBe(false);
    expect(readInput(networkInput, { ...LAB, uploads: { enabled: true } }).uploads?.maxBytes).toBe(16_777_216);
    expect(errorsOf({ ...LAB, uploads: { enabled: true, maxBytes: 0 } })).toEqual([
      { field: 'uploads.maxBytes', reason: 'must be at least 1 byte' },
    ]);
  });

  it('may say all that it can', () => {
    const all = {
      ...LAB,
      gateway: '10.79.0.2',
      dns: ['10.79.0.1', '9.9.9.9'],
      domain: 'lab.example',
      mode: 'shadow',
      authoritative: false,
      leaseSeconds: 4_294_967_294,
      t1Seconds: 100,
      t2Seconds: 200,
      nextServer: '10.79.0.1',
      serverName: 'boot1',
      relays: ['10.9.0.1'],
      pools: [{ from: '10.79.0.200', to: '10.79.0.230' }],
      excludes: [{ from: '10.79.0.210', to: '10.79.0.210' }],
      boot: { mode: 'always', files: { bios: 'pxelinux.0' } },
      options: [
        { code: 42, value: '10.79.0.1' },
        { code: 224, hex: '01:04 c0a8' },
      ],
    };
    expect(errorsOf(all)).toEqual([]);
  });

  it.each<[string, object, string, RegExp]>([
    ['no name', { name: undefined }, 'name', /is required/],
    ['host bits in the CIDR', { cidr: '10.79.0.1/24' }, 'cidr', /the network is 10\.79\.0\.0\/24/],
    ['no prefix length', { cidr: '10.79.0.0' }, 'cidr', /write it as 10\.79\.0\.0\/24/],
    ['multicast addresses', { cidr: '224.0.0.0/24' }, 'cidr', /no host can have/],
    ['everything', { cidr: '0.0.0.0/0' }, 'cidr', /no host can have/],
    [
      'a gateway elsewhere',
      { gateway: '10.80.0.1' },
      'gateway',
      /10\.80\.0\.1 is not a host's address in 10\.79\.0\.0\/24/,
    ],
    ['the broadcast address as gateway', { gateway: '10.79.0.255' }, 'gateway', /not a host's address/],
    ['a name server that is none', { dns: ['10.79.0.1', 'ns1'] }, 'dns[1]', /not an IPv4 address/],
    ['mode pool without a pool', { mode: 'pool' }, 'pools', /mode pool needs at least one range/],
    [
      'a shortest lease over the usual one',
      { minLeaseSeconds: 7200 },
      'minLeaseSeconds',
      /7200 s is more than leaseSeconds, 3600 s/,
    ],
    [
      'a longest lease under the usual one',
      { maxLeaseSeconds: 600 },
      'maxLeaseSeconds',
      /600 s is less than leaseSeconds, 3600 s/,
    ],
    ['a menu without items', { boot: { menu: { items: [] } } }, 'boot.menu.items', /leave boot\.menu out/],
    [
      'an item of a menu that says nothing to boot',
      { boot: { menu: { items: [{ label: 'Debian' }] } } },
      'boot.menu.items[0]',
      /exactly one of files .*, local .* and bootServer/,
    ],
    [
      'labels of a menu that do not fit into one option',
      { boot: { menu: { items: Array.from({ length: 6 }, () => ({ label: 'x'.repeat(60), local: true })) } } },
      'boot.menu.items',
      /the labels take 378 octets, more than the 255/,
    ],
    [
      'a strategy of a network',
      { boot: { strategy: 'direct-file' } },
      'boot.strategy',
      /set boot\.strategy on each machine/,
    ],
    [
      'a tag of option 43 that PXE does not have',
      { options: [{ code: 43, value: { menus: ['1 Debian'] } }] },
      'options[0]',
      /^option 43 .*: has no tag "menus"; PXE's are .*menu, prompt/,
    ],
    [
      'a menu line of option 43 without its type',
      { options: [{ code: 43, value: { menu: ['Debian'] } }] },
      'options[0]',
      /^option 43 .*: menu takes lines such as "15 Install", .*not "Debian"$/,
    ],
    ['an unknown mode', { mode: 'on' }, 'mode', /known.*shadow.*off/],
    [
      'a lease under a minute, also one of 0 s (field note D4: smee#45)',
      { leaseSeconds: 59 },
      'leaseSeconds',
      /at least 60/,
    ],
    ['a lease for ever', { leaseSeconds: 4_294_967_295 }, 'leaseSeconds', /at most 4294967294/],
    ['a lease of a fraction', { leaseSeconds: 60.5 }, 'leaseSeconds', /whole number/],
    [
      'renewal after rebinding',
      { t1Seconds: 3300 },
      't1Seconds',
      /renewal \(3300 s\) must come before rebinding \(3150 s\)/,
    ],
    ['rebinding after the end', { t2Seconds: 3600 }, 't2Seconds', /rebinding before the end of the lease \(3600 s\)/],
    [
      'a pool outside',
      { pools: [{ from: '10.79.0.250', to: '10.79.1.10' }] },
      'pools[0].to',
      /10\.79\.1\.10 is not a host's address/,
    ],
    [
      'a pool that begins with the network address',
      { pools: [{ from: '10.79.0.0', to: '10.79.0.9' }] },
      'pools[0].from',
      /not a host's address/,
    ],
    [
      'a pool that ends before it begins',
      { pools: [{ from: '10.79.0.9', to: '10.79.0.8' }] },
      'pools[0]',
      /ends before it begins/,
    ],
    [
      'pools that overlap',
      {
        pools: [
          { from: '10.79.0.5', to: '10.79.0.9' },
          { from: '10.79.0.9', to: '10.79.0.12' },
        ],
      },
      'pools[1]',
      /overlaps pools\[0\]/,
    ],
    [
      'an exclude outside',
      { excludes: [{ from: '10.78.0.1', to: '10.79.0.9' }] },
      'excludes[0].from',
      /not a host's address/,
    ],
    ['an option by the wrong shape', { options: [{ code: 42, value: 'x' }] }, 'options[0]', /option 42/],
    ['the lease as an option', { options: [{ code: 51, value: 60 }] }, 'options[0]', /use leaseSeconds of the network/],
    ['renewal as an option', { options: [{ code: 58, value: 60 }] }, 'options[0]', /use t1Seconds of the network/],
    [
      'rebinding as an option',
      { options: [{ code: 59, hex: '0000003c' }] },
      'options[0]',
      /use t2Seconds of the network/,
    ],
    [
      'the server as an option',
      { options: [{ code: 54, value: '10.79.0.1' }] },
      'options[0]',
      /exchange itself; leave it out$/,
    ],
    ['a vendor class', { options: [{ code: 60, value: 'PXEClient' }] }, 'options[0]', /exchange itself; leave it out$/],
    ['code 0', { options: [{ code: 0, hex: '01' }] }, 'options[0].code', /1 to 254/],
    ['an option of the exchange', { options: [{ code: 82, hex: '01' }] }, 'options[0]', /set by the exchange itself/],
    ['an option of clients', { options: [{ code: 55, hex: '01' }] }, 'options[0]', /set by the exchange itself/],
    ['an option without a value', { options: [{ code: 42 }] }, 'options[0]', /either value or hex/],
    [
      'an option with value and hex',
      { options: [{ code: 42, value: '10.0.0.1', hex: '0a000001' }] },
      'options[0]',
      /either value or hex/,
    ],
    ['half an octet', { options: [{ code: 224, hex: 'abc' }] }, 'options[0]', /whole octets/],
    ['code 255', { options: [{ code: 255, hex: '01' }] }, 'options[0].code', /1 to 254/],
    [
      'one option twice',
      {
        options: [
          { code: 42, value: '10.0.0.1' },
          { code: 42, value: '10.0.0.2' },
        ],
      },
      'options[1].code',
      /also in options\[0\]/,
    ],
    ['a mode for booting', { boot: { mode: 'paused' } }, 'boot.mode', /set on each machine/],
    ['a wire without a name', { sharedNetwork: '' }, 'sharedNetwork', /1 to 63 letters/],
    ['an interface that cannot be one', { interface: 'eth0/1' }, 'interface', /name of an interface/],
  ])('is refused with its field and the reason for %s', (_, change, field, reason) => {
    expect(errorsOf({ ...LAB, ...change })).toEqual([{ field, reason: expect.stringMatching(reason) as string }]);
  });
});
