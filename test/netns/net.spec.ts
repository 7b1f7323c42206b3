import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { createRequire } from 'node:module';

import type * as Koffi from 'koffi';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { loadLibc } from '../../src/net/linux/libc.js';
import { LinuxNet } from '../../src/net/linux/linux-net.js';
import type { InterfaceChange, NetworkInterface, UdpPort, UdpReceiver } from '../../src/net/net.port.js';
import { openNet } from '../../src/net/open-net.js';
import { BROADCAST_ADDRESS, formatIpv4Address, parseIpv4Address } from '../../src/values/ipv4-address.js';
import { formatMacAddress } from '../../src/values/mac-address.js';
import { must } from '../fakes/known-lab.js';

/*
 *  rnetS                         rnetC
 *   one 10.81.1.1/24  ────────  one 10.81.1.2/24
 *   two 10.81.2.1/24  ────────  two 10.81.2.2/24
 */
const SERVER = 'rnetS';
const CLIENT = 'rnetC';
const RARP = 0x8035;
const CLONE_NEWNET = 0x4000_0000;

const root = process.getuid?.() === 0;
const libc = loadLibc();

function ip(...words: string[]): string {
  return execFileSync('ip', words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

function forget(namespace: string): void {
  try {
    ip('netns', 'del', namespace);
  } catch {
    return; // It was not there.
  }
}

/** Runs `work` with this thread inside the namespace: sockets opened there stay there. */
function inside<T>(namespace: string, work: () => T): T {
  const koffi = createRequire(import.meta.url)('koffi') as typeof Koffi;
  const setns = koffi.load(null).func('int setns(int, int)');
  const home = openSync('/proc/self/ns/net', 'r');
  const there = openSync(`/run/netns/${namespace}`, 'r');
  try {
    if (setns(there, CLONE_NEWNET) !== 0) throw new Error(`setns ${namespace} failed`);
    return work();
  } finally {
    setns(home, CLONE_NEWNET);
    closeSync(there);
    closeSync(home);
  }
}

describe.skipIf(!root || !libc.ok)('LinuxNet between two network namespaces', () => {
  const nets: LinuxNet[] = [];
  let reports: string[];

  beforeAll(() => {
    for (const namespace of [SERVER, CLIENT]) {
      forget(namespace);
      ip('netns', 'add', namespace);
      ip('-n', namespace, 'link', 'set', 'lo', 'up');
    }
    for (const [link, net] of [
      ['one', '10.81.1'],
      ['two', '10.81.2'],
    ] as const) {
      ip('link', 'add', link, 'netns', SERVER, 'type', 'veth', 'peer', 'name', link, 'netns', CLIENT);
      for (const [namespace, host] of [
        [SERVER, 1],
        [CLIENT, 2],
      ] as const) {
        ip('-n', namespace, 'addr', 'add', `${net}.${host}/24`, 'dev', link);
        ip('-n', namespace, 'link', 'set', link, 'up');
      }
    }
  });

  beforeEach(() => {
    reports = [];
  });

  afterEach(() => {
    for (const net of nets.splice(0)) net.close();
  });

  afterAll(() => [SERVER, CLIENT].forEach(forget));

  function open(namespace: string, interfaces?: readonly string[]): LinuxNet {
    if (!libc.ok) throw new Error(libc.error);
    const options = { libc: libc.value, interfaces, report: (line: string) => reports.push(line) };
    const opened = inside(namespace, () => LinuxNet.open(options));
    if (!opened.ok) throw new Error(opened.error);
    nets.push(opened.value);
    return opened.value;
  }

  function named(net: LinuxNet, name: string): NetworkInterface {
    const found = net.interfaces().find((one) => one.name === name);
    if (found === undefined) throw new Error(`${name} is not served`);
    return found;
  }

  function udp(namespace: string, net: LinuxNet, name: string, port: number, receive: UdpReceiver): UdpPort {
    const opened = inside(namespace, () => net.openUdp(named(net, name), port, receive));
    if (!opened.ok) throw new Error(opened.error.sentence);
    return opened.value;
  }

  const changeOf = (net: LinuxNet, wanted: (change: InterfaceChange) => boolean): Promise<InterfaceChange> =>
    new Promise((resolve) => {
      const stop = net.onInterfaceChange((change) => {
        if (!wanted(change)) return;
        stop();
        resolve(change);
      });
    });

  it('serves plain links, and neither loopback nor a container bridge with what hangs on it', () => {
    ip('-n', SERVER, 'link', 'add', 'docker0', 'type', 'bridge');
    ip('-n', SERVER, 'link', 'add', 'veth0a', 'type', 'veth', 'peer', 'name', 'veth0b');
    for (const link of ['veth0a', 'veth0b', 'docker0']) ip('-n', SERVER, 'link', 'set', link, 'up');
    ip('-n', SERVER, 'link', 'set', 'veth0a', 'master', 'docker0');
    const net = open(SERVER);
    const names = net.interfaces().map(({ name }) => name);
    ip('-n', SERVER, 'link', 'del', 'veth0a');
    ip('-n', SERVER, 'link', 'del', 'docker0');
    expect(names.sort()).toEqual(['one', 'two', 'veth0b']);
    const mac = /link\/ether (\S+)/.exec(ip('-n', SERVER, 'link', 'show', 'one'))?.[1];
    const one = named(net, 'one');
    expect(formatMacAddress(one.mac)).toBe(mac);
    expect(one.addresses.map(({ address }) => formatIpv4Address(address))).toEqual(['10.81.1.1']);
    expect(one.mtu).toBe(1500);
  });

  it('listens beside whoever has a port, speaks from it, and takes nothing away', async () => {
    const server = open(SERVER);
    const heard: string[] = [];
    const note =
      (who: string): UdpReceiver =>
      ({ payload, sourceAddress, sourcePort, destinationAddress }) => {
        const way = `${formatIpv4Address(sourceAddress)}:${sourcePort} > ${formatIpv4Address(destinationAddress)}`;
        heard.push(`${who} ${way} ${payload.toString()}`);
      };
    const beside = inside(SERVER, () => server.openUdpBeside(named(server, 'one'), 6767, note('beside')));
    if (!beside.ok) throw new Error(beside.error.sentence);
    // It does not have the port: whoever wants it alone gets it.
    const holder = udp(SERVER, server, 'one', 6767, note('holder'));
    const client = open(CLIENT);
    const asking = udp(CLIENT, client, 'one', 6868, note('client'));
    const clientAddress = named(client, 'one').addresses[0]?.address ?? BROADCAST_ADDRESS;
    asking.send(Buffer.from('for you'), named(server, 'one').addresses[0]?.address ?? BROADCAST_ADDRESS, 6767);
    asking.send(Buffer.from('for all'), BROADCAST_ADDRESS, 6767);
    asking.send(Buffer.from('another port'), BROADCAST_ADDRESS, 6766);
    await expect.poll(() => heard.length).toBe(4);
    beside.value.send(Buffer.from('to you'), clientAddress, 6868);
    beside.value.send(Buffer.from('to all'), BROADCAST_ADDRESS, 6868);
    await expect.poll(() => heard.length).toBe(6);
    expect(heard.sort()).toEqual([
      'beside 10.81.1.2:6868 > 10.81.1.1 for you',
      'beside 10.81.1.2:6868 > 255.255.255.255 for all',
      'client 10.81.1.1:6767 > 10.81.1.2 to you',
      'client 10.81.1.1:6767 > 255.255.255.255 to all',
      'holder 10.81.1.2:6868 > 10.81.1.1 for you',
      'holder 10.81.1.2:6868 > 255.255.255.255 for all',
    ]);
    expect(reports).toEqual([]);
    holder.close();
    beside.value.close();
    asking.send(Buffer.from('after the end'), BROADCAST_ADDRESS, 6767);
    expect(heard).toHaveLength(6);
  });

  it('hears beside a port what this host itself broadcasts to it on that link', async () => {
    const server = open(SERVER);
    const heard: string[] = [];
    const beside = inside(SERVER, () =>
      server.openUdpBeside(named(server, 'one'), 6767, ({ payload, sourceAddress, sourcePort }) =>
        heard.push(`${formatIpv4Address(sourceAddress)}:${sourcePort} ${payload.toString()}`),
      ),
    );
    if (!beside.ok) throw new Error(beside.error.sentence);
    const own = udp(SERVER, server, 'one', 6868, ({ payload }) => heard.push(`answer: ${payload.toString()}`));
    const elsewhere = udp(SERVER, server, 'two', 6868, () => undefined);
    elsewhere.send(Buffer.from('on another link'), BROADCAST_ADDRESS, 6767);
    own.send(Buffer.from('to another port'), BROADCAST_ADDRESS, 6766);
    own.send(Buffer.from('for all'), BROADCAST_ADDRESS, 6767);
    await expect.poll(() => heard.length).toBe(1);
    beside.value.send(Buffer.from('to all'), BROADCAST_ADDRESS, 6868);
    await expect.poll(() => heard).toEqual(['10.81.1.1:6868 for all', 'answer: to all']);
  });

  it('does not hear beside a port what this host only passes on', async () => {
    const server = open(SERVER);
    const heard: string[] = [];
    const note: UdpReceiver = ({ payload }) => heard.push(payload.toString());
    const beside = inside(SERVER, () => server.openUdpBeside(named(server, 'one'), 6767, note));
    if (!beside.ok) throw new Error(beside.error.sentence);
    ip('-n', CLIENT, 'route', 'add', '10.99.0.1', 'via', '10.81.1.1', 'dev', 'one');
    const asking = udp(CLIENT, open(CLIENT), 'one', 6868, () => undefined);
    const [elsewhere, here] = ['10.99.0.1', '10.81.1.1'].map((text) => must(parseIpv4Address(text)));
    asking.send(Buffer.from('for a host beyond'), elsewhere ?? BROADCAST_ADDRESS, 6767);
    asking.send(Buffer.from('for us'), here ?? BROADCAST_ADDRESS, 6767);
    await expect.poll(() => heard).toEqual(['for us']);
    ip('-n', CLIENT, 'route', 'del', '10.99.0.1');
  });

  it('hears a broadcast only on the link it came by, and answers by broadcast on that link', async () => {
    const server = open(SERVER);
    const client = open(CLIENT);
    const heard: string[] = [];
    for (const name of ['one', 'two']) {
      udp(SERVER, server, name, 67, ({ payload, destinationAddress, sourcePort }, port) => {
        heard.push(`${name}: ${payload.toString()} to ${formatIpv4Address(destinationAddress)}`);
        port.send(Buffer.from(`answer on ${name}`), BROADCAST_ADDRESS, sourcePort);
      });
    }
    const answers: string[] = [];
    const done = new Promise<void>((resolve) => {
      for (const name of ['one', 'two']) {
        const port = udp(CLIENT, client, name, 68, ({ payload, sourceAddress }) => {
          answers.push(`${name}: ${payload.toString()} from ${formatIpv4Address(sourceAddress)}`);
          if (answers.length === 2) resolve();
        });
        if (name === 'two') for (const text of ['first', 'second']) port.send(Buffer.from(text), BROADCAST_ADDRESS, 67);
      }
    });
    await done;
    expect(heard).toEqual(['two: first to 255.255.255.255', 'two: second to 255.255.255.255']);
    expect(answers).toEqual(['two: answer on two from 10.81.2.1', 'two: answer on two from 10.81.2.1']);
  });

  it('hears a broadcast on an interface that has no address, and answers by broadcast', async () => {
    ip('-n', SERVER, 'addr', 'flush', 'dev', 'two');
    try {
      const server = open(SERVER);
      const client = open(CLIENT);
      udp(SERVER, server, 'two', 67, ({ payload }, port) => port.send(payload, BROADCAST_ADDRESS, 68));
      const arrived = new Promise<string>((resolve) => {
        const port = udp(CLIENT, client, 'two', 68, ({ payload }) => resolve(payload.toString()));
        port.send(Buffer.from('hello'), BROADCAST_ADDRESS, 67);
      });
      expect(await arrived).toBe('hello');
      expect(named(server, 'two').addresses).toEqual([]);
    } finally {
      ip('-n', SERVER, 'addr', 'add', '10.81.2.1/24', 'dev', 'two');
    }
  });

  it('carries raw frames both ways, and hides those for others, its own, and those of a VLAN it has no device for', async () => {
    const server = open(SERVER);
    const client = open(CLIENT);
    ip('-n', SERVER, 'link', 'set', 'one', 'promisc', 'on');
    const [ours, theirs] = [named(server, 'one').mac, named(client, 'one').mac].map((mac) =>
      formatMacAddress(mac).replaceAll(':', ''),
    );
    const frame = (destination: string, source: string, middle: string, text: string): Buffer =>
      Buffer.concat([Buffer.from(destination + source + middle, 'hex'), Buffer.from(text.padEnd(46, '.'))]);
    const heard: string[] = [];
    const opened = inside(SERVER, () =>
      server.openFrames(named(server, 'one'), RARP, (bytes, port) => {
        const text = bytes.toString('latin1', 14).replaceAll('.', '');
        heard.push(text);
        if (text === 'last') port.send(frame(theirs ?? '', ours ?? '', '8035', 'reply'));
      }),
    );
    if (!opened.ok) throw new Error(opened.error.sentence);
    const reply = new Promise<string>((resolve) => {
      const receiver = inside(CLIENT, () =>
        client.openFrames(named(client, 'one'), RARP, (bytes) => {
          const header = bytes.toString('hex', 0, 14);
          if (!header.startsWith('ffffffffffff')) resolve(header);
        }),
      );
      expect(receiver.ok).toBe(true);
    });
    const sender = inside(CLIENT, () => client.openFrames(named(client, 'one'), RARP));
    if (!sender.ok) throw new Error(sender.error.sentence);
    opened.value.send(frame('ffffffffffff', ours ?? '', '8035', 'own'));
    sender.value.send(frame('ffffffffffff', theirs ?? '', '8035', 'broadcast'));
    sender.value.send(frame(ours ?? '', theirs ?? '', '8035', 'unicast'));
    sender.value.send(frame('020000000099', theirs ?? '', '8035', 'for another host'));
    sender.value.send(frame('ffffffffffff', theirs ?? '', '810000058035', 'tagged'));
    sender.value.send(frame('ffffffffffff', theirs ?? '', '0806', 'another type'));
    sender.value.send(frame('ffffffffffff', theirs ?? '', '8035', 'last'));
    expect(await reply).toBe(`${theirs}${ours}8035`);
    expect(heard).toEqual(['broadcast', 'unicast', 'last']);
    ip('-n', SERVER, 'link', 'set', 'one', 'promisc', 'off');
  });

  it('follows addresses, MTU and MAC of an interface; its open port shows them', async () => {
    const server = open(SERVER);
    const port = udp(SERVER, server, 'two', 4011, () => undefined);
    const has = (text: string) => (change: InterfaceChange) =>
      change.changed.some(({ addresses }) => addresses.some(({ address }) => formatIpv4Address(address) === text));
    const added = changeOf(server, has('10.81.7.1'));
    ip('-n', SERVER, 'addr', 'add', '10.81.7.1/16', 'dev', 'two');
    const change = await added;
    expect(change).toMatchObject({ appeared: [], vanished: [] });
    expect(port.interface).toBe(change.changed[0]);
    expect(port.interface.addresses.map(({ network }) => network.prefixLength)).toEqual([24, 16]);
    const resized = changeOf(server, ({ changed }) => changed.some(({ mtu }) => mtu === 1400));
    ip('-n', SERVER, 'link', 'set', 'two', 'mtu', '1400');
    await resized;
    const renumbered = changeOf(server, ({ changed }) =>
      changed.some(({ mac }) => formatMacAddress(mac) === '02:81:00:00:00:07'),
    );
    ip('-n', SERVER, 'link', 'set', 'two', 'address', '02:81:00:00:00:07');
    await renumbered;
    const back = changeOf(server, ({ changed }) =>
      changed.some(({ mtu, addresses }) => mtu === 1500 && addresses.length === 1),
    );
    ip('-n', SERVER, 'addr', 'del', '10.81.7.1/16', 'dev', 'two');
    ip('-n', SERVER, 'link', 'set', 'two', 'mtu', '1500');
    await back;
    expect(port.interface.addresses.map(({ address }) => formatIpv4Address(address))).toEqual(['10.81.2.1']);
  });

  it('knows what the route to an address carries, as it is at the time', () => {
    const server = open(SERVER);
    const port = udp(SERVER, server, 'one', 4013, () => undefined);
    const mtuTo = (text: string) => inside(SERVER, () => port.mtuTo(must(parseIpv4Address(text))));
    ip('-n', SERVER, 'route', 'add', '10.81.90.0/24', 'via', '10.81.1.2', 'dev', 'one', 'mtu', '1000');
    expect([mtuTo('10.81.90.1'), mtuTo('10.81.1.2'), mtuTo('10.81.90.1')]).toEqual([1000, 1500, 1000]);
    ip('-n', SERVER, 'route', 'change', '10.81.90.0/24', 'via', '10.81.1.2', 'dev', 'one', 'mtu', '900');
    expect(mtuTo('10.81.90.1')).toBe(900);
    ip('-n', SERVER, 'route', 'del', '10.81.90.0/24');
    expect(mtuTo('10.81.90.1')).toBe(1500);
  });

  it('closes the ports of an interface that goes down or away, and serves it again when it is back', async () => {
    const server = open(SERVER, ['one', 'late']);
    expect(reports).toEqual([
      'interface late (REVEILLE_INTERFACES) does not exist; it is served as soon as it is there and up',
    ]);
    const appeared = changeOf(server, (change) => change.appeared.some(({ name }) => name === 'late'));
    ip('link', 'add', 'late', 'netns', SERVER, 'type', 'veth', 'peer', 'name', 'late', 'netns', CLIENT);
    ip('-n', CLIENT, 'link', 'set', 'late', 'up');
    ip('-n', SERVER, 'link', 'set', 'late', 'up');
    const late = (await appeared).appeared[0];
    if (late === undefined) throw new Error('nothing appeared');
    const opened = inside(SERVER, () => server.openUdp(late, 67, () => undefined));
    if (!opened.ok) throw new Error(opened.error.sentence);
    const down = changeOf(server, (change) => change.vanished.some(({ name }) => name === 'late'));
    ip('-n', SERVER, 'link', 'set', 'late', 'down');
    await down;
    opened.value.send(Buffer.from('nowhere'), BROADCAST_ADDRESS, 68);
    const up = changeOf(server, (change) => change.appeared.some(({ name }) => name === 'late'));
    ip('-n', SERVER, 'link', 'set', 'late', 'up');
    await up;
    const gone = changeOf(server, (change) => change.vanished.some(({ name }) => name === 'late'));
    ip('-n', SERVER, 'link', 'del', 'late');
    await gone;
    expect(inside(SERVER, () => server.openUdp(late, 67, () => undefined))).toMatchObject({
      ok: false,
      error: { code: 'no-device' },
    });
    expect(server.interfaces().map(({ name }) => name)).toEqual(['one']);
  });

  it('goes on hearing frames after the interface went down and up again within a blink', async () => {
    const server = open(SERVER);
    const client = open(CLIENT);
    let heard: (text: string) => void;
    const arrived = new Promise<string>((resolve) => (heard = resolve));
    const receiver = inside(SERVER, () =>
      server.openFrames(named(server, 'one'), RARP, (bytes) => heard(bytes.toString('latin1', 14, 20))),
    );
    expect(receiver.ok).toBe(true);
    // Our event loop does not turn meanwhile: the change is over before anybody looks.
    execFileSync('ip', ['-n', SERVER, '-batch', '-'], { input: 'link set one down\nlink set one up\n' });
    const sender = inside(CLIENT, () => client.openFrames(named(client, 'one'), RARP));
    if (!sender.ok) throw new Error(sender.error.sentence);
    sender.value.send(
      Buffer.concat([Buffer.from('ffffffffffff0281000000778035', 'hex'), Buffer.from('awake!'), Buffer.alloc(40)]),
    );
    expect(await arrived).toBe('awake!');
  });

  it('says which capability an ordinary user lacks, and serves high ports all the same', () => {
    const server = open(SERVER);
    const one = named(server, 'one');
    const [frames, low, high] = inside(SERVER, () => {
      process.seteuid?.(65_534);
      try {
        return [
          server.openFrames(one, RARP),
          server.openUdp(one, 67, () => undefined),
          server.openUdp(one, 6767, () => undefined),
        ] as const;
      } finally {
        process.seteuid?.(0);
      }
    });
    expect(frames).toMatchObject({ ok: false, error: { code: 'permission', capability: 'CAP_NET_RAW' } });
    expect(low).toMatchObject({ ok: false, error: { code: 'permission', capability: 'CAP_NET_BIND_SERVICE' } });
    expect(high.ok).toBe(true);
    // The remedies are told once, on the start screen.
    for (const refused of [frames, low]) {
      if (refused.ok) continue;
      expect(refused.error.sentence).toContain(`the capability ${refused.error.capability} is missing`);
      expect(refused.error.sentence).not.toContain('\n');
    }
  });

  it('shares a port with a server that shares it, and says who that is', async () => {
    const script = `const s = require('node:dgram').createSocket({ type: 'udp4', reuseAddr: true });
      s.bind(67, '0.0.0.0', () => console.log('bound'));`;
    const other = spawn('ip', ['netns', 'exec', SERVER, process.execPath, '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      await once(other.stdout, 'data');
      const server = open(SERVER);
      udp(SERVER, server, 'one', 67, () => undefined);
      expect(reports).toEqual([
        `UDP port 67 on one is also open in node (pid ${other.pid}): broadcasts reach both; if it serves this network too, stop it`,
      ]);
    } finally {
      other.kill();
      await once(other, 'exit');
    }
  });

  it('is what openNet chooses', () => {
    const net = inside(SERVER, () => openNet({ interfaces: undefined, report: (line) => reports.push(line) }));
    net.close();
    expect(net.kind).toBe('linux');
    expect(reports).toEqual([]);
  });
});
