import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { replayCapture, type ReplayQuestion } from '../../src/replay.js';
import { renderReplay } from '../../src/replay/replay-report.render.js';
import type { ReplayReport } from '../../src/replay/replay-report.js';
import { must } from '../fakes/known-lab.js';

const captureOf = (name: string): Buffer => readFileSync(new URL(`../golden/captures/${name}`, import.meta.url));

async function replay(name: string, machines: readonly unknown[], cidr: string): Promise<ReplayReport> {
  const question: ReplayQuestion = {
    capture: captureOf(name),
    inventory: { networks: [{ name: 'lab', cidr, mode: 'known' }], profiles: [], machines },
    tftpRoot: undefined,
    addresses: [],
    mac: undefined,
  };
  return must(await replayCapture(question));
}

const VMWARE = { hostname: 'esx-guest', nics: [{ mac: '00:0c:29:34:0b:de', ip: '10.1.1.100' }] };

describe('a capture that is replayed', () => {
  it('is answered by the inventory that is given', async () => {
    const { answers, events } = await replay('rarp-request-reply.pcapng', [VMWARE], '10.1.1.0/24');
    expect(answers).toMatchObject([{ frame: 1, at: '2013-12-05T15:59:59.430Z' }]);
    expect(answers[0]?.words).toContain('RARP reply: 00:0c:29:34:0b:de has 10.1.1.100, says 10.1.1.254');
    expect(events[0]?.sentence).toContain('RARP request -> RARP reply: esx-guest gets 10.1.1.100');
  });

  it('says the same twice, byte for byte', async () => {
    const android = { hostname: 'phone', nics: [{ mac: '00:0c:29:34:0b:de', ip: '192.168.1.7' }] };
    const first = await replay('dhcp-all-eight-types.pcap', [android], '192.168.1.0/24');
    const second = await replay('dhcp-all-eight-types.pcap', [android], '192.168.1.0/24');
    expect(JSON.stringify(second)).toBe(JSON.stringify(first));
    expect(renderReplay(second)).toBe(renderReplay(first));
    expect(first.events.length).toBeGreaterThan(0);
  });

  it('explains the RARP of a hypervisor as what it is', async () => {
    const { verdicts, answers } = await replay('rarp-qemu-announce.pcap', [], '172.31.99.0/24');
    expect(answers).toEqual([]);
    expect(verdicts).toMatchObject([{ mac: '52:54:00:ca:00:10', state: 'noise' }]);
  });

  it('takes what breaks off, and says so', async () => {
    const whole = captureOf('rarp-request-reply.pcapng');
    const question = {
      inventory: { networks: [], profiles: [], machines: [] },
      tftpRoot: undefined,
      addresses: [],
      mac: undefined,
    };
    const report = must(await replayCapture({ ...question, capture: whole.subarray(0, whole.length - 40) }));
    expect(report.problem).toMatch(/file ends/);
    expect((await replayCapture({ ...question, capture: Buffer.from('#!/bin/sh') })).ok).toBe(false);
  });

  it('refuses an inventory that the appliance would refuse', async () => {
    const question = {
      capture: captureOf('rarp-request-reply.pcapng'),
      tftpRoot: undefined,
      addresses: [],
      mac: undefined,
    };
    const inventory = { networks: [], profiles: [], machines: [{ hostname: 'no dots or blanks please' }] };
    const report = await replayCapture({ ...question, inventory });
    expect(report.ok ? 'taken' : report.error).toContain('machines: ');
  });
});
