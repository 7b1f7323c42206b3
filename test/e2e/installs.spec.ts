import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LOOP_FETCHES } from '../../src/boot/install-state.js';
import { InMemoryDirectory } from '../../src/inventory/in-memory-directory.js';
import { VirtualNet } from '../../src/net/virtual/virtual-net.js';
import { BROADCAST_ADDRESS } from '../../src/values/ipv4-address.js';
import { networkOf } from '../../src/values/ipv4-network.js';
import { decodeBootp, encodeBootpRequest } from '../../src/wire/bootp/bootp.codec.js';
import { decodeUdpFrame, encodeUdpFrame } from '../../src/wire/ipv4/udp-frame.codec.js';
import { readEthernetHeader } from '../../src/wire/ethernet/ethernet.codec.js';
import { TftpTestClient } from '../clients/tftp-client.js';
import { ip, mac, must } from '../fakes/known-lab.js';
import { SERVER_MAC, VirtualAppliance } from './virtual-appliance.js';

const PC = '52:54:00:79:00:21';
const DISCOVER = 1;

interface ShownInstall {
  readonly state: string;
  readonly starts: number;
  readonly message: string;
  readonly sentence: string;
  readonly transitions: readonly { readonly from: string; readonly to: string; readonly because: string }[];
}

let appliance: VirtualAppliance;
let client: TftpTestClient;
let id: number;

beforeEach(async () => {
  appliance = await VirtualAppliance.start();
  await appliance.post('/api/v1/networks', { name: 'lab', cidr: '10.79.0.0/24' });
  for (const file of ['pxelinux.0', 'linux', 'initrd.gz']) appliance.addBootFile(file, Buffer.from(file));
  await appliance.post('/api/v1/profiles', {
    name: 'debian-12',
    kernel: 'linux',
    initrds: ['initrd.gz'],
    loaders: { bios: 'pxelinux.0' },
  });
  id = await addMachine('once');
  client = tftpClient();
});
afterEach(() => appliance.stop());

async function addMachine(mode: string): Promise<number> {
  const nics = [{ mac: PC, ip: '10.79.0.21' }];
  return (await appliance.post('/api/v1/machines', { hostname: 'pc', nics, boot: { mode, profile: 'debian-12' } })).id;
}

function tftpClient(): TftpTestClient {
  const net = new VirtualNet();
  const addresses = [{ address: ip('10.79.0.21'), network: networkOf(ip('10.79.0.21'), 24) }];
  const networkInterface = net.addInterface(appliance.wire, { name: 'eth0', mac: mac(PC), addresses });
  return TftpTestClient.onNet(net, networkInterface, ip('10.79.0.1'));
}

/** The boot file that the PXE ROM of the PC is told; empty for none. */
async function toldFile(): Promise<string> {
  const before = appliance.frames.length;
  appliance.wire.inject(
    encodeUdpFrame({
      sourceMac: mac(PC),
      destinationMac: mac('ff:ff:ff:ff:ff:ff'),
      sourceAddress: ip('0.0.0.0'),
      destinationAddress: BROADCAST_ADDRESS,
      sourcePort: 68,
      destinationPort: 67,
      payload: encodeBootpRequest({
        mac: mac(PC),
        transactionId: 7,
        options: [
          [53, Buffer.from([DISCOVER])],
          [60, Buffer.from('PXEClient:Arch:00000:UNDI:002001')],
          [93, Buffer.from([0, 0])],
        ],
      }),
    }),
  );
  await new Promise((resolve) => setImmediate(resolve));
  const answer = appliance.frames.slice(before).find((frame) => readEthernetHeader(frame)?.source === mac(SERVER_MAC));
  if (answer === undefined) throw new Error('no answer');
  return must(decodeBootp(must(decodeUdpFrame(answer)).payload)).bootFile;
}

async function install(): Promise<ShownInstall> {
  return (await appliance.ask('GET', `/api/v1/machines/${id}/install`)).body as ShownInstall;
}

/** Fetches files until each is told on the timeline as complete. */
async function fetchFiles(...files: string[]): Promise<void> {
  for (const file of files) {
    const before = (await appliance.timeline(id)).filter(({ what }) => what === 'transfer complete').length;
    await client.fetch(file);
    await expect
      .poll(async () => (await appliance.timeline(id)).filter(({ what }) => what === 'transfer complete').length)
      .toBe(before + 1);
  }
}

const tokenOf = (): string => appliance.get(InMemoryDirectory).byId(id)?.install.token ?? 'none';

describe('a machine in mode once', () => {
  it('installs, reports, and boots from its disk ever after, also after a restart', async () => {
    expect(await install()).toMatchObject({ state: 'idle', starts: 0 });
    expect(await toldFile()).toBe('pxelinux.0');
    expect(await install()).toMatchObject({ state: 'offered' });
    await fetchFiles('pxelinux.0');
    expect(await install()).toMatchObject({ state: 'loader' });
    await fetchFiles('linux', 'initrd.gz');
    expect(await install()).toMatchObject({ state: 'installing', starts: 1 });

    const path = tokenOf();
    expect((await appliance.ask('POST', `/boot/progress/${path}`, 'partitions')).status).toBe(200);
    expect(await install()).toMatchObject({ state: 'installing', message: 'partitions' });
    expect((await appliance.ask('POST', `/boot/done/${path}`)).status).toBe(200);
    const steps = [
      ['idle', 'offered', 'pxelinux.0'],
      ['offered', 'loader', 'pxelinux.0'],
      ['loader', 'installing', 'linux'],
      ['installing', 'done', ''],
    ].map(([from, to, because]) => ({ from, to, because }));
    expect(await install()).toMatchObject({ state: 'done', transitions: steps });
    expect(await toldFile()).toBe('');
    await appliance.restart();
    expect(await install()).toMatchObject({
      state: 'done',
      transitions: steps,
      sentence: 'installed; the next boot is from its disk',
    });
    const told = (await appliance.timeline(id)).map(({ what }) => what);
    expect(told).toContain('installation installing -> done');
    expect(told).toContain('installer: partitions');
  });

  it('is not installed again because a report was lost', async () => {
    await fetchFiles('pxelinux.0', 'linux');
    expect(await toldFile()).toBe('');
    await appliance.restart();
    expect(await install()).toMatchObject({
      state: 'installing',
      sentence: 'installer started, heard of just now; the next boot is from its disk',
    });
  });

  it('is started once more where two attempts are allowed', async () => {
    await appliance.patch(`/api/v1/machines/${id}`, { boot: { install: { attempts: 2 } } });
    await fetchFiles('pxelinux.0', 'linux');
    expect(await toldFile()).toBe('pxelinux.0');
    await fetchFiles('pxelinux.0', 'linux');
    expect(await toldFile()).toBe('');
    expect(await install()).toMatchObject({ state: 'installing', starts: 2 });
  });

  it('starts over when the operator says so, and the old token says nothing any more', async () => {
    const old = tokenOf();
    await appliance.ask('POST', `/boot/done/${old}`);
    expect(await toldFile()).toBe('');
    const again = await appliance.ask('POST', `/api/v1/machines/${id}/install`, {});
    expect([again.status, again.body]).toEqual([200, expect.objectContaining({ state: 'idle', starts: 0 }) as object]);
    expect(await toldFile()).toBe('pxelinux.0');
    expect((await appliance.ask('POST', `/boot/done/${old}`)).status).toBe(404);
    expect((await appliance.ask('POST', `/boot/done/${tokenOf()}`)).status).toBe(200);
    expect((await appliance.ask('POST', `/boot/done/${tokenOf()}`)).status).toBe(200);
  });

  it('starts over when its mode is set to once again', async () => {
    await appliance.ask('POST', `/boot/done/${tokenOf()}`);
    await appliance.patch(`/api/v1/machines/${id}`, { boot: { mode: 'local' } });
    await appliance.patch(`/api/v1/machines/${id}`, { boot: { mode: 'once' } });
    expect(await toldFile()).toBe('pxelinux.0');
  });

  it('is listed by its state', async () => {
    await appliance.ask('POST', `/boot/failed/${tokenOf()}`, 'no disk');
    const { body } = await appliance.ask('GET', '/api/v1/installs?state=failed');
    expect(body).toMatchObject({ items: [{ machineId: id, state: 'failed', message: 'no disk' }], nextCursor: null });
    expect((await appliance.ask('GET', '/api/v1/installs?state=done')).body).toMatchObject({ items: [] });
  });

  it('is refused a start while it is paused', async () => {
    await appliance.patch(`/api/v1/machines/${id}`, { boot: { mode: 'paused' } });
    expect((await appliance.ask('POST', `/api/v1/machines/${id}/install`, {})).status).toBe(409);
  });
});

describe('a report', () => {
  it('comes with whatever content type wget and curl choose, and needs no bearer token', async () => {
    const base = await appliance.listen();
    for (const type of ['application/x-www-form-urlencoded', 'text/plain', 'application/octet-stream']) {
      const answer = await fetch(`${base}/boot/progress/${tokenOf()}`, {
        method: 'POST',
        headers: { 'content-type': type },
        body: `by ${type}\n`,
      });
      expect([answer.status, (await install()).message]).toEqual([200, `by ${type}`]);
    }
    expect((await fetch(`${base}/boot/done/${'0'.repeat(32)}`, { method: 'POST' })).status).toBe(404);
  });
});

describe('a machine that goes round in circles', () => {
  it('is stopped, told so on its timeline, and boots again when the operator says so', async () => {
    await appliance.patch(`/api/v1/machines/${id}`, { boot: { mode: 'always' } });
    const installs = appliance.get(InMemoryDirectory);
    for (let round = 0; round < LOOP_FETCHES; round++) {
      expect(await toldFile()).toBe('pxelinux.0');
      await fetchFiles('pxelinux.0');
      // The next round is another boot, some seconds later.
      const { install: now } = installs.byId(id) ?? {};
      if (now?.loop) installs.putInstall(id, { ...now, loop: { ...now.loop, lastAt: now.loop.lastAt - 5_000 } });
    }
    expect(await toldFile()).toBe('');
    expect(await install()).toMatchObject({ state: 'loop-broken' });
    expect((await appliance.timeline(id)).map(({ reason }) => reason)).toContain('boot-loop');
    await appliance.ask('POST', `/api/v1/machines/${id}/install`, { mode: 'always' });
    expect(await toldFile()).toBe('pxelinux.0');
  });
});
