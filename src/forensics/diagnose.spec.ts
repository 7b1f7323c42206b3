import { describe, expect, it } from 'vitest';
import { labLookups, labMachine, labNetwork, labWire, mac } from '../../test/fakes/known-lab.js';
import { diagnose, type DiagnosisFacts, type HeardOf } from './diagnose.js';

const lab = labNetwork({ name: 'lab' });
const far = labNetwork({ id: 2, name: 'far', range: '10.80.0.0/24' });
const eth0 = labWire('10.79.0.1/24');

const heardOn = (name: string, over: Partial<HeardOf> = {}): HeardOf => ({
  protocol: 'rarp',
  interface: name,
  reason: undefined,
  relayed: false,
  ...over,
});

/** A machine that is well: on the right wire, with an address and a file. */
function facts(over: Partial<DiagnosisFacts> = {}): DiagnosisFacts {
  const { networkOf, networksOnWire } = labLookups([lab, far]);
  return {
    mac: undefined,
    machine: labMachine(),
    nearest: undefined,
    nearestWasHeard: false,
    wires: [eth0],
    networkOf,
    networksOnWire,
    services: [{ responder: 'RARP', interface: 'eth0', up: true, why: '' }],
    heard: [heardOn('eth0')],
    hasRarpBootFile: true,
    ...over,
  };
}

const names = (over: Partial<DiagnosisFacts>): string[] => diagnose(facts(over)).map(({ name }) => name);
const stranger = { machine: undefined, mac: mac('8:0:20:8e:48:de') };
const nearest = { mac: mac('8:0:20:8e:48:dd'), how: 'one digit differs', machine: labMachine({ hostname: 'ultra5' }) };

describe('the reasons for "Timeout waiting for ARP/RARP packet"', () => {
  it('a machine that is well has none', () => expect(diagnose(facts())).toEqual([]));

  it('the MAC is wrong in the inventory: the nearest one is named', () => {
    const [diagnosis] = diagnose(facts({ ...stranger, nearest }));
    expect(diagnosis).toMatchObject({ name: 'mac-wrong', sure: 'likely' });
    expect(diagnosis?.sentence).toContain('08:00:20:8e:48:dd is in the inventory as ultra5: one digit differs');
    expect(diagnosis?.cure).toContain('08:00:20:8e:48:de');
  });

  it('a near machine that was heard from itself is only possibly the one', () => {
    expect(diagnose(facts({ ...stranger, nearest, nearestWasHeard: true }))[0]?.sure).toBe('possible');
  });

  it('the MAC is missing', () => expect(names(stranger)).toEqual(['mac-missing']));

  it('the address is wrong: on none of the networks', () => {
    expect(names({ machine: labMachine({ nics: [{ mac: '8:0:20:8e:48:de', ip: '192.168.9.9' }] }) })).toContain(
      'address-wrong',
    );
  });

  it('the address is wrong: another host has it', () => {
    expect(
      names({ heard: [heardOn('eth0', { protocol: 'arp', reason: 'address-conflict' }), heardOn('eth0')] }),
    ).toEqual(['address-taken']);
  });

  it('the address is missing', () => {
    expect(names({ machine: labMachine({ nics: [{ mac: '8:0:20:8e:48:de' }] }) })).toEqual(['address-missing']);
  });

  it('nobody serves: the responder is off, and nothing was heard', () => {
    const services = [{ responder: 'RARP', interface: undefined, up: false, why: 'REVEILLE_RARP=off' }];
    const [diagnosis] = diagnose(facts({ services, heard: [] }));
    expect(diagnosis?.name).toBe('not-serving');
    expect(diagnosis?.sentence).toContain('REVEILLE_RARP=off');
    expect(names({ services })).toEqual([]);
  });

  it('nobody serves: the network is off', () => {
    const { networkOf, networksOnWire } = labLookups([labNetwork({ mode: 'off' })]);
    expect(names({ networkOf, networksOnWire })).toEqual(['not-serving']);
  });

  it('nobody serves: no interface of ours is on its network, unless a relay is', () => {
    const machine = labMachine({ nics: [{ mac: '8:0:20:8e:48:de', ip: '10.80.0.21' }] });
    expect(names({ machine, heard: [] })).toContain('not-serving');
    const relayed = labLookups([lab, { ...far, relays: [far.cidr.address] }]);
    expect(names({ machine, heard: [], networkOf: relayed.networkOf })).not.toContain('not-serving');
  });
});

describe('what else stands in the way', () => {
  const machine = labMachine({ nics: [{ mac: '8:0:20:8e:48:de', ip: '10.80.0.21' }] });

  it('the wrong wire: both networks are named', () => {
    const [diagnosis] = diagnose(facts({ machine }));
    expect(diagnosis?.name).toBe('wrong-wire');
    expect(diagnosis?.sentence).toBe(
      'ultra10 asks on eth0 (lab 10.79.0.0/24), but its address 10.80.0.21 (far) lies elsewhere',
    );
  });

  it('a relayed request says nothing about the wire', () => {
    expect(names({ machine, heard: [heardOn('eth0', { protocol: 'dhcp', relayed: true })] })).toEqual([]);
  });

  it('a paused machine, and one that boots from its disk', () => {
    expect(names({ machine: labMachine({ bootMode: 'paused' }) })).toEqual(['paused']);
    expect(names({ machine: labMachine({ bootMode: 'local' }) })).toEqual(['boots-from-disk']);
  });

  it('no boot file for one that lives by RARP; one that asks by DHCP has its own', () => {
    expect(names({ hasRarpBootFile: false })).toEqual(['no-boot-file']);
    expect(names({ hasRarpBootFile: false, heard: [heardOn('eth0', { protocol: 'dhcp' })] })).toEqual([]);
  });

  it('a container network of our own, where nothing is ever heard', () => {
    const wire = { ...labWire('172.17.0.2/16'), mac: mac('02:42:ac:11:00:02') };
    expect(names({ heard: [], wires: [wire] })).toContain('container-network');
    expect(names({ wires: [wire, eth0] })).not.toContain('container-network');
  });

  it('nothing was heard from it', () => expect(names({ heard: [] })).toEqual(['never-heard']));
});

describe('shim beside another DHCP server (field note A6: rhboot/shim#165)', () => {
  const proxied = labNetwork({ name: 'home', mode: 'proxy' });
  const { networkOf, networksOnWire } = labLookups([proxied]);
  const here = { networkOf, networksOnWire };
  const withShim = { bootFiles: { 'x64-uefi': ['debian/shimx64.efi', 'snponly.efi'] } };
  const told = (over: Partial<DiagnosisFacts>) =>
    diagnose(facts(over)).find(({ name }) => name === 'shim-beside-dhcp')?.sentence;

  it('is told before the machine has asked, by its address or by the wire where it was heard', () => {
    const sentence =
      'ultra10 is to boot debian/shimx64.efi on home, where another server gives the addresses: shim asks that server for its second stage';
    expect(told({ ...here, machine: labMachine(withShim), heard: [] })).toBe(sentence);
    expect(told({ ...here, machine: labMachine({ ...withShim, nics: [{ mac: '02:00:00:00:00:01' }] }) })).toBe(
      sentence,
    );
  });

  it('is nothing where we give the addresses, where iPXE is booted, or the disk', () => {
    expect(told({ machine: labMachine(withShim) })).toBeUndefined();
    expect(told({ ...here, machine: labMachine({ bootFiles: { 'x64-uefi': 'snponly.efi' } }) })).toBeUndefined();
    expect(told({ ...here, machine: labMachine({ ...withShim, bootMode: 'local' }) })).toBeUndefined();
  });
});
