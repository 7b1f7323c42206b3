import { createHash } from 'node:crypto';
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Lab, SERVER_ADDRESS } from '../clients/lab.js';
import { needTools } from '../clients/required-tools.js';
import { fetchByTftp, TFTP_CLIENTS, TFTP_HPA } from '../clients/tftp-clients.js';

const MAC = '02:79:00:00:00:61';
const IP = '10.79.0.61';

/** 512 and 1428 divide the length of the second one, so that its transfer ends with an empty block. */
const FILES = [
  { path: 'images/kernel', length: 3_000_001 },
  { path: 'images/whole-blocks', length: 512 * 1428 },
  { path: 'empty', length: 0 },
] as const;

/** In blocks of 512 bytes these are more than 65 535, so that the block number comes round. */
const LONG_FILE = { path: 'images/over-65535-blocks', length: 512 * 65_600 + 7 } as const;

/** Bytes that repeat nowhere near, so that a lost, doubled or misplaced block shows. */
function bytesOf(length: number): Buffer {
  const pieces: Buffer[] = [];
  for (let at = 0; at * 32 < length; at += 1) pieces.push(createHash('sha256').update(`block ${at}`).digest());
  return Buffer.concat(pieces).subarray(0, length);
}

describe('real TFTP clients', () => {
  let lab: Lab;
  let machineId: number;

  beforeAll(async () => {
    lab = await Lab.start({ label: 'tftp' });
    machineId = await lab.addMachineAtPc0({ hostname: 'fetcher', mac: MAC, ip: IP });
    await lab.rig.ip(lab.rig.client, 'addr', 'add', `${IP}/24`, 'dev', 'pc0');
    for (const { path, length } of [...FILES, LONG_FILE]) await lab.appliance.addBootFile(path, bytesOf(length));
    await symlink('/etc/hostname', join(lab.appliance.tftpRoot, 'way-out'));
  });
  afterAll(() => lab.stop());

  describe.each(TFTP_CLIENTS)('$name', (client) => {
    beforeEach((context) => needTools(context, client.tool));

    const files = FILES.filter((file) => file.length > 0 || client.refusesEmptyFile !== true);
    it.each(files)('reads $path', async ({ path, length }) => {
      const fetched = await fetchByTftp(lab.rig, client, SERVER_ADDRESS, path);
      expect(fetched.code, fetched.output).toBe(0);
      expect(fetched.content?.length ?? 0).toBe(length);
      expect((fetched.content ?? Buffer.alloc(0)).equals(bytesOf(length))).toBe(true);
    });

    it('is told that there is no such file', async () => {
      const fetched = await fetchByTftp(lab.rig, client, SERVER_ADDRESS, 'images/no-such-file');
      expect(fetched.content?.length ?? 0).toBe(0);
      expect(fetched.code !== 0 || /error/i.test(fetched.output), fetched.output).toBe(true);
    });
  });

  describe('tftp-hpa', () => {
    beforeEach((context) => needTools(context, TFTP_HPA.tool));

    it('reads a file of more than 65 535 blocks, where the block number starts again at 0', async () => {
      const fetched = await fetchByTftp(lab.rig, TFTP_HPA, SERVER_ADDRESS, LONG_FILE.path);
      expect(fetched.content?.equals(bytesOf(LONG_FILE.length)), fetched.output).toBe(true);
    });

    it.each(['../../../../../../etc/hostname', '/etc/hostname', 'way-out', 'images/../../way-out'])(
      'reads nothing outside of the root: %s',
      async (path) => {
        const fetched = await fetchByTftp(lab.rig, TFTP_HPA, SERVER_ADDRESS, path);
        expect(fetched.content?.length ?? 0).toBe(0);
        expect(fetched.output).toMatch(/error code/i);
      },
    );

    it("finds what it fetched and what it did not get on its machine's timeline", async () => {
      await fetchByTftp(lab.rig, TFTP_HPA, SERVER_ADDRESS, 'images/kernel');
      await fetchByTftp(lab.rig, TFTP_HPA, SERVER_ADDRESS, 'never-there');
      const words = async (): Promise<string[]> =>
        (await lab.appliance.timeline(machineId)).map((event) => `${event.what} ${String(event.detail['file'])}`);
      await expect
        .poll(words, { timeout: 10_000 })
        .toEqual(expect.arrayContaining(['transfer complete images/kernel', 'RRQ -> ERROR 1 never-there']));
    });

    it('is refused for a paused machine, with the reason in the error that it prints', async () => {
      const paused = await lab.appliance.rest.patch(`/api/v1/machines/${machineId}`, { boot: { mode: 'paused' } });
      expect(paused.status, paused.text).toBe(200);
      const fetched = await fetchByTftp(lab.rig, TFTP_HPA, SERVER_ADDRESS, 'images/kernel');
      expect(fetched.content?.length ?? 0).toBe(0);
      expect(fetched.output).toMatch(/paused/i);
    });
  });
});
