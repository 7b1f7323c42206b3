import { get, type IncomingMessage } from 'node:http';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ExplainView, FetchView, StepView } from '../../src/explain/explain.schema.js';
import { VirtualNet } from '../../src/net/virtual/virtual-net.js';
import { BROADCAST_ADDRESS, type Ipv4Address } from '../../src/values/ipv4-address.js';
import { networkOf } from '../../src/values/ipv4-network.js';
import { readEthernetHeader } from '../../src/wire/ethernet/ethernet.codec.js';
import { decodeUdpFrame, encodeUdpFrame } from '../../src/wire/ipv4/udp-frame.codec.js';
import { encodeError } from '../../src/wire/tftp/tftp.codec.js';
import { TftpTestClient } from '../clients/tftp-client.js';
import { ip, mac } from '../fakes/known-lab.js';
import { SERVER_MAC, VirtualAppliance } from './virtual-appliance.js';

async function explain(appliance: VirtualAppliance, packet: object): Promise<ExplainView> {
  const answer = await appliance.ask('POST', '/api/v1/explain', { packet });
  if (answer.status !== 200) throw new Error(answer.text);
  return answer.body as ExplainView;
}

/** A machine, one that is paused, and one that nobody knows. */
const CLIENTS = ['10.79.0.31', '10.79.0.32', '10.79.0.33'] as const;
const NAMES = ['pxelinux.0', 'missing.0', '/pxelinux.0', 'PXELINUX.0', 'sub/empty', 'sub', 'pxelinux.cfg/default'];
const OUTSIDE = ['../secret', 'sub/../pxelinux.0', '..', 'sub\\empty'];

describe('what is explained of a fetch', () => {
  let appliance: VirtualAppliance;
  const cards = new Map<string, TftpTestClient>();

  beforeAll(async () => {
    appliance = await VirtualAppliance.start();
    await appliance.post('/api/v1/networks', { name: 'lab', cidr: '10.79.0.0/24', mode: 'known' });
    for (const [index, address] of CLIENTS.entries()) {
      const card = `02:00:00:00:03:0${index}`;
      const nics = [{ mac: card, ip: address }];
      const boot = { mode: index === 1 ? 'paused' : 'always' };
      if (index < 2) await appliance.post('/api/v1/machines', { hostname: `m${index}`, nics, boot });
      const net = new VirtualNet();
      const addresses = [{ address: ip(address), network: networkOf(ip(address), 24) }];
      const own = net.addInterface(appliance.wire, { name: 'eth0', mac: mac(card), addresses });
      cards.set(address, TftpTestClient.onNet(net, own, ip('10.79.0.1')));
    }
    appliance.addBootFile('pxelinux.0', Buffer.alloc(1_000));
  });
  afterAll(() => appliance.stop());

  async function fetchOf(protocol: 'tftp' | 'http', file: string, clientAddress: string): Promise<FetchView> {
    const [fetch] = (await explain(appliance, { protocol, file, clientAddress })).fetches;
    if (fetch === undefined) throw new Error('nothing was explained');
    return fetch;
  }

  it('by TFTP is what the wire says: the size, or the ERROR byte for byte', async () => {
    let served = 0;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...NAMES, ...OUTSIDE), fc.constantFrom(...CLIENTS), async (name, address) => {
        const told = await fetchOf('tftp', name, address);
        const client = cards.get(address);
        if (client === undefined) throw new Error(address);
        client.read(name, 'tsize=0');
        const packet = await client.next();
        if (packet.kind === 'error') {
          expect(encodeError(packet.code, packet.message).toString('hex')).toBe(told.answer);
          expect(told.outcome).toBe('silent');
          return;
        }
        served += 1;
        expect(packet).toMatchObject({ options: [{ name: 'tsize', value: String(told.size) }] });
        expect(told.outcome).toBe('answered');
        client.send(encodeError(8, 'only the size was wanted'));
      }),
      { numRuns: 60 },
    );
    expect(served).toBeGreaterThan(0);
  });

  it('by HTTP is what HTTP says: the status, and the length', async () => {
    const port = Number(new URL(await appliance.listen()).port);
    // Real sockets of this host have only loopback addresses.
    const clients = ['127.0.0.31', '127.0.0.32', '127.0.0.33'] as const;
    for (const id of [1, 2]) appliance.addLoopbackAddress(id, clients[id - 1] ?? '');
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...NAMES), fc.constantFrom(...clients), async (name, localAddress) => {
        const told = await fetchOf('http', name, localAddress);
        const answer = await new Promise<IncomingMessage>((resolve, reject) => {
          const options = { host: '127.0.0.1', port, localAddress, path: `/boot/${name}`, agent: false };
          get(options, resolve).on('error', reject);
        });
        answer.resume();
        expect(String(answer.statusCode)).toBe(told.answer);
        if (told.size !== null) expect(answer.headers['content-length']).toBe(String(told.size));
        seen.add(told.answer);
      }),
      { numRuns: 60 },
    );
    expect(seen.size).toBeGreaterThan(1);
  });
});

describe('what is explained beside another DHCP server', () => {
  let appliance: VirtualAppliance;
  const MACHINE = '02:00:00:00:04:01';
  const ADDRESS = '10.79.0.84';

  beforeAll(async () => {
    appliance = await VirtualAppliance.start();
    await appliance.post('/api/v1/networks', { name: 'home', cidr: '10.79.0.0/24', mode: 'proxy' });
    const files = { bios: 'pxelinux.0', 'x64-uefi': 'shimx64.efi' };
    await appliance.post('/api/v1/machines', { hostname: 'pc', nics: [{ mac: MACHINE }], boot: { files } });
    const addresses = [{ address: ip(ADDRESS), network: networkOf(ip(ADDRESS), 24) }];
    new VirtualNet().addInterface(appliance.wire, { name: 'eth0', mac: mac(MACHINE), addresses });
  });
  afterAll(() => appliance.stop());

  const somePacket = fc.record(
    {
      protocol: fc.constantFrom('dhcp', 'pxe'),
      mac: fc.constantFrom(MACHINE, '02:00:00:00:04:02'),
      architecture: fc.constantFrom(0, 7, 9, 11),
      vendorClass: fc.constantFrom(null, 'PXEClient', 'PXEClient:Arch:00007:UNDI:003016', 'MSFT 5.0'),
      userClass: fc.constant('iPXE'),
    },
    { requiredKeys: ['protocol', 'mac', 'architecture', 'vendorClass'] },
  );

  /** What a client hears on the wire; undefined: nothing, in the time that an answer would take. */
  async function answerOnTheWire(step: StepView, direct: boolean, hardware: string): Promise<string | undefined> {
    const before = appliance.frames.length;
    appliance.wire.inject(
      encodeUdpFrame({
        sourceMac: mac(hardware),
        destinationMac: mac(direct ? SERVER_MAC : 'ff:ff:ff:ff:ff:ff'),
        sourceAddress: direct ? ip(ADDRESS) : (0 as Ipv4Address),
        destinationAddress: direct ? ip('10.79.0.1') : BROADCAST_ADDRESS,
        sourcePort: direct ? 4011 : 68,
        destinationPort: direct ? 4011 : 67,
        payload: Buffer.from(step.asked.hex, 'hex'),
      }),
    );
    const heard = (): string[] =>
      appliance.frames.slice(before).flatMap((frame) => {
        const udp = decodeUdpFrame(frame);
        if (readEthernetHeader(frame)?.source !== mac(SERVER_MAC) || !udp.ok) return [];
        return [udp.value.payload.toString('hex')];
      });
    for (let turn = 0; turn < 4; turn += 1) await new Promise(setImmediate);
    if (step.answer !== null) await expect.poll(heard, { interval: 5 }).toHaveLength(1);
    return heard()[0];
  }

  it('is what the wire says, byte for byte, from port 67 and from 4011', async () => {
    let answered = 0;
    await fc.assert(
      fc.asyncProperty(somePacket, async (packet) => {
        const direct = packet.protocol === 'pxe';
        const clientAddress = direct ? { clientAddress: ADDRESS } : {};
        const [step] = (await explain(appliance, { ...packet, ...clientAddress })).steps;
        if (step === undefined) throw new Error('nothing was explained');
        const sent = await answerOnTheWire(step, direct, packet.mac);
        expect(sent).toBe(step.answer?.hex);
        if (sent !== undefined) answered += 1;
      }),
      { numRuns: 60 },
    );
    expect(answered).toBeGreaterThan(5);
  });
});
