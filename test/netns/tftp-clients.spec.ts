import { createHash } from 'node:crypto';
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Lab, SERVER_ADDRESS } from '../clients/lab.js';
import { needTools } from '../clients/required-tools.js';
import { fetchByTftp, TFTP_CLIENTS } from '../clients/tftp-clients.js';

const MAC = '02:79:00:00:00:61';
const IP = '10.79.0.61';

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
    // 512 and 1428 divide the second one, so that its transfer ends with an empty block.
    await lab.appliance.addBootFile('images/kernel', bytesOf(3_000_001));
    await lab.appliance.addBootFile('images/whole-blocks', bytesOf(512 * 1428));
    await lab.appliance.addBootFile('empty', '');
    await symlink('/etc/hostname', join(lab.appliance.tftpRoot, 'way-out'));
    // 512-byte blocks: more than 65 535 of them, so that the block number comes round.
    await lab.appliance.addBootFile('images/over-65535-blocks', bytesOf(512 * 65_600 + 7));
  });
  afterAll(() => lab.stop());

  describe.each(TFTP_CLIENTS)('$name', (client) => {
    beforeEach((context) => needTools(context, client.tool));

    it.each([
      ['images/kernel', 3_000_001],
      ['images/whole-blocks', 512 * 1428],
      ['empty', 0],
    ])('reads %s', async (path, length) => {
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

  const [hpa] = TFTP_CLIENTS;
  if (hpa === undefined) throw new Error('the table of clients is empty');

  it('reads a file of more than 65 535 blocks, where the block number starts again at 0', async (context) => {
    needTools(context, hpa.tool);
    const fetched = await fetchByTftp(lab.rig, hpa, SERVER_ADDRESS, 'images/over-65535-blocks');
    expect(fetched.content?.equals(bytesOf(512 * 65_600 + 7)), fetched.output).toBe(true);
  });

  it.each(['../../../../../../etc/hostname', '/etc/hostname', 'way-out', 'images/../../way-out'])(
    'reads nothing outside of the root: %s',
    async (path) => {
      const [, atftp] = TFTP_CLIENTS;
      const client = atftp ?? hpa;
      const fetched = await fetchByTftp(lab.rig, client, SERVER_ADDRESS, path);
      expect(fetched.content?.length ?? 0).toBe(0);
      expect(fetched.output).toMatch(/error/i);
    },
  );

  it("writes what was fetched and what was refused on the machine's timeline", async (context) => {
    needTools(context, hpa.tool);
    await fetchByTftp(lab.rig, hpa, SERVER_ADDRESS, 'images/kernel');
    await expect
      .poll(async () => (await lab.appliance.timeline(machineId)).filter((event) => event.protocol === 'tftp').length, {
        timeout: 10_000,
      })
      .toBeGreaterThan(0);
  });

  it('refuses a paused machine and says so in the error that the client prints', async (context) => {
    needTools(context, hpa.tool);
    const paused = await lab.appliance.rest.patch(`/api/v1/machines/${machineId}`, { boot: { mode: 'paused' } });
    expect(paused.status, paused.text).toBe(200);
    const fetched = await fetchByTftp(lab.rig, hpa, SERVER_ADDRESS, 'images/kernel');
    expect(fetched.content?.length ?? 0).toBe(0);
    expect(fetched.output).toMatch(/paused/i);
  });
});
