import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { InMemoryDirectory } from '../../src/inventory/in-memory-directory.js';
import { VirtualNet } from '../../src/net/virtual/virtual-net.js';
import { BROADCAST_ADDRESS } from '../../src/values/ipv4-address.js';
import { networkOf } from '../../src/values/ipv4-network.js';
import { encodeBootpRequest } from '../../src/wire/bootp/bootp.codec.js';
import { readEthernetHeader } from '../../src/wire/ethernet/ethernet.codec.js';
import { encodeUdpFrame } from '../../src/wire/ipv4/udp-frame.codec.js';
import { encodeRarp } from '../../src/wire/rarp/rarp.codec.js';
import { askHttp } from '../clients/http-client.js';
import { indirectWhoamiCall } from '../clients/sun-rpc.js';
import { TftpTestClient } from '../clients/tftp-client.js';
import { ip, mac, must } from '../fakes/known-lab.js';
import { SERVER_MAC, VirtualAppliance } from './virtual-appliance.js';

const MAC = '08:00:20:8e:48:de';
const IP = '10.79.0.21';
/** The machine's address where HTTP is asked: a socket of this host. */
const LOOPBACK_IP = '127.0.0.21';
const SERVER = ip('10.79.0.1');

let appliance: VirtualAppliance;
beforeEach(async () => {
  appliance = await VirtualAppliance.start();
  await appliance.post('/api/v1/networks', {
    name: 'lab',
    cidr: '10.79.0.0/24',
    uploads: { enabled: true },
    boot: { files: { default: 'loader' } },
  });
  appliance.addBootFile('loader', Buffer.from('a loader'));
});
afterEach(() => appliance.stop());

const addMachine = (mode: string): Promise<{ readonly id: number }> =>
  appliance.post('/api/v1/machines', {
    hostname: 'ultra10',
    nics: [{ mac: MAC, ip: IP }],
    boot: { mode, bootparams: { root: 'x:/y' } },
  });

/** Frames of ours since then, when everything that was asked has been heard. */
async function answersSince(before: number): Promise<number> {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
  return appliance.frames.slice(before).filter((frame) => readEthernetHeader(frame)?.source === mac(SERVER_MAC)).length;
}

const rarpRequest = encodeRarp({
  source: mac(MAC),
  destination: mac('ff:ff:ff:ff:ff:ff'),
  operation: 3,
  senderHardwareAddress: mac(MAC),
  senderProtocolAddress: BROADCAST_ADDRESS,
  targetHardwareAddress: mac(MAC),
  targetProtocolAddress: BROADCAST_ADDRESS,
});
const bootRequest = (options: readonly (readonly [number, Buffer])[]) =>
  encodeUdpFrame({
    sourceMac: mac(MAC),
    destinationMac: mac('ff:ff:ff:ff:ff:ff'),
    sourceAddress: ip('0.0.0.0'),
    destinationAddress: BROADCAST_ADDRESS,
    sourcePort: 68,
    destinationPort: 67,
    payload: encodeBootpRequest({ mac: mac(MAC), transactionId: 0xfeed, options }),
  });
const PXE = [
  [53, Buffer.from([1])],
  [60, Buffer.from('PXEClient:Arch:00000:UNDI:002001')],
] as const;

/** Asks by every protocol; gives how many frames of ours answered each, and the words of those that refuse in words. */
async function askByAll() {
  const net = new VirtualNet();
  const wire = net.addInterface(appliance.wire, {
    name: 'le0',
    mac: mac(MAC),
    addresses: [{ address: ip(IP), network: networkOf(ip(IP), 24) }],
  });
  const tftp = (): TftpTestClient => TftpTestClient.onNet(net, wire, SERVER);
  const wordsOf = (asked: Promise<unknown>): Promise<string> =>
    asked.then(
      () => 'served',
      (error: unknown) => (error as Error).message,
    );
  const framesFor = async (ask: () => void): Promise<number> => {
    const before = appliance.frames.length;
    ask();
    return answersSince(before);
  };
  const sunRpc = must(net.openUdp(wire, 1023, () => undefined));
  const frames = {
    rarp: await framesFor(() => appliance.wire.inject(rarpRequest)),
    bootp: await framesFor(() => appliance.wire.inject(bootRequest([]))),
    dhcp: await framesFor(() => appliance.wire.inject(bootRequest(PXE))),
    bootparams: await framesFor(() => sunRpc.send(indirectWhoamiCall(ip(IP)), ip('10.79.0.255'), 111)),
  };
  const words = {
    read: await wordsOf(tftp().fetch('loader')),
    write: await wordsOf(tftp().store('upload', Buffer.from('a log'))),
  };
  return { frames, words };
}

async function askByHttp(machineId: number): Promise<{ readonly status: number; readonly words: string }> {
  const port = Number(new URL(await appliance.listen()).port);
  appliance.addLoopbackAddress(machineId, LOOPBACK_IP);
  const { status, body } = await askHttp(port, '/boot/loader', { from: LOOPBACK_IP });
  return { status, words: body.toString() };
}

describe('one gate', () => {
  const WORDS = 'the machine is paused: booting is refused';

  it('refuses a paused machine by RARP, BOOTP, DHCP, bootparams, TFTP both ways and HTTP, with one reason', async () => {
    const { id } = await addMachine('paused');
    const { frames, words } = await askByAll();
    expect(frames).toEqual({ rarp: 0, bootp: 0, dhcp: 0, bootparams: 0 });
    expect(words).toEqual({ read: `ERROR 2: ${WORDS}`, write: `ERROR 2: ${WORDS}` });
    expect(await askByHttp(id)).toEqual({ status: 403, words: `${WORDS}\n` });
    await vi.waitFor(async () => {
      const reasons = (await appliance.timeline(id)).map(({ reason }) => reason);
      expect(reasons).toEqual(Array.from({ length: 7 }, () => 'paused'));
    });
  });

  it('and lets it in by all of them when it is not', async () => {
    const { id } = await addMachine('always');
    const { frames, words } = await askByAll();
    expect(Object.values(frames).every((answers) => answers > 0)).toBe(true);
    expect(words).toEqual({ read: 'served', write: 'served' });
    expect(await askByHttp(id)).toEqual({ status: 200, words: 'a loader' });
  });

  it('refuses who is not in the inventory by all of them, with one reason; bootparams says which address', async () => {
    const { frames, words } = await askByAll();
    expect(frames).toEqual({ rarp: 0, bootp: 0, dhcp: 0, bootparams: 0 });
    expect(words.read).toBe(`ERROR 2: ${IP} is not in the inventory`);
    expect(words.write).toBe(`ERROR 2: ${IP} is not in the inventory`);
    await vi.waitFor(() => {
      const told = appliance.logged
        .map((line) => JSON.parse(line) as { area: string; reason?: string })
        .filter(({ reason }) => reason !== undefined)
        .map(({ area, reason }) => `${area} ${reason}`);
      expect(new Set(told)).toEqual(
        new Set([
          ...['rarp', 'bootp', 'dhcp', 'tftp'].map((area) => `${area} unknown-machine`),
          'bootparams unknown-address',
        ]),
      );
    });
  });

  it('tells a machine that went in circles no loader by any of them, and serves it none', async () => {
    const { id } = await addMachine('always');
    const directory = appliance.get(InMemoryDirectory);
    const { install } = directory.byId(id) ?? {};
    if (install === undefined) throw new Error('no machine');
    directory.putInstall(id, { ...install, state: 'loop-broken', since: Date.now() });
    const { words, frames } = await askByAll();
    expect(frames.dhcp).toBe(1);
    expect(words.read).toMatch(/^ERROR 2: .*again and again/);
    expect((await askByHttp(id)).words).toMatch(/again and again/);
    await vi.waitFor(async () => {
      const events = await appliance.timeline(id);
      expect(events.filter(({ reason }) => reason === 'boot-loop')).toHaveLength(2);
      expect(events.map(({ sentence }) => sentence).join('\n')).not.toMatch(/file loader/);
    });
  });
});
