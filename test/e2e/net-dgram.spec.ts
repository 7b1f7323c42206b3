import { createSocket } from 'node:dgram';
import { once } from 'node:events';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { DgramNet } from '../../src/net/dgram/dgram-net.js';
import { readOsLinks } from '../../src/net/dgram/os-links.js';
import type { NetworkInterface, UdpPort, UdpReceiver } from '../../src/net/net.port.js';
import { formatIpv4Address, type Ipv4Address } from '../../src/values/ipv4-address.js';

const LOCALHOST = 0x7f00_0001 as Ipv4Address;

describe('DgramNet on the loopback interface', () => {
  let net: DgramNet;
  let lo: NetworkInterface;
  let reports: string[];

  beforeEach(() => {
    reports = [];
    net = new DgramNet({ interfaces: ['lo'], report: (line) => reports.push(line), reason: 'this is a test' });
    const [first] = net.interfaces();
    if (first === undefined) throw new Error('lo is not served');
    lo = first;
  });

  afterEach(() => net.close());

  function open(receive: UdpReceiver): UdpPort {
    const opened = net.openUdp(lo, 0, receive);
    if (!opened.ok) throw new Error(opened.error.sentence);
    return opened.value;
  }

  it('says what is lost, and why', () => {
    expect(reports).toEqual([
      'network by plain UDP only, because this is a test: one interface is served, RARP and ARP are not answered, ' +
        'and DHCP answers go out as broadcasts',
    ]);
    expect(net.openFrames(lo)).toEqual({
      ok: false,
      error: {
        code: 'unsupported',
        sentence:
          'raw Ethernet frames on lo cannot be had, because this is a test: no RARP, no ARP, and DHCP answers only by broadcast',
      },
    });
  });

  it('knows its interface', () => {
    expect(lo).toMatchObject({ index: 1, name: 'lo', mac: 0, mtu: 65_536, loopback: true });
    expect(lo.addresses[0]).toMatchObject({ address: LOCALHOST, network: { prefixLength: 8 } });
  });

  it('answers a datagram from a copy of what it was given', async () => {
    const echo = open(({ payload, sourceAddress, sourcePort, destinationAddress }, port) => {
      const answer = Buffer.concat([payload, Buffer.from(` to ${formatIpv4Address(destinationAddress)}`)]);
      port.send(answer, sourceAddress, sourcePort);
      answer.fill(0);
    });
    const client = createSocket('udp4').bind(0, '127.0.0.1');
    await once(client, 'listening');
    client.send('hello', echo.localPort, '127.0.0.1');
    const [answer, from] = (await once(client, 'message')) as [Buffer, { port: number }];
    client.close();
    expect(answer.toString()).toBe('hello to 127.0.0.1');
    expect(from.port).toBe(echo.localPort);
  });

  it('names who holds the port at once, not later', async () => {
    const holder = createSocket('udp4').bind(0, '0.0.0.0');
    await once(holder, 'listening');
    const { port } = holder.address();
    const opened = net.openUdp(lo, port, () => undefined);
    holder.close();
    expect(opened).toMatchObject({ ok: false, error: { code: 'address-in-use' } });
    if (!opened.ok) expect(opened.error.sentence).toContain(`(pid ${process.pid})`);
    expect(reports).toHaveLength(1);
  });

  it('reports a receiver that throws and a datagram that is too large, and goes on', async () => {
    let finish: () => void;
    const last = new Promise<void>((resolve) => (finish = resolve));
    const port = open(({ payload }) => {
      if (payload.toString() === 'throw') throw new Error('broken receiver');
      finish();
    });
    const sender = open(() => undefined);
    sender.send(Buffer.from('throw'), LOCALHOST, port.localPort);
    sender.send(Buffer.alloc(70_000), LOCALHOST, port.localPort);
    sender.send(Buffer.from('last'), LOCALHOST, port.localPort);
    await last;
    expect(new Set(reports.slice(1))).toEqual(
      new Set([
        `UDP port ${port.localPort}: an error of ours while answering: Error: broken receiver`,
        `UDP port ${sender.localPort}: could not send (EMSGSIZE): the packet is larger than the interface carries`,
      ]),
    );
  });

  it('takes no more sends once closed, and closing twice does no harm', () => {
    const port = open(() => undefined);
    port.close();
    port.close();
    expect(() => port.send(Buffer.from('x'), LOCALHOST, 9)).not.toThrow();
  });

  it('reads the links that Node tells of', () => {
    expect(readOsLinks().find(({ name }) => name === 'lo')).toMatchObject({ index: 1, up: true, loopback: true });
  });
});
