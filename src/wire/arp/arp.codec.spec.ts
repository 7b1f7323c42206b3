import { describe, expect, it } from 'vitest';
import { formatIpv4Address } from '../../values/ipv4-address.js';
import { BROADCAST_MAC } from '../../values/mac-address.js';
import { ARP_REPLY, ARP_REQUEST, decodeArp, encodeArp, type ArpPacket } from './arp.codec.js';

/** A gratuitous request: sender and target address are its own. */
const GRATUITOUS =
  'ffffffffffff' + '0202020202020806' + '0001080006040001020202020202c0a80101ffffffffffffc0a80101' + '00'.repeat(18);

function decoded(hex: string): ArpPacket {
  const result = decodeArp(Buffer.from(hex, 'hex'));
  if (!result.ok) throw new Error(result.error);
  return result.value;
}

function changed(offset: number, ...bytes: number[]): Buffer {
  const frame = Buffer.from(GRATUITOUS, 'hex');
  frame.set(bytes, offset);
  return frame;
}

describe('an ARP frame', () => {
  it('reads a gratuitous request', () => {
    const packet = decoded(GRATUITOUS);
    expect(packet).toEqual({
      destination: BROADCAST_MAC,
      source: 0x020202020202,
      operation: ARP_REQUEST,
      senderHardwareAddress: 0x020202020202,
      senderProtocolAddress: 0xc0a80101,
      targetHardwareAddress: BROADCAST_MAC,
      targetProtocolAddress: 0xc0a80101,
    });
    expect(formatIpv4Address(packet.senderProtocolAddress)).toBe('192.168.1.1');
  });

  it('writes the 60 bytes that it read', () => {
    expect(encodeArp(decoded(GRATUITOUS)).toString('hex')).toBe(GRATUITOUS);
  });

  it('reads a reply', () => {
    expect(decoded(changed(20, 0, 2).toString('hex')).operation).toBe(ARP_REPLY);
  });

  it.each([
    [
      'a RARP request under its EtherType',
      changed(20, 0, 3),
      'operation 3 belongs to RARP but came under the EtherType of ARP',
    ],
    [
      'a RARP reply under its EtherType',
      changed(20, 0, 4),
      'operation 4 belongs to RARP but came under the EtherType of ARP',
    ],
    ['operation 0', changed(20, 0, 0), 'ARP operation 0 is neither request (1) nor reply (2)'],
    ['operation 22785', changed(20, 0x59, 1), 'ARP operation 22785 is neither request (1) nor reply (2)'],
    ['the EtherType of RARP', changed(12, 0x80, 0x35), "EtherType 0x8035 is not ARP's 0x0806"],
    ['IEEE 802 hardware', changed(14, 0, 6), 'ARP hardware type 6 is not Ethernet (1)'],
    ['a trailer protocol', changed(16, 0x10, 0), 'ARP protocol type 0x1000 is not IPv4 (0x0800)'],
    ['a hardware length of 0', changed(18, 0), 'ARP hardware address length 0 is not 6'],
    ['a protocol length of 6', changed(19, 6), 'ARP protocol address length 6 is not 4'],
  ])('refuses %s with a reason', (_, frame, reason) => {
    expect(decodeArp(frame)).toEqual({ ok: false, error: reason });
  });

  it('refuses a frame wherever it is cut', () => {
    for (let length = 0; length < 42; length += 1)
      expect(decodeArp(Buffer.from(GRATUITOUS, 'hex').subarray(0, length))).toEqual({
        ok: false,
        error: `${length} bytes are too few for a frame with ARP, which has at least 42`,
      });
  });
});
