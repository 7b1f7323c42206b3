import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Lab, SERVER_ADDRESS, type LabOptions } from '../clients/lab.js';
import { loseDatagrams } from '../clients/lossy-wire.js';
import { needTools } from '../clients/required-tools.js';
import { fetchByTftp, TFTP_CLIENTS, TFTP_HPA, type TftpClient } from '../clients/tftp-clients.js';

const MAC = '02:79:00:00:00:62';
const IP = '10.79.0.62';
const MILLISECONDS = 100_000;

/** Bytes that repeat nowhere near, so that a lost, doubled or misplaced block shows. */
function bytesOf(length: number): Buffer {
  const pieces: Buffer[] = [];
  for (let at = 0; at * 32 < length; at += 1) pieces.push(createHash('sha256').update(`block ${at}`).digest());
  return Buffer.concat(pieces).subarray(0, length);
}
const CONTENT = bytesOf(1_000_003);
/** So many blocks, of any client, that none gets it over a bad wire without a loss. */
const MIDDLE = CONTENT.subarray(0, 200_009);
/** curl asks for a timeout of five seconds (RFC 2349), so that each loss costs it as long. */
const LOSSY_MILLISECONDS = 140_000;
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

const atftp = (...options: string[]): TftpClient => ({
  name: options.join(', '),
  tool: 'atftp',
  command: (server, path, local) => [
    'atftp',
    [...options.flatMap((option) => ['--option', option]), '--get', '-r', path, '-l', local, server],
  ],
});

async function startLab(options: LabOptions): Promise<Lab> {
  const lab = await Lab.start(options);
  await lab.addMachineAtPc0({ hostname: 'fetcher', mac: MAC, ip: IP });
  await lab.rig.ip(lab.rig.client, 'addr', 'add', `${IP}/24`, 'dev', 'pc0');
  await lab.appliance.addBootFile('file', CONTENT);
  return lab;
}

describe('a real client gets the file whole', () => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await startLab({ label: 'terms' });
    await lab.appliance.addBootFile('small', CONTENT.subarray(0, 60_001));
    await lab.appliance.addBootFile('middle', MIDDLE);
  }, 120_000);
  afterAll(() => lab.stop());

  it.for([
    ['small', 'blksize 8'],
    ['small', 'blksize 9', 'windowsize 64'],
    ['file', 'blksize 511', 'windowsize 2'],
    ['file', 'blksize 512', 'windowsize 16'],
    ['file', 'blksize 1468', 'windowsize 7'],
    ['file', 'blksize 8192', 'tsize'],
    ['file', 'blksize 65464', 'windowsize 4'],
    ['file', 'blksize 65464'],
  ])('with atftp: %s, %s %s', { timeout: MILLISECONDS }, async ([path = '', ...options], context) => {
    needTools(context, 'atftp');
    const { code, output, content } = await fetchByTftp(lab.rig, atftp(...options), SERVER_ADDRESS, path);
    expect(code, output).toBe(0);
    expect(content?.equals(path === 'small' ? CONTENT.subarray(0, 60_001) : CONTENT)).toBe(true);
  });

  it('of 100 000 blocks, with tftp-hpa: the number starts again at 0', { timeout: MILLISECONDS }, async (context) => {
    needTools(context, 'tftp');
    const long = bytesOf(512 * 100_000 - 5);
    await lab.appliance.addBootFile('long', long);
    const { content, output } = await fetchByTftp(lab.rig, TFTP_HPA, SERVER_ADDRESS, 'long');
    expect(content?.equals(long), output).toBe(true);
  });

  it('that it sends with tftp-hpa, where the network takes files, and once only', async (context) => {
    needTools(context, 'tftp');
    const folder = await mkdtemp(join(tmpdir(), 'reveille-send-'));
    try {
      const local = join(folder, 'sent');
      await writeFile(local, CONTENT);
      const send = async (): Promise<string> => {
        const words = ['-m', 'binary', SERVER_ADDRESS, '-c', 'put', local, 'cores/vmcore'];
        return (await lab.rig.inClient('tftp', words).waitForEnd(MILLISECONDS)).output;
      };
      expect(await send()).toMatch(/does not take files/);
      const taken = await lab.appliance.rest.patch(`/api/v1/networks/${lab.networkId}`, { uploads: { enabled: true } });
      expect(taken.status, taken.text).toBe(200);
      expect(await send()).not.toMatch(/error/i);
      const kept = join(lab.appliance.tftpRoot, '..', 'data', 'tftp-uploads', 'cores', 'vmcore');
      await expect
        .poll(() =>
          readFile(kept)
            .catch(() => undefined)
            .then((bytes) => bytes?.equals(CONTENT)),
        )
        .toBe(true);
      expect(await send()).toMatch(/already/);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it.for([
    TFTP_HPA,
    { ...atftp('blksize 1428'), name: 'atftp' },
    { ...atftp('blksize 1428', 'windowsize 16'), name: 'atftp with windows of 16' },
    ...TFTP_CLIENTS.filter(({ tool }) => tool === 'curl' || tool === 'busybox'),
  ])('over a wire that loses 3 % both ways, with $name', { timeout: LOSSY_MILLISECONDS }, async (client, context) => {
    needTools(context, client.tool, 'nft');
    const wire = await loseDatagrams(lab.rig, 3);
    let lost;
    try {
      const { content, output } = await fetchByTftp(lab.rig, client, SERVER_ADDRESS, 'middle');
      expect(content && sha256(content), output).toBe(sha256(MIDDLE));
    } finally {
      lost = await wire.mend();
    }
    expect(lost.toServer + lost.toClient).toBeGreaterThan(0);
  });
});

describe('in single-port mode a real client gets the file whole', () => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await startLab({ label: 'oneport', env: { REVEILLE_TFTP_SINGLE_PORT: 'on' } });
  }, 120_000);
  afterAll(() => lab.stop());

  it.for([
    { name: 'tftp-hpa', tool: 'tftp', client: TFTP_HPA },
    { name: 'atftp', tool: 'atftp', client: atftp('blksize 1468', 'windowsize 8') },
  ] as const)('with $name, every packet to and from port 69', { timeout: MILLISECONDS }, async (row, context) => {
    needTools(context, row.tool, 'tcpdump');
    const words = ['-i', 'pc0', '-n', '-l', '--immediate-mode', `udp and host ${IP} and not udp port 69`];
    const strays = lab.rig.inClient('tcpdump', words);
    await strays.waitFor(/listening on/, 10_000);
    const { content, output } = await fetchByTftp(lab.rig, row.client, SERVER_ADDRESS, 'file');
    await strays.stop();
    expect(content?.equals(CONTENT), output).toBe(true);
    expect(strays.output).not.toMatch(new RegExp(`IP .*${SERVER_ADDRESS}`));
  });
});
