import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { formatIpv4Address } from '../../src/values/ipv4-address.js';
import { ARP_REQUEST, decodeArp, encodeArp } from '../../src/wire/arp/arp.codec.js';
import { ETHER_TYPE_ARP, readEthernetHeader } from '../../src/wire/ethernet/ethernet.codec.js';
import type { CapturedFrame } from '../../src/wire/pcap/capture.js';
import { readCapture } from '../../src/wire/pcap/read-capture.js';
import { decodeRarp } from '../../src/wire/rarp/rarp.codec.js';

function framesOf(name: string): readonly CapturedFrame[] {
  const result = readCapture(readFileSync(new URL(`captures/${name}`, import.meta.url)));
  if (!result.ok) throw new Error(result.error);
  expect(result.value.problem).toBeUndefined();
  return result.value.frames;
}

/** A reason without its numbers, so that reasons of one kind can be counted. */
function kindOf(reason: string): string {
  return reason.replace(/0x[0-9a-f]+|\d+/g, 'N');
}

describe('ARP as it was seen on a campus network of the 1990s, in a snoop file', () => {
  const frames = framesOf('sun-broadcasts-portmap-callit.snoop');
  const arp = frames.filter((frame) => readEthernetHeader(frame.bytes)?.etherType === ETHER_TYPE_ARP);

  it('is 41 of 48 frames, each a request that can be read', () => {
    expect(frames).toHaveLength(48);
    expect(arp).toHaveLength(41);
    for (const frame of arp) {
      const packet = decodeArp(frame.bytes);
      expect(packet.ok && packet.value.operation).toBe(ARP_REQUEST);
    }
  });

  it('begins with a host of 129.111 that asks for another', () => {
    const packet = decodeArp(arp[0]?.bytes ?? Buffer.alloc(0));
    if (!packet.ok) throw new Error(packet.error);
    expect(formatIpv4Address(packet.value.senderProtocolAddress)).toBe('129.111.182.199');
    expect(formatIpv4Address(packet.value.targetProtocolAddress)).toMatch(/^129\.111\./);
  });

  it('is written as it was read, but for what stood in the padding', () => {
    for (const frame of arp) {
      const packet = decodeArp(frame.bytes);
      if (!packet.ok) throw new Error(packet.error);
      expect(encodeArp(packet.value).toString('hex', 0, 42)).toBe(frame.bytes.toString('hex', 0, 42));
    }
  });
});

describe('ARP with flipped bits', () => {
  const frames = framesOf('arp-malformed.pcap');

  it('is refused, each frame with its reason', () => {
    const count: Record<string, number> = {};
    for (const frame of frames) {
      const packet = decodeArp(frame.bytes);
      const key = packet.ok ? 'read, though it is damaged' : kindOf(packet.error);
      count[key] = (count[key] ?? 0) + 1;
    }
    expect(frames).toHaveLength(333);
    expect(count).toEqual({
      'ARP hardware type N is not Ethernet (N)': 82,
      'ARP protocol type N is not IPvN (N)': 93,
      'ARP hardware address length N is not N': 50,
      'ARP protocol address length N is not N': 34,
      'ARP operation N is neither request (N) nor reply (N)': 70,
      'operation N belongs to RARP but came under the EtherType of ARP': 4,
    });
  });

  it('is no RARP request, also where its operation says 3', () => {
    const claimed = frames.filter(
      (frame) => frame.bytes.toString('hex', 14, 20) === '000108000604' && frame.bytes.readUInt16BE(20) === 3,
    );
    expect(claimed).toHaveLength(4);
    for (const frame of frames) expect(decodeRarp(frame.bytes).ok).toBe(false);
    for (const frame of claimed) {
      expect(decodeArp(frame.bytes)).toEqual({
        ok: false,
        error: 'operation 3 belongs to RARP but came under the EtherType of ARP',
      });
    }
  });
});
