import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient, type TftpClientOptions } from 'tftp';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Net } from '../../src/net/net.port.js';
import { freePort, openLoopback } from '../clients/loopback.js';
import { printPacket, TftpTestClient } from '../clients/tftp-client.js';
import { TftpLab } from '../fakes/tftp-lab.js';

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

let net: Net;
let lab: TftpLab;
let port: number;
let downloads: string;

beforeAll(async () => {
  net = openLoopback();
  port = await freePort();
  lab = new TftpLab({ net, port });
  downloads = mkdtempSync(join(tmpdir(), 'tftp-downloads-'));
});
afterAll(async () => {
  await lab.close();
  net.close();
  rmSync(downloads, { recursive: true, force: true });
});

async function fetched(file: string, options: string): Promise<Buffer> {
  const client = await TftpTestClient.onLoopback(port);
  try {
    return await client.fetch(file, options);
  } finally {
    client.close();
  }
}

describe('over real sockets', () => {
  it.each([
    ['an empty file', 0, ''],
    ['one octet', 1, ''],
    ['an exact multiple', 512 * 20, ''],
    ['an exact multiple of a window', 1468 * 16 * 3, 'blksize=1468 windowsize=16'],
    ['the largest block', 1_000_003, 'blksize=65464'],
    ['a window of 64', 3_000_001, 'blksize=1468 windowsize=64'],
    ['70 000 blocks in lockstep, through the roll-over', 70_000 * 16 + 5, 'blksize=16'],
    ['200 000 blocks in windows, through it three times', 200_000 * 8, 'blksize=8 windowsize=32'],
  ])('%s arrives whole', async (name, size, options) => {
    const content = lab.put(name, randomBytes(size));
    expect(sha256(await fetched(name, options))).toBe(sha256(content));
  });
  it('thirty clients get the same file at the same time', async () => {
    const content = lab.put('shared', randomBytes(2_000_000));
    const all = await Promise.all(Array.from({ length: 30 }, () => fetched('shared', 'blksize=1468 windowsize=4')));
    expect(new Set(all.map(sha256))).toEqual(new Set([sha256(content)]));
  });
  it('sends no block twice where nothing is lost', async () => {
    lab.put('no-loss', randomBytes(1_000_003));
    const windows = [1, 1, 4, 7, 16, 16, 33, 64];
    const clients = await Promise.all(windows.map(() => TftpTestClient.onLoopback(port)));
    // A client that is slow because this machine is busy must not look like a lost packet.
    const options = (window: number) => `blksize=1024 timeout=60 windowsize=${window}`;
    await Promise.all(clients.map((client, at) => client.fetch('no-loss', options(windows[at] ?? 1))));
    const blocks = (client: TftpTestClient) => client.all.filter(({ kind }) => kind === 'data').length;
    expect(clients.map(blocks)).toEqual(windows.map(() => 977));
    const ended = () =>
      lab.events.filter((event) => event.kind === 'ended').filter(({ request }) => request.fileName === 'no-loss');
    await vi.waitFor(() => expect(ended()).toHaveLength(windows.length));
    expect(ended().map(({ outcome, resentBlocks }) => [outcome.kind, resentBlocks])).toEqual(
      windows.map(() => ['complete', 0]),
    );
    for (const client of clients) client.close();
  });
  it('a missing file is ERROR 1', async () => {
    const client = await TftpTestClient.onLoopback(port);
    client.read('pxelinux.cfg/default');
    expect(printPacket(await client.next())).toBe('ERROR 1 File not found');
    client.close();
  });
});

describe('the npm tftp client', () => {
  const get = (name: string, options: TftpClientOptions) =>
    new Promise<Buffer>((resolve, reject) => {
      const target = join(downloads, 'download');
      createClient({ host: '127.0.0.1', port, ...options }).get(name, target, (error) => {
        if (error) reject(error);
        else resolve(readFileSync(target));
      });
    });
  it.each([
    ['an empty file', 0, {}],
    ['an exact multiple of its block size', 1468 * 8, {}],
    ['blocks of 512 in lockstep', 100_000, { blockSize: 512, windowSize: 1 }],
    ['windows of 16', 5_000_000, { windowSize: 16 }],
    ['more than 65 535 blocks', 66_000 * 8 + 3, { blockSize: 8, windowSize: 16 }],
  ])('gets %s', async (name, size, options) => {
    const content = lab.put(`npm ${name}`, randomBytes(size));
    expect(sha256(await get(`npm ${name}`, options))).toBe(sha256(content));
  });
  it('hears "File not found" of a missing file', async () => {
    await expect(get('missing', {})).rejects.toThrow('File not found');
  });
});
