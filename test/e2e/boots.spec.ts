import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BootsView, BootView } from '../../src/forensics/boots.schema.js';
import { BootWatch } from '../../src/forensics/watch/boot-watch.js';
import { VirtualNet } from '../../src/net/virtual/virtual-net.js';
import { BROADCAST_ADDRESS } from '../../src/values/ipv4-address.js';
import { networkOf } from '../../src/values/ipv4-network.js';
import type { OptionToSend } from '../../src/wire/bootp/bootp-message.js';
import { encodeBootpRequest } from '../../src/wire/bootp/bootp.codec.js';
import { encodeUdpFrame } from '../../src/wire/ipv4/udp-frame.codec.js';
import { TftpTestClient } from '../clients/tftp-client.js';
import { ip, mac } from '../fakes/known-lab.js';
import { VirtualAppliance } from './virtual-appliance.js';

const PC = '52:54:00:00:00:21';

let appliance: VirtualAppliance;

beforeEach(async () => {
  appliance = await VirtualAppliance.start();
  await appliance.post('/api/v1/networks', { name: 'lab', cidr: '10.79.0.0/24' });
});
afterEach(() => appliance.stop());

const addMachine = (boot: object, card = PC) =>
  appliance.post('/api/v1/machines', { hostname: 'pc21', nics: [{ mac: card, ip: '10.79.0.21' }], boot });

/** One DHCP message of a PC's BIOS. */
async function say(type: number, more: readonly OptionToSend[] = [], architecture = 0): Promise<void> {
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
        transactionId: 0x2154,
        options: [
          [53, Buffer.from([type])],
          [60, Buffer.from('PXEClient:Arch:00000:UNDI:002001')],
          [93, Buffer.from([0, architecture])],
          ...more,
        ],
      }),
    }),
  );
  await new Promise((resolve) => setImmediate(resolve));
}

async function getAddress(): Promise<void> {
  await say(1);
  await say(3, [
    [54, Buffer.from([10, 79, 0, 1])],
    [50, Buffer.from([10, 79, 0, 21])],
  ]);
}

function tftpClient(): TftpTestClient {
  const net = new VirtualNet();
  const network = networkOf(ip('10.79.0.21'), 24);
  const card = net.addInterface(appliance.wire, {
    name: 'eth0',
    mac: mac(PC),
    addresses: [{ address: ip('10.79.0.21'), network }],
  });
  return TftpTestClient.onNet(net, card, ip('10.79.0.1'));
}

async function bootsAt(path: string): Promise<readonly BootView[]> {
  const { status, body } = await appliance.ask('GET', path);
  expect(status).toBe(200);
  return (body as BootsView).items;
}

describe('the boots of a machine by REST', () => {
  it('a healthy boot: its steps with their times, and no warning', async () => {
    const { id } = await addMachine({ files: { default: 'pxelinux.0' } });
    for (const file of ['pxelinux.0', 'vmlinuz', 'initrd.img']) appliance.addBootFile(file, Buffer.alloc(5_000));
    await getAddress();
    const client = tftpClient();
    await client.fetch('pxelinux.0', 'tsize=0');
    await client.fetch('pxelinux.cfg/0A4F0015').catch(() => undefined);
    await client.fetch('vmlinuz');
    await client.fetch('initrd.img');
    const [boot] = await bootsAt(`/api/v1/machines/${id}/boots`);
    expect(boot?.verdict).toMatchObject({ state: 'booted', rule: 'booted', cure: 'Nothing to do.' });
    expect(boot?.stages.map(({ stage }) => stage)).toEqual([
      'asked',
      'offered',
      'requested',
      'acknowledged',
      'loader-opened',
      'loader-fetched',
      'kernel',
      'initrd',
    ]);
    expect(boot?.notes.filter(({ kind }) => kind !== 'normal')).toEqual([]);
  });

  it('a missing file: the verdict names it, and the event that proves it', async () => {
    const { id } = await addMachine({ files: { default: 'pxelinux.0' } });
    await getAddress();
    await tftpClient()
      .fetch('pxelinux.0')
      .catch(() => undefined);
    const [boot] = await bootsAt(`/api/v1/machines/${id}/boots`);
    expect(boot?.verdict).toMatchObject({ state: 'failed', rule: 'missing-file', sure: 'certain' });
    expect(boot?.verdict.sentence).toBe('pc21 asked for pxelinux.0, which is not there');
    expect(boot?.verdict.evidence.map(({ sentence }) => sentence).join()).toContain('pxelinux.0');
  });

  it('a paused machine, and one with no file for its architecture', async () => {
    const { id } = await addMachine({ mode: 'paused' });
    await say(1);
    expect((await bootsAt(`/api/v1/machines/${id}/boots`))[0]?.verdict.rule).toBe('paused');
    await appliance.patch(`/api/v1/machines/${id}`, { boot: { mode: 'always' } });
    await say(1, [], 0x0b);
    expect((await bootsAt(`/api/v1/machines/${id}/boots`))[0]?.verdict.sentence).toBe(
      'there is no boot file for pc21, which is ARM 64-bit UEFI',
    );
  });

  it('an unknown hardware address: the nearest known one is named', async () => {
    await addMachine({ files: { default: 'pxelinux.0' } }, '52:54:00:00:00:12');
    await say(1);
    const [boot] = await bootsAt(`/api/v1/boots?mac=${PC}`);
    expect(boot?.verdict.rule).toBe('mac-wrong');
    expect(boot?.verdict.sentence).toContain('52:54:00:00:00:12 is in the inventory as pc21');
  });

  it('says the same sentence on the timeline and in the log, once', async () => {
    const { id } = await addMachine({ files: { default: 'pxelinux.0' } });
    await getAddress();
    await tftpClient()
      .fetch('pxelinux.0')
      .catch(() => undefined);
    const watch = appliance.get(BootWatch);
    watch.look(Date.now() + 6_000);
    watch.look(Date.now() + 30_000);
    const told = (await appliance.timeline(id)).filter(({ what }) => what.startsWith('boot '));
    expect(told.map(({ sentence }) => sentence)).toEqual([
      'boot failed: pc21 asked for pxelinux.0, which is not there',
    ]);
    expect(appliance.messages('boot')).toEqual(['boot failed: pc21 asked for pxelinux.0, which is not there']);
    expect((await bootsAt(`/api/v1/machines/${id}/boots`)).length).toBe(1);
  });

  it('says what is missing when there is no such machine, or no hardware address', async () => {
    expect((await appliance.ask('GET', '/api/v1/machines/99/boots')).status).toBe(404);
    expect((await appliance.ask('GET', '/api/v1/boots')).status).toBe(422);
  });
});
