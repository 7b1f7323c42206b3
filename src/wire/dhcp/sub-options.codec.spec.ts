import { describe, expect, it } from 'vitest';
import { decodeSubOptions, printSubOptions } from './sub-options.codec.js';

function read(hex: string, rules: 'vendor' | 'relay'): { subOptions: [number, string][]; rest: string } {
  const { subOptions, rest } = decodeSubOptions(Buffer.from(hex, 'hex'), rules);
  return { subOptions: subOptions.map(({ code, value }) => [code, value.toString('hex')]), rest: rest.toString('hex') };
}

describe('decodeSubOptions', () => {
  it.each([
    [
      'vendor options with pads and an end (RFC 2132 §8.4)',
      '00060103000a0400505845ff0901',
      'vendor',
      [
        [6, '03'],
        [10, '00505845'],
      ],
      '',
    ],
    ['vendor options without an end', '470480000000', 'vendor', [[71, '80000000']], ''],
    [
      'relay information, where 0 and 255 are codes like others (RFC 3046)',
      '000101ff0102',
      'relay',
      [
        [0, '01'],
        [255, '02'],
      ],
      '',
    ],
    ['a length past the end', '01024142020561', 'relay', [[1, '4142']], '020561'],
    ['a code without a length', '0101aa02', 'vendor', [[1, 'aa']], '02'],
    ['a value of no octets', '0100', 'relay', [[1, '']], ''],
    ['nothing', '', 'vendor', [], ''],
    ['nothing but an end', 'ff', 'vendor', [], ''],
  ] as const)('reads %s', (_, hex, rules, subOptions, rest) => {
    expect(read(hex, rules)).toEqual({ subOptions, rest });
  });
});

describe('printSubOptions', () => {
  it.each([
    [
      'names and addresses of a relay',
      '0105476930203305040a0900000b040a0900010603abcdef',
      'relay',
      '1 circuit id "Gi0 3", 5 link selection 10.9.0.0, 11 server identifier override 10.9.0.1, 6 subscriber id 0xabcdef',
    ],
    ['an address of a wrong length', '05030a0900', 'relay', '5 link selection 0x0a0900'],
    ['a number without a name', 'c80141', 'relay', '200 0x41'],
    ['no name for vendor options: 1 means another thing to each vendor', '0103414243', 'vendor', '1 "ABC"'],
    ['nothing', '', 'vendor', 'empty'],
    ['nothing but an end', 'ff', 'vendor', '0xff'],
  ] as const)('shows %s', (_, hex, rules, text) => {
    expect(printSubOptions(Buffer.from(hex, 'hex'), rules)).toBe(text);
  });
});
