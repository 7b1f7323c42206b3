import { closeSync, ftruncateSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PAGE_BYTES } from '../../src/responders/tftp/file-shelf.js';
import type { TftpTestClient } from '../clients/tftp-client.js';
import { TftpLab } from '../fakes/tftp-lab.js';

const GIB = 1024 ** 3;
const BLOCK = 65_464;
const CACHE = 16 * PAGE_BYTES;
/** A block that crosses pages, the next one read ahead, and a page on its way. */
const PAGES_OF_A_TRANSFER = 4;

let lab: TftpLab;

beforeAll(() => {
  lab = new TftpLab({ mtu: 65_535, limits: { cacheBytes: CACHE } });
  const file = openSync(join(lab.root, 'image'), 'w');
  ftruncateSync(file, 4 * GIB);
  closeSync(file);
});
afterAll(() => lab.close());

/** Reads `blocks` blocks in lockstep and stops in the middle, as a client that hangs. */
async function readSome(client: TftpTestClient, blocks: number, step: () => void): Promise<void> {
  client.read('image', `blksize=${BLOCK} tsize=0`);
  for (let block = 0; block <= blocks; block++) {
    const packet = await client.next();
    expect(packet.kind).toBe(block === 0 ? 'option-acknowledgment' : 'data');
    step();
    if (block < blocks) client.acknowledge(block);
  }
}

describe('the memory of transfers', () => {
  it('stays flat, however long the file is and wherever its clients are', async () => {
    const clients = Array.from({ length: 10 }, () => lab.client());
    let most = 0;
    const look = (): void => void (most = Math.max(most, lab.engine.heldBytes));
    // Each one goes another way into the file: 6 to 60 MB.
    await Promise.all(clients.map((client, at) => readSome(client, 100 * (at + 1), look)));
    expect(lab.engine.running).toBe(10);
    expect(most).toBeGreaterThan(CACHE);
    expect(most).toBeLessThanOrEqual(CACHE + clients.length * PAGES_OF_A_TRANSFER * PAGE_BYTES);
    for (const client of clients) client.close();
  });
});
