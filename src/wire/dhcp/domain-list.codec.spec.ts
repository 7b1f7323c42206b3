import { describe, expect, it } from 'vitest';
import { decodeDomainList, encodeDomainList, printDomainList } from './domain-list.codec.js';

const bytes = (...parts: readonly (string | number)[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === 'number' ? Buffer.from([part]) : Buffer.from(part))));

describe('domain search list (RFC 3397)', () => {
  it('reads the example of RFC 3397 §2, whose second name ends in a pointer', () => {
    const value = bytes(3, 'eng', 5, 'apple', 3, 'com', 0, 9, 'marketing', 0xc0, 4);
    expect(decodeDomainList(value)).toEqual(['eng.apple.com', 'marketing.apple.com']);
    expect(printDomainList(value)).toBe('"eng.apple.com", "marketing.apple.com"');
  });

  it('follows a pointer to a name that ends in a pointer, and goes on behind the first', () => {
    const value = bytes(1, 'a', 0, 1, 'b', 0xc0, 0, 1, 'c', 0xc0, 3, 1, 'd', 0);
    expect(decodeDomainList(value)).toEqual(['a', 'b.a', 'c.b.a', 'd']);
  });

  it.each([
    ['a pointer to itself', bytes(0xc0, 0)],
    ['a pointer forward', bytes(1, 'a', 0xc0, 4, 0)],
    ['a pointer that is cut', bytes(1, 'a', 0xc0)],
    ['a label past the end', bytes(5, 'abc')],
    ['a name without an end', bytes(1, 'a')],
    ['a label of a reserved kind', bytes(0x40, 'a', 0)],
    [
      'a name over 255 octets',
      Buffer.concat([...Array.from({ length: 5 }, () => bytes(63, 'x'.repeat(63))), bytes(0)]),
    ],
  ])('reads nothing from %s, and comes to an end', (_, value) => {
    expect(decodeDomainList(value)).toBeUndefined();
    expect(printDomainList(value)).toBe(`0x${value.toString('hex')}`);
  });

  it('shows a label with a line end as one line', () => {
    expect(printDomainList(bytes(3, 'a\nb', 0))).toBe('"a\\nb"');
  });

  it('writes names without pointers, with or without the last dot, and reads them back', () => {
    const result = encodeDomainList('lab.example, Example.');
    expect(result).toEqual({ ok: true, value: bytes(3, 'lab', 7, 'example', 0, 7, 'Example', 0) });
    if (result.ok) expect(decodeDomainList(result.value)).toEqual(['lab.example', 'Example']);
  });

  it('takes a label of 63 and a name of 253 characters, and not one more', () => {
    const label = 'a'.repeat(63);
    const longest = `${label}.${label}.${label}.${'a'.repeat(61)}`;
    expect(longest).toHaveLength(253);
    const result = encodeDomainList([longest]);
    expect(result.ok && decodeDomainList(result.value)).toEqual([longest]);
    expect(encodeDomainList([`${longest}a`]).ok).toBe(false);
    expect(encodeDomainList([`${label}a`]).ok).toBe(false);
  });
});
