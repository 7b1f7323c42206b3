import { describe, expect, it } from 'vitest';
import type { MacAddress } from '../../values/mac-address.js';
import type { OptionToSend } from '../bootp/bootp-message.js';
import { decodeBootp, encodeBootpRequest } from '../bootp/bootp.codec.js';
import { isIpxe, readClientArchitectures, readClientUuid, readIpxeOptions } from './read-boot-client.js';
import type { DhcpOptions } from './dhcp-options.codec.js';
import { decodeUserClass, printUserClass, readUserClasses } from './user-class.codec.js';
import { formatUuid, parseUuid } from './uuid.js';

function optionsOf(...options: readonly (readonly [code: number, value: string | number[]])[]): DhcpOptions {
  const sent = options.map(([code, value]): OptionToSend => [
    code,
    typeof value === 'string' ? Buffer.from(value) : Buffer.from(value),
  ]);
  const message = decodeBootp(encodeBootpRequest({ mac: 1 as MacAddress, options: sent }));
  if (!message.ok) throw new Error(message.error);
  return message.value.options;
}

describe('readClientArchitectures', () => {
  it.each<[string, readonly (readonly [number, string | number[]])[], number[]]>([
    ['one', [[93, [0, 7]]], [7]],
    ['a list, the preferred one first', [[93, [0, 16, 0, 7]]], [16, 7]],
    ['the whole ones of an odd length', [[93, [0, 11, 0]]], [11]],
    ['the words of option 60 when option 93 is absent', [[60, 'PXEClient:Arch:00009:UNDI:003016']], [9]],
    [
      'the words of option 60 when option 93 is one octet',
      [
        [93, [7]],
        [60, 'HTTPClient:Arch:00016:UNDI:003000'],
      ],
      [16],
    ],
    [
      'option 93 rather than option 60',
      [
        [93, [0, 7]],
        [60, 'PXEClient:Arch:00000:UNDI:002001'],
      ],
      [7],
    ],
    ['none from another vendor class', [[60, 'MSFT 5.0']], []],
    ['none from a vendor class without a number', [[60, 'PXEClient']], []],
    ['none when nothing is said', [], []],
  ])('reads %s', (_, options, architectures) => {
    expect(readClientArchitectures(optionsOf(...options))).toEqual(architectures);
  });
});

describe('readClientUuid', () => {
  const octets = Array.from({ length: 16 }, (_, index) => index + 1);

  it('reads 16 octets behind type 0', () => {
    const uuid = readClientUuid(optionsOf([97, [0, ...octets]]));
    expect(uuid?.toString('hex')).toBe('0102030405060708090a0b0c0d0e0f10');
  });

  it.each([
    ['it is all zero: iPXE on a board without one', [0, ...Array.from({ length: 16 }, () => 0)]],
    ['it is all ones: an SMBIOS that has none', [0, ...Array.from({ length: 16 }, () => 255)]],
    ['its type is not 0', [1, ...octets]],
    ['it is an octet short', [0, ...octets.slice(1)]],
    ['it is an octet long', [0, ...octets, 17]],
  ])('is undefined when %s', (_, value) => {
    expect(readClientUuid(optionsOf([97, value]))).toBeUndefined();
  });

  it('is undefined when absent, and takes the 0x44 of a Raspberry Pi for one', () => {
    expect(readClientUuid(optionsOf())).toBeUndefined();
    expect(readClientUuid(optionsOf([97, [0, ...Array.from({ length: 16 }, () => 0x44)]]))).toHaveLength(16);
  });
});

describe('UUIDs as text', () => {
  const text = '33221100-5544-7766-8899-aabbccddeeff';
  const wire = Buffer.from('00112233445566778899aabbccddeeff', 'hex');

  it('prints in the order of the octets, or as UEFI keeps them', () => {
    expect(formatUuid(wire)).toBe('00112233-4455-6677-8899-aabbccddeeff');
    expect(formatUuid(wire, 'efi')).toBe(text);
  });

  it.each([text, text.toUpperCase(), text.replaceAll('-', ''), `{${text}}`, ` ${text} `])('reads "%s"', (written) => {
    const result = parseUuid(written);
    expect(result.ok && formatUuid(result.value)).toBe(text);
  });

  it.each(['', 'x', text.slice(1), `${text}0`, text.replace('-', ''), text.replace('3', 'g')])(
    'refuses "%s"',
    (written) => {
      const result = parseUuid(written);
      expect(result.ok ? '' : result.error).toContain('is not a UUID; write it as');
    },
  );
});

describe('user class (option 77)', () => {
  it.each([
    ['bare, as iPXE sends it', 'iPXE', ['iPXE']],
    ['bare, as gPXE sends it', 'gPXE', ['gPXE']],
    ['RFC 3004, one class', '\x04iPXE', ['iPXE']],
    ['RFC 3004, three classes', '\x03lab\x01x\x02yz', ['lab', 'x', 'yz']],
    ['a length past the end: bare', '\x05iPXE', ['\x05iPXE']],
    ['a length of zero: bare', '\x01a\x00', ['\x01a\x00']],
  ])('%s', (_, value, classes) => {
    expect(readUserClasses(optionsOf([77, value]))).toEqual(classes);
    expect(decodeUserClass(Buffer.from(value)).map(String)).toEqual(classes);
  });

  it('is none when absent or empty', () => {
    expect(readUserClasses(optionsOf())).toEqual([]);
    expect(readUserClasses(optionsOf([77, '']))).toEqual([]);
  });

  it('says which form it has', () => {
    expect(printUserClass(Buffer.from('iPXE'))).toBe('"iPXE" (bare)');
    expect(printUserClass(Buffer.from('\x04iPXE'))).toBe('"iPXE"');
    expect(printUserClass(Buffer.alloc(0))).toBe('empty');
  });
});

describe('iPXE', () => {
  it('says its features and its version in option 175', () => {
    const value = [
      0xb1, 5, 1, 0x80, 0x86, 0x10, 0x0e, 0x13, 1, 1, 0x27, 1, 1, 0x14, 1, 0, 0x4f, 1, 1, 0xeb, 3, 1, 21, 1,
    ];
    expect(readIpxeOptions(optionsOf([175, value]))).toEqual({ features: ['http', 'menu', '79'], version: '1.21.1' });
    expect(readIpxeOptions(optionsOf([175, []]))).toEqual({ features: [], version: undefined });
    expect(readIpxeOptions(optionsOf())).toBeUndefined();
  });

  it.each<[string, readonly (readonly [number, string | number[]])[], boolean]>([
    ['by option 175', [[175, [0xb1, 1, 1]]], true],
    ['by a bare user class', [[77, 'iPXE']], true],
    ['by a user class of RFC 3004', [[77, '\x03lab\x04iPXE']], true],
    ['as gPXE', [[77, 'gPXE']], true],
    ['not by another user class', [[77, 'iPXE2']], false],
    ['not by its vendor class, which is that of any ROM', [[60, 'PXEClient:Arch:00000:UNDI:002001']], false],
    ['not by nothing', [], false],
  ])('is known %s', (_, options, known) => {
    expect(isIpxe(optionsOf(...options))).toBe(known);
  });
});
