import { describe, expect, it } from 'vitest';
import { DHCP_OPTIONS, dhcpOption, encodeOptionValue, printOption, titleOf } from './dhcp-option.table.js';

function encoded(code: number, value: unknown): string {
  const result = encodeOptionValue(code, value);
  if (!result.ok) throw new Error(result.error);
  return result.value.toString('hex');
}

function reasonFor(code: number, value: unknown): string {
  const result = encodeOptionValue(code, value);
  if (result.ok) throw new Error(`it was taken: ${result.value.toString('hex')}`);
  return result.error;
}

describe('every shape of an option value', () => {
  it.each<[string, number, unknown, string, string]>([
    ['address', 1, '255.255.255.0', 'ffffff00', '255.255.255.0'],
    ['address, alone in a list', 28, ['10.79.0.255'], '0a4f00ff', '10.79.0.255'],
    ['addresses', 6, ['10.79.0.1', '8.8.8.8'], '0a4f000108080808', '10.79.0.1, 8.8.8.8'],
    ['addresses as one text', 3, '10.79.0.1, 10.79.0.2', '0a4f00010a4f0002', '10.79.0.1, 10.79.0.2'],
    ['address pairs', 33, ['10.8.0.1', '10.79.0.1'], '0a0800010a4f0001', '10.8.0.1 10.79.0.1'],
    ['text', 12, 'ultra10', '756c7472613130', '"ultra10"'],
    ['text beyond ASCII', 15, 'bü', '62c3bc', '"bü"'],
    ['text that looks like a number', 14, '17', '3137', '"17"'],
    ['uint8', 23, 64, '40', '64'],
    ['uint8 with a name', 46, 8, '08', '8 H-node'],
    ['uint16', 26, 9000, '2328', '9000'],
    ['uint16 as text', 26, '1500', '05dc', '1500'],
    ['uint32', 51, 4_294_967_295, 'ffffffff', '4294967295'],
    ['int32', 2, -3600, 'fffff1f0', '-3600'],
    ['uint8 list', 55, [1, 3, 6], '010306', '1, 3, 6'],
    ['uint16 list', 25, '68 296', '00440128', '68, 296'],
    ['boolean, true', 19, true, '01', 'true'],
    ['boolean, false as text', 20, 'false', '00', 'false'],
    ['flag', 80, true, '', 'present'],
    ['octets', 224, '0x01:02 03-04', '01020304', '0x01020304'],
    ['octets as numbers', 61, [1, 0, 255], '0100ff', '0x0100ff'],
    ['octets as a Buffer', 61, Buffer.from([7]), '07', '0x07'],
    ['vendor options', 43, '0601030a0400505845ff', '0601030a0400505845ff', '6 0x03, 10 0x00505845'],
    [
      'relay agent information',
      82,
      '0103476930050400000a09',
      '0103476930050400000a09',
      '1 circuit id "Gi0", 5 link selection 0.0.10.9',
    ],
    ['user class', 77, ['lab', 'x'], '036c61620178', '"lab", "x"'],
    [
      'UUID',
      97,
      'f81d4fae-7dec-11d0-a765-00a0c91e6bf6',
      '00f81d4fae7dec11d0a76500a0c91e6bf6',
      'f81d4fae-7dec-11d0-a765-00a0c91e6bf6',
    ],
    [
      'domain list',
      119,
      ['lab.example', 'example.'],
      '036c6162076578616d706c6500076578616d706c6500',
      '"lab.example", "example"',
    ],
    ['routes', 121, ['10.8.0.0/16 10.79.0.1'], '100a080a4f0001', '10.8.0.0/16 via 10.79.0.1'],
    ['routes of Microsoft', 249, '0.0.0.0/0 10.79.0.2', '000a4f0002', '0.0.0.0/0 via 10.79.0.2'],
    ['architectures', 93, [7, 11], '0007000b', '7 x64 UEFI, 11 ARM 64-bit UEFI'],
    ['client id of a hardware address', 61, '01525400790021', '01525400790021', 'ethernet 52:54:00:79:00:21'],
    [
      'client id of RFC 4361',
      61,
      'ff00790021 0002 0000ab11 c0ffee',
      'ff0079002100020000ab11c0ffee',
      'IAID 0x00790021 DUID-EN 43793 0xc0ffee',
    ],
    [
      'client id with a DUID of time and address',
      61,
      'ff00000001 0001 0001 2b3c4d5e 525400790021',
      'ff00000001000100012b3c4d5e525400790021',
      'IAID 0x00000001 DUID-LLT 52:54:00:79:00:21',
    ],
    ['client id that is text', 61, '00687474703a', '00687474703a', '"http:"'],
    ['client id of InfiniBand', 61, '2000112233', '2000112233', 'infiniband 0x00112233'],
    [
      'client id of a UUID',
      61,
      '00f81d4fae7dec11d0a76500a0c91e6bf6',
      '00f81d4fae7dec11d0a76500a0c91e6bf6',
      'uuid f81d4fae-7dec-11d0-a765-00a0c91e6bf6',
    ],
    ['FQDN in the encoding of DNS', 81, '050000 027063 036c6162 00', '050000027063036c616200', '"pc.lab" (S E)'],
    ['FQDN that is a part of a name', 81, '040000 027063', '040000027063', '"pc" (E)'],
    ['FQDN as text', 81, '000000 7063', '0000007063', '"pc"'],
    ['network interface', 94, '010310', '010310', 'UNDI 3.16'],
    ['SLP agents', 78, '01 0a4f0001', '010a4f0001', '1 10.79.0.1'],
    ['SLP scope', 79, '00 6c6162', '006c6162', '0 "lab"'],
    ['SIP servers by address', 120, ['10.79.0.1'], '010a4f0001', '10.79.0.1'],
    ['SIP servers by name', 120, 'sip.lab', '0003736970036c616200', '"sip.lab"'],
    [
      'vendor classes by enterprise',
      124,
      '0000013705 044d534654',
      '0000013705044d534654',
      'enterprise 311 Microsoft: "MSFT"',
    ],
    ['vendor options by enterprise', 125, '00000dd0 03 010141', '00000dd003010141', 'enterprise 3536: 1 0x41'],
    [
      "iPXE's settings",
      175,
      { 'no-pxedhcp': 1, 'san-retries': -1, scriptlet: 'dhcp', busid: 'pci 1af4:1000', uid: 7, version: '1.21.1' },
      'b00101bb01ff510464686370b10501 1af41000c20400000007eb03011501'.replace(' ', ''),
      'no-pxedhcp 1, san-retries -1, scriptlet "dhcp", busid pci 1af4:1000, uid 7, version 1.21.1',
    ],
    [
      "iPXE's features",
      175,
      '130101 150101 100102 eb03011501 f00161',
      '130101150101100102eb03011501f00161',
      'features http, tftp, pxeext 0x02; version 1.21.1, 240 0x61',
    ],
    [
      "iPXE's setting without a name",
      175,
      { 240: 'c0ffee', ip: '10.79.0.1' },
      'f003c0ffee02040a4f0001',
      '240 0xc0ffee, ip 10.79.0.1',
    ],
    ['a code without a name', 201, 'c0ffee', 'c0ffee', '0xc0ffee'],
  ])('%s', (_, code, value, hex, printed) => {
    expect(encoded(code, value)).toBe(hex);
    expect(printOption(code, Buffer.from(hex, 'hex'))).toBe(printed);
  });
});

describe('encodeOptionValue refuses what is wrong, naming the option and what it takes', () => {
  it.each<[string, number, unknown, string]>([
    ['code 0', 0, '00', '0 is not an option code; codes are whole numbers from 1 to 254'],
    ['code 255', 255, '00', '255 is not an option code'],
    ['code 1.5', 1.5, '00', '1.5 is not an option code'],
    ['no address', 1, '', 'option 1 (Subnet Mask): takes one IPv4 address, such as "10.79.0.1"'],
    ['two addresses for one', 1, ['10.0.0.1', '10.0.0.2'], 'option 1 (Subnet Mask): takes one IPv4 address'],
    ['a wrong address', 6, '10.79.0.300', 'option 6 (Domain Name Server): "10.79.0.300" is not an IPv4 address'],
    ['an address as a number', 6, [167772161], 'option 6 (Domain Name Server): takes IPv4 addresses as text'],
    ['an object that cannot become a text', 6, { toString: {} }, 'takes IPv4 addresses as text'],
    ['a domain name as a number', 119, [7], 'takes domain names, such as ["lab.example", "example"], not 7'],
    ['an empty list', 6, [], 'option 6 (Domain Name Server): takes IPv4 addresses'],
    ['a null', 6, null, 'takes IPv4 addresses'],
    ['half a pair', 33, ['10.8.0.1'], 'option 33 (Static Route): takes IPv4 addresses in pairs'],
    ['a number for text', 12, 7, 'option 12 (Host Name): takes a text of at least one character'],
    ['an empty text', 12, '', 'takes a text of at least one character'],
    ['text with NUL', 67, 'a\0b', 'option 67 (Bootfile name): takes a text without NUL characters'],
    [
      'a number that is too large',
      26,
      65_536,
      'option 26 (Interface MTU): takes a whole number from 0 to 65535, not 65536',
    ],
    ['a negative number', 51, -1, 'takes a whole number from 0 to 4294967295, not -1'],
    ['a fraction', 23, 1.5, 'takes a whole number from 0 to 255, not 1.5'],
    ['a number in words', 26, 'jumbo', 'takes a whole number from 0 to 65535, not "jumbo"'],
    ['a signed number that is too small', 2, -2_147_483_649, 'takes a whole number from -2147483648 to 2147483647'],
    ['no numbers', 55, '', 'takes a list of whole numbers, such as [1, 3, 6]'],
    ['a wrong number in a list', 55, [1, 256], 'takes a whole number from 0 to 255, not 256'],
    ['a boolean in words', 19, 'yes', 'option 19 (IP Forwarding): takes true or false'],
    ['a flag that is off', 80, false, 'option 80 (Rapid Commit): carries no value: write true, or leave it out'],
    ['half an octet', 43, '0a4', 'takes octets in hexadecimal, two digits for each, such as "0104c0a80001", not "0a4"'],
    ['no hexadecimal', 201, 'hello', 'option 201: takes octets in hexadecimal'],
    ['an octet over 255', 61, [256], 'takes octets, whole numbers from 0 to 255, not 256'],
    ['an object', 61, {}, 'option 61 (Client-Identifier): takes octets in hexadecimal'],
    ['no octets', 43, '', 'option 43 (Vendor Specific Information): the value is empty'],
    ['an empty class', 77, ['a', ''], 'option 77 (User Class): takes one class or a list of classes'],
    ['no classes', 77, [], 'takes at least one class'],
    ['a wrong UUID', 97, 'f81d4fae', '"f81d4fae" is not a UUID; write it as f81d4fae-7dec-11d0-a765-00a0c91e6bf6'],
    ['a UUID of another kind', 97, 7, 'takes a UUID as text'],
    ['no domain names', 119, '', 'takes domain names, such as ["lab.example", "example"]'],
    ['a label over 63', 119, `${'a'.repeat(64)}.example`, 'takes domain names'],
    ['an empty label', 119, 'lab..example', 'takes domain names'],
    [
      'a route without a router',
      121,
      '10.8.0.0/16',
      'option 121 (Classless Route Option Format): takes routes, such as',
    ],
    ['a route with host bits', 121, '10.8.0.1/16 10.79.0.1', 'has host bits set; the network is 10.8.0.0/16'],
    ['a route to a wrong router', 121, [{ destination: '10.8.0.0/16', router: 'gw' }], '"gw" is not an IPv4 address'],
    ['routes as a number', 121, 7, 'takes routes, such as'],
    ['SIP servers that are neither', 120, ['a b'], 'option 120 (SIP Servers): takes domain names or IPv4 addresses'],
    [
      'a setting that iPXE does not have',
      175,
      { 'no-pxe': 1 },
      'option 175 (iPXE Options): has no setting "no-pxe"; iPXE\'s are priority',
    ],
    [
      'a setting that is too large',
      175,
      { 'no-pxedhcp': 256 },
      'no-pxedhcp takes a whole number from 0 to 255, not 256',
    ],
    [
      'a setting over 255 octets',
      175,
      { scriptlet: 'x'.repeat(256) },
      'scriptlet has 256 octets, at most 255 are possible',
    ],
    ['a setting with no text', 175, { scriptlet: '' }, 'scriptlet takes a text'],
    ['an address of iPXE that is none', 175, { 'next-server': 'gw' }, 'next-server "gw" is not an IPv4 address'],
    ['a version in words', 175, { version: 'new' }, 'version takes a text such as 1.21.1'],
    ['no settings of iPXE', 175, 'no-pxedhcp', "takes iPXE's settings by name, such as"],
  ])('%s', (_, code, value, reason) => {
    expect(reasonFor(code, value)).toContain(reason);
  });
});

describe('printOption shows what does not fit the shape', () => {
  it.each<[string, number, string, string]>([
    ['an address of 3 octets', 1, 'ffffff', '0xffffff (3 octets, 4 expected)'],
    ['a list with octets left over', 150, '0a4f00010a4f', '10.79.0.1, and 0x0a4f left over'],
    ['a list of one address that is cut', 6, '0a4f00', '0x0a4f00'],
    ['an empty list', 6, '', 'empty'],
    ['an empty text', 12, '', 'empty'],
    ['text with a NUL at its end', 60, '505845436c69656e7400', '"PXEClient"'],
    ['text that is no UTF-8', 12, 'ff61', '0xff61'],
    ['text that would forge a line', 12, '610a62', '"a\\nb"'],
    ['text with a control character of Unicode', 12, '61c285', '"a\\u0085"'],
    ['a boolean that is neither', 19, '02', '2'],
    ['a flag with a value', 80, '01', '0x01'],
    ['a UUID of type 1', 97, `01${'ab'.repeat(16)}`, `0x01${'ab'.repeat(16)}`],
    ['an enum without a name', 53, '63', '99'],
    ['an enum of two octets', 53, '0101', '0x0101 (2 octets, 1 expected)'],
    ['routes that do not come out even', 121, '100a080a4f', '0x100a080a4f'],
    ['a domain list that points forward', 119, 'c002', '0xc002'],
    ['vendor options that are text', 43, '3137322e31382e362e3337', '"172.18.6.37"'],
    ['vendor options that run past the end', 43, '0601030aff', '6 0x03, and 0x0aff left over'],
    ['a client id of one octet', 61, '01', '0x01'],
    ['a client id with a DUID that is cut', 61, 'ff000000010001', 'IAID 0x00000001 DUID 0x0001'],
    ['an FQDN without a name', 81, '010000', 'no name (S)'],
    ['an FQDN that is cut', 81, '0100', '0x0100'],
    ['an FQDN whose name is no name', 81, '0400003f61', '0x3f61 (E)'],
    ['a network interface of another type', 94, '020310', '0x020310'],
    ['SIP servers of another encoding', 120, '0261', '0x0261'],
    ['vendor classes that run past the end', 124, '0000013705044d53', '0x0000013705044d53'],
    ['vendor classes whose inner length is wrong', 124, '0000013702094d', 'enterprise 311 Microsoft: 0x094d'],
    ['vendor options with octets left over', 125, '0000000901ff00', 'enterprise 9 Cisco: 0xff and 0x00 left over'],
    ["iPXE's settings that are cut", 175, '130101eb0301', 'features http; and 0xeb0301 left over'],
    ["octets that are no settings of iPXE's", 175, '13', '0x13'],
    ["a setting of iPXE's that has another length", 175, 'b0020001', 'no-pxedhcp 0x0001'],
  ])('%s', (_, code, hex, printed) => {
    expect(printOption(code, Buffer.from(hex, 'hex'))).toBe(printed);
  });
});

describe('the table', () => {
  it('has the options of a boot network, each with a source', () => {
    for (const code of [
      1, 3, 6, 12, 15, 17, 43, 51, 53, 54, 60, 61, 66, 67, 77, 82, 93, 94, 97, 114, 119, 121, 128, 150, 175, 209, 210,
      211, 224, 252,
    ])
      expect(dhcpOption(code)?.code).toBe(code);
    expect(DHCP_OPTIONS.filter((option) => option.source === '').map((option) => option.code)).toEqual([]);
  });

  it('has codes from 1 to 254 only: the package’s 1001 and 1002 are no options', () => {
    expect(DHCP_OPTIONS.every(({ code }) => code >= 1 && code <= 254)).toBe(true);
    expect(dhcpOption(1001)).toBeUndefined();
  });

  it.each([
    [20, 'boolean'],
    [34, 'boolean'],
    [36, 'boolean'],
    [39, 'boolean'],
    [45, 'addresses'],
    [61, 'client-identifier'],
    [68, 'addresses'],
    [119, 'domain-list'],
    [121, 'routes'],
    [249, 'routes'],
  ])('corrects the package’s type of option %i: %s', (code, shape) => {
    expect(dhcpOption(code)?.shape).toBe(shape);
  });

  it.each([
    [1, 'RFC 2132 §3.3'],
    [18, 'RFC 2132 §3.20'],
    [25, 'RFC 2132 §4.7'],
    [43, 'RFC 2132 §8.4'],
    [49, 'RFC 2132 §8.10'],
    [52, 'RFC 2132 §9.3'],
    [53, 'RFC 2132 §9.6'],
    [61, 'RFC 2132 §9.14'],
    [65, 'RFC 2132 §8.12'],
    [67, 'RFC 2132 §9.5'],
    [76, 'RFC 2132 §8.21'],
    [150, 'RFC 5859 §2'],
  ])('knows where option %i is defined: %s', (code, source) => {
    expect(dhcpOption(code)?.source).toBe(source);
  });

  it('lets an operator set what configures a client, not what the exchange is made of', () => {
    expect([3, 43, 67, 121].map((code) => dhcpOption(code)?.configurable)).toEqual([true, true, true, true]);
    const ofTheExchange = [50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 82];
    expect(ofTheExchange.filter((code) => dhcpOption(code)?.configurable !== false)).toEqual([]);
  });

  it('names an option with or without a row', () => {
    expect(titleOf(6)).toBe('option 6 (Domain Name Server)');
    expect(titleOf(201)).toBe('option 201');
  });
});
