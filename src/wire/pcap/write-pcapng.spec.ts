import { describe, expect, it } from 'vitest';
import { readCapture } from './read-capture.js';
import { writePcapng } from './write-pcapng.js';

const frame = (length: number) => ({
  interface: 0,
  atMicroseconds: 1_763_000_000_123_456,
  direction: 'in' as const,
  bytes: Buffer.alloc(length, length),
  originalLength: 1500,
  comments: ['RARP request -> RARP reply: ultra10 gets 10.79.0.21'],
});

const eth0 = { name: 'eth0', description: 'has 10.79.0.1', hardwareAddress: Buffer.from('020000000001', 'hex') };

describe('writing pcapng', () => {
  it('our own reader reads it back', () => {
    const file = writePcapng({
      application: 'Reveille',
      comments: ['ultra10'],
      interfaces: [eth0],
      frames: [frame(60), frame(61), frame(62), frame(63)],
    });
    const capture = readCapture(file);
    expect(capture).toMatchObject({ ok: true, value: { linkType: 1 } });
    if (!capture.ok) return;
    expect(capture.value.problem).toBeUndefined();
    expect(capture.value.frames).toEqual(
      [60, 61, 62, 63].map((length) => ({
        atNanoseconds: 1_763_000_000_123_456_000n,
        bytes: Buffer.alloc(length, length),
        originalLength: 1500,
      })),
    );
  });

  it('is written octet by octet as the draft says', () => {
    const file = writePcapng({ application: 'R', comments: [], interfaces: [eth0], frames: [] });
    expect(file.toString('hex')).toBe(
      '0a0d0d0a280000004d3c2b1a01000000ffffffffffffffff0400010052000000' + // section, application "R"
        '0000000028000000' +
        '01000000400000000100000000000000' + // interface: Ethernet, no snap length
        '0200040065746830' +
        '03000d006861732031302e37392e302e31000000' +
        '060006000200000000010000' +
        '0000000040000000',
    );
  });
});
