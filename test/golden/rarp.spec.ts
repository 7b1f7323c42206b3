import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { formatIpv4Address } from '../../src/values/ipv4-address.js';
import { BROADCAST_MAC, formatMacAddress } from '../../src/values/mac-address.js';
import { readCapture } from '../../src/wire/pcap/read-capture.js';
import type { Capture } from '../../src/wire/pcap/capture.js';
import { decodeRarp, encodeRarp, type RarpPacket } from '../../src/wire/rarp/rarp.codec.js';

function capture(name: string): Capture {
  const result = readCapture(readFileSync(new URL(`captures/${name}`, import.meta.url)));
  if (!result.ok) throw new Error(result.error);
  return result.value;
}

function packetsOf(name: string): RarpPacket[] {
  return capture(name).frames.map((frame) => {
    const result = decodeRarp(frame.bytes);
    if (!result.ok) throw new Error(result.error);
    return result.value;
  });
}

function inWords(packet: RarpPacket): string {
  const sender = `${formatMacAddress(packet.senderHardwareAddress)} ${formatIpv4Address(packet.senderProtocolAddress)}`;
  const target = `${formatMacAddress(packet.targetHardwareAddress)} ${formatIpv4Address(packet.targetProtocolAddress)}`;
  return `op ${packet.operation}: ${sender} → ${target}`;
}

describe('RARP as it was seen on real wires', () => {
  it('is a request and its reply, both caught on their senders without padding', () => {
    expect(packetsOf('rarp-request-reply.pcapng').map(inWords)).toEqual([
      'op 3: 00:0c:29:34:0b:de 0.0.0.0 → 00:0c:29:34:0b:de 0.0.0.0',
      'op 4: 00:0c:29:c5:f6:9b 10.1.1.10 → 00:0c:29:34:0b:de 10.1.1.100',
    ]);
  });

  it('is what the Linux kernel asks with ip=::::::rarp and what Linux rarpd answers', () => {
    expect(packetsOf('rarp-linux-kernel-ipconfig.pcap').map(inWords)).toEqual([
      'op 3: 52:54:00:ca:00:20 0.0.0.0 → 52:54:00:ca:00:20 0.0.0.0',
      'op 4: 52:54:00:ca:00:01 172.31.99.1 → 52:54:00:ca:00:20 172.31.99.20',
    ]);
  });

  it.each([
    ['rarp-qemu-announce.pcap', '52:54:00:ca:00:10', [50, 150, 250, 350]],
    ['rarp-vmware-pxe-vm.pcap', '00:0c:29:20:fd:ce', [527, 1000, 2000]],
  ])('is a switch notification in %s, byte for byte a request', (name, mac, gapsInMilliseconds) => {
    const packets = packetsOf(name);
    expect(new Set(packets.map(inWords))).toEqual(new Set([`op 3: ${mac} 0.0.0.0 → ${mac} 0.0.0.0`]));
    expect(packets.every((packet) => packet.destination === BROADCAST_MAC)).toBe(true);
    const times = capture(name).frames.map((frame) => Number(frame.atNanoseconds / 1_000_000n));
    const gaps = times.slice(1).map((time, at) => time - (times[at] ?? 0));
    expect(gaps).toHaveLength(gapsInMilliseconds.length);
    gaps.forEach((gap, at) => expect(Math.abs(gap - (gapsInMilliseconds[at] ?? 0))).toBeLessThanOrEqual(1));
  });

  it.each([
    'rarp-request-reply.pcapng',
    'rarp-linux-kernel-ipconfig.pcap',
    'rarp-qemu-announce.pcap',
    'rarp-vmware-pxe-vm.pcap',
  ])('in %s is written as it was read, byte for byte up to the padding', (name) => {
    const { frames } = capture(name);
    const packets = packetsOf(name);
    expect(frames.length).toBeGreaterThan(0);
    frames.forEach((frame, at) => {
      const written = encodeRarp(packets[at] as RarpPacket);
      expect(written).toHaveLength(60);
      expect(written.toString('hex', 0, frame.bytes.length)).toBe(frame.bytes.toString('hex'));
    });
  });

  it('was cut to 22 of 65 570 bytes by its capture, and what is left is refused with a reason', () => {
    const { frames, problem } = capture('rarp-truncated-file.pcap');
    expect(frames.map((frame) => [frame.bytes.length, frame.originalLength])).toEqual([[22, 65_570]]);
    expect(problem).toBeUndefined();
    expect(decodeRarp(frames[0]?.bytes ?? Buffer.alloc(0))).toEqual({
      ok: false,
      error: '22 bytes are too few for a frame with RARP, which has at least 42',
    });
  });
});

describe('a capture file that was cut off', () => {
  const whole = readFileSync(new URL('captures/rarp-qemu-announce.pcap', import.meta.url));

  it('gives the frames that are whole, wherever it was cut, and says inside which frame it ends', () => {
    const record = 16 + 60;
    for (let length = 24; length < whole.length; length += 1) {
      const result = readCapture(whole.subarray(0, length));
      if (!result.ok) throw new Error(result.error);
      const wholeFrames = Math.floor((length - 24) / record);
      expect(result.value.frames).toHaveLength(wholeFrames);
      expect(result.value.problem).toBe(
        (length - 24) % record === 0 ? undefined : `file ends inside frame ${wholeFrames + 1}`,
      );
    }
  });
});
