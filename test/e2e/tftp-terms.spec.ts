import { randomBytes } from 'node:crypto';
import { truncateSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { encodeAcknowledgment, encodeError } from '../../src/wire/tftp/tftp.codec.js';
import { decodeUdpFrame } from '../../src/wire/ipv4/udp-frame.codec.js';
import { printPacket } from '../clients/tftp-client.js';
import { labMachine } from '../fakes/known-lab.js';
import { SERVER, TftpLab, type TftpLabOptions } from '../fakes/tftp-lab.js';

let lab: TftpLab | undefined;

function openLab(options?: TftpLabOptions): TftpLab {
  lab = new TftpLab(options);
  return lab;
}

afterEach(async () => {
  await lab?.close();
  lab = undefined;
});

/** Ports that the server's datagrams came from. */
function watchPorts(of: TftpLab): Set<number> {
  const ports = new Set<number>();
  of.wire.observe((frame) => {
    const datagram = decodeUdpFrame(frame);
    if (datagram.ok && datagram.value.sourceAddress === SERVER) ports.add(datagram.value.sourcePort);
  });
  return ports;
}

/** More than 65 535 blocks of the smallest size. */
const LONG = 8 * 70_000;

describe('where transfers come from', () => {
  it('is a port of the range', async () => {
    const here = openLab();
    const ports = watchPorts(here);
    const content = here.put('file', randomBytes(3000));
    expect((await here.client().fetch('file')).equals(content)).toBe(true);
    expect([...ports].every((port) => port >= 20_000 && port <= 20_999)).toBe(true);
  });
  it('is the well-known port in single-port mode, for errors too (field note E2: docker-netbootxyz#55)', async () => {
    const here = openLab({ singlePort: true });
    const ports = watchPorts(here);
    const content = here.put('file', randomBytes(60_000));
    const clients = [1, 2, 3].map(() => here.client().fetch('file', 'blksize=1468 windowsize=4'));
    for (const fetched of await Promise.all(clients)) expect(fetched.equals(content)).toBe(true);
    const refused = here.client();
    refused.read('no-such-file');
    expect(printPacket(await refused.next())).toBe('ERROR 1 File not found');
    expect([...ports]).toEqual([69]);
  });
  it('tells a stray packet at the single port that it belongs to no transfer, and goes on', async () => {
    const here = openLab({ singlePort: true });
    const content = here.put('file', randomBytes(2000));
    const client = here.client();
    client.read('file');
    expect(printPacket(await client.next())).toBe('DATA 1 (512)');
    const stranger = here.client();
    stranger.send(encodeAcknowledgment(1), 69);
    expect(printPacket(await stranger.next())).toBe('ERROR 5 unknown transfer ID');
    client.acknowledge(1);
    expect(printPacket(await client.next())).toBe('DATA 2 (512)');
    client.send(encodeError(0, 'enough'));
    expect((await here.client().fetch('file')).equals(content)).toBe(true);
  });
  it('stays open in single-port mode until the last transfer has ended', async () => {
    const here = openLab({ singlePort: true });
    here.put('file', randomBytes(1000));
    const client = here.client();
    client.read('file');
    await client.next();
    const stopped = here.stop(30);
    client.acknowledge(1);
    expect(printPacket(await client.next())).toBe('DATA 2 (488)');
    client.acknowledge(2);
    await stopped;
    expect(await here.event('ended')).toMatchObject({ outcome: { kind: 'complete' } });
  });
});

describe('what follows block 65535', () => {
  it.each([0, 1] as const)('is %i', async (rollOver) => {
    const here = openLab({ everybody: { rollOver } });
    here.put('file', '');
    truncateSync(join(here.root, 'file'), LONG);
    const numbers: number[] = [];
    here.wire.observe((frame) => {
      const datagram = decodeUdpFrame(frame);
      if (datagram.ok && datagram.value.payload.readUInt16BE(0) === 3)
        numbers.push(datagram.value.payload.readUInt16BE(2));
    });
    const client = here.client();
    client.rollOver = rollOver;
    expect((await client.fetch('file', 'blksize=8 windowsize=64')).length).toBe(LONG);
    expect(numbers.slice(65_534, 65_537)).toEqual([65_535, rollOver, rollOver + 1]);
    expect(await here.event('ended')).toMatchObject({ outcome: { kind: 'complete' }, bytes: LONG, resentBlocks: 0 });
  });
  it('is nothing for a client that counts no further: it is told before the first block', async () => {
    const here = openLab({ everybody: { rollOver: 'refuse' } });
    here.put('file', '');
    truncateSync(join(here.root, 'file'), LONG);
    const client = here.client();
    client.read('file', 'blksize=8');
    expect(printPacket(await client.next())).toBe('ERROR 0 the file has more than 65535 blocks');
    expect(await here.event('refused')).toMatchObject({ reason: 'too-many-blocks' });
    expect((await here.client().fetch('file', 'blksize=16')).length).toBe(LONG);
  });
  it("comes from the table for the Raspberry Pi's boot loader, known by its machine", async () => {
    const here = openLab({ machines: [labMachine({ nics: [{ mac: 'dc:a6:32:00:00:01', ip: '10.79.0.21' }] })] });
    here.put('initrd', '');
    truncateSync(join(here.root, 'initrd'), 1024 * 65_535);
    const client = here.client();
    client.read('initrd', 'tsize=0 blksize=1024');
    expect(printPacket(await client.next())).toBe('ERROR 0 the file has more than 65535 blocks');
    expect((await here.event('refused')).problem).toContain("the Raspberry Pi's boot loader counts to 65535");
  });
});

describe('what a client is granted', () => {
  it('leaves out the options that the settings refuse, with a remark', async () => {
    const here = openLab({ everybody: { refusedOptions: ['windowsize'] } });
    here.put('file', randomBytes(3000));
    const client = here.client();
    client.read('file', 'blksize=1024 WindowSize=8');
    expect(printPacket(await client.next())).toBe('OACK blksize=1024');
    expect((await here.event('serving')).remarks).toEqual(['windowsize is not granted to this client']);
  });
  it('keeps blksize to the MTU of the settings instead of the path', async () => {
    const here = openLab({ limits: { mtu: 1400 } });
    here.put('file', randomBytes(3000));
    const client = here.client();
    client.read('file', 'blksize=1468');
    expect(printPacket(await client.next())).toBe('OACK blksize=1368');
    expect((await here.event('serving')).remarks).toEqual([
      "blksize 1468 lowered to 1368, which fits the path's MTU of 1400",
    ]);
  });
});

describe('clients that never acknowledge', () => {
  it('do not keep others out, however many requests they send', async () => {
    const here = openLab();
    const content = here.put('file', randomBytes(20_000));
    const silent = Array.from({ length: 1_500 }, () => here.client());
    // In batches, as a socket's buffer takes them.
    for (const [at, client] of silent.entries()) {
      client.read('file', 'blksize=512 windowsize=8');
      if (at % 32 === 31) await new Promise((resolve) => setImmediate(resolve));
    }
    const fetched = await Promise.all([1, 2, 3].map(() => here.client().fetch('file', 'blksize=1468')));
    expect(fetched.every((bytes) => bytes.equals(content))).toBe(true);
    expect(here.engine.running).toBeLessThanOrEqual(512);
  });
});
