import { describe, expect, it } from 'vitest';

import { decodeArp } from '../../wire/arp/arp.codec.js';
import { decodeUdpFrame } from '../../wire/ipv4/udp-frame.codec.js';
import { formatIpv4Address, parseIpv4Address, BROADCAST_ADDRESS, type Ipv4Address } from '../../values/ipv4-address.js';
import { networkOf } from '../../values/ipv4-network.js';
import { BROADCAST_MAC, type MacAddress } from '../../values/mac-address.js';
import type { InterfaceAddress, InterfaceChange, NetworkInterface, UdpPort } from '../net.port.js';
import { VirtualNet } from './virtual-net.js';
import { VirtualWire } from './virtual-wire.js';

const SERVER_MAC = 0x02_00_00_00_00_01 as MacAddress;
const CLIENT_MAC = 0x02_00_00_00_00_02 as MacAddress;

function at(text: string, prefixLength = 24): InterfaceAddress {
  const parsed = parseIpv4Address(text);
  if (!parsed.ok) throw new Error(parsed.error);
  return { address: parsed.value, network: networkOf(parsed.value, prefixLength) };
}

function ip(text: string): Ipv4Address {
  return at(text).address;
}

/** Opens a port whose arrivals are written as `payload from:port to`, in order. */
function listen(net: VirtualNet, on: NetworkInterface, port: number): { port: UdpPort; heard: string[] } {
  const heard: string[] = [];
  const opened = net.openUdp(on, port, ({ payload, sourceAddress, sourcePort, destinationAddress }) =>
    heard.push(
      `${payload.toString()} ${formatIpv4Address(sourceAddress)}:${sourcePort} ${formatIpv4Address(destinationAddress)}`,
    ),
  );
  if (!opened.ok) throw new Error(opened.error.sentence);
  return { port: opened.value, heard };
}

function pair(): {
  wire: VirtualWire;
  server: VirtualNet;
  client: VirtualNet;
  eth0: NetworkInterface;
  nic: NetworkInterface;
  reports: string[];
} {
  const wire = new VirtualWire({ manual: true });
  const reports: string[] = [];
  const server = new VirtualNet({ report: (sentence) => reports.push(sentence) });
  const client = new VirtualNet();
  const eth0 = server.addInterface(wire, { name: 'eth0', mac: SERVER_MAC, addresses: [at('10.0.0.1')] });
  const nic = client.addInterface(wire, { name: 'nic', mac: CLIENT_MAC, addresses: [at('10.0.0.2')] });
  return { wire, server, client, eth0, nic, reports };
}

describe('VirtualNet', () => {
  it('resolves a neighbour by ARP once, then sends to its MAC', () => {
    const { wire, server, client, eth0, nic } = pair();
    const { heard } = listen(server, eth0, 67);
    const { port } = listen(client, nic, 68);
    const frames = wire.capture();
    port.send(Buffer.from('one'), ip('10.0.0.1'), 67);
    port.send(Buffer.from('two'), ip('10.0.0.1'), 67);
    wire.run();
    port.send(Buffer.from('three'), ip('10.0.0.1'), 67);
    wire.run();
    expect(heard).toEqual(['one 10.0.0.2:68 10.0.0.1', 'two 10.0.0.2:68 10.0.0.1', 'three 10.0.0.2:68 10.0.0.1']);
    expect(frames.map((frame) => (decodeArp(frame).ok ? 'arp' : 'udp'))).toEqual([
      'arp',
      'arp',
      'arp',
      'arp',
      'udp',
      'udp',
      'udp',
    ]);
    const last = decodeUdpFrame(frames[6] ?? Buffer.alloc(0), { udpChecksum: true });
    expect(last).toMatchObject({ ok: true, value: { destinationMac: SERVER_MAC, sourceMac: CLIENT_MAC } });
  });

  it('answers ARP for its own addresses and for no others', () => {
    const { wire, client, nic } = pair();
    const { port } = listen(client, nic, 0);
    const frames = wire.capture();
    port.send(Buffer.from('nobody'), ip('10.0.0.77'), 9);
    wire.run();
    expect(frames).toHaveLength(1);
    expect(decodeArp(frames[0] ?? Buffer.alloc(0))).toMatchObject({ ok: true, value: { operation: 1 } });
  });

  it('hears limited and subnet broadcasts, also on an interface without an address', () => {
    const { wire, server, client, nic } = pair();
    const bare = server.addInterface(wire, { name: 'eth1', mac: 0x02_00_00_00_00_09 as MacAddress });
    const first = listen(server, bare, 67);
    const { port } = listen(client, nic, 68);
    port.send(Buffer.from('all'), BROADCAST_ADDRESS, 67);
    port.send(Buffer.from('net'), ip('10.0.0.255'), 67);
    wire.run();
    expect(first.heard).toEqual(['all 10.0.0.2:68 255.255.255.255']);
  });

  it('keeps two wires apart', () => {
    const { wire, server, client, eth0, nic } = pair();
    const other = new VirtualWire({ manual: true });
    const eth1 = server.addInterface(other, { name: 'eth1', mac: SERVER_MAC, addresses: [at('10.1.0.1')] });
    const onFirst = listen(server, eth0, 67);
    const onSecond = listen(server, eth1, 67);
    listen(client, nic, 68).port.send(Buffer.from('x'), BROADCAST_ADDRESS, 67);
    wire.run();
    other.run();
    expect(onFirst.heard).toHaveLength(1);
    expect(onSecond.heard).toHaveLength(0);
  });

  it('sends from the address it is told to, else from the one on the destination network', () => {
    const { wire, server, client, eth0, nic } = pair();
    server.changeInterface('eth0', { addresses: [at('10.0.0.1'), at('10.9.0.1')] });
    client.changeInterface('nic', { addresses: [at('10.0.0.2'), at('10.9.0.2')] });
    const { heard } = listen(client, nic, 68);
    const { port } = listen(server, eth0, 67);
    port.send(Buffer.from('a'), ip('10.9.0.2'), 68);
    port.send(Buffer.from('b'), ip('10.0.0.2'), 68, ip('10.9.0.1'));
    wire.run();
    expect(heard).toEqual(['a 10.9.0.1:67 10.9.0.2', 'b 10.9.0.1:67 10.0.0.2']);
  });

  it('reaches another network through the gateway, and says so when there is none', () => {
    const { wire, server, eth0, reports } = pair();
    listen(server, eth0, 67).port.send(Buffer.from('x'), ip('172.16.0.5'), 67);
    expect(reports).toEqual(['eth0: there is no route to 172.16.0.5']);
    const host = new VirtualNet();
    const nic = host.addInterface(wire, {
      name: 'nic',
      mac: 0x02_00_00_00_00_07 as MacAddress,
      addresses: [at('10.0.0.7')],
      gateway: ip('10.0.0.1'),
    });
    const frames = wire.capture();
    listen(host, nic, 67).port.send(Buffer.from('x'), ip('172.16.0.5'), 67);
    wire.run();
    expect(decodeUdpFrame(frames.at(-1) ?? Buffer.alloc(0))).toMatchObject({
      ok: true,
      value: { destinationMac: SERVER_MAC, destinationAddress: ip('172.16.0.5') },
    });
  });

  it('gives raw frames of the wanted EtherType that are for us or for all', () => {
    const { wire, server, eth0 } = pair();
    const heard: string[] = [];
    const opened = server.openFrames(eth0, 0x8035, (frame) => heard.push(frame.toString('hex', 0, 6)));
    expect(opened.ok).toBe(true);
    const frame = (destination: string, etherType: string): Buffer =>
      Buffer.from(`${destination}020000000002${etherType}${'00'.repeat(46)}`, 'hex');
    wire.inject(frame('ffffffffffff', '8035'));
    wire.inject(frame('020000000001', '8035'));
    wire.inject(frame('020000000099', '8035'));
    wire.inject(frame('ffffffffffff', '0806'));
    wire.run();
    expect(heard).toEqual(['ffffffffffff', '020000000001']);
  });

  it('scrubs what a receiver kept without copying', () => {
    const { wire, server, client, eth0, nic } = pair();
    const kept: Buffer[] = [];
    server.openUdp(eth0, 67, ({ payload }) => kept.push(payload));
    listen(client, nic, 68).port.send(Buffer.from('abc'), BROADCAST_ADDRESS, 67);
    wire.run();
    expect(kept[0]?.toString('hex')).toBe('eeeeee');
  });

  it('delivers a reply never inside the call that asked, and the same way every time', async () => {
    const wire = new VirtualWire();
    const order: string[] = [];
    const plug = wire.attach((frame) => order.push(`got ${frame.toString()}`));
    const echo = wire.attach((frame) => echo.send(Buffer.concat([Buffer.from('re '), frame])));
    plug.send(Buffer.from('a'));
    plug.send(Buffer.from('b'));
    order.push('sent');
    await Promise.resolve();
    expect(order).toEqual(['sent', 'got re a', 'got re b']);
  });

  it('lets the event loop turn while two stations chatter without end', async () => {
    const wire = new VirtualWire();
    const ping = wire.attach((frame) => ping.send(frame));
    const pong = wire.attach((frame) => pong.send(frame));
    wire.inject(Buffer.from('x'));
    await new Promise((resolve) => setTimeout(resolve, 1));
    ping.unplug();
    pong.unplug();
  });

  it('loses the frames it is told to lose', () => {
    const { wire, server, client, eth0, nic } = pair();
    const { heard } = listen(server, eth0, 67);
    const { port } = listen(client, nic, 68);
    let count = 0;
    wire.lose = () => ++count % 2 === 0;
    for (const text of ['1', '2', '3', '4']) port.send(Buffer.from(text), BROADCAST_ADDRESS, 67);
    wire.run();
    expect(heard.map((line) => line[0])).toEqual(['1', '3']);
  });

  it('reports a receiver that throws and goes on', () => {
    const { wire, server, client, eth0, nic, reports } = pair();
    server.openUdp(eth0, 67, () => {
      throw new Error('broken');
    });
    const { port } = listen(client, nic, 68);
    port.send(Buffer.from('1'), BROADCAST_ADDRESS, 67);
    port.send(Buffer.from('2'), BROADCAST_ADDRESS, 67);
    wire.run();
    expect(reports).toEqual(['an error of ours while answering: broken', 'an error of ours while answering: broken']);
  });

  it('tells of interfaces that appear, change and vanish, and closes the ports of the vanished', () => {
    const { wire, server, eth0 } = pair();
    const changes: InterfaceChange[] = [];
    const stop = server.onInterfaceChange((change) => changes.push(change));
    const { port, heard } = listen(server, eth0, 67);
    const eth1 = server.addInterface(wire, { name: 'eth1', mac: 0x02_00_00_00_00_05 as MacAddress });
    const fresh = server.changeInterface('eth0', { addresses: [at('10.0.0.9')], mtu: 9000 });
    expect(port.interface).toBe(fresh);
    server.removeInterface('eth0');
    stop();
    server.removeInterface('eth1');
    expect(changes).toEqual([
      { appeared: [eth1], changed: [], vanished: [] },
      { appeared: [], changed: [fresh], vanished: [] },
      { appeared: [], changed: [], vanished: [fresh] },
    ]);
    wire.inject(Buffer.alloc(60, 0xff));
    wire.run();
    expect(heard).toEqual([]);
    expect(server.openUdp(eth0, 67, () => undefined)).toMatchObject({ ok: false, error: { code: 'no-device' } });
    expect(server.interfaces()).toEqual([]);
  });

  it('refuses a port twice, and what a process without capabilities may not do', () => {
    const { server, eth0, wire } = pair();
    listen(server, eth0, 69);
    expect(server.openUdp(eth0, 69, () => undefined)).toMatchObject({ ok: false, error: { code: 'address-in-use' } });
    const plain = new VirtualNet({ refuseFrames: true, refuseLowPorts: true });
    const nic = plain.addInterface(wire, { name: 'nic', mac: BROADCAST_MAC });
    expect(plain.openUdp(nic, 67, () => undefined)).toMatchObject({
      ok: false,
      error: { code: 'permission', capability: 'CAP_NET_BIND_SERVICE' },
    });
    expect(plain.openFrames(nic, 0x8035)).toMatchObject({
      ok: false,
      error: { code: 'permission', capability: 'CAP_NET_RAW' },
    });
    expect(plain.openUdp(nic, 6700, () => undefined).ok).toBe(true);
  });

  it('gives dynamic ports in turn', () => {
    const { server, eth0 } = pair();
    expect([listen(server, eth0, 0).port.localPort, listen(server, eth0, 0).port.localPort]).toEqual([49_152, 49_153]);
  });
});
