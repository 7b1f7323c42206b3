import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { networkOf } from '../../src/values/ipv4-network.js';
import { readEthernetHeader } from '../../src/wire/ethernet/ethernet.codec.js';
import { decodeArp, encodeArp, type ArpPacket } from '../../src/wire/arp/arp.codec.js';
import { ip, mac } from '../fakes/known-lab.js';
import { SERVER_MAC, VirtualAppliance } from './virtual-appliance.js';

const SUN = '08:00:20:8e:48:de';
const SGI = '08:00:69:00:00:07';

let appliance: VirtualAppliance;

beforeEach(async () => {
  appliance = await VirtualAppliance.start();
  await appliance.post('/api/v1/networks', { name: 'lab', cidr: '10.79.0.0/24' });
});
afterEach(() => appliance.stop());

const claim = (hardware: string, address: string, over: Partial<ArpPacket> = {}): Buffer =>
  encodeArp({
    source: mac(hardware),
    destination: mac('ff:ff:ff:ff:ff:ff'),
    operation: 1,
    senderHardwareAddress: mac(hardware),
    senderProtocolAddress: ip(address),
    targetHardwareAddress: mac('ff:ff:ff:ff:ff:ff'),
    targetProtocolAddress: ip(address),
    ...over,
  });

/** ARP frames of the appliance. */
const sent = (): Buffer[] =>
  appliance.frames.filter((frame) => readEthernetHeader(frame)?.source === mac(SERVER_MAC) && decodeArp(frame).ok);

describe('two hosts with one address', () => {
  it('stand on the timelines of both machines, with the maker of the other one’s card, once', async () => {
    const owner = await appliance.post('/api/v1/machines', {
      hostname: 'ultra10',
      nics: [{ mac: SUN, ip: '10.79.0.21' }],
    });
    const other = await appliance.post('/api/v1/machines', { hostname: 'indy', nics: [{ mac: SGI, ip: '10.79.0.7' }] });
    for (let times = 0; times < 3; times++) appliance.wire.inject(claim(SGI, '10.79.0.21'));
    const sentences = async (id: number) => (await appliance.timeline(id)).map(({ sentence }) => sentence);
    await expect
      .poll(() => sentences(owner.id), { timeout: 10_000 })
      .toEqual([
        expect.stringMatching(
          /^ARP announcement: ultra10 has 10\.79\.0\.21, two hosts claim this address, the other one is 08:00:69:00:00:07 \(indy, .*(SGI|SILICON GRAPHICS).*\)$/i,
        ),
      ]);
    await expect
      .poll(() => sentences(other.id))
      .toEqual([
        expect.stringMatching(
          /^ARP announcement: indy has 10\.79\.0\.21, .*the other one is 08:00:20:8e:48:de \(ultra10, .+\)$/,
        ),
      ]);
  });

  it('a probe of a stranger is enough, and an ordinary question is none', async () => {
    const { id } = await appliance.post('/api/v1/machines', {
      hostname: 'ultra10',
      nics: [{ mac: SUN, ip: '10.79.0.21' }],
    });
    appliance.wire.inject(claim(SGI, '10.79.0.9', { targetProtocolAddress: ip('10.79.0.21') }));
    appliance.wire.inject(claim(SUN, '10.79.0.21'));
    appliance.wire.inject(claim('02:00:00:00:00:99', '10.79.0.21', { senderProtocolAddress: ip('0.0.0.0') }));
    await expect
      .poll(async () => (await appliance.timeline(id)).map(({ what, reason }) => `${what} ${reason}`), {
        timeout: 10_000,
      })
      .toEqual(['ARP probe address-conflict']);
  });

  it('a host that announces itself over and over is on a flapping link', async () => {
    const { id } = await appliance.post('/api/v1/machines', {
      hostname: 'ultra10',
      nics: [{ mac: SUN, ip: '10.79.0.21' }],
    });
    for (let times = 0; times < 20; times++) appliance.wire.inject(claim(SUN, '10.79.0.21'));
    await expect
      .poll(async () => (await appliance.timeline(id)).map(({ reason }) => reason))
      .toEqual(['flapping-link']);
  });
});

describe('an address that moves to this appliance', () => {
  it('is announced in both forms when it appears, and again two seconds later', async () => {
    expect(sent()).toEqual([]);
    appliance.net.changeInterface('eth0', {
      addresses: ['10.79.0.1', '10.79.0.5'].map((text) => ({ address: ip(text), network: networkOf(ip(text), 24) })),
    });
    await expect.poll(() => sent().length).toBe(2);
    const own = SERVER_MAC.replaceAll(':', '');
    expect(sent().map((frame) => frame.toString('hex', 0, 42))).toEqual([
      `ffffffffffff${own}08060001080006040001${own}0a4f0005000000000000` + '0a4f0005',
      `ffffffffffff${own}08060001080006040002${own}0a4f0005ffffffffffff` + '0a4f0005',
    ]);
    await expect.poll(() => sent().length, { timeout: 10_000 }).toBe(4);
  });

  it('is announced when an operator says so; a foreign one is not', async () => {
    const answer = await appliance.ask('POST', '/api/v1/arp/announce', {});
    expect([answer.status, answer.body]).toEqual([200, { announced: [{ interface: 'eth0', address: '10.79.0.1' }] }]);
    await expect.poll(() => sent().length).toBe(2);
    const refused = await appliance.ask('POST', '/api/v1/arp/announce', { address: '10.79.0.99' });
    expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('no address of ours')]);
  });
});

describe('a machine that is marked remote', () => {
  const ROUTER = '00:00:0c:00:00:01';
  const question = () => claim(SUN, '10.79.0.21', { targetProtocolAddress: ip('10.79.0.77') });
  const answers = () =>
    sent().flatMap((frame) => {
      const packet = decodeArp(frame);
      return packet.ok ? [packet.value] : [];
    });

  beforeEach(async () => {
    await appliance.stop();
    appliance = await VirtualAppliance.start({ REVEILLE_ARP_PROXY: 'on' });
    await appliance.post('/api/v1/networks', { name: 'lab', cidr: '10.79.0.0/24' });
    await appliance.post('/api/v1/machines', {
      hostname: 'far',
      nics: [{ mac: SGI, ip: '10.79.0.77', proxyArp: ROUTER }],
    });
  });

  it('is asked first, and then answered for with the router’s address', async () => {
    const replies = (): boolean => {
      appliance.wire.inject(question());
      return answers().some(({ operation }) => operation === 2);
    };
    await expect.poll(replies, { timeout: 10_000, interval: 200 }).toBe(true);
    expect(answers()[0]).toMatchObject({
      operation: 1,
      senderProtocolAddress: 0,
      targetProtocolAddress: ip('10.79.0.77'),
    });
    expect(answers().find(({ operation }) => operation === 2)).toMatchObject({
      source: mac(SERVER_MAC),
      destination: mac(SUN),
      senderHardwareAddress: mac(ROUTER),
      senderProtocolAddress: ip('10.79.0.77'),
    });
  });

  it('is left alone when it answers by itself', async () => {
    appliance.wire.inject(question());
    await expect.poll(() => answers().length).toBe(1);
    appliance.wire.inject(
      claim(SGI, '10.79.0.77', { operation: 2, destination: mac(SERVER_MAC), targetProtocolAddress: ip('0.0.0.0') }),
    );
    const asked = performance.now();
    await expect.poll(() => performance.now() - asked, { timeout: 5_000 }).toBeGreaterThan(700);
    appliance.wire.inject(question());
    await new Promise((resolve) => setImmediate(resolve));
    expect(answers().map(({ operation }) => operation)).toEqual([1]);
  });
});
