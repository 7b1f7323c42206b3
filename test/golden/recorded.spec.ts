import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { formatIpv4Address } from '../../src/values/ipv4-address.js';
import { decodeBootp, encodeBootp } from '../../src/wire/bootp/bootp.codec.js';
import { printMessage } from '../../src/wire/dhcp/print-message.js';
import { decodeUdpFrame, type UdpFrame } from '../../src/wire/ipv4/udp-frame.codec.js';
import { readCapture } from '../../src/wire/pcap/read-capture.js';
import { answerRecorded } from '../fakes/recorded-lab.js';
import { must } from '../fakes/known-lab.js';
import { CLIENT_FAMILIES, type ClientFamily } from './client-families.js';

const RECORDED = new URL('recorded/', import.meta.url);
const SERVER_PORTS = [67, 4011];

function framesOf({ name }: ClientFamily): readonly UdpFrame[] {
  const capture = must(readCapture(readFileSync(new URL(`${name}.pcap`, RECORDED))));
  return capture.frames.map(({ bytes }) => must(decodeUdpFrame(bytes)));
}

/** What the client asked, in words, and what this inventory answers today, in words and in octets. */
function replay(family: ClientFamily): string {
  const blocks = framesOf(family)
    .filter(({ destinationPort, payload }) => SERVER_PORTS.includes(destinationPort) && payload[0] === 1)
    .map((frame) => {
      const asked = must(decodeBootp(frame.payload));
      const verdict = answerRecorded(family, frame, asked);
      const title = `asked from ${formatIpv4Address(frame.sourceAddress)}:${frame.sourcePort}, ${frame.payload.length} octets\n${printMessage(asked)}`;
      if (verdict.kind === 'silent') return `${title}\nsilence: ${verdict.reason}\n`;
      const { bytes, dropped } = encodeBootp(verdict.reply.message);
      expect(dropped).toEqual([]);
      const words = printMessage(must(decodeBootp(bytes)));
      const octets = bytes.toString('hex').replace(/(?:00)+$/, '').replace(/.{1,120}/g, '  $&\n');
      return `${title}\nanswered to ${verdict.destination.to}, ${bytes.length} octets\n${words}\n${octets}`;
    });
  return blocks.join('\n');
}

/** UPDATE_GOLDEN=1 writes the files anew: read the difference before committing it. */
function golden(file: string, text: string): string {
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(new URL(file, RECORDED), text);
  return readFileSync(new URL(file, RECORDED), 'utf8');
}

describe('clients that the tests have recorded, one family each', () => {
  it.each(CLIENT_FAMILIES.map((family) => [family.name, family] as const))(
    '%s is read, and answered byte for byte as the golden file has it',
    (name, family) => {
      const text = replay(family);
      expect(text).toBe(golden(`${name}.txt`, text));
    },
  );

  it.each(CLIENT_FAMILIES.map((family) => [family.name, family] as const))(
    '%s was given its address by the appliance, in an answer that is read without a remark',
    (_, family) => {
      const answers = framesOf(family)
        .map(({ payload }) => must(decodeBootp(payload)))
        .filter(({ operation }) => operation === 2);
      expect(answers.map(({ yourAddress }) => formatIpv4Address(yourAddress))).toContain(family.ip);
      expect(answers.flatMap(({ oddities }) => oddities)).toEqual([]);
    },
  );

  it('has one file each, and no other', () => {
    const files = readdirSync(RECORDED).filter((file) => file !== 'README.md');
    expect(files.sort()).toEqual(CLIENT_FAMILIES.flatMap(({ name }) => [`${name}.pcap`, `${name}.txt`]).sort());
  });
});
