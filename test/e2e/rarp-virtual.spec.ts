import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { networkOf } from '../../src/values/ipv4-network.js';
import { readEthernetHeader } from '../../src/wire/ethernet/ethernet.codec.js';
import { readCapture } from '../../src/wire/pcap/read-capture.js';
import { decodeRarp, encodeRarp, type RarpPacket } from '../../src/wire/rarp/rarp.codec.js';
import { ip, mac, must } from '../fakes/known-lab.js';
import { SERVER_MAC, VirtualAppliance } from './virtual-appliance.js';

const SUN = '8:0:20:8e:48:de';

let appliance: VirtualAppliance;

beforeEach(async () => {
  appliance = await VirtualAppliance.start();
});
afterEach(() => appliance.stop());

function request(over: Partial<RarpPacket> = {}): Buffer {
  return encodeRarp({
    source: mac(SUN),
    destination: mac('ff:ff:ff:ff:ff:ff'),
    operation: 3,
    senderHardwareAddress: mac(SUN),
    senderProtocolAddress: ip('255.255.255.255'),
    targetHardwareAddress: mac(SUN),
    targetProtocolAddress: ip('0.0.0.0'),
    ...over,
  });
}

/** What the appliance has sent so far. */
const answers = (): RarpPacket[] =>
  appliance.frames
    .filter((frame) => readEthernetHeader(frame)?.source === mac(SERVER_MAC))
    .flatMap((frame) => {
      const packet = decodeRarp(frame);
      return packet.ok ? [packet.value] : [];
    });

async function ask(frame = request()): Promise<RarpPacket[]> {
  const before = answers().length;
  appliance.wire.inject(frame);
  await new Promise((resolve) => setImmediate(resolve));
  return answers().slice(before);
}

const addNetwork = (rarp: object, over: object = {}) =>
  appliance.post('/api/v1/networks', { name: 'lab', cidr: '10.79.0.0/24', rarp, ...over });
const addMachine = (over: object = {}) =>
  appliance.post('/api/v1/machines', { hostname: 'ultra10', nics: [{ mac: SUN, ip: '10.79.0.21' }], ...over });

describe('RARP profiles of a network', () => {
  it('solaris: a machine with a boot file is told at once, whether the record names it or it lies there', async () => {
    await addNetwork({ profile: 'solaris' });
    const { id } = await addMachine({ boot: { files: { rarp: 'inetboot' } } });
    expect(await ask()).toHaveLength(1);
    await appliance.patch(`/api/v1/machines/${id}`, { boot: { files: null } });
    appliance.addBootFile('0A4F0015.SUN4U', Buffer.from('boot block'));
    // The folder is watched: as soon as the file is seen, the answer comes at once.
    await expect.poll(async () => (await ask()).length, { timeout: 10_000 }).toBe(1);
  });

  it('solaris: a machine without one is told after three seconds, once, however often it asks meanwhile', async () => {
    await addNetwork({ profile: 'solaris' });
    const { id } = await addMachine();
    const asked = performance.now();
    expect(await ask()).toEqual([]);
    expect(await ask()).toEqual([]);
    await expect.poll(() => answers().length, { timeout: 10_000 }).toBe(1);
    expect(performance.now() - asked).toBeGreaterThan(2_900);
    expect(answers()[0]).toMatchObject({ operation: 4, targetProtocolAddress: ip('10.79.0.21') });
    const events = await appliance.timeline(id);
    expect(events.map(({ reason, outcome }) => reason ?? outcome)).toEqual(['answer-waits', 'answered']);
  });

  it('bsd: silence without a boot file, and for a third party, each with its reason', async () => {
    await addNetwork({ profile: 'bsd' });
    const { id } = await addMachine();
    expect(await ask()).toEqual([]);
    await appliance.patch(`/api/v1/machines/${id}`, { boot: { files: { rarp: 'boot.net' } } });
    expect(await ask(request({ source: mac('2:0:0:0:0:9') }))).toEqual([]);
    expect(await ask()).toHaveLength(1);
    const events = await appliance.timeline(id);
    expect(events.map(({ reason, outcome }) => reason ?? outcome)).toEqual([
      'no-rarp-boot-file',
      'asked-by-another',
      'answered',
    ]);
  });

  it('are refused when there is no such profile, with the names of those that there are', async () => {
    await expect(addNetwork({ profile: 'sunos' })).rejects.toThrow('standard, solaris and bsd');
  });
});

describe('several IP networks on one wire', () => {
  it('the answer lies on the right one, and our address in it is the one there', async () => {
    await addNetwork({});
    await appliance.post('/api/v1/networks', { name: 'second', cidr: '10.80.0.0/24' });
    appliance.net.changeInterface('eth0', {
      addresses: ['10.79.0.1', '10.80.0.1'].map((text) => ({ address: ip(text), network: networkOf(ip(text), 24) })),
    });
    await addMachine({ nics: [{ mac: SUN, ip: '10.80.0.21' }] });
    expect(await ask()).toMatchObject([
      { senderProtocolAddress: ip('10.80.0.1'), targetProtocolAddress: ip('10.80.0.21') },
    ]);
  });
});

describe('DRARP (RFC 1931)', () => {
  it('tells a machine that is not in the inventory that no addresses are given here', async () => {
    await addNetwork({});
    expect(await ask(request({ operation: 5 }))).toMatchObject([
      { operation: 7, destination: mac(SUN), targetHardwareAddress: mac(SUN), targetProtocolAddress: 0x01000000 },
    ]);
  });

  it('gives a temporary address of a pool, the same one again, and shows it among the leases', async () => {
    await addNetwork({}, { mode: 'pool', pools: [{ from: '10.79.0.200', to: '10.79.0.201' }] });
    for (let times = 1; times <= 2; times++) {
      appliance.wire.inject(request({ operation: 5 }));
      await expect.poll(() => answers().length).toBe(times);
    }
    expect(answers().map(({ operation, targetProtocolAddress }) => [operation, targetProtocolAddress])).toEqual([
      [6, ip('10.79.0.200')],
      [6, ip('10.79.0.200')],
    ]);
  });

  it('gives an address on record in a RARP reply', async () => {
    await addNetwork({});
    await addMachine();
    expect(await ask(request({ operation: 5 }))).toMatchObject([
      { operation: 4, targetProtocolAddress: ip('10.79.0.21') },
    ]);
  });
});

describe('a virtual machine that is announced by its hypervisor', () => {
  const frames = must(readCapture(readFileSync('test/golden/captures/rarp-qemu-announce.pcap'))).frames;
  const QEMU = '52:54:00:ca:00:10';

  it('is moved or resumed, once, for sure, and answered all the same', async () => {
    await addNetwork({});
    const { id } = await addMachine({ nics: [{ mac: QEMU, ip: '10.79.0.33' }] });
    for (const { bytes } of frames) expect(await ask(bytes)).toHaveLength(1);
    const events = await appliance.timeline(id);
    expect(events.map(({ sentence }) => sentence)).toEqual([
      expect.stringMatching(
        /^RARP announcement, moved or resumed: ultra10 has 10\.79\.0\.33, sure: QEMU hardware address, again after \d+ ms$/,
      ),
    ]);
  });

  it('is no unknown machine when the inventory does not have it', async () => {
    await addNetwork({});
    for (const { bytes } of frames) expect(await ask(bytes)).toEqual([]);
    const events = await appliance.journalOf(QEMU);
    expect(events.map(({ reason }) => reason)).toEqual(['moved-or-resumed']);
  });
});
