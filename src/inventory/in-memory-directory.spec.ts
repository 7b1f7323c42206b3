import { describe, expect, it } from 'vitest';
import { ip, labMachine, labNetwork, labProfile, labWire, mac } from '../../test/fakes/known-lab.js';
import type { KnownMachine, KnownNetwork } from '../boot/known-machine.js';
import { InMemoryDirectory } from './in-memory-directory.js';

function machine(
  id: number,
  hostname: string,
  ...nics: [mac: string | undefined, ip: string | undefined][]
): KnownMachine {
  return labMachine({
    id,
    hostname,
    nics: nics.map(([m, i]) => ({ ...(m !== undefined && { mac: m }), ...(i !== undefined && { ip: i }) })),
  });
}

function network(id: number, cidr: string, relays: string[] = []): KnownNetwork {
  return labNetwork({ id, name: `net${id}`, range: cidr, relays: relays.map(ip) });
}

const ULTRA = machine(7, 'Ultra10', ['08:00:20:8e:48:de', '192.168.0.21'], [undefined, '10.79.0.21']);

describe('machines in the directory', () => {
  it('are found by MAC, by each address, by host name without case and by id', () => {
    const directory = new InMemoryDirectory();
    directory.putMachine(ULTRA);
    expect(directory.byMac(mac('8:0:20:8e:48:de'))).toEqual({ machine: ULTRA, nic: ULTRA.nics[0] });
    expect(directory.byIp(ip('192.168.0.21'))).toEqual({ machine: ULTRA, nic: ULTRA.nics[0] });
    expect(directory.byIp(ip('10.79.0.21'))).toEqual({ machine: ULTRA, nic: ULTRA.nics[1] });
    expect(directory.byHostname('ULTRA10')).toBe(ULTRA);
    expect(directory.byId(7)).toBe(ULTRA);
    expect(directory.machineCount).toBe(1);
  });

  it('that are not there are not found', () => {
    const directory = new InMemoryDirectory();
    directory.putMachine(ULTRA);
    expect(directory.byMac(mac('08:00:20:8e:48:df'))).toBeUndefined();
    expect(directory.byIp(ip('192.168.0.22'))).toBeUndefined();
    expect(directory.byHostname('ultra1')).toBeUndefined();
    expect(directory.byId(8)).toBeUndefined();
  });

  it('leave nothing of the record before behind when they are put again', () => {
    const directory = new InMemoryDirectory();
    directory.putMachine(ULTRA);
    const after = machine(7, 'ultra11', ['02:00:00:00:00:01', '192.168.0.21']);
    directory.putMachine(after);
    expect(directory.byMac(mac('08:00:20:8e:48:de'))).toBeUndefined();
    expect(directory.byIp(ip('10.79.0.21'))).toBeUndefined();
    expect(directory.byHostname('ultra10')).toBeUndefined();
    expect(directory.byIp(ip('192.168.0.21'))?.machine).toBe(after);
    expect(directory.machineCount).toBe(1);
  });

  it('leave nothing behind when they are removed, and removing them twice is harmless', () => {
    const directory = new InMemoryDirectory();
    directory.putMachine(ULTRA);
    directory.removeMachine(7);
    directory.removeMachine(7);
    expect(directory.byMac(mac('08:00:20:8e:48:de'))).toBeUndefined();
    expect(directory.byIp(ip('192.168.0.21'))).toBeUndefined();
    expect(directory.byHostname('ultra10')).toBeUndefined();
    expect(directory.byId(7)).toBeUndefined();
    expect(directory.machineCount).toBe(0);
  });
});

describe('networks in the directory', () => {
  const directory = new InMemoryDirectory();
  const high = network(1, '192.168.0.0/24');
  const low = network(2, '10.79.0.0/24', ['172.16.0.1']);
  const middle = network(3, '10.79.1.0/25');
  const pair = network(4, '10.79.2.0/31');
  for (const each of [high, low, middle, pair]) directory.putNetwork(each);

  it.each([
    ['the first address', '10.79.0.0', low],
    ['the last address', '10.79.0.255', low],
    ['one of a neighbour', '10.79.1.0', middle],
    ['the last of a /25', '10.79.1.127', middle],
    ['one of a /31', '10.79.2.1', pair],
    ['one above 128.0.0.0', '192.168.0.9', high],
  ])('are found by %s in them', (_, address, found) => {
    expect(directory.networkOf(ip(address))).toBe(found);
  });

  it.each(['10.78.255.255', '10.79.1.128', '10.79.2.2', '0.0.0.0', '255.255.255.255', '192.168.1.0'])(
    'are not found by %s, which lies in none',
    (address) => {
      expect(directory.networkOf(ip(address))).toBeUndefined();
    },
  );

  it('are listed in the order of their addresses', () => {
    expect(directory.networks().map(({ id }) => id)).toEqual([2, 3, 4, 1]);
  });

  it('are found by a relay in their CIDR, and by one that they list', () => {
    expect(directory.networkOfRelay(ip('10.79.1.1'))).toBe(middle);
    expect(directory.networkOfRelay(ip('172.16.0.1'))).toBe(low);
    expect(directory.networkOfRelay(ip('172.16.0.2'))).toBeUndefined();
  });

  it('change and go', () => {
    const changing = new InMemoryDirectory();
    changing.putNetwork(low);
    changing.putNetwork(network(2, '10.80.0.0/24'));
    expect(changing.networkOf(ip('10.79.0.1'))).toBeUndefined();
    expect(changing.networkOfRelay(ip('172.16.0.1'))).toBeUndefined();
    expect(changing.networkOf(ip('10.80.0.1'))?.id).toBe(2);
    changing.removeNetwork(2);
    expect(changing.networks()).toEqual([]);
  });

  it('are around an address with those that share their wire, and on the wire of our address', () => {
    const shared = new InMemoryDirectory();
    const first = { ...network(1, '10.79.0.0/24', ['172.16.0.1']), sharedNetwork: 'wire1' };
    const second = { ...network(2, '10.79.5.0/24'), sharedNetwork: 'wire1' };
    const alone = network(3, '10.79.9.0/24');
    for (const each of [first, alone]) shared.putNetwork(each);
    const wire = labWire();
    const ours = labWire('10.79.5.1/24');
    expect(shared.networksOnWire(ours)).toEqual([]);
    shared.putNetwork(second);
    expect(shared.networksOnWire(ours)).toEqual([second, first]);
    expect(shared.networksOnWire(wire)).toEqual([]);
    expect(shared.networksAround(ip('172.16.0.1'))).toEqual([first, second]);
    expect(shared.networksAround(ip('10.79.9.7'))).toEqual([alone]);
    expect(shared.networksAround(ip('10.80.0.1'))).toEqual([]);
  });

  it('say which machines have addresses in them', () => {
    const full = new InMemoryDirectory();
    full.putMachine(ULTRA);
    expect([...full.addressesIn(high)]).toEqual([{ ip: ip('192.168.0.21'), machine: ULTRA }]);
    expect([...full.addressesIn(middle)]).toEqual([]);
  });
});

describe('profiles in the directory', () => {
  const DEBIAN = labProfile({ id: 1, name: 'debian-12' });
  const RACK = labProfile({ id: 2, name: 'rack', matchLabels: { rack: 'r1' } });
  const named = labMachine({ id: 1, hostname: 'named', profileName: 'debian-12', labels: { rack: 'r1' }, nics: [] });
  const labelled = labMachine({ id: 2, hostname: 'labelled', labels: { rack: 'r1' }, nics: [{ ip: '10.79.0.22' }] });

  const profileOf = (directory: InMemoryDirectory, id: number): string | undefined => directory.byId(id)?.profile?.name;

  it('a machine gets the one that it names, else the one that its labels select', () => {
    const directory = new InMemoryDirectory();
    for (const profile of [DEBIAN, RACK]) directory.putProfile(profile);
    for (const each of [named, labelled]) directory.putMachine(each);
    expect([profileOf(directory, 1), profileOf(directory, 2)]).toEqual(['debian-12', 'rack']);
  });

  it('that come, change and go after the machines are seen at once, by every way to the machine', () => {
    const directory = new InMemoryDirectory();
    for (const each of [named, labelled]) directory.putMachine(each);
    expect([profileOf(directory, 1), profileOf(directory, 2)]).toEqual([undefined, undefined]);
    directory.putProfile(DEBIAN);
    directory.putProfile(RACK);
    expect([profileOf(directory, 1), profileOf(directory, 2)]).toEqual(['debian-12', 'rack']);
    directory.putProfile({ ...RACK, kernel: 'linux' });
    expect(directory.byIp(ip('10.79.0.22'))?.machine.profile?.kernel).toBe('linux');
    expect(directory.byHostname('labelled')?.profile?.kernel).toBe('linux');
    directory.removeProfile('rack');
    expect(directory.byIp(ip('10.79.0.22'))?.machine.profile).toBeUndefined();
    expect(profileOf(directory, 1)).toBe('debian-12');
  });

  it('are those of a network for its machines and for unknown hosts', () => {
    const directory = new InMemoryDirectory();
    directory.putNetwork(labNetwork({ profileName: 'debian-12', unknownProfileName: 'rack' }));
    directory.putProfile(DEBIAN);
    directory.putProfile(RACK);
    expect(directory.networkOf(ip('10.79.0.1'))).toMatchObject({ profile: DEBIAN, unknownProfile: RACK });
  });
});
