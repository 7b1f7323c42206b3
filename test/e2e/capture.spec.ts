import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { VirtualNet } from '../../src/net/virtual/virtual-net.js';
import { networkOf } from '../../src/values/ipv4-network.js';
import { encodeRarp } from '../../src/wire/rarp/rarp.codec.js';
import { decodeUdpFrame } from '../../src/wire/ipv4/udp-frame.codec.js';
import { readCapture } from '../../src/wire/pcap/read-capture.js';
import { needTools } from '../clients/required-tools.js';
import { TftpTestClient } from '../clients/tftp-client.js';
import { ip, mac, must } from '../fakes/known-lab.js';
import { TOKEN, VirtualAppliance } from './virtual-appliance.js';
import { DISCOVER, REQUEST, VirtualClient } from './virtual-client.js';

/** Of a maker of boards, not of a hypervisor. */
const PC = '00:25:90:00:00:21';

let appliance: VirtualAppliance;
let folder: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'reveille-capture-'));
  appliance = await VirtualAppliance.start({ REVEILLE_CAPTURE_FRAMES: '50' });
  await appliance.post('/api/v1/networks', { name: 'lab', cidr: '10.79.0.0/24' });
});
afterEach(async () => {
  await appliance.stop();
  rmSync(folder, { recursive: true });
});

const addMachine = () =>
  appliance.post('/api/v1/machines', {
    hostname: 'pc21',
    nics: [{ mac: PC, ip: '10.79.0.21' }],
    boot: { files: { default: 'pxelinux.0' } },
  });

/** RARP, DHCP, a file, and one that is not there. */
async function boot(): Promise<void> {
  appliance.wire.inject(
    encodeRarp({
      source: mac(PC),
      destination: mac('ff:ff:ff:ff:ff:ff'),
      operation: 3,
      senderHardwareAddress: mac(PC),
      senderProtocolAddress: ip('0.0.0.0'),
      targetHardwareAddress: mac(PC),
      targetProtocolAddress: ip('0.0.0.0'),
    }),
  );
  await expect.poll(() => appliance.messages('rarp')).toHaveLength(1);
  const client = new VirtualClient(appliance, PC);
  await client.say(DISCOVER, [[60, Buffer.from('PXEClient:Arch:00000:UNDI:002001')]]);
  await client.say(REQUEST, [
    [54, Buffer.from([10, 79, 0, 1])],
    [50, Buffer.from([10, 79, 0, 21])],
  ]);
  appliance.addBootFile('pxelinux.0', Buffer.alloc(5_000, 'x'));
  const net = new VirtualNet();
  const address = { address: ip('10.79.0.21'), network: networkOf(ip('10.79.0.21'), 24) };
  const card = net.addInterface(appliance.wire, { name: 'eth0', mac: mac(PC), addresses: [address] });
  const tftp = TftpTestClient.onNet(net, card, ip('10.79.0.1'));
  await tftp.fetch('pxelinux.0', 'tsize=0 blksize=1000');
  await tftp.fetch('missing.cfg').catch(() => undefined);
}

/** The file, as it comes over HTTP. */
async function download(path: string): Promise<Buffer> {
  const base = await appliance.listen();
  const answer = await fetch(`${base}${path}`, { headers: { authorization: `Bearer ${TOKEN}` } });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('application/x-pcapng');
  return Buffer.from(await answer.arrayBuffer());
}

/** Fields of each frame, as tshark reads them; sums are checked. */
function tshark(file: Buffer, ...fields: string[]): string[][] {
  const path = join(folder, 'capture.pcapng');
  writeFileSync(path, file);
  const checks = ['ip.check_checksum', 'udp.check_checksum'].flatMap((name) => ['-o', `${name}:TRUE`]);
  const shown = fields.flatMap((field) => ['-e', field]);
  const text = execFileSync('tshark', ['-n', '-r', path, ...checks, '-T', 'fields', '-E', 'separator=|', ...shown], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return text
    .trimEnd()
    .split('\n')
    .map((line) => line.split('|'));
}

describe('the packets of a machine', () => {
  it('tshark reads them: interface, direction, right sums, and the verdict as a comment', async (context) => {
    needTools(context, 'tshark');
    const { id } = await addMachine();
    await boot();
    const file = await download(`/api/v1/machines/${id}/capture.pcapng`);
    const rows = tshark(
      file,
      'frame.interface_name',
      'frame.packet_flags_direction',
      '_ws.col.Protocol',
      '_ws.col.Info',
      'frame.comment',
      'ip.checksum.status',
      'udp.checksum.status',
    );
    expect(new Set(rows.map(([name]) => name))).toEqual(new Set(['eth0']));
    const told = rows.map(([, direction, protocol, info = '']) => {
      const way = Number(direction) === 1 ? 'in' : 'out';
      return `${way} ${protocol}: ${info.replace(/ *- Transaction.*|, tsize=.*/, '')}`;
    });
    expect(told).toEqual([
      'in RARP: Who is 00:25:90:00:00:21? Tell 00:25:90:00:00:21',
      'out RARP: 00:25:90:00:00:21 is at 10.79.0.21',
      'in DHCP: DHCP Discover',
      'out DHCP: DHCP Offer',
      'in DHCP: DHCP Request',
      'out DHCP: DHCP ACK',
      'in ARP: Who has 10.79.0.1? Tell 10.79.0.21',
      'in TFTP: Read Request, File: pxelinux.0, Transfer type: octet',
      'out TFTP: Option Acknowledgement',
      'in TFTP: Acknowledgement, Block: 0',
      'out TFTP: Data Packet, Block: 1',
      'in TFTP: Acknowledgement, Block: 1',
      'in TFTP: Read Request, File: missing.cfg, Transfer type: octet',
      'out TFTP: Error Code, Code: File not found, Message: File not found',
    ]);
    const comments = rows.map(([, , , , comment]) => comment);
    expect(comments[0]).toBe('RARP request -> RARP reply: pc21 gets 10.79.0.21');
    expect(comments[2]).toMatch(/^DHCPDISCOVER -> DHCPOFFER: pc21 gets 10.79.0.21/);
    expect(comments[12]).toMatch(/missing\.cfg|not there|no such/);
    // 1: good; 2: there is none (the data that was cut).
    for (const [, , protocol, , , ipSum, udpSum] of rows) {
      if (protocol === 'RARP' || protocol === 'ARP') continue;
      expect(ipSum).toBe('1');
      expect(udpSum).toMatch(/^[13]$/);
    }
  });

  it('tcpdump reads them', async (context) => {
    needTools(context, 'tcpdump');
    const { id } = await addMachine();
    await boot();
    writeFileSync(join(folder, 'a.pcapng'), await download(`/api/v1/machines/${id}/capture.pcapng`));
    const text = execFileSync('tcpdump', ['-n', '-vv', '-r', join(folder, 'a.pcapng')], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    expect(text).toContain('Reverse Request who-is 00:25:90:00:00:21');
    expect(text).toContain('DHCP-Message (53), length 1: Offer');
    expect(text).not.toContain('bad udp cksum');
  });

  it('of a hardware address that nobody knows', async () => {
    await new VirtualClient(appliance, '52:54:00:00:00:99').say(DISCOVER);
    const capture = must(readCapture(await download('/api/v1/capture.pcapng?mac=52:54:00:00:00:99')));
    expect(capture.frames).toHaveLength(1);
    const udp = must(decodeUdpFrame(capture.frames[0]?.bytes ?? Buffer.alloc(0), { udpChecksum: true }));
    expect(udp).toMatchObject({ sourceMac: mac('52:54:00:00:00:99'), destinationPort: 67, sourcePort: 68 });
  });

  it('says no when nothing is kept, and when there is no such machine', async () => {
    expect((await appliance.ask('GET', '/api/v1/machines/77/capture.pcapng')).status).toBe(404);
    const { id } = await addMachine();
    await appliance.restart({ REVEILLE_CAPTURE_MIB: '0' });
    const { status, text } = await appliance.ask('GET', `/api/v1/machines/${id}/capture.pcapng`);
    expect(status).toBe(409);
    expect(text).toContain('REVEILLE_CAPTURE_MIB');
  });
});
