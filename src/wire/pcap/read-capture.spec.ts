import { describe, expect, it } from 'vitest';
import type { Capture } from './capture.js';
import { readCapture } from './read-capture.js';

function read(...parts: (string | Buffer)[]): Capture {
  const result = readCapture(bytesOf(...parts));
  if (!result.ok) throw new Error(result.error);
  return result.value;
}

function refusal(...parts: (string | Buffer)[]): string {
  const result = readCapture(bytesOf(...parts));
  return result.ok ? 'read' : result.error;
}

function bytesOf(...parts: (string | Buffer)[]): Buffer {
  return Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'hex') : part)));
}

const PCAP_BIG = 'a1b2c3d4' + '00020004' + '00000000' + '00000000' + '00040000' + '00000001';
const PCAP_LITTLE = 'd4c3b2a1' + '02000400' + '00000000' + '00000000' + '00000400' + '01000000';
const RECORD_BIG = '00000002' + '00000003' + '00000004' + '0000003c' + 'cafebabe';
const RECORD_LITTLE = '02000000' + '03000000' + '04000000' + '3c000000' + 'cafebabe';
const FRAME = Buffer.from('cafebabe', 'hex');

describe('a pcap file', () => {
  it.each([
    ['microseconds, big-endian', PCAP_BIG + RECORD_BIG, 2_000_003_000n],
    ['microseconds, little-endian', PCAP_LITTLE + RECORD_LITTLE, 2_000_003_000n],
    ['nanoseconds, big-endian', PCAP_BIG.replace('a1b2c3d4', 'a1b23c4d') + RECORD_BIG, 2_000_000_003n],
    ['nanoseconds, little-endian', PCAP_LITTLE.replace('d4c3b2a1', '4d3cb2a1') + RECORD_LITTLE, 2_000_000_003n],
  ])('is read in %s', (_, hex, atNanoseconds) => {
    expect(read(hex)).toEqual({ linkType: 1, frames: [{ atNanoseconds, bytes: FRAME, originalLength: 60 }] });
  });

  it('may hold no frame', () => {
    expect(read(PCAP_LITTLE)).toEqual({ linkType: 1, frames: [] });
  });

  it('keeps FCS length and flags out of the link type', () => {
    expect(read(PCAP_BIG.replace(/00000001$/, '94000071')).linkType).toBe(0x71);
  });

  it('gives the whole frames and says that the file ends inside the next one', () => {
    for (let cut = 1; cut < 20; cut += 1) {
      const capture = read(bytesOf(PCAP_BIG + RECORD_BIG + RECORD_BIG).subarray(0, -cut));
      expect(capture.frames).toHaveLength(1);
      expect(capture.problem).toBe('file ends inside frame 2');
    }
  });

  it('believes no length: a frame of 4 GiB in a file of 44 bytes is a file that ends', () => {
    const capture = read(PCAP_BIG, RECORD_BIG.replace('00000004', 'ffffffff'));
    expect(capture).toEqual({ linkType: 1, frames: [], problem: 'file ends inside frame 1' });
  });

  it('copies no bytes: frames are views into the file', () => {
    const file = bytesOf(PCAP_BIG, RECORD_BIG);
    const result = readCapture(file);
    expect(result.ok && result.value.frames[0]?.bytes.buffer).toBe(file.buffer);
  });

  it('is refused when it ends inside its header', () => {
    expect(refusal(bytesOf(PCAP_BIG).subarray(0, 23))).toBe('the pcap file ends inside its header: 23 of 24 bytes');
  });
});

const SNOOP = '736e6f6f70000000' + '00000002' + '00000004';
const SNOOP_RECORD = '0000003c' + '00000003' + '0000001c' + '00000000' + '00000005' + '00000007' + 'cafeba' + '00';

describe('a snoop file', () => {
  it('is read with its padding left out', () => {
    expect(read(SNOOP + SNOOP_RECORD + SNOOP_RECORD)).toEqual({
      linkType: 1,
      frames: [
        { atNanoseconds: 5_000_007_000n, bytes: FRAME.subarray(0, 3), originalLength: 60 },
        { atNanoseconds: 5_000_007_000n, bytes: FRAME.subarray(0, 3), originalLength: 60 },
      ],
    });
  });

  it('gives the whole frames and says that the file ends inside the next one', () => {
    // A cut of one byte takes only padding away.
    for (let cut = 2; cut < 28; cut += 1) {
      const capture = read(bytesOf(SNOOP + SNOOP_RECORD + SNOOP_RECORD).subarray(0, -cut));
      expect(capture.frames).toHaveLength(1);
      expect(capture.problem).toBe('file ends inside frame 2');
    }
  });

  it.each([
    ['shorter than its frame', '0000001a', 'frame 1 says 3 bytes in a record of 26'],
    ['of length 0, which would never end', '00000000', 'frame 1 says 3 bytes in a record of 0'],
  ])('stops at a record %s', (_, recordLength, problem) => {
    expect(read(SNOOP, SNOOP_RECORD.replace('0000001c', recordLength))).toEqual({ linkType: 1, frames: [], problem });
  });

  it.each([
    [
      'version 1',
      SNOOP.replace('00000002', '00000001'),
      'snoop version 1 is not 2, the only one that is described (RFC 1761)',
    ],
    ['an unknown datalink', SNOOP.replace(/00000004$/, '00000063'), 'snoop datalink type 99 is none that we can name'],
    ['half a header', SNOOP.slice(0, 20), 'the snoop file ends inside its header: 10 of 16 bytes'],
  ])('is refused with %s', (_, hex, reason) => {
    expect(refusal(hex)).toBe(reason);
  });
});

describe('any other file', () => {
  it.each([
    ['an empty file', '', 'the capture file is empty'],
    ['a compressed one', '1f8b0808', 'this file is compressed with gzip: unpack it first (gunzip)'],
    [
      'text',
      Buffer.from('#!/bin/sh'),
      'this is not a capture file that can be read: it begins with 23212f62696e2f73; ' +
        'give it pcap, pcapng or Sun snoop (for instance from tcpdump -w)',
    ],
  ])('is refused: %s', (_, bytes, reason) => {
    expect(refusal(bytes)).toBe(reason);
  });
});
