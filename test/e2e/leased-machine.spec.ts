import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { BootFileGate } from '../../src/boot-files/boot-file-gate.js';
import { VirtualNet } from '../../src/net/virtual/virtual-net.js';
import { BROADCAST_ADDRESS } from '../../src/values/ipv4-address.js';
import { networkOf } from '../../src/values/ipv4-network.js';
import { encodeBootpRequest } from '../../src/wire/bootp/bootp.codec.js';
import { encodeUdpFrame } from '../../src/wire/ipv4/udp-frame.codec.js';
import { TftpTestClient } from '../clients/tftp-client.js';
import { ip, mac } from '../fakes/known-lab.js';
import { VirtualAppliance } from './virtual-appliance.js';

const SERVER = ip('10.79.0.1');
const CARD = '02:00:00:00:00:08';
const ADDRESS = '10.79.0.200';

let appliance: VirtualAppliance;
let id: number;
let net: VirtualNet;

const put = (name: string, text: string) => {
  mkdirSync(dirname(join(appliance.root, name)), { recursive: true });
  writeFileSync(join(appliance.root, name), text);
};

/** DISCOVER, and REQUEST of the one address that it can have been offered. */
async function takeLease(): Promise<void> {
  for (const [type, options] of [
    [1, []],
    [3, [[50, Buffer.from([10, 79, 0, 200])]]],
  ] as const) {
    const payload = encodeBootpRequest({
      mac: mac(CARD),
      transactionId: type,
      clientAddress: ip('0.0.0.0'),
      options: [[53, Buffer.from([type])], ...options],
    });
    const before = appliance.logged.length;
    appliance.wire.inject(
      encodeUdpFrame({
        sourceMac: mac(CARD),
        destinationMac: mac('ff:ff:ff:ff:ff:ff'),
        sourceAddress: ip('0.0.0.0'),
        destinationAddress: BROADCAST_ADDRESS,
        sourcePort: 68,
        destinationPort: 67,
        payload,
      }),
    );
    await vi.waitFor(() => expect(appliance.logged.length).toBeGreaterThan(before));
  }
  await vi.waitFor(async () => expect((await appliance.ask('GET', `/api/v1/leases/${ADDRESS}`)).status).toBe(200));
}

function fetchByTftp(name: string): Promise<string> {
  const [eth0] = net.interfaces();
  if (eth0 === undefined) throw new Error('no interface');
  return TftpTestClient.onNet(net, eth0, SERVER)
    .fetch(name)
    .then((bytes) => bytes.toString());
}

const admit = async (path: string, address = ADDRESS) => {
  const question = { path, clientAddress: ip(address), serverAddress: SERVER };
  const verdict = await appliance.get(BootFileGate).admit(question);
  return verdict.kind === 'serve' ? (verdict.client.machine?.hostname ?? 'a stranger') : verdict.reason;
};

beforeAll(async () => {
  appliance = await VirtualAppliance.start({ REVEILLE_LOG: 'debug' });
  await appliance.post('/api/v1/networks', {
    name: 'lab',
    cidr: '10.79.0.0/24',
    mode: 'pool',
    pools: [{ from: ADDRESS, to: '10.79.0.210' }],
  });
  ({ id } = await appliance.post('/api/v1/machines', { hostname: 'bare', nics: [{ mac: CARD }] }));
  put('who.liquid', '{% if machine %}{{ machine.hostname }} {{ nic.mac }} {{ nic.ip }}{% else %}nobody{% endif %}');
  put('secret.liquid', '{% once %}of {{ machine.hostname }}');
  net = new VirtualNet();
  net.addInterface(appliance.wire, {
    name: 'eth0',
    mac: mac(CARD),
    addresses: [{ address: ip(ADDRESS), network: networkOf(ip(ADDRESS), 24) }],
  });
});
afterAll(() => appliance.stop());

describe('a machine of the inventory on an address of a pool', () => {
  it('is a stranger before its lease', async () => {
    expect(await fetchByTftp('who')).toBe('nobody');
    expect((await appliance.ask('GET', `/api/v1/machines/${id}/render?path=who`)).status).toBe(422);
  });
  it('is that machine for templates, for its timeline and for the preview', async () => {
    await takeLease();
    expect(await fetchByTftp('who')).toBe(`bare ${CARD} ${ADDRESS}`);
    expect((await appliance.timeline(id)).map(({ what }) => what)).toContain('transfer complete');
    expect((await appliance.ask('GET', `/api/v1/machines/${id}/render?path=who`)).body).toMatchObject({
      text: `bare ${CARD} ${ADDRESS}`,
    });
  });
  it('gets a file that is handed out once, once', async () => {
    expect(await fetchByTftp('secret')).toBe('of bare');
    await vi.waitFor(async () => expect(await admit('secret')).toBe('already-fetched'));
  });
  it('is refused when it is paused; its neighbours are not', async () => {
    await appliance.patch(`/api/v1/machines/${id}`, { boot: { mode: 'paused' } });
    await expect(fetchByTftp('who')).rejects.toThrow(/paused/);
    expect(await admit('who')).toBe('paused');
    expect(await admit('who', '10.79.0.201')).toBe('a stranger');
  });
  it('still is after a restart', async () => {
    await appliance.restart();
    expect(await admit('who')).toBe('paused');
  });
  it('is a stranger again when its lease is over', async () => {
    expect((await appliance.ask('DELETE', `/api/v1/leases/${ADDRESS}`)).status).toBe(204);
    expect(await admit('who')).toBe('a stranger');
  });
});
