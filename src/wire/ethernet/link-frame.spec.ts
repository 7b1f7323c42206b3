import { describe, expect, it } from 'vitest';
import { readLinkFrame, readsLinkType } from './link-frame.js';

const PACKET = '4500001c';
const PACKET_6 = '6000000000';
const MADE = 'ffffffffffff000000000000';

const read = (linkType: number, hex: string) => readLinkFrame(linkType, Buffer.from(hex, 'hex'));

describe('a frame of a capture that has no Ethernet header', () => {
  it.each<[string, number, string, string]>([
    ['loopback of a little-endian host', 0, `02000000${PACKET}`, `${MADE}0800${PACKET}`],
    ['loopback of a big-endian host', 0, `00000002${PACKET}`, `${MADE}0800${PACKET}`],
    ['loopback in network order (OpenBSD)', 108, `00000002${PACKET}`, `${MADE}0800${PACKET}`],
    ['IPv6 of FreeBSD', 0, `1c000000${PACKET_6}`, `${MADE}86dd${PACKET_6}`],
    ['IPv6 of macOS', 0, `1e000000${PACKET_6}`, `${MADE}86dd${PACKET_6}`],
    ['IPv6 of OpenBSD', 108, `00000018${PACKET_6}`, `${MADE}86dd${PACKET_6}`],
    ['raw IPv4', 101, PACKET, `${MADE}0800${PACKET}`],
    ['raw IPv6', 101, PACKET_6, `${MADE}86dd${PACKET_6}`],
    ['raw IPv4 that says so', 228, PACKET, `${MADE}0800${PACKET}`],
    ['raw IP of a BSD file', 12, PACKET, `${MADE}0800${PACKET}`],
  ])('%s', (_, linkType, hex, frame) => {
    const link = read(linkType, hex);
    if (!link.ok) throw new Error(link.error);
    expect(link.value.frame.toString('hex')).toBe(frame);
  });

  it.each<[string, number, string, string]>([
    [
      'of another family (AppleTalk)',
      0,
      `10000000${PACKET}`,
      'address family 16 of a loopback capture is neither IPv4 nor IPv6',
    ],
    [
      'whose family is turned round',
      108,
      `02000000${PACKET}`,
      'address family 33554432 of a loopback capture is neither IPv4 nor IPv6',
    ],
    ['that is a family and nothing else', 0, '02000000', '4 bytes are too few for link type 0'],
    ['of no IP version', 101, '00112233', 'a packet of IP version 0 is neither IPv4 nor IPv6'],
    ['without an octet', 101, '', '0 bytes are too few for link type 101'],
    [
      'of a link that nobody reads',
      105,
      '0800',
      'link type 105 is not read here; capture on an Ethernet interface, or with tcpdump -i any',
    ],
  ])('says why not: one %s', (_, linkType, hex, error) => {
    expect(read(linkType, hex)).toEqual({ ok: false, error });
  });

  it('tells link types that are read from others', () => {
    expect([1, 0, 101, 108, 113, 228, 276].map(readsLinkType)).not.toContain(false);
    expect([105, 127, 147].map(readsLinkType)).not.toContain(true);
  });
});
