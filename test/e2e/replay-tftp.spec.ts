import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { replayCapture } from '../../src/replay.js';
import { renderReplay } from '../../src/replay/replay-report.render.js';
import type { ReplayReport } from '../../src/replay/replay-report.js';
import { readCapture } from '../../src/wire/pcap/read-capture.js';
import { must } from '../fakes/known-lab.js';

const captureOf = (name: string): Buffer => readFileSync(new URL(`../golden/captures/${name}`, import.meta.url));

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'reveille-files-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function addFile(name: string, octets: number): void {
  mkdirSync(dirname(join(root, name)), { recursive: true });
  writeFileSync(join(root, name), Buffer.alloc(octets, 'x'));
}

async function replay(capture: Buffer, cidr: string, mac: string, ip: string): Promise<ReplayReport> {
  const inventory = {
    networks: [{ name: 'lab', cidr }],
    profiles: [],
    machines: [{ hostname: 'pc', nics: [{ mac, ip }], boot: { files: { default: 'pxelinux.0' } } }],
  };
  return must(await replayCapture({ capture, inventory, tftpRoot: root, addresses: [], mac: undefined }));
}

/** What would be sent by TFTP, in words, one line each. */
const tftpOf = ({ answers }: ReplayReport): string[] =>
  answers.map(({ words }) => words).filter((words) => /^(OACK|DATA|ERROR)/.test(words));
const sentencesOf = ({ events }: ReplayReport): string[] => events.map(({ sentence }) => sentence);

const IPXE = ['ipxe-pxelinux-tftp-options.pcap', '192.168.2.0/24', 'de:ad:be:ef:02:00', '192.168.2.100'] as const;
const INTEL = [
  'uefi-pxe-intel-tftp-windowsize.pcapng',
  '192.168.178.0/24',
  'a8:a1:59:b7:4c:3b',
  '192.168.178.84',
] as const;

describe('a capture with TFTP that is replayed', () => {
  it('iPXE and PXELINUX read our files; what is not there is an ERROR', async () => {
    addFile('pxelinux.0', 46_545);
    addFile('ldlinux.c32', 122_044);
    const report = await replay(captureOf(IPXE[0]), IPXE[1], IPXE[2], IPXE[3]);
    const told = tftpOf(report);
    expect(told.slice(0, 6)).toEqual([
      'OACK blksize 1432, tsize 46545',
      'DATA block 1, 1432 octets',
      'OACK tsize 122044, blksize 1408',
      'DATA block 1, 1408 octets',
      'ERROR 1 (File not found) "File not found"',
      'ERROR 1 (File not found) "File not found"',
    ]);
    expect(sentencesOf(report).filter((sentence) => sentence.includes('ldlinux.c32'))).toHaveLength(2);
  });

  it('a size probe that the client breaks off is no failure', async () => {
    addFile('ipxe.efi', 1_052_672);
    const report = await replay(captureOf(INTEL[0]), INTEL[1], INTEL[2], INTEL[3]);
    expect(tftpOf(report).slice(0, 2)).toEqual([
      'OACK tsize 1052672, blksize 1468, windowsize 4',
      'OACK blksize 1468, windowsize 4',
    ]);
    expect(report.verdicts.map(({ state }) => state)).not.toContain('failed');
  });

  it.each([IPXE, INTEL])('%s: says the same twice, byte for byte', async (name, ...whose) => {
    addFile('ipxe.efi', 1_052_672);
    addFile('pxelinux.0', 46_545);
    const [first, second] = [await replay(captureOf(name), ...whose), await replay(captureOf(name), ...whose)];
    expect(JSON.stringify(second)).toBe(JSON.stringify(first));
    expect(renderReplay(second)).toBe(renderReplay(first));
  });

  it('a capture that is cut anywhere is played as far as it goes', async () => {
    addFile('ipxe.efi', 3_000);
    const whole = captureOf(INTEL[0]);
    for (const length of [whole.length - 1, Math.floor(whole.length / 2), 400]) {
      const cut = whole.subarray(0, length);
      if (!readCapture(cut).ok) continue;
      expect((await replay(cut, INTEL[1], INTEL[2], INTEL[3])).problem).toBeDefined();
    }
  });

  it('who asks a network that nobody serves is left alone', async () => {
    const report = await replay(captureOf(INTEL[0]), '10.79.0.0/24', INTEL[2], '10.79.0.21');
    expect(report.frames).toBe(7);
  });
});
