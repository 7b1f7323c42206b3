import { describe, expect, it } from 'vitest';
import { ip, labNetwork, labWire } from '../../test/fakes/known-lab.js';
import { chooseNetworks, networkHolding, networksOnWire, type ClientPlace } from './choose-networks.js';

const lab = labNetwork({ id: 1, name: 'lab' });
const office = labNetwork({ id: 2, name: 'office', range: '10.80.0.0/24' });
const far = labNetwork({ id: 3, name: 'far', range: '10.99.0.0/24' });
const names = (...args: Parameters<typeof networksOnWire>): string[] => networksOnWire(...args).map(({ name }) => name);

describe('the networks on a wire of ours', () => {
  it.each([
    ['is the one that holds our address', [lab, office], ['10.79.0.1/24'], ['lab']],
    ['are in the order of our addresses', [lab, office], ['10.80.0.1/24', '10.79.0.1/24'], ['office', 'lab']],
    ['is one inside a wider prefix of the interface', [lab, far], ['10.79.9.1/16'], ['lab']],
    ['is only the one with our address, when one has it', [lab, office], ['10.79.0.1/8'], ['lab']],
    [
      'are all that share the wire',
      [{ ...lab, sharedNetwork: 'w' }, { ...office, sharedNetwork: 'w' }, far],
      ['10.80.0.1/24'],
      ['office', 'lab'],
    ],
    ['is one that is set to the interface', [{ ...far, interface: 'eth0' }, lab], ['192.168.9.1/24'], ['far']],
    ['is not one that is set to another interface', [{ ...lab, interface: 'eth1' }], ['10.79.0.1/24'], []],
    ['is none on an interface without addresses', [lab], [], []],
  ] as const)('%s', (_sentence, networks, addresses, expected) => {
    expect(names(labWire(...addresses), networks)).toEqual(expected);
  });
});

describe('the networks of a client', () => {
  const place: ClientPlace = {
    linkSelection: undefined,
    subnetSelection: undefined,
    relay: undefined,
    renewing: undefined,
  };
  const all = [lab, office, far];
  const choose = (over: Partial<ClientPlace>): string[] =>
    chooseNetworks({ ...place, ...over }, labWire('10.79.0.1/24'), {
      networksOnWire: (wire) => networksOnWire(wire, all),
      networksAround: (address) => all.filter((network) => networkHolding([network], address) !== undefined),
    }).map(({ name }) => name);

  it.each([
    ['without any word are those of the wire that it was heard on', {}, ['lab']],
    ['behind a relay are those of giaddr', { relay: ip('10.80.0.9') }, ['office']],
    [
      'are those that it selects itself (RFC 3011)',
      { relay: ip('10.80.0.9'), subnetSelection: ip('10.99.0.0') },
      ['far'],
    ],
    [
      'are those of the relay’s link selection before all (RFC 3527 §3)',
      { relay: ip('10.80.0.9'), subnetSelection: ip('10.79.0.0'), linkSelection: ip('10.99.0.0') },
      ['far'],
    ],
    ['that renews through a router are those of its address', { renewing: ip('10.99.0.7') }, ['far']],
    ['of a relay that we do not know are none', { relay: ip('172.16.0.1') }, []],
  ] satisfies [string, Partial<ClientPlace>, string[]][])('%s', (_sentence, given, expected) => {
    expect(choose(given)).toEqual(expected);
  });
});
