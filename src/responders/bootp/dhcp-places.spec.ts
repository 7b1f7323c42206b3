import { describe, expect, it } from 'vitest';
import {
  address,
  bytes,
  DISCOVER,
  hexOption,
  nicDetails,
  outcome,
  relayAgent,
  reply,
  REQUEST,
  text,
  type DhcpCase,
} from '../../../test/fakes/dhcp-lab.js';
import { ip, labMachine, labNetwork, mac } from '../../../test/fakes/known-lab.js';
import { formatIpv4Address } from '../../values/ipv4-address.js';

const far = labNetwork({ id: 2, name: 'far', range: '10.80.0.0/24' });
const atFar = labMachine({ nics: [{ mac: '02:00:00:00:00:01', ip: '10.80.0.21' }] });
const relay = (dotted: string) => ({ relayAddress: ip(dotted) });

/** A machine whose only NIC has no MAC that asks here, but these identifiers. */
function machineWith(details: Parameters<typeof nicDetails>[0]) {
  const machine = labMachine({ nics: [] });
  return { ...machine, nics: [{ mac: undefined, ip: ip('10.79.0.21'), details: nicDetails(details) }] };
}

describe('which network a client is on', () => {
  const cases: Record<string, [DhcpCase, string]> = {
    'link selection names the link when giaddr does not; the answer goes to giaddr (RFC 3527)': [
      {
        type: DISCOVER,
        request: relay('10.99.0.9'),
        options: [relayAgent(address(5, '10.80.0.0'))],
        machine: atFar,
        networks: [labNetwork(), far],
      },
      'DHCPOFFER 10.80.0.21 to relay 10.99.0.9',
    ],
    'a client may select a subnet itself (RFC 3011)': [
      { type: DISCOVER, options: [address(118, '10.80.0.0')], machine: atFar, networks: [labNetwork(), far] },
      'DHCPOFFER 10.80.0.21 to hardware 10.80.0.21',
    ],
    'a selected link that no network has is told so': [
      { type: DISCOVER, request: relay('10.79.0.9'), options: [relayAgent(address(5, '10.90.0.0'))] },
      'silent no-network-on-this-wire',
    ],
    'an address on the second network of a shared wire is right there': [
      {
        type: DISCOVER,
        machine: atFar,
        networks: [labNetwork({ sharedNetwork: 'w' }), { ...far, sharedNetwork: 'w' }],
      },
      'DHCPOFFER 10.80.0.21 to hardware 10.80.0.21',
    ],
    'so it is behind a relay that has an address on the first': [
      {
        type: REQUEST,
        request: relay('10.79.0.9'),
        options: [address(50, '10.80.0.21')],
        machine: atFar,
        networks: [labNetwork({ sharedNetwork: 'w' }), { ...far, sharedNetwork: 'w' }],
      },
      'DHCPACK 10.80.0.21 to relay 10.79.0.9',
    ],
    'a network set to this interface is served without an address of ours in it': [
      { type: DISCOVER, machine: atFar, networks: [{ ...far, interface: 'eth0' }] },
      'DHCPOFFER 10.80.0.21 to hardware 10.80.0.21',
    ],
    'a network set to another interface is not here': [
      { type: DISCOVER, networks: [labNetwork({ interface: 'eth1' })] },
      'silent no-network-on-this-wire',
    ],
    'a relay that sends from a port of its own is answered there (RFC 8357)': [
      { type: DISCOVER, request: relay('10.79.0.9'), options: [relayAgent(bytes(19))], sourcePort: 40067 },
      'DHCPOFFER 10.79.0.21 to relay 10.79.0.9 port 40067',
    ],
    'a relay that merely sends from another port is answered at the server port': [
      { type: DISCOVER, request: relay('10.79.0.9'), options: [relayAgent(text(1, 'p1'))], sourcePort: 40067 },
      'DHCPOFFER 10.79.0.21 to relay 10.79.0.9',
    ],
    'a REQUEST to the server that the relay stands for is ours (RFC 5107)': [
      {
        type: REQUEST,
        request: relay('10.79.0.9'),
        options: [address(54, '10.79.0.9'), address(50, '10.79.0.21'), relayAgent(address(11, '10.79.0.9'))],
      },
      'DHCPACK 10.79.0.21 to relay 10.79.0.9',
    ],
    'without the relay’s word that address is another server': [
      {
        type: REQUEST,
        request: relay('10.79.0.9'),
        options: [address(54, '10.79.0.9'), address(50, '10.79.0.21')],
      },
      'silent other-server-chosen',
    ],
  };
  it.each(Object.entries(cases))('%s', (_sentence, [given, expected]) => {
    expect(outcome(given)).toBe(expected);
  });

  it('the relay’s server identifier stands in the answer, NAK included, and ours is where it boots from', () => {
    const options = [relayAgent(address(11, '10.79.0.9'))];
    const request = relay('10.79.0.9');
    const machine = labMachine({ bootFiles: { default: 'pxelinux.0' } });
    const offer = reply({ type: DISCOVER, request, options, machine });
    expect(offer.options.get(54)?.toString('hex')).toBe('0a4f0009');
    expect(formatIpv4Address(offer.serverAddress)).toBe('10.79.0.1');
    const refused = { type: REQUEST, request, options: [...options, address(50, '192.168.1.5')], machine };
    expect(hexOption(refused, 54)).toBe('0a4f0009');
  });

  it('a subnet selection comes back (RFC 3011)', () => {
    expect(hexOption({ type: DISCOVER, options: [address(118, '10.79.0.0')] }, 118)).toBe('0a4f0000');
  });
});

describe('who a client is', () => {
  const stranger = { mac: mac('02:00:00:00:00:77') };
  const uuid = 'f81d4fae-7dec-11d0-a765-00a0c91e6bf6';
  const inOrder = 'f81d4fae7dec11d0a76500a0c91e6bf6';
  const asUefiKeepsIt = 'ae4f1df8ec7dd011a76500a0c91e6bf6';
  const machineId = (hex: string) => bytes(97, 0, ...Buffer.from(hex, 'hex'));
  const cases: Record<string, [DhcpCase, string]> = {
    'by UUID as UEFI sends it, so also on a dock that many use (field note D5: xcat-core#7484)': [
      { type: DISCOVER, options: [machineId(asUefiKeepsIt)], machine: machineWith({ uuid }) },
      'DHCPOFFER 10.79.0.21 to hardware 10.79.0.21',
    ],
    'by UUID as iPXE sends it': [
      { type: DISCOVER, options: [machineId(inOrder)], machine: machineWith({ uuid }) },
      'DHCPOFFER 10.79.0.21 to hardware 10.79.0.21',
    ],
    'by client id': [
      { type: DISCOVER, options: [bytes(61, 0xff, 1, 2, 3)], machine: machineWith({ clientId: 'ff:01:02:03' }) },
      'DHCPOFFER 10.79.0.21 to hardware 10.79.0.21',
    ],
    'by the port of its switch': [
      { type: DISCOVER, options: [relayAgent(text(1, 'Gi0/3'))], machine: machineWith({ circuitId: 'Gi0/3' }) },
      'DHCPOFFER 10.79.0.21 to hardware 10.79.0.21',
    ],
    'by MAC before all that, so that ROM, iPXE and system are one (field note D2: coreos/bugs#1432)': [
      { type: DISCOVER, request: { mac: mac('02:00:00:00:00:01') }, options: [bytes(61, 9, 9)] },
      'DHCPOFFER 10.79.0.21 to hardware 10.79.0.21',
    ],
    'by nothing of it': [
      {
        type: DISCOVER,
        options: [bytes(61, 1), relayAgent(text(1, 'Gi0/4'))],
        machine: machineWith({ clientId: '0x02' }),
      },
      'silent unknown-machine',
    ],
  };
  it.each(Object.entries(cases))('%s', (_sentence, [given, expected]) => {
    expect(outcome({ request: stranger, ...given })).toBe(expected);
  });

  it('what its NIC says of boot server and options wins over its network', () => {
    const details = nicDetails({ nextServer: '10.79.0.7', options: [{ code: 42, value: '10.79.0.8' }] });
    const machine = labMachine({ bootFiles: { default: 'pxelinux.0' } });
    const given = {
      type: DISCOVER,
      machine: { ...machine, nics: machine.nics.map((nic) => ({ ...nic, details })) },
      networks: [
        labNetwork({
          nextServer: ip('10.79.0.6'),
          options: [
            { code: 42, value: Buffer.from([10, 79, 0, 1]) },
            { code: 4, value: Buffer.from([10, 79, 0, 2]) },
          ],
        }),
      ],
    };
    expect(formatIpv4Address(reply(given).serverAddress)).toBe('10.79.0.7');
    expect([hexOption(given, 42), hexOption(given, 4)]).toEqual(['0a4f0008', '0a4f0002']);
  });
});

describe('options that stand for others', () => {
  const routes = { code: 121, value: Buffer.from([0, 10, 79, 0, 2]) };
  const network = labNetwork({ gateway: ip('10.79.0.2'), options: [routes] });
  it('classless routes are sent alone to a client that asks for them (RFC 3442)', () => {
    const { options } = reply({ type: DISCOVER, networks: [network], options: [bytes(55, 1, 3, 33, 121)] });
    expect(options.codes()).toEqual([53, 54, 51, 58, 59, 1, 121]);
  });
  it('and the router to one that does not', () => {
    const { options } = reply({ type: DISCOVER, networks: [network], options: [bytes(55, 1, 3)] });
    expect(options.codes()).toEqual([53, 54, 51, 58, 59, 1, 3]);
  });
  it('PXELINUX’s own are sent to boot firmware, which never asks for them (RFC 5071)', () => {
    const networks = [labNetwork({ options: [{ code: 209, value: Buffer.from('pxelinux.cfg/lab') }] })];
    const rom = [text(60, 'PXEClient:Arch:00000:UNDI:002001'), bytes(55, 1, 3, 66, 67)];
    expect(reply({ type: DISCOVER, networks, options: rom }).options.get(209)?.toString()).toBe('pxelinux.cfg/lab');
    expect(hexOption({ type: DISCOVER, networks, options: [bytes(55, 1, 3)] }, 209)).toBeUndefined();
  });
});
