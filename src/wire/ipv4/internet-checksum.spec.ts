import { describe, expect, it } from 'vitest';
import { addToChecksum, finishChecksum, internetChecksum } from './internet-checksum.js';

describe('the Internet checksum', () => {
  it('is the one of the example in RFC 1071 §3', () => {
    expect(internetChecksum(Buffer.from('0001f203f4f5f6f7', 'hex'))).toBe(~0xddf2 & 0xffff);
  });

  it('is 0xffff for zeros and 0 for ones', () => {
    expect(internetChecksum(Buffer.alloc(20))).toBe(0xffff);
    expect(internetChecksum(Buffer.alloc(20, 0xff))).toBe(0);
  });

  it('pads an odd last byte with a zero on its right', () => {
    expect(internetChecksum(Buffer.from('0001f2', 'hex'))).toBe(internetChecksum(Buffer.from('0001f200', 'hex')));
  });

  it('looks only at its range', () => {
    expect(internetChecksum(Buffer.from('ffff0001f203f4f5f6f7ffff', 'hex'), 2, 10)).toBe(~0xddf2 & 0xffff);
  });

  it('is the same in one piece and in two', () => {
    const bytes = Buffer.from('450000730000400040110000c0a80001c0a800c7', 'hex');
    const first = addToChecksum(0, bytes, 0, 12);
    expect(finishChecksum(addToChecksum(first, bytes, 12, 20))).toBe(internetChecksum(bytes));
  });

  it('folds more carries than fit into 32 bits', () => {
    // 65536 times 2^17 words of 0xffff: a sum of 0xffff * 2^33, which folds to 0xffff.
    expect(finishChecksum(0xffff * 2 ** 33)).toBe(0);
    expect(finishChecksum(2 ** 33)).toBe(~2 & 0xffff);
  });
});
