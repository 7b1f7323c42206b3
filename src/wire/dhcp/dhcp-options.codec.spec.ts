import { describe, expect, it } from 'vitest';
import { formatIpv4Address } from '../../values/ipv4-address.js';
import {
  DhcpOptions,
  measureOptionArea,
  NO_OPTIONS,
  readAddress,
  readAddresses,
  readText,
  readUint16,
  readUint32,
  readUint8,
} from './dhcp-options.codec.js';

function optionsOf(...octets: number[]): DhcpOptions {
  // In the middle of something larger, so that a wrong offset shows.
  const bytes = Buffer.from([0xee, 0xee, ...octets, 0xee]);
  const area = measureOptionArea(bytes, 2, 2 + octets.length, 'here', () => undefined);
  return new DhcpOptions(bytes, [area]);
}

describe('DhcpOptions', () => {
  it('finds values by code, borrowed', () => {
    const options = optionsOf(53, 1, 1, 0, 12, 2, 0x68, 0x31, 255);
    const value = options.get(12);
    expect(value).toEqual(Buffer.from('h1'));
    expect(value?.buffer).toBe(options.bytes.buffer);
    expect(options.get(13)).toBeUndefined();
    expect([options.has(53), options.has(1), options.has(2)]).toEqual([true, false, false]);
  });

  it('does not take an octet inside a value for a code', () => {
    const options = optionsOf(43, 4, 12, 1, 0x61, 255, 15, 1, 0x62, 255);
    expect(options.codes()).toEqual([43, 15]);
    expect(options.has(12)).toBe(false);
  });

  it('joins the parts of an option (RFC 3396)', () => {
    const options = optionsOf(67, 2, 0x61, 0x62, 12, 1, 0x68, 67, 1, 0x63, 67, 0, 255);
    expect(options.get(67)).toEqual(Buffer.from('abc'));
    expect(options.codes()).toEqual([67, 12]);
  });

  it('has nothing when there are no options', () => {
    expect(NO_OPTIONS.codes()).toEqual([]);
    expect(NO_OPTIONS.get(53)).toBeUndefined();
    expect(NO_OPTIONS.has(0)).toBe(false);
  });

  it('has neither Pad nor End', () => {
    const options = optionsOf(0, 53, 1, 1, 0, 255, 0);
    expect([options.has(0), options.has(255), options.get(0), options.get(255)]).toEqual([
      false,
      false,
      undefined,
      undefined,
    ]);
  });
});

describe('the readers of numbers', () => {
  const cases = [
    ['readUint8', readUint8, [0xfe], 0xfe, [[], [1, 2]]],
    ['readUint16', readUint16, [0xfe, 0x01], 0xfe01, [[], [1], [1, 2, 3]]],
    ['readUint32', readUint32, [0xfe, 0, 0, 1], 0xfe00_0001, [[], [1], [1, 2, 3], [1, 2, 3, 4, 5]]],
    ['readAddress', readAddress, [192, 168, 0, 21], 0xc0a8_0015, [[], [1, 2, 3], [1, 2, 3, 4, 5, 6, 7, 8]]],
  ] as const;

  it.each(cases)('%s reads its own length and no other', (_, read, octets, value, wrong) => {
    expect(read(optionsOf(99, octets.length, ...octets, 255), 99)).toBe(value);
    expect(read(optionsOf(255), 99)).toBeUndefined();
    for (const other of wrong) expect(read(optionsOf(99, other.length, ...other, 255), 99)).toBeUndefined();
  });

  it.each(cases)('%s reads a repeated option once', (_, read, octets, value) => {
    expect(read(optionsOf(99, octets.length, ...octets, 99, octets.length, ...octets, 255), 99)).toBe(value);
  });

  it('joins a number that came in parts (RFC 3396)', () => {
    expect(readUint16(optionsOf(57, 1, 0x05, 57, 1, 0xc0, 255), 57)).toBe(0x05c0);
    expect(readUint32(optionsOf(51, 2, 0, 0, 51, 2, 0x0e, 0x10, 255), 51)).toBe(3600);
  });
});

describe('readAddresses', () => {
  it.each([
    ['one', [10, 0, 0, 1], ['10.0.0.1']],
    ['two', [10, 0, 0, 1, 255, 255, 255, 255], ['10.0.0.1', '255.255.255.255']],
    ['the whole ones of a wrong length', [10, 0, 0, 1, 10, 0, 0], ['10.0.0.1']],
    ['none of three octets', [10, 0, 0], undefined],
    ['none of no octets', [], undefined],
  ])('reads %s', (_, octets, addresses) => {
    expect(readAddresses(optionsOf(6, octets.length, ...octets, 255), 6)?.map(formatIpv4Address)).toEqual(addresses);
  });

  it('is undefined when the option is absent', () => {
    expect(readAddresses(optionsOf(255), 6)).toBeUndefined();
  });
});

describe('readText', () => {
  it.each([
    ['plain', [0x61, 0x62], 'ab'],
    ['up to a NUL', [0x61, 0, 0x62], 'a'],
    ['UTF-8', [0xc3, 0xa4], 'ä'],
    ['no octets', [], ''],
    ['what is not UTF-8, with the replacement character', [0x61, 0xff], 'a\ufffd'],
  ])('reads text: %s', (_, octets, text) => {
    expect(readText(optionsOf(12, octets.length, ...octets, 255), 12)).toBe(text);
  });

  it('is undefined when the option is absent', () => {
    expect(readText(optionsOf(255), 12)).toBeUndefined();
  });
});
