import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { VirtualNet } from '../../src/net/virtual/virtual-net.js';
import { BROADCAST_ADDRESS, formatIpv4Address } from '../../src/values/ipv4-address.js';
import { networkOf } from '../../src/values/ipv4-network.js';
import type { BootpMessage, BootpRequest, OptionToSend } from '../../src/wire/bootp/bootp-message.js';
import { decodeBootp, encodeBootpRequest } from '../../src/wire/bootp/bootp.codec.js';
import { readEthernetHeader } from '../../src/wire/ethernet/ethernet.codec.js';
import { decodeUdpFrame, encodeUdpFrame } from '../../src/wire/ipv4/udp-frame.codec.js';
import { readCapture } from '../../src/wire/pcap/read-capture.js';
import { ip, mac, must } from '../fakes/known-lab.js';
import { SERVER_MAC, VirtualAppliance } from './virtual-appliance.js';

const HP = 'a8:a1:59:b7:4c:3b';
/** The address that the wire's own DHCP server gives, and that server's. */
const ADDRESS = '10.79.0.84';
const ROUTER = Buffer.from([10, 79, 0, 254]);

let appliance: VirtualAppliance;

beforeEach(async () => {
  appliance = await VirtualAppliance.start();
  plugClient(HP, ADDRESS);
  await appliance.post('/api/v1/networks', { name: 'home', cidr: '10.79.0.0/24', mode: 'proxy' });
});
afterEach(() => appliance.stop());

/** Somebody who answers ARP for the client's address, once it has one. */
function plugClient(card: string, address: string): void {
  const network = networkOf(ip(address), 24);
  new VirtualNet().addInterface(appliance.wire, {
    name: 'eth0',
    mac: mac(card),
    addresses: [{ address: ip(address), network }],
  });
}

const addMachine = (boot: object) => appliance.post('/api/v1/machines', { hostname: 'hp', nics: [{ mac: HP }], boot });

/** UEFI as Intel's cards ask it (uefi-pxe-intel-proxydhcp.pcapng). */
const UEFI: readonly OptionToSend[] = [
  [55, Buffer.from([1, 3, 43, 60, 66, 67, 97])],
  [97, Buffer.alloc(17)],
  [94, Buffer.from([1, 3, 16])],
  [93, Buffer.from([0, 7])],
  [60, Buffer.from('PXEClient:Arch:00007:UNDI:003016')],
];

interface Asked extends Partial<BootpRequest> {
  readonly type: number;
  readonly more?: readonly OptionToSend[];
  readonly port?: number;
}

/** What the appliance says to one packet of the HP: each answer with where it went. */
async function say({ type, more = [], port = 67, ...request }: Asked) {
  const direct = port !== 67;
  const frame = encodeUdpFrame({
    sourceMac: mac(HP),
    destinationMac: mac(direct ? SERVER_MAC : 'ff:ff:ff:ff:ff:ff'),
    sourceAddress: request.clientAddress ?? ip('0.0.0.0'),
    destinationAddress: direct ? ip('10.79.0.1') : BROADCAST_ADDRESS,
    sourcePort: direct ? port : 68,
    destinationPort: port,
    payload: encodeBootpRequest({
      mac: mac(HP),
      transactionId: 0xbf024bd8,
      ...request,
      options: [[53, Buffer.from([type])], ...UEFI, ...more],
    }),
  });
  return inject(frame);
}

async function inject(frame: Buffer): Promise<{ to: string; message: BootpMessage }[]> {
  const before = appliance.frames.length;
  appliance.wire.inject(frame);
  await new Promise((resolve) => setImmediate(resolve));
  const sent = appliance.frames.slice(before).filter((bytes) => readEthernetHeader(bytes)?.source === mac(SERVER_MAC));
  return sent.flatMap((bytes) => {
    const udp = decodeUdpFrame(bytes);
    if (!udp.ok) return [];
    const { destinationAddress, destinationPort, payload } = udp.value;
    return [{ to: `${formatIpv4Address(destinationAddress)}:${destinationPort}`, message: must(decodeBootp(payload)) }];
  });
}

const discover = async (seconds: number): Promise<BootpMessage | undefined> =>
  (await say({ type: 1, seconds, flags: 0x8000 }))[0]?.message;

interface Strategy {
  readonly id: number;
  readonly strategy: string;
  readonly learned: boolean;
  readonly architecture: number | null;
  readonly oui: string | null;
}

/** The remembered strategies, once there are so many: a packet never waits for what it taught to be on disk. */
async function strategies(count: number): Promise<readonly Strategy[]> {
  return expect
    .poll(async () => (await appliance.ask('GET', '/api/v1/offer-strategies')).body as { items: Strategy[] })
    .toSatisfy(({ items }: { items: Strategy[] }) => items.length === count)
    .then(async () => ((await appliance.ask('GET', '/api/v1/offer-strategies')).body as { items: Strategy[] }).items);
}

describe('beside the DHCP server of a home router', () => {
  it('leaves port 67 to a server on this host, hears it all the same, and takes it again in another mode', async () => {
    const portIsFree = (): boolean => {
      const [eth0] = appliance.net.interfaces();
      const opened = eth0 && appliance.net.openUdp(eth0, 67, () => undefined);
      if (opened?.ok === true) opened.value.close();
      return opened?.ok === true;
    };
    await addMachine({ files: { 'x64-uefi': 'ipxe.efi' } });
    expect(portIsFree()).toBe(true);
    expect(await say({ type: 1 })).toHaveLength(1);
    const { body } = await appliance.ask('GET', '/api/v1/networks');
    const [network] = (body as { items: { id: number }[] }).items;
    await appliance.patch(`/api/v1/networks/${network?.id}`, { mode: 'known' });
    expect(portIsFree()).toBe(false);
    await appliance.patch(`/api/v1/networks/${network?.id}`, { mode: 'proxy' });
    expect(portIsFree()).toBe(true);
  });

  it('boots UEFI: OFFER without an address, the router’s lease, the file from port 4011 (field note A2: edk2#6944)', async () => {
    const { id } = await addMachine({ files: { 'x64-uefi': 'grubnetx64.efi' } });
    const [offer] = await say({ type: 1, flags: 0x8000 });
    expect(offer?.to).toBe('255.255.255.255:68');
    expect(offer?.message).toMatchObject({ yourAddress: 0, serverAddress: ip('10.79.0.1'), bootFile: '' });
    expect(offer?.message.options.codes()).toEqual([53, 54, 60, 97]);

    const request: OptionToSend[] = [
      [54, ROUTER],
      [50, Buffer.from([10, 79, 0, 84])],
    ];
    expect(await say({ type: 3, more: request })).toEqual([]);

    const [answer] = await say({ type: 3, port: 4011, clientAddress: ip(ADDRESS), transactionId: 0x99a0e43b });
    expect(answer?.to).toBe(`${ADDRESS}:4011`);
    expect(answer?.message).toMatchObject({
      transactionId: 0x99a0e43b,
      serverAddress: ip('10.79.0.1'),
      bootFile: 'grubnetx64.efi',
    });
    const told = await appliance.timeline(id);
    expect(told.map(({ what, reason }) => reason ?? what)).toEqual([
      'DHCPDISCOVER -> proxy DHCPOFFER',
      'other-server-chosen',
      'DHCPREQUEST -> boot server DHCPACK',
    ]);
  });

  it('gives nothing to an operating system, nor to a machine that it does not know', async () => {
    expect(await say({ type: 1 })).toEqual([]);
    await addMachine({ files: { default: 'x.efi' } });
    const plain = encodeUdpFrame({
      sourceMac: mac(HP),
      destinationMac: mac('ff:ff:ff:ff:ff:ff'),
      sourceAddress: ip('0.0.0.0'),
      destinationAddress: BROADCAST_ADDRESS,
      sourcePort: 68,
      destinationPort: 67,
      payload: encodeBootpRequest({ mac: mac(HP), options: [[53, Buffer.from([1])]] }),
    });
    expect(await inject(plain)).toEqual([]);
  });

  it('tries the next strategy in the same boot, and begins with the one that worked, also after a restart (field note A1: bootimus#77)', async () => {
    await addMachine({ files: { 'x64-uefi': 'grubnetx64.efi' } });
    expect((await discover(0))?.bootFile).toBe('');
    expect((await discover(4))?.bootFile).toBe('grubnetx64.efi');
    const third = await discover(12);
    expect(third?.options.get(43)?.toString('hex')).toBe('060108ff');
    await say({ type: 3, port: 4011, clientAddress: ip(ADDRESS) });
    const [learned] = await strategies(1);
    expect(learned).toMatchObject({ strategy: 'discovery-control', learned: true, architecture: 7, oui: 'a8:a1:59' });

    expect((await discover(0))?.options.get(43)?.toString('hex')).toBe('060108ff');
    await appliance.restart();
    expect((await discover(0))?.options.get(43)?.toString('hex')).toBe('060108ff');

    const url = `/api/v1/offer-strategies/${learned?.id}`;
    await appliance.patch(url, { strategy: 'direct-file' });
    expect((await appliance.ask('GET', url)).body).toMatchObject({ strategy: 'direct-file', learned: false });
    const direct = await discover(0);
    expect([direct?.bootFile, direct?.options.has(43)]).toEqual(['grubnetx64.efi', false]);
    // What a person set is not learned away by a client that came on after another strategy.
    expect((await discover(4))?.bootFile).toBe('');
    await say({ type: 3, port: 4011, clientAddress: ip(ADDRESS) });
    expect((await appliance.ask('GET', url)).body).toMatchObject({ strategy: 'direct-file', learned: false });
    expect((await appliance.ask('DELETE', url)).status).toBe(204);
    expect((await discover(0))?.bootFile).toBe('');
  });

  it('answers for the boot server types of its menu, and for no other', async () => {
    const items = [
      { label: 'Debian', files: { 'x64-uefi': 'debian.efi' } },
      { label: 'WDS', bootServer: { type: 3, addresses: ['10.79.0.9'] } },
    ];
    await addMachine({ menu: { items } });
    expect((await discover(0))?.options.get(43)).toBeUndefined();
    const ask = (more: readonly OptionToSend[]) => say({ type: 3, port: 4011, clientAddress: ip(ADDRESS), more });
    const [menu] = await ask([]);
    expect(menu?.message.options.get(43)?.toString('latin1')).toContain('Debian');
    const [debian] = await ask([[43, Buffer.from([71, 4, 0x80, 0, 0, 0, 255])]]);
    expect(debian?.message.bootFile).toBe('debian.efi');
    expect(debian?.message.options.get(43)?.toString('hex')).toBe('470480000000ff');
    expect(await ask([[43, Buffer.from([71, 4, 0, 3, 0, 0, 255])]])).toEqual([]);
  });

  it('says of an answer from port 4011 what found no room in it, and counts it', async () => {
    const items = Array.from({ length: 3 }, (_, at) => ({
      label: `${at} ${'Debian '.repeat(8)}`,
      files: { 'x64-uefi': 'debian.efi' },
    }));
    await addMachine({ menu: { items } });
    const more: OptionToSend[] = [[82, Buffer.alloc(1_150, 0x41)]];
    const [menu] = await say({ type: 3, port: 4011, clientAddress: ip(ADDRESS), more });
    expect(menu?.message.options.has(43)).toBe(false);
    expect(JSON.stringify(await appliance.journalOf(HP))).toMatch(/"noRoomFor":"option 43 \(/);
    expect((await appliance.ask('GET', '/metrics')).text).toContain(
      'reveille_dhcp_options_dropped_total{option="43"} 1',
    );
  });

  it('answers the ROM of pxe-bios-proxydhcp-nsec.pcap on both of its ports', async () => {
    const { frames } = must(readCapture(readFileSync('test/golden/captures/pxe-bios-proxydhcp-nsec.pcap')));
    await appliance.post('/api/v1/machines', {
      hostname: 'core01',
      nics: [{ mac: 'd0:50:99:4e:05:57' }],
      boot: { files: { bios: 'pxelinux.0' }, strategy: 'one-entry-menu' },
    });
    const [offer] = await inject(frames[0]?.bytes ?? Buffer.alloc(0));
    const vendor = offer?.message.options.get(43)?.toString('hex') ?? '';
    expect(vendor.startsWith('060103' + '08078000010a4f0001' + '09')).toBe(true);
    plugClient('d0:50:99:4e:05:57', '10.79.0.85');
    const asked = must(decodeUdpFrame(frames[5]?.bytes ?? Buffer.alloc(0)));
    // The capture's client has its address on a network of its own: ciaddr becomes one of this wire.
    const payload = Buffer.from(asked.payload);
    payload.writeUInt32BE(ip('10.79.0.85'), 12);
    const [answer] = await inject(
      encodeUdpFrame({
        ...asked,
        payload,
        sourceAddress: ip('10.79.0.85'),
        sourceMac: mac('d0:50:99:4e:05:57'),
        destinationMac: mac(SERVER_MAC),
        destinationAddress: ip('10.79.0.1'),
      }),
    );
    expect(answer?.message.bootFile).toBe('pxelinux.0');
    expect(answer?.message.options.get(43)?.toString('hex')).toBe('470480000000ff');
  });
});
