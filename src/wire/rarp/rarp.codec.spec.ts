import { describe, expect, it } from 'vitest';
import { BROADCAST_ADDRESS, formatIpv4Address } from '../../values/ipv4-address.js';
import { BROADCAST_MAC, formatSunMacAddress } from '../../values/mac-address.js';
import { decodeRarp, encodeRarp, RARP_REPLY, RARP_REQUEST, type RarpPacket } from './rarp.codec.js';

/** As snoop shows the request of a Sun client: both protocol addresses undefined, the sender's all ones. */
const SUN_REQUEST = 'ffffffffffff0800208e48de80350001080006040003' + '0800208e48deffffffff' + '0800208e48de00000000';
const SUN_REPLY = '0800208e48de080020b3411b80350001080006040004' + '080020b3411bc0a8001c' + '0800208e48dec0a80015';
const PADDING = '00'.repeat(18);

function decoded(hex: string): RarpPacket {
  const result = decodeRarp(Buffer.from(hex, 'hex'));
  if (!result.ok) throw new Error(result.error);
  return result.value;
}

function reasonFor(frame: Buffer): string {
  const result = decodeRarp(frame);
  return result.ok ? 'decoded' : result.error;
}

function changed(offset: number, ...bytes: number[]): Buffer {
  const frame = Buffer.from(SUN_REQUEST, 'hex');
  frame.set(bytes, offset);
  return frame;
}

describe('a RARP frame', () => {
  it('reads the request of a Sun client', () => {
    const packet = decoded(SUN_REQUEST + PADDING);
    expect(packet).toEqual({
      destination: BROADCAST_MAC,
      source: 0x0800208e48de,
      operation: RARP_REQUEST,
      senderHardwareAddress: 0x0800208e48de,
      senderProtocolAddress: BROADCAST_ADDRESS,
      targetHardwareAddress: 0x0800208e48de,
      targetProtocolAddress: 0,
    });
    expect(formatSunMacAddress(packet.targetHardwareAddress)).toBe('8:0:20:8e:48:de');
  });

  it('reads the reply of a Sun server', () => {
    const packet = decoded(SUN_REPLY);
    expect(packet.operation).toBe(RARP_REPLY);
    expect(formatSunMacAddress(packet.senderHardwareAddress)).toBe('8:0:20:b3:41:1b');
    expect(formatIpv4Address(packet.senderProtocolAddress)).toBe('192.168.0.28');
    expect(formatSunMacAddress(packet.targetHardwareAddress)).toBe('8:0:20:8e:48:de');
    expect(formatIpv4Address(packet.targetProtocolAddress)).toBe('192.168.0.21');
  });

  it('writes the same reply, padded with zeros to 60 bytes', () => {
    expect(encodeRarp(decoded(SUN_REPLY)).toString('hex')).toBe(SUN_REPLY + PADDING);
  });

  it('writes the same request, padded with zeros to 60 bytes', () => {
    expect(encodeRarp(decoded(SUN_REQUEST)).toString('hex')).toBe(SUN_REQUEST + PADDING);
  });

  it('reads 42 bytes, as a capture on the sender has them, 60 padded ones and 64 with an FCS alike', () => {
    expect(decoded(SUN_REQUEST + PADDING)).toEqual(decoded(SUN_REQUEST));
    expect(decoded(SUN_REQUEST + PADDING + 'deadbeef')).toEqual(decoded(SUN_REQUEST));
  });

  it('reads a frame that lies inside a bigger buffer', () => {
    const buffer = Buffer.from('a5a5a5' + SUN_REPLY + 'a5a5', 'hex');
    expect(decodeRarp(buffer.subarray(3, 45))).toEqual({ ok: true, value: decoded(SUN_REPLY) });
  });

  it('keeps an Ethernet source that differs from the sender hardware address', () => {
    const packet = decoded(changed(6, 0x02, 0, 0, 0, 0, 0x99).toString('hex'));
    expect(packet.source).toBe(0x020000000099);
    expect(packet.senderHardwareAddress).toBe(0x0800208e48de);
  });

  it.each([1, 2, 3, 4, 5, 6, 7])('accepts operation %i', (operation) => {
    expect(decoded(changed(20, 0, operation).toString('hex')).operation).toBe(operation);
  });

  it.each([
    ['operation 0', changed(20, 0, 0), 'RARP operation 0 is not known (3 request, 4 reply, 5 to 7 DRARP, 1 and 2 ARP)'],
    ['operation 8', changed(20, 0, 8), 'RARP operation 8 is not known (3 request, 4 reply, 5 to 7 DRARP, 1 and 2 ARP)'],
    [
      'operation 0x0300, byte-swapped',
      changed(20, 3, 0),
      'RARP operation 768 is not known (3 request, 4 reply, 5 to 7 DRARP, 1 and 2 ARP)',
    ],
    ['the EtherType of ARP', changed(12, 0x08, 0x06), "EtherType 0x0806 is not RARP's 0x8035"],
    ['token ring hardware', changed(14, 0, 6), 'RARP hardware type 6 is not Ethernet (1)'],
    ['IPv6 as the protocol', changed(16, 0x86, 0xdd), 'RARP protocol type 0x86dd is not IPv4 (0x0800)'],
    ['hardware addresses of 8 bytes', changed(18, 8), 'RARP hardware address length 8 is not 6'],
    ['protocol addresses of 16 bytes', changed(19, 16), 'RARP protocol address length 16 is not 4'],
  ])('refuses %s with a reason', (_, frame, reason) => {
    expect(reasonFor(frame)).toBe(reason);
  });

  it('refuses a frame wherever it is cut', () => {
    for (let length = 0; length < 42; length += 1)
      expect(reasonFor(Buffer.from(SUN_REQUEST, 'hex').subarray(0, length))).toBe(
        `${length} bytes are too few for a frame with RARP, which has at least 42`,
      );
  });
});
