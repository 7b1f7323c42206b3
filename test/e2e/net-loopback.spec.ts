import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { loadLibc } from '../../src/net/linux/libc.js';
import { LinuxNet } from '../../src/net/linux/linux-net.js';
import type { NetworkInterface, UdpPort, UdpReceiver } from '../../src/net/net.port.js';
import { formatIpv4Address, parseIpv4Address, type Ipv4Address } from '../../src/values/ipv4-address.js';

const libc = loadLibc();

function address(text: string): Ipv4Address {
  const parsed = parseIpv4Address(text);
  if (!parsed.ok) throw new Error(parsed.error);
  return parsed.value;
}

const LOCALHOST = address('127.0.0.1');

describe.skipIf(!libc.ok)('LinuxNet on the loopback interface, without root', () => {
  let net: LinuxNet;
  let lo: NetworkInterface;
  let reports: string[];

  beforeEach(() => {
    if (!libc.ok) throw new Error(libc.error);
    reports = [];
    const opened = LinuxNet.open({ libc: libc.value, interfaces: ['lo'], report: (line) => reports.push(line) });
    if (!opened.ok) throw new Error(opened.error);
    net = opened.value;
    const [first] = net.interfaces();
    if (first === undefined) throw new Error(`lo is not served: ${reports.join('; ')}`);
    lo = first;
  });

  afterEach(() => net.close());

  function open(receive: UdpReceiver, localPort = 0): UdpPort {
    const opened = net.openUdp(lo, localPort, receive);
    if (!opened.ok) throw new Error(opened.error.sentence);
    return opened.value;
  }

  /** Opens a port that collects, and a promise of the first `count` payloads. */
  function collect(count: number): { port: UdpPort; arrived: Promise<Buffer[]> } {
    const payloads: Buffer[] = [];
    let finish: (all: Buffer[]) => void;
    const arrived = new Promise<Buffer[]>((resolve) => (finish = resolve));
    const port = open(({ payload }) => {
      payloads.push(Buffer.from(payload));
      if (payloads.length === count) finish(payloads);
    });
    return { port, arrived };
  }

  it('knows the interface by its address and that it is loopback', () => {
    expect(lo).toMatchObject({ name: 'lo', loopback: true, index: 1, mac: 0 });
    expect(lo.addresses[0]).toEqual({
      address: LOCALHOST,
      network: { address: address('127.0.0.0'), prefixLength: 8, mask: address('255.0.0.0') },
    });
  });

  it('answers a datagram of a plain socket, telling both ends of it', async () => {
    const seen: string[] = [];
    const echo = open((datagram, port) => {
      seen.push(formatIpv4Address(datagram.destinationAddress));
      port.send(Buffer.concat([Buffer.from('re: '), datagram.payload]), datagram.sourceAddress, datagram.sourcePort);
    });
    const client = createSocket('udp4').bind(0, '127.0.0.1');
    await once(client, 'listening');
    client.send('hello', echo.localPort, '127.0.0.99');
    const [answer, from] = (await once(client, 'message')) as [Buffer, { address: string; port: number }];
    client.close();
    expect(answer.toString()).toBe('re: hello');
    expect(from.port).toBe(echo.localPort);
    expect(seen).toEqual(['127.0.0.99']);
  });

  it('sends from the source address it is told to', async () => {
    const echo = open(({ payload, sourceAddress, sourcePort, destinationAddress }, port) => {
      port.send(payload, sourceAddress, sourcePort, destinationAddress);
      port.send(payload, sourceAddress, sourcePort);
    });
    const client = createSocket('udp4').bind(0, '127.0.0.1');
    await once(client, 'listening');
    const sources: string[] = [];
    const both = new Promise<void>((resolve) =>
      client.on('message', (_payload, { address: source }) => {
        if (sources.push(source) === 2) resolve();
      }),
    );
    client.send('x', echo.localPort, '127.0.0.77');
    await both;
    client.close();
    expect(sources).toEqual(['127.0.0.77', '127.0.0.1']);
  });

  it('keeps order and content over many more datagrams than one batch, of changing length', async () => {
    const payloads: Buffer[] = [];
    const sender = open(() => undefined);
    // A hundred at a time: an ordinary user's receive buffer may hold no more than a few hundred.
    const sendHundred = (to: number): void => {
      for (let i = payloads.length; i < payloads.length + 100; i++) {
        const payload = Buffer.alloc(4 + (i % 300), i & 0xff);
        payload.writeUInt32BE(i);
        sender.send(payload, LOCALHOST, to);
      }
    };
    await new Promise<void>((resolve) => {
      const port = open(({ payload }) => {
        payloads.push(Buffer.from(payload));
        if (payloads.length === 1000) resolve();
        else if (payloads.length % 100 === 0) sendHundred(port.localPort);
      });
      sendHundred(port.localPort);
    });
    expect(payloads).toHaveLength(1000);
    payloads.forEach((payload, i) => {
      expect(payload.readUInt32BE(0)).toBe(i);
      expect(payload.length).toBe(4 + (i % 300));
      expect(payload.subarray(4).every((octet) => octet === (i & 0xff))).toBe(true);
    });
    expect(reports).toEqual([]);
  });

  it('copies what it is given to send', async () => {
    const { port, arrived } = collect(1);
    const payload = Buffer.from('before');
    open(() => undefined).send(payload, LOCALHOST, port.localPort);
    payload.write('behind');
    expect((await arrived)[0]?.toString()).toBe('before');
  });

  it.each([0, 1, 1472, 9000, 65_507])('carries a payload of %i octets', async (length) => {
    const { port, arrived } = collect(1);
    const payload = Buffer.from(Array.from({ length }, (_, i) => (i * 7) & 0xff));
    open(() => undefined).send(payload, LOCALHOST, port.localPort);
    expect((await arrived)[0]?.equals(payload)).toBe(true);
  });

  it('drops one datagram that cannot leave, says why, and sends the ones around it', async () => {
    const { port, arrived } = collect(2);
    const sender = open(() => undefined);
    sender.send(Buffer.from('one'), LOCALHOST, port.localPort);
    sender.send(Buffer.alloc(65_508), LOCALHOST, port.localPort);
    sender.send(Buffer.alloc(200_000), LOCALHOST, port.localPort);
    sender.send(Buffer.from('two'), LOCALHOST, port.localPort);
    expect((await arrived).map(String)).toEqual(['one', 'two']);
    expect(reports).toEqual([
      `UDP port ${sender.localPort} on lo: could not send (EMSGSIZE): the packet is larger than the interface carries`,
    ]);
  });

  it('goes on after a receiver threw', async () => {
    let calls = 0;
    let finish: () => void;
    const second = new Promise<void>((resolve) => (finish = resolve));
    const port = open(() => {
      if (++calls === 1) throw new Error('broken receiver');
      finish();
    });
    const sender = open(() => undefined);
    sender.send(Buffer.from('a'), LOCALHOST, port.localPort);
    sender.send(Buffer.from('b'), LOCALHOST, port.localPort);
    await second;
    expect(reports).toHaveLength(1);
    expect(reports[0]).toContain('broken receiver');
  });

  it('delivers nothing more once it was closed from its own receiver', async () => {
    let calls = 0;
    const port = open((_datagram, self) => {
      calls++;
      self.close();
      self.send(Buffer.from('too late'), LOCALHOST, 9);
    });
    const { port: other, arrived } = collect(1);
    const sender = open(() => undefined);
    for (let i = 0; i < 10; i++) sender.send(Buffer.from('x'), LOCALHOST, port.localPort);
    sender.send(Buffer.from('end'), LOCALHOST, other.localPort);
    await arrived;
    expect(calls).toBe(1);
    port.close();
    expect(reports).toEqual([]);
  });

  it('names the process that holds a port', async () => {
    const holder = createSocket('udp4').bind(0, '0.0.0.0');
    await once(holder, 'listening');
    const taken = holder.address().port;
    const opened = net.openUdp(lo, taken, () => undefined);
    holder.close();
    expect(opened.ok).toBe(false);
    if (opened.ok) return;
    expect(opened.error.code).toBe('address-in-use');
    expect(opened.error.sentence).toMatch(
      new RegExp(`^UDP port ${taken} on lo is taken by .+ \\(pid ${process.pid}\\); stop it`),
    );
  });

  it('goes on hearing after the collector has run', async () => {
    setFlagsFromString('--expose-gc');
    const collectGarbage = runInNewContext('gc') as () => void;
    let heard: () => void = () => undefined;
    const { localPort } = open(() => heard());
    const client = createSocket('udp4').bind(0, '127.0.0.1');
    await once(client, 'listening');
    for (let round = 0; round < 5; round++) {
      const arrived = new Promise<void>((resolve) => (heard = resolve));
      collectGarbage();
      client.send('x', localPort, '127.0.0.1');
      await arrived;
    }
    client.close();
  });

  it('refuses an interface that it does not serve', () => {
    const opened = net.openUdp({ ...lo, index: 4711, name: 'nowhere0' }, 0, () => undefined);
    expect(opened).toMatchObject({ ok: false, error: { code: 'no-device' } });
  });

  it('says which named interface it waits for', () => {
    if (!libc.ok) throw new Error(libc.error);
    const other = LinuxNet.open({ libc: libc.value, interfaces: ['eth77'], report: (line) => reports.push(line) });
    if (!other.ok) throw new Error(other.error);
    expect(other.value.interfaces()).toEqual([]);
    other.value.close();
    expect(reports).toEqual([
      'interface eth77 (REVEILLE_INTERFACES) does not exist; it is served as soon as it is there and up',
    ]);
  });
});
