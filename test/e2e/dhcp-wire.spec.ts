import { readFileSync, readdirSync } from 'node:fs';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BROADCAST_ADDRESS, formatIpv4Address } from '../../src/values/ipv4-address.js';
import type { BootpMessage, BootpRequest } from '../../src/wire/bootp/bootp-message.js';
import { decodeBootp, encodeBootp, encodeBootpRequest } from '../../src/wire/bootp/bootp.codec.js';
import { readEthernetHeader } from '../../src/wire/ethernet/ethernet.codec.js';
import { decodeUdpFrame, encodeUdpFrame } from '../../src/wire/ipv4/udp-frame.codec.js';
import { readCapture } from '../../src/wire/pcap/read-capture.js';
import { ip, mac, must } from '../fakes/known-lab.js';
import { SERVER_MAC, VirtualAppliance } from './virtual-appliance.js';

const CLIENT = '02:00:00:00:00:01';
const DISCOVER: BootpRequest = { mac: mac(CLIENT), options: [[53, Buffer.from([1])]] };
const OTHER_SERVER = '02:00:00:00:00:fa';

let appliance: VirtualAppliance;

beforeEach(async () => {
  appliance = await VirtualAppliance.start();
  await appliance.post('/api/v1/networks', { name: 'lab', cidr: '10.79.0.0/24' });
  await appliance.post('/api/v1/machines', { hostname: 'ultra10', nics: [{ mac: CLIENT, ip: '10.79.0.21' }] });
});
afterEach(() => appliance.stop());

function toServer(payload: Buffer): Buffer {
  return encodeUdpFrame({
    sourceMac: mac(CLIENT),
    destinationMac: mac('ff:ff:ff:ff:ff:ff'),
    sourceAddress: ip('0.0.0.0'),
    destinationAddress: BROADCAST_ADDRESS,
    sourcePort: 68,
    destinationPort: 67,
    payload,
  });
}

async function answersTo(frame: Buffer): Promise<BootpMessage[]> {
  const before = appliance.frames.length;
  appliance.wire.inject(frame);
  await new Promise((resolve) => setImmediate(resolve));
  return appliance.frames
    .slice(before)
    .filter((sent) => readEthernetHeader(sent)?.source === mac(SERVER_MAC))
    .flatMap((sent) => {
      const udp = decodeUdpFrame(sent);
      return udp.ok ? [must(decodeBootp(udp.value.payload))] : [];
    });
}

async function aGoodClientIsServed(): Promise<void> {
  const [offer] = await answersTo(toServer(encodeBootpRequest(DISCOVER)));
  expect(offer === undefined ? 'silence' : formatIpv4Address(offer.yourAddress)).toBe('10.79.0.21');
}

/** A DISCOVER of a client that is known, with bytes of it overwritten. */
function discover(change: (bytes: Buffer) => void, options: BootpRequest['options'] = []): Buffer {
  const bytes = encodeBootpRequest({ ...DISCOVER, options: [[53, Buffer.from([1])], ...options] });
  change(bytes);
  return bytes;
}

const nothing = (): void => undefined;
const of = (code: number, length: number): [number, Buffer] => [code, Buffer.alloc(length, 0xff)];

const HOSTILE: Record<string, Buffer> = {
  'an empty packet': Buffer.alloc(0),
  'one octet': Buffer.from([1]),
  'a header cut short': encodeBootpRequest(DISCOVER).subarray(0, 235),
  'a header alone': encodeBootpRequest(DISCOVER).subarray(0, 236),
  'half a cookie': encodeBootpRequest(DISCOVER).subarray(0, 238),
  'a cookie alone': encodeBootpRequest(DISCOVER).subarray(0, 240),
  'all ones': Buffer.alloc(576, 0xff),
  zeros: Buffer.alloc(1400),
  'an op that nobody knows': discover((bytes) => bytes.writeUInt8(7, 0)),
  'a reply': discover((bytes) => bytes.writeUInt8(2, 0)),
  'hlen 255': discover((bytes) => bytes.writeUInt8(255, 2)),
  'hlen 0': discover((bytes) => bytes.writeUInt8(0, 2)),
  '255 hops': discover((bytes) => bytes.writeUInt8(255, 3)),
  'every flag set': discover((bytes) => bytes.writeUInt16BE(0xffff, 10)),
  'ciaddr, yiaddr, siaddr and giaddr of ones': discover((bytes) => bytes.fill(0xff, 12, 28)),
  'a relay at 127.0.0.1': discover((bytes) => bytes.writeUInt32BE(ip('127.0.0.1'), 24)),
  'a relay with our own address': discover((bytes) => bytes.writeUInt32BE(ip('10.79.0.1'), 24)),
  'sname and file without an end': discover((bytes) => bytes.fill(0x41, 44, 236)),
  'overload into fields without an end': discover((bytes) => bytes.fill(0x41, 44, 236), [[52, Buffer.from([3])]]),
  'overload that speaks of itself': discover(
    (bytes) => {
      for (const at of [44, 108]) Buffer.from([52, 1, 3, 52, 1, 3, 255]).copy(bytes, at);
    },
    [[52, Buffer.from([3])]],
  ),
  'overload 255': discover(nothing, [[52, Buffer.from([255])]]),
  'an option that claims more than there is': discover((bytes) => bytes.writeUInt8(255, 241)),
  'the type five times over': discover(
    nothing,
    Array.from({ length: 5 }, (_, type) => [53, Buffer.from([type])]),
  ),
  'the type in two octets': discover((bytes) => Buffer.from([53, 2, 1, 1, 255]).copy(bytes, 240)),
  'every code with a value of ones': discover(
    nothing,
    Array.from({ length: 252 }, (_, code) => of(code + 1, 4)).filter(([code]) => code !== 53 && code !== 52),
  ),
  'every code without a value': discover(
    nothing,
    Array.from({ length: 252 }, (_, code) => of(code + 1, 0)).filter(([code]) => code !== 53 && code !== 52),
  ),
  'a maximum message size of 0': discover(nothing, [[57, Buffer.from([0, 0])]]),
  'a maximum message size of 65535': discover(nothing, [[57, Buffer.from([0xff, 0xff])]]),
  'a parameter list that asks for all, twice': discover(nothing, [
    [55, Buffer.from(Array.from({ length: 255 }, (_, code) => code))],
    [55, Buffer.from(Array.from({ length: 255 }, (_, code) => code))],
  ]),
  'relay information of 255 octets of lengths that lie': discover(nothing, [of(82, 255)]),
  'relay information over several options': discover(nothing, [of(82, 200), of(82, 200), of(82, 200)]),
  'a UUID and a client id of ones': discover(nothing, [of(97, 17), of(61, 255)]),
  'vendor classes of line ends and NULs': discover(nothing, [
    [60, Buffer.from('PXEClient:Arch:99999\n\0{"level":50}')],
    [77, Buffer.from([255, 0, 1])],
    [12, Buffer.from('a\r\nb')],
  ]),
  'a message type of another age': discover(nothing, [[53, Buffer.from([99])]]),
  'a packet as large as Ethernet carries': Buffer.concat([encodeBootpRequest(DISCOVER), Buffer.alloc(1100, 0x2a)]),
};

describe('after a hostile packet', () => {
  it.each(Object.entries(HOSTILE))('%s: a good client is served', async (_words, payload) => {
    await answersTo(toServer(payload));
    await aGoodClientIsServed();
    expect(appliance.messages('dhcp').filter((line) => line.includes('error of ours'))).toEqual([]);
  });

  it('whatever octets follow the cookie, and whatever frame holds it', async () => {
    const payload = fc
      .tuple(fc.uint8Array({ minLength: 0, maxLength: 600 }), fc.boolean())
      .map(([octets, known]) =>
        known ? Buffer.concat([encodeBootpRequest(DISCOVER).subarray(0, 240), octets]) : Buffer.from(octets),
      );
    await fc.assert(
      fc.asyncProperty(payload, async (bytes) => {
        await answersTo(toServer(bytes));
      }),
      { numRuns: 300 },
    );
    await aGoodClientIsServed();
    expect(appliance.logged.filter((line) => line.includes('our-bug') || line.includes('error of ours'))).toEqual([]);
  });

  it('every frame of every capture that we have', async () => {
    const folder = new URL('../golden/captures/', import.meta.url);
    for (const name of readdirSync(folder).filter((file) => /\.(pcap|pcapng|snoop)$/.test(file))) {
      const capture = readCapture(readFileSync(new URL(name, folder)));
      for (const { bytes } of capture.ok ? capture.value.frames : []) await answersTo(bytes);
      await aGoodClientIsServed();
    }
    expect(appliance.logged.filter((line) => line.includes('our-bug') || line.includes('error of ours'))).toEqual([]);
  });
});

describe('another server on our wire', () => {
  const offer = (over: { readonly server?: string; readonly frameFrom?: string } = {}): Buffer => {
    const server = ip(over.server ?? '10.79.0.250');
    const identifier = Buffer.alloc(4);
    identifier.writeUInt32BE(server);
    const { bytes } = encodeBootp({
      hardwareType: 1,
      hardwareLength: 6,
      hops: 0,
      transactionId: 1,
      seconds: 0,
      flags: 0x8000,
      clientAddress: ip('0.0.0.0'),
      yourAddress: ip('10.79.0.120'),
      serverAddress: server,
      relayAddress: ip('0.0.0.0'),
      hardwareAddress: Buffer.from('020000000001', 'hex'),
      serverName: '',
      bootFile: 'pxelinux.0',
      options: [
        [53, Buffer.from([2])],
        [54, identifier],
      ],
      vendorArea: 'options',
    });
    return encodeUdpFrame({
      sourceMac: mac(over.frameFrom ?? OTHER_SERVER),
      destinationMac: mac('ff:ff:ff:ff:ff:ff'),
      sourceAddress: server,
      destinationAddress: BROADCAST_ADDRESS,
      sourcePort: 67,
      destinationPort: 68,
      payload: bytes,
    });
  };
  const otherServers = async () => (await appliance.ask('GET', '/api/v1/other-servers')).body as { items: object[] };
  const remarks = async () => ((await appliance.ask('GET', '/health/ready')).body as { remarks: string[] }).remarks;

  it('is named with its card and what it offers: in the list, in health and on the client’s timeline (field note B5: ventoy/PXE#137)', async () => {
    for (let times = 0; times < 3; times += 1) await answersTo(offer());
    expect(await otherServers()).toMatchObject({
      items: [
        {
          server: '10.79.0.250',
          mac: OTHER_SERVER,
          interface: 'eth0',
          lastAnswer: 'DHCPOFFER',
          offers: ['address 10.79.0.120', 'boot file pxelinux.0 from 10.79.0.250'],
          lastClient: CLIENT,
          expected: false,
          answers: 3,
        },
      ],
    });
    expect(await remarks()).toEqual([
      expect.stringContaining(`10.79.0.250 (${OTHER_SERVER}) on eth0 with address 10.79.0.120, boot file pxelinux.0`),
    ]);
    expect(await appliance.timeline(1)).toMatchObject([{ what: 'DHCPOFFER of another server', outcome: 'noted' }]);
  });

  it('is expected beside a network in mode proxy', async () => {
    await appliance.patch('/api/v1/networks/1', { mode: 'proxy' });
    await answersTo(offer());
    expect(await otherServers()).toMatchObject({ items: [{ expected: true }] });
    expect(await remarks()).toEqual([]);
  });

  it('is not ourselves, by address or by card', async () => {
    await answersTo(offer({ server: '10.79.0.1' }));
    await answersTo(offer({ frameFrom: SERVER_MAC }));
    await aGoodClientIsServed();
    expect(await otherServers()).toEqual({ items: [] });
  });
});
