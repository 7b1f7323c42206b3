import { describe, expect, it } from 'vitest';
import type { Ipv4Address } from '../../values/ipv4-address.js';
import type { MacAddress } from '../../values/mac-address.js';
import { decodeUdpFrame, encodeUdpFrame, MAXIMUM_UDP_PAYLOAD, type UdpFrame } from './udp-frame.codec.js';

const REPLY: UdpFrame = {
  sourceMac: 0x02aa00000001 as MacAddress,
  destinationMac: 0x0800208e48de as MacAddress,
  sourceAddress: 0xc0a8001c as Ipv4Address,
  destinationAddress: 0xc0a80015 as Ipv4Address,
  sourcePort: 67,
  destinationPort: 68,
  payload: Buffer.from('hello, netboot world'),
};

/*
 * Checked by hand. IPv4: 4500+0030+4000+4011+c0a8+001c+c0a8+0015 = 246c2 → 46c4, complement b93b.
 * UDP: the sum over pseudo-header, header and text is computed in `sumOfWords` below by another road.
 */
const IP_HEADER = '450000300000400040' + '11b93bc0a8001cc0a80015';

/** The same sum by BigInt over the hex text, so that a slip in the codec's arithmetic is not repeated here. */
function sumOfWords(hex: string): number {
  let sum = 0n;
  for (const word of (hex.length % 4 === 0 ? hex : `${hex}00`).match(/.{4}/g) ?? []) sum += BigInt(`0x${word}`);
  return Number(sum % 0xffffn);
}

function reason(frame: Buffer, udpChecksum = false): string {
  const result = decodeUdpFrame(frame, { udpChecksum });
  return result.ok ? 'decoded' : result.error;
}

function setWord(frame: Buffer, offset: number, word: number): Buffer {
  const copy = Buffer.from(frame);
  copy.writeUInt16BE(word, offset);
  return copy;
}

/** Puts a right header checksum back after a test changed the IPv4 header. */
function withIpChecksum(frame: Buffer): Buffer {
  const cleared = setWord(frame, 24, 0);
  const sum = sumOfWords(cleared.toString('hex', 14, 14 + (cleared.readUInt8(14) & 15) * 4));
  return setWord(cleared, 24, 0xffff - sum);
}

describe('a UDP frame', () => {
  const bytes = encodeUdpFrame(REPLY);

  it('is written header by header', () => {
    expect(bytes.toString('hex', 0, 14)).toBe('0800208e48de02aa000000010800');
    expect(bytes.toString('hex', 14, 34)).toBe(IP_HEADER);
    expect(bytes.toString('hex', 34, 40)).toBe('00430044001c');
    expect(bytes.toString('latin1', 42)).toBe('hello, netboot world');
    expect(bytes).toHaveLength(62);
  });

  it('has a UDP checksum over pseudo-header, header and payload', () => {
    const pseudoHeader = bytes.toString('hex', 26, 34) + '0011' + '001c';
    expect(bytes.readUInt16BE(40)).not.toBe(0);
    expect(sumOfWords(pseudoHeader + bytes.toString('hex', 34))).toBe(0);
  });

  it('comes back as it went in, with what was left out filled in', () => {
    expect(decodeUdpFrame(bytes, { udpChecksum: true })).toEqual({
      ok: true,
      value: { ...REPLY, identification: 0, ttl: 64 },
    });
  });

  it('carries the identification and the ttl that were asked for', () => {
    const frame = encodeUdpFrame({ ...REPLY, identification: 0xbeef, ttl: 1 });
    expect(frame.readUInt16BE(18)).toBe(0xbeef);
    expect(decodeUdpFrame(frame)).toEqual({ ok: true, value: { ...REPLY, identification: 0xbeef, ttl: 1 } });
  });

  it.each([0, 1, 17, 18, 19, 299, 300, 548, 1472])('comes back with a payload of %i bytes', (length) => {
    const payload = Buffer.from(Array.from({ length }, (_, at) => (at * 7 + 1) & 0xff));
    const frame = encodeUdpFrame({ ...REPLY, payload });
    expect(frame).toHaveLength(Math.max(60, 42 + length));
    const back = decodeUdpFrame(frame, { udpChecksum: true });
    expect(back.ok && back.value.payload.equals(payload)).toBe(true);
  });

  it('is padded with zeros to 60 bytes, and the padding is no payload', () => {
    const frame = encodeUdpFrame({ ...REPLY, payload: Buffer.from('hi') });
    expect(frame).toHaveLength(60);
    expect(frame.toString('hex', 44)).toBe('00'.repeat(16));
    const back = decodeUdpFrame(frame);
    expect(back.ok && back.value.payload.toString()).toBe('hi');
  });

  it('sends a computed checksum of 0 as 0xffff', () => {
    const zeroed = encodeUdpFrame({ ...REPLY, payload: Buffer.from([0, 0]) });
    const frame = encodeUdpFrame({ ...REPLY, payload: zeroed.subarray(40, 42) });
    expect(frame.readUInt16BE(40)).toBe(0xffff);
    expect(reason(frame, true)).toBe('decoded');
  });

  it('is decoded inside a bigger buffer', () => {
    const bigger = Buffer.concat([Buffer.alloc(5, 0xa5), bytes, Buffer.alloc(3, 0xa5)]);
    const result = decodeUdpFrame(bigger.subarray(5, 5 + bytes.length), { udpChecksum: true });
    expect(result).toEqual({ ok: true, value: { ...REPLY, identification: 0, ttl: 64 } });
  });

  it('may have options in its IPv4 header', () => {
    const header = Buffer.from(bytes.subarray(14, 34));
    header.writeUInt8(0x46, 0);
    header.writeUInt16BE(0x34, 2);
    const options = Buffer.from('94040000', 'hex'); // router alert, RFC 2113
    const frame = withIpChecksum(Buffer.concat([bytes.subarray(0, 14), header, options, bytes.subarray(34)]));
    const result = decodeUdpFrame(frame, { udpChecksum: true });
    expect(result.ok && result.value.payload.toString()).toBe('hello, netboot world');
  });

  it('is refused for a wrong UDP checksum only when that is asked for, and never when the sender made none', () => {
    const damaged = setWord(bytes, 50, 0x1234);
    expect(reason(damaged)).toBe('decoded');
    expect(reason(damaged, true)).toBe('the UDP checksum is wrong');
    expect(reason(setWord(damaged, 40, 0), true)).toBe('decoded');
  });

  it.each([
    ['an IPv4 header checksum that is wrong', setWord(bytes, 24, 0xb93c), 'the IPv4 header checksum is wrong'],
    ['ARP', setWord(bytes, 12, 0x0806), 'EtherType 0x0806 is not IPv4'],
    ['IPv6', setWord(bytes, 14, 0x6500), 'IP version 6 is not 4'],
    ['a header of four words', setWord(bytes, 14, 0x4400), 'an IPv4 header of 16 bytes is shorter than 20'],
    ['a packet shorter than its header', setWord(bytes, 16, 19), 'an IPv4 packet of 19 bytes ends inside its header'],
    ['a packet longer than the frame', setWord(bytes, 16, 49), 'the IPv4 packet says 49 bytes, the frame has 48'],
    [
      'the first fragment of many',
      withIpChecksum(setWord(bytes, 20, 0x2000)),
      'this is a fragment of an IPv4 packet; fragments are not put together',
    ],
    [
      'the last fragment of many',
      withIpChecksum(setWord(bytes, 20, 0x00b9)),
      'this is a fragment of an IPv4 packet; fragments are not put together',
    ],
    ['TCP', withIpChecksum(setWord(bytes, 22, 0x4006)), 'IP protocol 6 is not UDP (17)'],
    [
      'a packet without room for a UDP header',
      withIpChecksum(setWord(bytes, 16, 27)),
      'an IPv4 packet with 7 bytes of payload is too short for UDP',
    ],
    ['a UDP length of 7', setWord(bytes, 38, 7), 'the UDP length 7 is shorter than its own header'],
    ['a UDP length of 29', setWord(bytes, 38, 29), 'the UDP length 29 is more than the 28 bytes of the IPv4 packet'],
  ])('refuses %s with a reason', (_, frame, expected) => {
    expect(reason(frame)).toBe(expected);
  });

  it('is refused wherever it is cut', () => {
    for (let length = 0; length < bytes.length; length += 1)
      expect(reason(bytes.subarray(0, length))).toBe(
        length < 42
          ? `${length} bytes are too few for a frame with UDP, which has at least 42`
          : `the IPv4 packet says 48 bytes, the frame has ${length - 14}`,
      );
  });

  it('notices every changed byte from the IPv4 header on, or reads the same', () => {
    const original = decodeUdpFrame(bytes, { udpChecksum: true });
    const unnoticed: string[] = [];
    for (let offset = 14; offset < bytes.length; offset += 1) {
      for (const flip of [0x01, 0x10, 0x80, 0xff]) {
        const damaged = Buffer.from(bytes);
        damaged.writeUInt8(damaged.readUInt8(offset) ^ flip, offset);
        const result = decodeUdpFrame(damaged, { udpChecksum: true });
        if (result.ok && JSON.stringify(result) !== JSON.stringify(original)) unnoticed.push(`${offset} ^ ${flip}`);
      }
    }
    expect(unnoticed).toEqual([]);
  });

  it('does not build what no IPv4 packet can carry', () => {
    expect(encodeUdpFrame({ ...REPLY, payload: Buffer.alloc(MAXIMUM_UDP_PAYLOAD) })).toHaveLength(14 + 65_535);
    expect(() => encodeUdpFrame({ ...REPLY, payload: Buffer.alloc(MAXIMUM_UDP_PAYLOAD + 1) })).toThrow(
      'a UDP payload of 65508 bytes is over 65507',
    );
  });
});
