import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { VirtualNet } from '../../src/net/virtual/virtual-net.js';
import { BROADCAST_ADDRESS, formatIpv4Address } from '../../src/values/ipv4-address.js';
import { networkOf } from '../../src/values/ipv4-network.js';
import type { BootpMessage, BootpRequest } from '../../src/wire/bootp/bootp-message.js';
import { decodeBootp, encodeBootpRequest } from '../../src/wire/bootp/bootp.codec.js';
import { readEthernetHeader } from '../../src/wire/ethernet/ethernet.codec.js';
import { decodeUdpFrame, encodeUdpFrame } from '../../src/wire/ipv4/udp-frame.codec.js';
import { readCapture } from '../../src/wire/pcap/read-capture.js';
import { decodeRarp, encodeRarp } from '../../src/wire/rarp/rarp.codec.js';
import { TftpTestClient } from '../clients/tftp-client.js';
import { ip, mac, must } from '../fakes/known-lab.js';
import { SERVER_MAC, VirtualAppliance } from './virtual-appliance.js';

const SUN = '8:0:20:8e:48:de';

let appliance: VirtualAppliance;

beforeEach(async () => {
  appliance = await VirtualAppliance.start({ REVEILLE_LOG: 'info,rarp:debug' });
});
afterEach(() => appliance.stop());

const addNetwork = (over: object = {}) =>
  appliance.post('/api/v1/networks', { name: 'lab', cidr: '10.79.0.0/24', ...over });
const addMachine = (over: object = {}) =>
  appliance.post('/api/v1/machines', { hostname: 'ultra10', nics: [{ mac: SUN, ip: '10.79.0.21' }], ...over });

function sunRequest(): Buffer {
  return encodeRarp({
    source: mac(SUN),
    destination: mac('ff:ff:ff:ff:ff:ff'),
    operation: 3,
    senderHardwareAddress: mac(SUN),
    senderProtocolAddress: BROADCAST_ADDRESS,
    targetHardwareAddress: mac(SUN),
    targetProtocolAddress: BROADCAST_ADDRESS,
  });
}

function dhcpRequest(over: Partial<BootpRequest> = {}): Buffer {
  return encodeUdpFrame({
    sourceMac: mac(SUN),
    destinationMac: mac('ff:ff:ff:ff:ff:ff'),
    sourceAddress: ip('0.0.0.0'),
    destinationAddress: BROADCAST_ADDRESS,
    sourcePort: 68,
    destinationPort: 67,
    payload: encodeBootpRequest({ mac: mac(SUN), transactionId: 0xfeed, ...over }),
  });
}

/** Frames that the appliance put on the wire, after what was injected has been heard. */
async function answersTo(frame: Buffer): Promise<Buffer[]> {
  const before = appliance.frames.length;
  appliance.wire.inject(frame);
  await new Promise((resolve) => setImmediate(resolve));
  return appliance.frames.slice(before).filter((sent) => readEthernetHeader(sent)?.source === mac(SERVER_MAC));
}

function readReply(frame: Buffer | undefined): { destination: string; message: BootpMessage } {
  if (frame === undefined) throw new Error('no answer');
  const { destinationAddress, payload } = must(decodeUdpFrame(frame));
  return { destination: formatIpv4Address(destinationAddress), message: must(decodeBootp(payload)) };
}

describe('one record on the virtual wire', () => {
  it('answers RARP, BOOTP, DHCP and TFTP, and tells all of it on one timeline', async () => {
    await addNetwork({ gateway: '10.79.0.2', dns: ['10.79.0.1'], domain: 'lab.example' });
    const { id } = await addMachine({ boot: { files: { default: 'pxelinux.0' } } });
    const loader = randomBytes(70_000);
    appliance.addBootFile('pxelinux.0', loader);

    const [rarp] = await answersTo(sunRequest());
    expect(rarp && must(decodeRarp(rarp))).toMatchObject({ operation: 4, targetProtocolAddress: ip('10.79.0.21') });

    const bootp = readReply((await answersTo(dhcpRequest({ options: [] })))[0]);
    expect(formatIpv4Address(bootp.message.yourAddress)).toBe('10.79.0.21');

    const [offerFrame] = await answersTo(dhcpRequest({ options: [[53, Buffer.from([1])]] }));
    const offer = readReply(offerFrame);
    expect(readEthernetHeader(offerFrame ?? Buffer.alloc(0))?.destination).toBe(mac(SUN));
    expect(offer.destination).toBe('10.79.0.21');
    expect(offer.message.bootFile).toBe('pxelinux.0');
    const [ack] = await answersTo(
      dhcpRequest({
        options: [
          [53, Buffer.from([3])],
          [54, offer.message.options.get(54) ?? Buffer.alloc(0)],
          [50, Buffer.from([10, 79, 0, 21])],
        ],
      }),
    );
    expect(readReply(ack).message.options.get(53)).toEqual(Buffer.from([5]));

    const clientNet = new VirtualNet();
    const clientInterface = clientNet.addInterface(appliance.wire, {
      name: 'eth0',
      mac: mac(SUN),
      addresses: [{ address: ip('10.79.0.21'), network: networkOf(ip('10.79.0.21'), 24) }],
    });
    const client = TftpTestClient.onNet(clientNet, clientInterface, ip('10.79.0.1'));
    expect((await client.fetch('pxelinux.0', 'blksize=1408 tsize=0')).equals(loader)).toBe(true);

    const timeline = await appliance.timeline(id);
    expect(timeline.map(({ sentence }) => sentence).slice(0, 4)).toEqual([
      'RARP request -> RARP reply: ultra10 gets 10.79.0.21',
      'BOOTREQUEST -> BOOTREPLY: ultra10 gets 10.79.0.21, file pxelinux.0',
      'DHCPDISCOVER -> DHCPOFFER: ultra10 gets 10.79.0.21, file pxelinux.0',
      'DHCPREQUEST -> DHCPACK: ultra10 gets 10.79.0.21, file pxelinux.0',
    ]);
    expect(timeline[4]?.sentence).toContain('pxelinux.0');
  });

  it('answers an added machine at the very next packet, and forgets a changed one as fast', async () => {
    await addNetwork();
    expect(await answersTo(sunRequest())).toEqual([]);
    const { id } = await addMachine();
    expect(await answersTo(sunRequest())).toHaveLength(1);
    await appliance.patch(`/api/v1/machines/${id}`, { nics: [{ mac: SUN, ip: '10.79.0.99' }] });
    const [reply] = await answersTo(sunRequest());
    expect(reply && must(decodeRarp(reply)).targetProtocolAddress).toBe(ip('10.79.0.99'));
    const events = await appliance.timeline(id);
    expect(events.map(({ outcome, reason }) => reason ?? outcome)).toEqual(['unknown-machine', 'answered', 'answered']);
  });

  it('refuses a paused machine by RARP, BOOTP, PXE and TFTP with the same reason', async () => {
    await addNetwork();
    const { id } = await addMachine({ boot: { mode: 'paused', files: { default: 'pxelinux.0' } } });
    appliance.addBootFile('pxelinux.0', Buffer.from('loader'));
    expect(await answersTo(sunRequest())).toEqual([]);
    expect(await answersTo(dhcpRequest({ options: [] }))).toEqual([]);
    const pxe = [
      [53, Buffer.from([1])],
      [60, Buffer.from('PXEClient:Arch:00000:UNDI:002001')],
    ] as const;
    expect(await answersTo(dhcpRequest({ options: pxe }))).toEqual([]);
    const clientNet = new VirtualNet();
    const clientInterface = clientNet.addInterface(appliance.wire, {
      name: 'eth0',
      mac: mac(SUN),
      addresses: [{ address: ip('10.79.0.21'), network: networkOf(ip('10.79.0.21'), 24) }],
    });
    const client = TftpTestClient.onNet(clientNet, clientInterface, ip('10.79.0.1'));
    await expect(client.fetch('pxelinux.0')).rejects.toThrow('paused');
    const reasons = (await appliance.timeline(id)).map(({ reason }) => reason);
    expect(reasons).toEqual(['paused', 'paused', 'paused', 'paused']);
  });

  it('answers nobody but known machines on a network that it was not told about', async () => {
    expect(await answersTo(sunRequest())).toEqual([]);
    expect(await answersTo(dhcpRequest({ options: [[53, Buffer.from([1])]] }))).toEqual([]);
    expect(await answersTo(dhcpRequest({ options: [] }))).toEqual([]);
  });

  it('logs what in.rarpd -d logs, in its order', async () => {
    await addNetwork();
    await addMachine();
    await answersTo(sunRequest());
    const lines = appliance.messages('rarp');
    const start = lines.indexOf('device eth0 ethernetaddress 2:ff:0:0:0:1');
    expect(lines.slice(start, start + 4)).toEqual([
      'device eth0 ethernetaddress 2:ff:0:0:0:1',
      'device eth0 address 10.79.0.1',
      'device eth0 subnet mask 255.255.255.0',
      'starting rarp service on device eth0 address 2:ff:0:0:0:1',
    ]);
    const request = lines.indexOf('RARP_REQUEST for 8:0:20:8e:48:de');
    expect(lines.slice(request, request + 4)).toEqual([
      'RARP_REQUEST for 8:0:20:8e:48:de',
      'trying physical netnum 10.79.0.0 mask ffffff00',
      'good lookup, maps to 10.79.0.21',
      'immediate reply sent',
    ]);
  });

  it('serves an interface that appears while it runs, and leaves one that vanishes', async () => {
    await addNetwork({ name: 'second', cidr: '10.80.0.0/24' });
    await addMachine({ nics: [{ mac: SUN, ip: '10.80.0.21' }] });
    appliance.net.addInterface(appliance.wire, {
      name: 'eth1',
      mac: mac('02:ff:00:00:00:02'),
      addresses: [{ address: ip('10.80.0.1'), network: networkOf(ip('10.80.0.1'), 24) }],
    });
    const from = (frames: readonly Buffer[]) => frames.map((frame) => readEthernetHeader(frame)?.source);
    const before = appliance.frames.length;
    appliance.wire.inject(sunRequest());
    await new Promise((resolve) => setImmediate(resolve));
    expect(from(appliance.frames.slice(before))).toContain(mac('02:ff:00:00:00:02'));
    appliance.net.removeInterface('eth1');
    expect(await answersTo(sunRequest())).toEqual([]);
  });
});

describe('captures of real machines, played to the whole appliance', () => {
  const CAPTURES = [
    'rarp-request-reply.pcapng',
    'rarp-linux-kernel-ipconfig.pcap',
    'rarp-qemu-announce.pcap',
    'arp-malformed.pcap',
    'bootp-dhcp-plc-rockwell.pcap',
    'sun-broadcasts-portmap-callit.snoop',
    'dhcp-all-eight-types.pcap',
    'dhcp-relay-leasequery.pcap',
    'dhcp-cisco-phone-overload.pcap',
    'dhcp-android.pcap',
    'pxe-bios-proxydhcp-nsec.pcap',
    'uefi-pxe-intel-proxydhcp.pcapng',
    'uefi-http-ovmf.pcap',
    'raspberrypi3-bootrom.pcap',
  ];

  it.each(CAPTURES)('%s from unknown machines: no answer, no fault of ours', async (file) => {
    await addNetwork();
    const { frames } = must(readCapture(readFileSync(`test/golden/captures/${file}`)));
    for (const { bytes } of frames) expect(await answersTo(bytes)).toEqual([]);
    expect(appliance.logged.filter((line) => line.includes('our-bug'))).toEqual([]);
  });

  it('the plain BOOTP of an Allen-Bradley module is answered with a BOOTREPLY of 300 octets by broadcast', async () => {
    await addNetwork({ gateway: '10.79.0.2' });
    const { frames } = must(readCapture(readFileSync('test/golden/captures/bootp-dhcp-plc-rockwell.pcap')));
    const request = frames[4]?.bytes ?? Buffer.alloc(0);
    const client = readReply(request).message;
    await addMachine({ nics: [{ mac: client.hardwareAddress.toString('hex', 0, 6), ip: '10.79.0.33' }] });
    const [answer] = await answersTo(request);
    const { message } = readReply(answer);
    expect(formatIpv4Address(message.yourAddress)).toBe('10.79.0.33');
    expect(message.options.codes().filter((code) => [51, 53, 54].includes(code))).toEqual([]);
    expect(must(decodeUdpFrame(answer ?? Buffer.alloc(0))).payload.length).toBe(300);
  });

  it('a BIOS ROM’s DISCOVER is offered its address and its loader', async () => {
    await addNetwork();
    const { frames } = must(readCapture(readFileSync('test/golden/captures/pxe-bios-proxydhcp-nsec.pcap')));
    const request = frames[0]?.bytes ?? Buffer.alloc(0);
    const client = readReply(request).message;
    await addMachine({
      nics: [{ mac: client.hardwareAddress.toString('hex', 0, 6), ip: '10.79.0.34' }],
      boot: { files: { bios: 'pxelinux.0' } },
    });
    const { destination, message } = readReply((await answersTo(request))[0]);
    expect(destination).toBe('255.255.255.255');
    expect(message.bootFile).toBe('pxelinux.0');
    expect(message.options.get(97)).toEqual(client.options.get(97));
  });
});
