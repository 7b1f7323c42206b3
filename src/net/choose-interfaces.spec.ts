import { describe, expect, it } from 'vitest';

import type { MacAddress } from '../values/mac-address.js';
import { chooseInterfaces } from './choose-interfaces.js';
import type { Link } from './link.js';

function link(name: string, change: Partial<Link> = {}): Link {
  const mac = 0x02_00_00_00_00_01 as MacAddress;
  return {
    index: 2,
    name,
    mac,
    mtu: 1500,
    up: true,
    loopback: false,
    kind: undefined,
    master: undefined,
    addresses: [],
    ...change,
  };
}

describe('chooseInterfaces without names', () => {
  const served: Readonly<Record<string, Link>> = {
    'serves a network card': link('eth0'),
    'serves a card with a predictable name': link('enp0s31f6'),
    'serves a card that has no address yet': link('eno1', { addresses: [] }),
    'serves a VLAN of a card': link('eth0.79', { kind: 'vlan' }),
    'serves a bond': link('bond0', { kind: 'bond' }),
    'serves a bridge that an administrator made': link('br0', { kind: 'bridge' }),
    'serves a bridge named br- with something else than an id of Docker': link('br-lab', { kind: 'bridge' }),
    'serves a veth that is in no bridge (a container sees its own card so)': link('veth1a2b3c', { kind: 'veth' }),
    'serves a macvlan': link('macvlan0', { kind: 'macvlan' }),
    'serves a wireless card': link('wlp2s0'),
  };
  it.each(Object.entries(served))('%s', (_sentence, one) => {
    expect(chooseInterfaces([one], undefined)).toEqual({ serve: [one], left: new Map() });
  });

  const left: Readonly<Record<string, readonly [one: Link, reason: string]>> = {
    'leaves loopback': [link('lo', { loopback: true }), 'is loopback'],
    'leaves a card that is down': [link('eth1', { up: false }), 'is down'],
    'leaves WireGuard, which is not Ethernet': [link('wg0', { mac: undefined }), 'is not Ethernet'],
    "leaves Docker's bridge": [link('docker0', { kind: 'bridge' }), 'is a bridge of Docker'],
    "leaves a network of Docker's": [link('br-0123456789ab', { kind: 'bridge' }), 'is a bridge of Docker'],
    "leaves Docker Swarm's bridge": [link('docker_gwbridge', { kind: 'bridge' }), 'is a bridge of Docker Swarm'],
    "leaves Podman's bridge": [link('podman0', { kind: 'bridge' }), 'is a bridge of Podman'],
    'leaves the bridge of a CNI plugin': [link('cni0', { kind: 'bridge' }), 'is a bridge of Kubernetes (CNI)'],
    'leaves a Calico container': [link('cali0123456789a', { kind: 'veth' }), 'is a container of Kubernetes (Calico)'],
    "leaves flannel's overlay": [link('flannel.1', { kind: 'vxlan' }), 'is an overlay of Kubernetes (flannel)'],
    "leaves libvirt's bridge": [
      link('virbr0', { kind: 'bridge' }),
      'is a bridge of libvirt, which runs its own DHCP server',
    ],
    "leaves LXD's bridge": [
      link('lxdbr0', { kind: 'bridge' }),
      'is a bridge of LXC or Incus, which runs its own DHCP server',
    ],
    'leaves a port whose master it does not see': [link('eth2', { master: 99 }), 'is a port of another interface'],
    'leaves a VRF device': [link('blue', { kind: 'vrf' }), 'is a VRF, whose members are served'],
  };
  it.each(Object.entries(left))('%s', (_sentence, [one, reason]) => {
    expect(chooseInterfaces([one], undefined)).toEqual({ serve: [], left: new Map([[one.name, reason]]) });
  });

  it('serves a bridge and a bond instead of their ports', () => {
    const bridge = link('br0', { index: 10, kind: 'bridge' });
    const port = link('eth0', { index: 2, master: 10 });
    expect(chooseInterfaces([port, bridge], undefined)).toEqual({
      serve: [bridge],
      left: new Map([['eth0', 'is a port of br0']]),
    });
  });

  it('leaves a container veth in the bridge of Docker', () => {
    const bridge = link('docker0', { index: 10, kind: 'bridge' });
    const port = link('veth12ab34c', { index: 11, kind: 'veth', master: 10 });
    expect(chooseInterfaces([bridge, port], undefined).serve).toEqual([]);
  });

  it('serves the members of a VRF: they keep their own traffic', () => {
    const vrf = link('blue', { index: 10, kind: 'vrf' });
    const member = link('eth0', { index: 2, master: 10 });
    expect(chooseInterfaces([vrf, member], undefined).serve).toEqual([member]);
  });
});

describe('chooseInterfaces with names', () => {
  it('serves exactly those, loopback and container bridges too when they are named', () => {
    const all = [link('lo', { loopback: true }), link('docker0', { kind: 'bridge' }), link('eth0')];
    const choice = chooseInterfaces(all, ['docker0', 'lo']);
    expect(choice.serve.map(({ name }) => name)).toEqual(['lo', 'docker0']);
    expect(choice.left).toEqual(new Map([['eth0', 'is not named']]));
  });

  it('tells which are missing or down', () => {
    const choice = chooseInterfaces([link('eth0', { up: false })], ['eth0', 'eth7']);
    expect(choice).toEqual({
      serve: [],
      left: new Map([
        ['eth0', 'is down'],
        ['eth7', 'does not exist'],
      ]),
    });
  });
});
