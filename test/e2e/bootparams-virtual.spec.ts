import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { UdpPort } from '../../src/net/net.port.js';
import { VirtualNet } from '../../src/net/virtual/virtual-net.js';
import type { Ipv4Address } from '../../src/values/ipv4-address.js';
import { networkOf } from '../../src/values/ipv4-network.js';
import { readEthernetHeader } from '../../src/wire/ethernet/ethernet.codec.js';
import { readCapture } from '../../src/wire/pcap/read-capture.js';
import { decodeRarp, encodeRarp } from '../../src/wire/rarp/rarp.codec.js';
import {
  getfileCall,
  getfileOf,
  getportCall,
  indirectWhoamiCall,
  indirectWhoamiOf,
  portOf,
} from '../clients/sun-rpc.js';
import { TftpTestClient } from '../clients/tftp-client.js';
import { ip, mac, must } from '../fakes/known-lab.js';
import { SERVER_MAC, VirtualAppliance } from './virtual-appliance.js';

const SUN = '8:0:20:8e:48:de';
const SERVER = ip('10.79.0.1');
const EVERYBODY = ip('10.79.0.255');

let appliance: VirtualAppliance;
beforeEach(async () => {
  appliance = await VirtualAppliance.start();
  await appliance.post('/api/v1/networks', { name: 'lab', cidr: '10.79.0.0/24', domain: 'lab.example' });
});
afterEach(() => appliance.stop());

const addSun = (boot: object): Promise<{ readonly id: number }> =>
  appliance.post('/api/v1/machines', { hostname: 'sparky', nics: [{ mac: SUN, ip: '10.79.0.21' }], boot });

/** The Sun's own stack after RARP, with one UDP port that waits for an answer. */
class SunClient {
  readonly net = new VirtualNet();
  readonly interface;
  private readonly port: UdpPort;
  private readonly heard: Buffer[] = [];

  constructor(address: string) {
    this.interface = this.net.addInterface(appliance.wire, {
      name: 'le0',
      mac: mac(SUN),
      addresses: [{ address: ip(address), network: networkOf(ip(address), 24) }],
    });
    this.port = must(this.net.openUdp(this.interface, 1023, ({ payload }) => this.heard.push(Buffer.from(payload))));
  }

  /** What comes back while the wire is busy: the frames that a call causes are all moved before a timer runs. */
  async ask(message: Buffer, to: Ipv4Address, port: number): Promise<Buffer[]> {
    this.heard.length = 0;
    this.port.send(message, to, port);
    for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
    return [...this.heard];
  }
}

describe('a Sun boots: RARP, TFTP, bootparams', () => {
  it('gets its address, its boot block, its name and its root, and all of it stands on its timeline', async () => {
    const { id } = await addSun({
      files: { 'rarp-sun4m': 'boot.sun4m', rarp: 'boot.other' },
      bootparams: { root: '10.79.0.1:/export/root/sparky' },
    });
    appliance.addBootFile('boot.sun4m', Buffer.from('a boot block'));

    const before = appliance.frames.length;
    appliance.wire.inject(
      encodeRarp({
        source: mac(SUN),
        destination: mac('ff:ff:ff:ff:ff:ff'),
        operation: 3,
        senderHardwareAddress: mac(SUN),
        senderProtocolAddress: ip('255.255.255.255'),
        targetHardwareAddress: mac(SUN),
        targetProtocolAddress: ip('255.255.255.255'),
      }),
    );
    await new Promise((resolve) => setImmediate(resolve));
    const rarp = appliance.frames.slice(before).find((frame) => readEthernetHeader(frame)?.source === mac(SERVER_MAC));
    expect(must(decodeRarp(rarp ?? Buffer.alloc(0))).targetProtocolAddress).toBe(ip('10.79.0.21'));

    const sun = new SunClient('10.79.0.21');
    const tftp = TftpTestClient.onNet(sun.net, sun.interface, SERVER);
    expect((await tftp.fetch('0A4F0015.SUN4M')).toString()).toBe('a boot block');

    const [whoami] = await sun.ask(indirectWhoamiCall(ip('10.79.0.21')), EVERYBODY, 111);
    const told = indirectWhoamiOf(whoami ?? Buffer.alloc(0));
    expect(told).toMatchObject({ clientName: 'sparky', domain: 'lab.example', router: SERVER });
    const [port] = await sun.ask(getportCall(), SERVER, 111);
    expect(portOf(port ?? Buffer.alloc(0))).toBe(told.port);
    const [root] = await sun.ask(getfileCall('sparky', 'root'), SERVER, told.port);
    expect(getfileOf(root ?? Buffer.alloc(0))).toEqual({
      server: '10.79.0.1',
      address: SERVER,
      path: '/export/root/sparky',
    });

    const sentences = (await appliance.timeline(id)).map(({ sentence }) => sentence);
    expect(sentences).toEqual(
      expect.arrayContaining([
        'RARP request -> RARP reply: sparky gets 10.79.0.21',
        'CALLIT WHOAMI: sparky at 10.79.0.21',
        expect.stringContaining('GETFILE root: sparky'),
      ]),
    );
    expect(sentences.some((sentence) => sentence.includes('10.79.0.1:/export/root/sparky'))).toBe(true);
  });

  it('hears nothing when it is unknown, paused or without bootparams, and the timeline says which', async () => {
    const sun = new SunClient('10.79.0.21');
    const whoami = indirectWhoamiCall(ip('10.79.0.21'));
    expect(await sun.ask(whoami, EVERYBODY, 111)).toEqual([]);
    const { id } = await addSun({});
    expect(await sun.ask(whoami, EVERYBODY, 111)).toEqual([]);
    await appliance.patch(`/api/v1/machines/${id}`, { boot: { mode: 'paused', bootparams: { root: 'x:/y' } } });
    expect(await sun.ask(whoami, EVERYBODY, 111)).toEqual([]);
    await appliance.patch(`/api/v1/machines/${id}`, { boot: { mode: 'always' } });
    expect(await sun.ask(whoami, EVERYBODY, 111)).toHaveLength(1);
    expect((await appliance.timeline(id)).map(({ reason, outcome }) => reason ?? outcome)).toEqual([
      'no-bootparams',
      'paused',
      'answered',
    ]);
  });

  it('may have its address from a pool: its name and its root are the same', async () => {
    const pools = [{ from: '10.79.1.200', to: '10.79.1.200' }];
    await appliance.post('/api/v1/networks', { name: 'pool', cidr: '10.79.1.0/24', mode: 'pool', pools });
    appliance.net.changeInterface('eth0', {
      addresses: [{ address: ip('10.79.1.1'), network: networkOf(ip('10.79.1.1'), 24) }],
    });
    const { id } = await appliance.post('/api/v1/machines', {
      hostname: 'roamer',
      nics: [{ mac: SUN }],
      boot: { bootparams: { root: 'roamer:/export/root', dump: '10.79.1.1:/export/dump' } },
    });
    const sun = new SunClient('10.79.1.200');
    const whoami = indirectWhoamiCall(ip('10.79.1.200'));
    expect(await sun.ask(whoami, ip('10.79.1.255'), 111)).toEqual([]);
    // Its address comes by DRARP, as a lease.
    appliance.wire.inject(
      encodeRarp({
        source: mac(SUN),
        destination: mac('ff:ff:ff:ff:ff:ff'),
        operation: 5,
        senderHardwareAddress: mac(SUN),
        senderProtocolAddress: ip('0.0.0.0'),
        targetHardwareAddress: mac(SUN),
        targetProtocolAddress: ip('0.0.0.0'),
      }),
    );
    const lease = async () => (await appliance.ask('GET', '/api/v1/leases/10.79.1.200')).body;
    await expect.poll(lease).toMatchObject({ state: 'leased' });
    const [answer] = await sun.ask(whoami, ip('10.79.1.255'), 111);
    expect(indirectWhoamiOf(answer ?? Buffer.alloc(0))).toMatchObject({
      clientName: 'roamer',
      router: ip('10.79.1.1'),
    });
    const [root] = await sun.ask(getfileCall('roamer', 'root'), ip('10.79.1.1'), 10026);
    expect(getfileOf(root ?? Buffer.alloc(0))).toMatchObject({ address: ip('10.79.1.200'), path: '/export/root' });
    await expect
      .poll(async () => (await appliance.timeline(id)).map(({ what }) => what))
      .toEqual(expect.arrayContaining(['CALLIT WHOAMI', 'GETFILE root']));
  });

  it('is not disturbed by the CALLIT broadcasts of other programs', async () => {
    const { frames } = must(readCapture(readFileSync('test/golden/captures/sun-broadcasts-portmap-callit.snoop')));
    const before = appliance.frames.length;
    for (const { bytes } of frames) appliance.wire.inject(bytes);
    await new Promise((resolve) => setImmediate(resolve));
    const ours = appliance.frames
      .slice(before)
      .filter((frame) => readEthernetHeader(frame)?.source === mac(SERVER_MAC));
    expect(ours).toEqual([]);
    expect(appliance.messages('bootparams').filter((message) => message.includes('CALLIT'))).toEqual([]);
  });
});
