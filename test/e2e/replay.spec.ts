import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { replayCapture, type ReplayQuestion } from '../../src/replay.js';
import { renderReplay } from '../../src/replay/replay-report.render.js';
import type { ReplayReport } from '../../src/replay/replay-report.js';
import { formatMacAddress, type MacAddress } from '../../src/values/mac-address.js';
import { readCapture } from '../../src/wire/pcap/read-capture.js';
import { mac, must } from '../fakes/known-lab.js';

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

/** A pcap file of these frames, so many seconds after the first, cut to so many octets. */
function pcapOf(frames: readonly { readonly at: number; readonly bytes: Buffer; readonly kept?: number }[]): Buffer {
  const header = Buffer.from('d4c3b2a1020004000000000000000000ffff000001000000', 'hex');
  const records = frames.flatMap(({ at, bytes, kept = bytes.length }) => {
    const record = Buffer.alloc(16);
    record.writeUInt32LE(1_500_000_000 + at, 0);
    record.writeUInt32LE(kept, 8);
    record.writeUInt32LE(bytes.length, 12);
    return [record, bytes.subarray(0, kept)];
  });
  return Buffer.concat([header, ...records]);
}

describe('a capture of a wire where nobody answered', () => {
  const OURS = mac('02:00:00:00:00:fe');
  const [discover = Buffer.alloc(0)] = must(readCapture(captureOf('pxe-bios-proxydhcp-nsec.pcap'))).frames.map(
    ({ bytes }) => bytes,
  );
  const asked = [0, 4, 12, 28].map((at) => ({ at, bytes: discover }));
  const answer = Buffer.concat([discover.subarray(0, 6), Buffer.from('0200000000fe', 'hex'), discover.subarray(12)]);
  const CLIENT = formatMacAddress(discover.readUIntBE(6, 6) as MacAddress);

  async function replayed(capture: Buffer): Promise<ReplayReport> {
    const machines = [
      { hostname: 'rom', nics: [{ mac: CLIENT, ip: '10.1.1.7' }], boot: { files: { default: 'a.0' } } },
    ];
    const inventory = { networks: [{ name: 'lab', cidr: '10.1.1.0/24', mode: 'known' }], profiles: [], machines };
    return must(await replayCapture({ capture, inventory, tftpRoot: undefined, addresses: [], mac: OURS }));
  }

  it('is explained by that, and not by a client that does not take our offers', async () => {
    const { verdicts, answers } = await replayed(pcapOf(asked));
    expect(answers.map(({ frame }) => frame)).toEqual([1, 2, 3, 4]);
    expect(verdicts).toHaveLength(1);
    expect(verdicts[0]?.sentence).toBe(
      'nobody answers in this capture, though it asks 4 times; this appliance would: DHCPDISCOVER -> DHCPOFFER: rom gets 10.1.1.7, file a.0',
    );
    expect(verdicts[0]?.cure).toMatch(/reveille doctor and reveille probe/);
  });

  it('is explained by the client where the capture has our own answers', async () => {
    const { verdicts, leftOut } = await replayed(pcapOf([...asked, { at: 29, bytes: answer }]));
    expect(leftOut).toEqual([{ frame: 5, kind: 'own', why: 'we ourselves sent it' }]);
    expect(verdicts[0]?.sentence).toMatch(/^rom was offered its address 4 times and did not take it/);
  });

  it('leaves out what was cut short, and says which; what lost its padding alone counts', async () => {
    const padded = Buffer.concat([discover, Buffer.alloc(20)]);
    const report = await replayed(
      pcapOf([
        { at: 0, bytes: discover, kept: 68 },
        { at: 4, bytes: padded, kept: discover.length },
        { at: 8, bytes: discover, kept: 96 },
      ]),
    );
    expect(report.leftOut.map(({ frame, kind }) => [frame, kind])).toEqual([
      [1, 'cut'],
      [3, 'cut'],
    ]);
    expect(report.answers.map(({ frame }) => frame)).toEqual([2]);
    expect(renderReplay(report)).toContain(
      '2 frames (1, 3) were cut short by the capture and left out: capture with tcpdump -s 0\n',
    );
  });
});
