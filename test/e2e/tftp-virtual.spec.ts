import { randomBytes } from 'node:crypto';
import { readFileSync, symlinkSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { SILENCE_TABLE } from '../../src/journal/silence.table.js';
import { FileShelf } from '../../src/responders/tftp/file-shelf.js';
import type { TftpAdmission } from '../../src/responders/tftp/tftp-admission.js';
import { VirtualNet } from '../../src/net/virtual/virtual-net.js';
import { BROADCAST_ADDRESS } from '../../src/values/ipv4-address.js';
import { networkOf } from '../../src/values/ipv4-network.js';
import { decodeUdpFrame } from '../../src/wire/ipv4/udp-frame.codec.js';
import { encodeNetascii } from '../../src/wire/tftp/netascii.codec.js';
import { encodeError } from '../../src/wire/tftp/tftp.codec.js';
import { isData, printPacket, requestBytes, TftpTestClient } from '../clients/tftp-client.js';
import { FakeClock } from '../fakes/fake-clock.js';
import { ip, labMachine, labNetwork, mac } from '../fakes/known-lab.js';
import { CLIENT, SERVER, TftpLab, type TftpLabOptions } from '../fakes/tftp-lab.js';

let lab: TftpLab | undefined;

function openLab(options?: TftpLabOptions): TftpLab {
  lab = new TftpLab(options);
  return lab;
}

afterEach(async () => {
  await lab?.close();
  lab = undefined;
});

const nextOf = async (client: TftpTestClient) => printPacket(await client.next());

/** The DATA packets that crossed the wire, block numbers only. */
function watchData(of: TftpLab): number[] {
  const blocks: number[] = [];
  of.wire.observe((frame) => {
    const datagram = decodeUdpFrame(frame);
    if (datagram.ok && isData(datagram.value.payload)) blocks.push(datagram.value.payload.readUInt16BE(2));
  });
  return blocks;
}

describe('the TFTP engine serves', () => {
  it.each([0, 1, 511, 512, 513, 1024, 70_000])('a file of %i octets, octet for octet', async (size) => {
    const here = openLab();
    const content = here.put('file', randomBytes(size));
    expect((await here.client().fetch('file')).equals(content)).toBe(true);
    expect(await here.event('ended')).toMatchObject({ outcome: { kind: 'complete' }, bytes: size, resentBlocks: 0 });
  });
  it.each(['blksize=8', 'blksize=1468', 'windowsize=1', 'windowsize=7', 'blksize=1000 windowsize=64', 'blksize=65464'])(
    'the same with %s',
    async (options) => {
      const here = openLab();
      const content = here.put('file', randomBytes(200_000));
      expect((await here.client().fetch('file', options)).equals(content)).toBe(true);
    },
  );
  it('a file that is larger than the page cache, to several clients at once', async () => {
    const here = openLab({ limits: { cacheBytes: 0 } });
    const content = here.put('file', randomBytes(900_000));
    const fetched = await Promise.all(
      [1, 2, 3, 4, 5].map(() => here.client().fetch('file', 'blksize=1468 windowsize=4')),
    );
    expect(fetched.every((bytes) => bytes.equals(content))).toBe(true);
  });
  it('netascii: CR LF for LF, CR NUL for CR, and tsize is what the client gets', async () => {
    const here = openLab();
    const text = here.put('notes.txt', 'one\ntwo\r\n'.repeat(20_000));
    const converted = encodeNetascii(text);
    const client = here.client();
    expect((await client.fetch('notes.txt', 'tsize=0', 'NetASCII')).equals(converted)).toBe(true);
    expect(client.all[0] && printPacket(client.all[0])).toBe(`OACK tsize=${converted.length}`);
  });
  it('only the options that were asked, clamped to what we can', async () => {
    const here = openLab();
    here.put('file', randomBytes(3000));
    const answers = [];
    for (const options of [
      'BLKSIZE=1024',
      'blksize=65465 tsize=5',
      'windowsize=0 multicast=',
      'timeout=3000 tsize=0',
    ]) {
      const client = here.client();
      client.read('file', options);
      answers.push(await nextOf(client));
      client.send(encodeError(0, 'enough'));
    }
    expect(answers).toEqual(['OACK BLKSIZE=1024', 'OACK blksize=1468 tsize=3000', 'DATA 1 (512)', 'OACK tsize=3000']);
  });
  it('a block size that fits jumbo frames', async () => {
    const here = openLab({ mtu: 9000 });
    here.put('file', randomBytes(20_000));
    const client = here.client();
    client.read('file', 'blksize=8192 windowsize=4');
    expect(await nextOf(client)).toBe('OACK blksize=8192 windowsize=4');
    client.acknowledge(0);
    expect(await nextOf(client)).toBe('DATA 1 (8192)');
  });
  it('a request that was broadcast, from its own address, when the file is there (RFC 1123 §4.2.3.5)', async () => {
    const here = openLab();
    const content = here.put('x0a3c45.prm', 'parameters of a terminal server');
    for (const address of [BROADCAST_ADDRESS, ip('10.79.0.255')]) {
      const client = here.client();
      client.read('x0a3c45.prm', '', 'octet', address);
      expect(await client.next()).toMatchObject({ kind: 'data', data: content });
      client.acknowledge(1);
    }
  });
  it('from the address that was asked, where the interface has several', async () => {
    const here = openLab();
    here.put('file', 'x');
    const second = ip('10.79.0.2');
    const network = networkOf(SERVER, 24);
    here.serverNet.changeInterface('eth0', {
      addresses: [
        { address: SERVER, network },
        { address: second, network },
      ],
    });
    const sources: number[] = [];
    here.wire.observe((frame) => {
      const datagram = decodeUdpFrame(frame);
      if (datagram.ok && isData(datagram.value.payload)) sources.push(datagram.value.sourceAddress);
    });
    const client = here.client();
    client.read('file', '', 'octet', second);
    await client.next();
    expect(sources).toEqual([second]);
  });
});

describe('the TFTP engine refuses', () => {
  const refusals: Record<string, [request: Buffer, answer: string, reason: string | undefined]> = {
    'a missing file with ERROR 1': [
      requestBytes('read-request', 'no', '', 'octet'),
      'ERROR 1 File not found',
      'no-such-file',
    ],
    'a way out with ERROR 2': [
      requestBytes('read-request', '../secret', '', 'octet'),
      'ERROR 2 the path climbs out of the boot file root',
      'outside-root',
    ],
    'a symbolic link out of the root': [
      requestBytes('read-request', 'link', '', 'octet'),
      'ERROR 2 this file lies outside of the boot file root',
      'outside-root',
    ],
    'a folder': [
      requestBytes('read-request', 'folder', '', 'octet'),
      'ERROR 2 this is not a regular file',
      'not-a-file',
    ],
    'a write request': [
      requestBytes('write-request', 'file', '', 'octet'),
      'ERROR 2 this server does not take files',
      'write-refused',
    ],
    'mode mail': [
      requestBytes('read-request', 'file', '', 'mail'),
      'ERROR 4 transfer mode "mail" is not served, ask for octet',
      'unknown-transfer-mode',
    ],
    'a request with an empty file name': [
      Buffer.from('\0\x01\0octet\0', 'latin1'),
      'ERROR 4 RRQ with an empty file name',
      undefined,
    ],
    'a request of nothing': [
      Buffer.from('\0\x01', 'latin1'),
      'ERROR 4 RRQ without a NUL that ends the file name',
      undefined,
    ],
  };
  it.each(Object.entries(refusals))('%s', async (_sentence, [request, answer, reason]) => {
    const here = openLab();
    const before = here.put('file', 'boot file');
    here.put('folder/x', '');
    symlinkSync('/etc/hostname', join(here.root, 'link'));
    const client = here.client();
    client.send(request, 69);
    expect(await nextOf(client)).toBe(answer);
    if (reason === undefined) expect(await here.event('malformed')).toMatchObject({ client: { address: CLIENT } });
    else expect(await here.event('refused')).toMatchObject({ reason, error: { code: Number(answer.split(' ')[1]) } });
    expect(readFileSync(join(here.root, 'file'))).toEqual(before);
    expect(here.engine.running).toBe(0);
  });
  it('a paused machine, in the words that every protocol uses', async () => {
    const here = openLab({ machines: [labMachine({ bootMode: 'paused' })] });
    here.put('file', 'x');
    const client = here.client();
    client.read('file');
    expect(await nextOf(client)).toBe(`ERROR 2 ${SILENCE_TABLE.paused.sentence}`);
  });
  it.each([
    ['off', 'network-off'],
    ['shadow', 'shadow'],
  ] as const)('everybody on a network in mode %s', async (mode, reason) => {
    const here = openLab({ network: labNetwork({ mode }) });
    here.put('file', 'x');
    const client = here.client();
    client.read('file');
    expect(await nextOf(client)).toBe(`ERROR 2 ${SILENCE_TABLE[reason].sentence}`);
    expect(await here.event('refused')).toMatchObject({ reason });
  });
  it('an address that the inventory has never heard of', async () => {
    const here = openLab();
    here.put('file', 'x');
    const network = networkOf(ip('172.16.0.9'), 24);
    const stranger = here.clientNet.addInterface(here.wire, {
      name: 'eth1',
      mac: mac('02:00:00:00:00:99'),
      addresses: [{ address: ip('172.16.0.9'), network }],
      gateway: SERVER,
    });
    here.serverNet.changeInterface('eth0', {
      addresses: [
        { address: SERVER, network: networkOf(SERVER, 24) },
        { address: ip('172.16.0.1'), network },
      ],
    });
    const client = TftpTestClient.onNet(here.clientNet, stranger, ip('172.16.0.1'));
    client.read('file');
    expect(await nextOf(client)).toBe('ERROR 2 172.16.0.9 is not in the inventory');
  });
  it('silently, what was broadcast and cannot be served', async () => {
    const here = openLab();
    here.put('file', 'x');
    const client = here.client();
    client.read('missing', '', 'octet', BROADCAST_ADDRESS);
    expect(await here.event('refused')).toMatchObject({ reason: 'no-such-file', error: undefined });
    client.send(requestBytes('write-request', 'file', '', 'octet'), 69, BROADCAST_ADDRESS);
    expect(await here.event('refused', 1)).toMatchObject({ reason: 'write-refused', error: undefined });
    client.send(Buffer.from('\0\x01'), 69, BROADCAST_ADDRESS);
    await here.event('malformed');
    client.read('file');
    expect(await nextOf(client)).toBe('DATA 1 (1)');
  });
  it('a file that cannot be opened although it was admitted', async () => {
    const gone = { kind: 'disk', name: 'gone', path: '/nowhere/gone', size: 1, identity: 'x', changedAt: 0 } as const;
    const here = openLab({
      admit: () => Promise.resolve({ kind: 'serve', file: gone, correction: undefined, machine: undefined }),
    });
    const client = here.client();
    client.read('gone');
    expect(await nextOf(client)).toBe('ERROR 2 this file cannot be read');
    expect(await here.event('refused')).toMatchObject({ reason: 'unreadable-file' });
  });
  it('netascii of a file that is too large to be measured, not one of 4 MiB', async () => {
    const here = openLab();
    const largest = 4 * 1024 * 1024;
    for (const [name, size] of [
      ['fits', largest],
      ['disk.img', largest + 1],
    ] as const) {
      here.put(name, '');
      truncateSync(join(here.root, name), size);
    }
    const client = here.client();
    client.read('disk.img', 'tsize=0', 'netascii');
    expect(await nextOf(client)).toBe('ERROR 0 netascii is served for files of up to 4 MiB, ask for octet');
    expect(await here.event('refused')).toMatchObject({ reason: 'unknown-transfer-mode' });
    const other = here.client();
    other.read('fits', 'tsize=0', 'netascii');
    expect(await nextOf(other)).toBe(`OACK tsize=${largest}`);
    client.read('disk.img', 'tsize=0', 'octet');
    expect(await nextOf(client)).toBe(`OACK tsize=${largest + 1}`);
  });
  it('a file on a disk that does not answer, after 15 s', async () => {
    const clock = new FakeClock();
    const here = openLab({ clock });
    here.put('file', 'x');
    const opening = vi.spyOn(FileShelf.prototype, 'open').mockReturnValue(new Promise(() => undefined));
    try {
      const client = here.client();
      client.read('file');
      await vi.waitFor(() => expect(opening).toHaveBeenCalled());
      clock.advance(14_900);
      expect(here.engine.running).toBe(1);
      clock.advance(200);
      expect(await nextOf(client)).toBe('ERROR 0 this file cannot be read');
      expect(await here.event('refused')).toMatchObject({
        reason: 'unreadable-file',
        problem: `${join(here.root, 'file')} could not be opened in time`,
      });
      expect([here.engine.running, clock.running]).toEqual([0, 0]);
    } finally {
      opening.mockRestore();
    }
  });
  it('a file that is another one than was admitted', async () => {
    const here: TftpLab = openLab({
      admit: () => {
        const path = join(here.root, 'file');
        return Promise.resolve({
          kind: 'serve',
          file: { kind: 'disk', name: 'file', path, size: 1, identity: 'the old one', changedAt: 0 },
          correction: undefined,
          machine: undefined,
        });
      },
    });
    here.put('file', 'x');
    const client = here.client();
    client.read('file');
    expect(await nextOf(client)).toBe('ERROR 0 the file changed, ask again');
    expect(await here.event('refused')).toMatchObject({ reason: 'file-changed' });
  });
  it('and lives on, when the question itself fails', async () => {
    let broken = true;
    const here = openLab({ admit: () => (broken ? Promise.reject(new Error('no directory')) : undefined) });
    here.put('file', 'x');
    const client = here.client();
    client.read('file');
    expect(await nextOf(client)).toBe('ERROR 0 an error of the boot server');
    broken = false;
    client.read('file');
    expect(await nextOf(client)).toBe('DATA 1 (1)');
  });
});

describe('a running transfer', () => {
  it("sends each block once when every ACK comes twice (the Sorcerer's Apprentice)", async () => {
    const here = openLab();
    here.put('file', randomBytes(39 * 512 + 10));
    const blocks = watchData(here);
    const client = here.client();
    client.read('file');
    for (let block = 1; block <= 40; block++) {
      expect(await client.next()).toMatchObject({ kind: 'data', block });
      client.acknowledge(block);
      client.acknowledge(block);
    }
    await here.event('ended');
    expect(blocks).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
  });
  it('moves its window to an ACK in the middle: window 4, ACK 2 of 4 brings 3 4 5 6 (RFC 7440)', async () => {
    const here = openLab();
    here.put('file', randomBytes(20 * 512));
    const blocks = watchData(here);
    const client = here.client();
    client.read('file', 'windowsize=4');
    await client.next();
    client.acknowledge(0);
    for (let block = 1; block <= 4; block++) await client.next();
    client.acknowledge(2);
    for (let block = 3; block <= 6; block++) await client.next();
    expect(blocks).toEqual([1, 2, 3, 4, 3, 4, 5, 6]);
  });
  it('is not disturbed by strangers, by short packets or by packets that make no sense', async () => {
    const here = openLab();
    here.put('file', randomBytes(2000));
    const client = here.client();
    client.read('file');
    expect(await nextOf(client)).toBe('DATA 1 (512)');

    const stranger = here.client();
    const port = client.serverPort;
    const disturb: Record<string, Buffer> = {
      'three octets': Buffer.from([0, 4, 0]),
      'one octet': Buffer.from([0]),
      nothing: Buffer.alloc(0),
      'opcode 9': Buffer.from([0, 9, 0, 1]),
      'an ACK of what was never sent': Buffer.from([0, 4, 0x40, 0]),
      DATA: Buffer.from([0, 3, 0, 1, 1]),
      'an OACK': Buffer.from('\0\x06blksize\x009\0', 'latin1'),
      'a request': requestBytes('read-request', 'other', '', 'octet'),
    };
    for (const packet of Object.values(disturb)) client.send(packet);
    stranger.send(Buffer.from([0, 5, 0, 0, 0]), port);
    stranger.send(Buffer.from([0, 4, 0]), port);
    stranger.send(Buffer.from([0, 4, 0, 1]), port);
    expect(await nextOf(stranger)).toBe('ERROR 5 unknown transfer ID');
    stranger.send(Buffer.from([0, 3, 0, 1]), port);
    expect(await nextOf(stranger)).toBe('ERROR 5 unknown transfer ID');

    client.acknowledge(1);
    expect(await nextOf(client)).toBe('DATA 2 (512)');
    expect([stranger.unread, client.unread]).toEqual([0, 0]);
    expect(here.events.filter(({ kind }) => kind === 'stray')).toHaveLength(1);
    expect(here.reports).toEqual([]);
  });
  it('is one transfer when the same request comes again (field note E3: tinkerbell#728)', async () => {
    const here = openLab();
    here.put('file', randomBytes(2000));
    const client = here.client();
    client.read('file', 'blksize=600');
    client.read('file', 'blksize=600');
    expect(await nextOf(client)).toBe('OACK blksize=600');
    client.send(requestBytes('read-request', 'file', 'blksize=600', 'octet'), 69);
    client.acknowledge(0);
    await client.next();
    client.acknowledge(1);
    await client.next();
    client.send(requestBytes('read-request', 'file', 'blksize=600', 'octet'), 69);
    client.acknowledge(2);
    expect(await nextOf(client)).toBe('DATA 3 (600)');
    expect(here.events.map(({ kind }) => kind)).toEqual(['serving']);
  });
  it('gives way when its client asks for another file from the same port', async () => {
    const here = openLab();
    here.put('first', randomBytes(2000));
    here.put('second', 'second');
    const client = here.client(2070);
    client.read('first');
    await client.next();
    client.acknowledge(1);
    await client.next();
    client.read('second');
    expect(await nextOf(client)).toBe('DATA 1 (6)');
    expect(await here.event('ended')).toMatchObject({
      request: { fileName: 'first' },
      outcome: { kind: 'aborted', message: 'the client asked anew' },
    });
  });
  it('starts again when its client was switched off and asks the same from the same port, as boot ROMs do', async () => {
    const clock = new FakeClock();
    const here = openLab({ clock });
    here.put('bootcode.bin', randomBytes(2000));
    const client = here.client(49_152);
    client.read('bootcode.bin');
    await client.next();
    client.acknowledge(1);
    await client.next();
    clock.advance(150);
    client.acknowledge(2);
    await client.next();
    clock.advance(1_100);
    expect([await nextOf(client), await nextOf(client)]).toEqual(['DATA 3 (512)', 'DATA 3 (512)']);
    client.read('bootcode.bin');
    expect(await nextOf(client)).toBe('DATA 1 (512)');
  });
  it('that only asks for the size and aborts is a size probe', async () => {
    const here = openLab();
    here.put('ipxe.efi', randomBytes(1_052_672));
    const probe = here.client();
    probe.read('ipxe.efi', 'tsize=0 blksize=1468 windowsize=4');
    expect(await nextOf(probe)).toBe('OACK tsize=1052672 blksize=1468 windowsize=4');
    probe.send(encodeError(8, 'User aborted the transfer'));
    expect(await here.event('ended')).toMatchObject({ outcome: { kind: 'size-probe' } });
    expect(here.engine.running).toBe(0);
  });
  it('ends with an ERROR of the client, and what comes after it is ignored', async () => {
    const here = openLab();
    here.put('file', randomBytes(2000));
    const client = here.client();
    client.read('file');
    await client.next();
    client.send(encodeError(3, 'disk full'));
    expect(await here.event('ended')).toMatchObject({ outcome: { kind: 'aborted', code: 3, message: 'disk full' } });
    client.acknowledge(1);
    client.read('missing');
    expect(await nextOf(client)).toBe('ERROR 1 File not found');
  });
  it('does not answer a repeated last ACK with an ERROR that could hit the next request', async () => {
    const here = openLab();
    here.put('file', 'x');
    const client = here.client();
    client.read('file');
    await client.next();
    client.acknowledge(1);
    client.acknowledge(1);
    client.read('file');
    expect(await nextOf(client)).toBe('DATA 1 (1)');
  });
  it('ends with a word when the file is cut off under it', async () => {
    const here = openLab({ limits: { cacheBytes: 0 } });
    here.put('file', randomBytes(1_000_000));
    const client = here.client();
    client.read('file', 'blksize=1468');
    await client.next();
    truncateSync(join(here.root, 'file'), 0);
    client.acknowledge(0);
    for (let block = 1; ; block++) {
      const packet = await client.next();
      if (packet.kind === 'error') {
        expect(packet.message).toBe('the file changed, ask again');
        break;
      }
      client.acknowledge(block);
    }
    expect(await here.event('ended')).toMatchObject({ outcome: { kind: 'unreadable', reason: 'file-changed' } });
  });
});

describe('time', () => {
  it('sends again after 1, 2 and 4 s, gives up after 15 s, and then rests (field note E3: tinkerbell#728)', async () => {
    const clock = new FakeClock();
    const here = openLab({ clock });
    here.put('file', 'x');
    const client = here.client();
    client.read('file');
    await client.next();
    const sent: number[] = [];
    for (let second = 0; second < 16; second++) {
      clock.advance(1000);
      await Promise.resolve();
      await new Promise(setImmediate);
      if (client.unread > 0) sent.push(second + 1);
      while (client.unread > 0) await client.next();
    }
    expect(sent).toEqual([1, 3, 7]);
    expect(await here.event('ended')).toMatchObject({ outcome: { kind: 'timed-out', block: 0 }, milliseconds: 15_000 });
    clock.advance(10_000);
    expect(clock.running).toBe(0);
  });
  it('keeps to the timeout that the client asked for', async () => {
    const clock = new FakeClock();
    const here = openLab({ clock });
    here.put('file', 'x');
    const client = here.client();
    client.read('file', 'timeout=5');
    expect(await nextOf(client)).toBe('OACK timeout=5');
    clock.advance(4_900);
    expect(client.unread).toBe(0);
    clock.advance(150);
    expect(await nextOf(client)).toBe('OACK timeout=5');
  });
});

describe('losses', () => {
  it.each([
    ['lockstep, every 19th packet lost', '', 19, 60_000],
    ['a window of 8, every 23rd packet lost', 'windowsize=8', 23, 120_000],
    ['a window of 16, every 7th packet lost', 'blksize=1468 windowsize=16', 7, 120_000],
  ])('do not keep a transfer from its end: %s', async (_sentence, options, every, size) => {
    const here = openLab();
    const content = here.put('file', randomBytes(size));
    let packets = 0;
    let lost = 0;
    here.wire.lose = (frame) => {
      const datagram = decodeUdpFrame(frame);
      if (!datagram.ok || datagram.value.destinationPort === 69) return false;
      packets += 1;
      if (packets % every !== 0) return false;
      lost += 1;
      return true;
    };
    expect((await here.client().fetch('file', options)).equals(content)).toBe(true);
    expect(lost).toBeGreaterThan(3);
  });
});

describe('limits', () => {
  it('keep clients that never answer from keeping others out', async () => {
    const here = openLab({ limits: { all: 50, perClient: 20 } });
    const content = here.put('file', randomBytes(100_000));
    for (let count = 0; count < 60; count++) here.client().read('file');
    // Who is displaced while its file is being opened is refused; one that was being served has ended.
    const displaced = () => here.events.filter(({ kind }) => kind === 'refused' || kind === 'ended');
    await expect.poll(() => displaced().length, { timeout: 20_000 }).toBe(40);
    expect(here.engine.running).toBe(20);
    for (const event of displaced()) {
      expect(event).toMatchObject(
        event.kind === 'refused'
          ? { reason: 'too-many-transfers', error: undefined }
          : { outcome: { kind: 'dropped', why: 'too many transfers, ask again' } },
      );
    }
    expect((await here.client().fetch('file', 'blksize=1468')).equals(content)).toBe(true);
  });
  it('keep clients that acknowledge once and stall from keeping another address out', async () => {
    const machines = ['10.79.0.21', '10.79.0.22'].map((address, at) =>
      labMachine({ id: at + 1, nics: [{ ip: address }] }),
    );
    const here = openLab({ machines, limits: { all: 4, perClient: 4 } });
    const content = here.put('file', randomBytes(100_000));
    for (let count = 0; count < 4; count++) {
      const client = here.client();
      client.read('file');
      await client.next();
      client.acknowledge(1);
      await client.next();
    }
    const net = new VirtualNet();
    const other = net.addInterface(here.wire, {
      name: 'eth0',
      mac: mac('02:00:00:00:00:02'),
      addresses: [{ address: ip('10.79.0.22'), network: networkOf(SERVER, 24) }],
    });
    const fetched = await TftpTestClient.onNet(net, other, SERVER).fetch('file', 'blksize=1468');
    expect(fetched.equals(content)).toBe(true);
    expect(await here.event('ended')).toMatchObject({ request: { address: CLIENT }, outcome: { kind: 'dropped' } });
    expect(here.engine.running).toBe(3);
  });
  it('refuse a client that has its share of running transfers, in words', async () => {
    const here = openLab({ limits: { all: 50, perClient: 2 } });
    here.put('file', randomBytes(100_000));
    for (let count = 0; count < 2; count++) {
      const client = here.client();
      client.read('file');
      await client.next();
      client.acknowledge(1);
      await client.next();
    }
    const third = here.client();
    third.read('file');
    expect(await nextOf(third)).toBe('ERROR 0 too many transfers from this address');
    expect(await here.event('refused')).toMatchObject({ reason: 'too-many-transfers' });
  });
  it('are silent when all is taken, because the client asks again while an ERROR would end its boot', async () => {
    const here = openLab({ limits: { all: 1, perClient: 5 } });
    const content = here.put('file', randomBytes(1000));
    const first = here.client();
    first.read('file');
    await first.next();
    first.acknowledge(1);
    await first.next();
    const second = here.client();
    second.read('file');
    expect(await here.event('refused')).toMatchObject({ reason: 'too-many-transfers', error: undefined });
    first.acknowledge(2);
    await here.event('ended');
    expect((await second.fetch('file')).equals(content)).toBe(true);
  });
});

describe('stopping', () => {
  it('lets a running transfer come to its end and takes no new one', async () => {
    const clock = new FakeClock();
    const here = openLab({ clock });
    here.put('file', randomBytes(1000));
    const client = here.client();
    client.read('file');
    await client.next();
    const stopped = here.stop(10);
    here.client().read('file');
    client.acknowledge(1);
    expect(await nextOf(client)).toBe('DATA 2 (488)');
    client.acknowledge(2);
    await stopped;
    expect(here.events.map(({ kind }) => kind)).toEqual(['serving', 'ended']);
  });
  it('tells the client when the time is over', async () => {
    const clock = new FakeClock();
    const here = openLab({ clock });
    here.put('file', randomBytes(1000));
    const client = here.client();
    client.read('file');
    await client.next();
    const stopped = here.stop(0.5);
    clock.advance(600);
    await stopped;
    expect(await nextOf(client)).toBe('ERROR 0 the boot server is stopping');
    expect(clock.running).toBe(0);
  });
  it('does not wait for a request that is still being looked up', async () => {
    let answer: (admission: TftpAdmission) => void = () => undefined;
    const here = openLab({ admit: () => new Promise((resolve) => (answer = resolve)) });
    here.client().read('file');
    await new Promise(setImmediate);
    await here.stop(60);
    answer({
      kind: 'serve',
      file: { kind: 'disk', name: 'x', path: '/x', size: 1, identity: '', changedAt: 0 },
      correction: undefined,
      machine: undefined,
    });
    await new Promise(setImmediate);
    expect(here.events).toEqual([]);
  });
});

describe('an error of ours', () => {
  /** The first `count` packets that match cannot be sent: the port throws. */
  function breakSending(of: TftpLab, matches: (packet: Uint8Array) => boolean, count = 1): void {
    const open = of.serverNet.openUdp.bind(of.serverNet);
    let left = count;
    of.serverNet.openUdp = (networkInterface, localPort, receive) => {
      const opened = open(networkInterface, localPort, receive);
      if (!opened.ok) return opened;
      const send = opened.value.send.bind(opened.value);
      opened.value.send = (packet, ...to) => {
        if (left > 0 && matches(packet)) {
          left -= 1;
          throw new Error('the port broke');
        }
        send(packet, ...to);
      };
      return opened;
    };
  }
  const isBlock = (block: number) => (packet: Uint8Array) =>
    isData(packet) && Buffer.from(packet).readUInt16BE(2) === block;
  const isError = (packet: Uint8Array) => packet[1] === 5;

  it('at a packet of a transfer ends that transfer, tells its client, and the others go on', async () => {
    const here = openLab();
    const content = here.put('file', randomBytes(2000));
    breakSending(here, isBlock(2));
    const [broken, other] = [here.client(), here.client()];
    broken.read('file');
    other.read('file');
    await Promise.all([broken.next(), other.next()]);
    broken.acknowledge(1);
    expect(await nextOf(broken)).toBe('ERROR 0 an error of the boot server');
    expect(await here.event('failed')).toMatchObject({
      client: { address: CLIENT },
      request: { fileName: 'file' },
      problem: expect.stringContaining('Error: the port broke') as string,
      bytes: '00040001',
      error: { code: 0 },
    });
    expect(here.engine.running).toBe(1);
    other.acknowledge(1);
    expect(await nextOf(other)).toBe('DATA 2 (512)');
    expect((await broken.fetch('file')).equals(content)).toBe(true);
    expect(here.reports).toEqual([]);
  });
  it('at the first block, which comes when the file was read, is told by the session', async () => {
    const here = openLab();
    const content = here.put('file', 'x');
    breakSending(here, isBlock(1));
    const client = here.client();
    client.read('file');
    expect(await nextOf(client)).toBe('ERROR 0 an error of the boot server');
    expect(await here.event('failed')).toMatchObject({ request: { fileName: 'file' }, bytes: undefined });
    expect(here.engine.running).toBe(0);
    expect((await client.fetch('file')).equals(content)).toBe(true);
  });
  it('at an order is told with the request', async () => {
    const here = openLab();
    here.put('file', 'x');
    breakSending(here, (packet) => packet[1] === 6);
    const client = here.client();
    client.read('file', 'tsize=0');
    expect(await nextOf(client)).toBe('ERROR 0 an error of the boot server');
    const request = requestBytes('read-request', 'file', 'tsize=0', 'octet');
    expect(await here.event('failed')).toMatchObject({ bytes: request.toString('hex') });
    expect(here.engine.running).toBe(0);
  });
  it('at a tick ends one transfer, silently when nothing can be sent at all, and ticks go on', async () => {
    const clock = new FakeClock();
    const here = openLab({ clock });
    here.put('file', 'x');
    let broken = false;
    breakSending(here, () => broken, 2);
    const [first, second] = [here.client(), here.client()];
    for (const client of [first, second]) {
      client.read('file');
      await client.next();
    }
    broken = true;
    clock.advance(1_100);
    expect(await here.event('failed')).toMatchObject({
      request: { port: expect.any(Number) as number },
      error: undefined,
    });
    expect(await nextOf(second)).toBe('DATA 1 (1)');
    expect([here.engine.running, first.unread]).toEqual([1, 0]);
  });
  it('at a packet that asks for nothing is told with at most 300 octets of it', async () => {
    const here = openLab();
    here.put('file', 'x');
    breakSending(here, isError);
    here.serverNet.removeInterface('eth0');
    here.serverNet.addInterface(here.wire, {
      name: 'eth0',
      mac: mac('02:ff:00:00:00:01'),
      addresses: [{ address: SERVER, network: networkOf(SERVER, 24) }],
    });
    const client = here.client();
    const noise = Buffer.concat([Buffer.from([0, 3, 0, 1]), randomBytes(400)]);
    client.send(noise, 69);
    expect(await here.event('failed')).toMatchObject({
      client: { address: CLIENT },
      request: undefined,
      bytes: noise.toString('hex', 0, 300),
      error: undefined,
    });
    client.read('file');
    expect(await nextOf(client)).toBe('DATA 1 (1)');
    expect(here.reports).toEqual([]);
  });
});

describe('interfaces', () => {
  it('that appear are served, and transfers of those that vanish are over', async () => {
    const here = openLab();
    const content = here.put('file', randomBytes(2000));
    const client = here.client();
    client.read('file');
    await client.next();
    here.serverNet.removeInterface('eth0');
    expect(await here.event('ended')).toMatchObject({ outcome: { kind: 'dropped', why: 'the interface is gone' } });
    here.serverNet.addInterface(here.wire, {
      name: 'eth7',
      mac: mac('02:ff:00:00:00:01'),
      addresses: [{ address: SERVER, network: networkOf(SERVER, 24) }],
    });
    expect((await here.client().fetch('file')).equals(content)).toBe(true);
    expect(here.status.all()).toMatchObject([{ interface: 'eth7', up: true }]);
  });
});
