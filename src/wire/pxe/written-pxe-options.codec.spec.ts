import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ip, must } from '../../../test/fakes/known-lab.js';
import { encodeOptionValue } from '../dhcp/dhcp-option.table.js';
import { printPxeOptions } from './print-pxe-options.js';
import { encodePxeOptions } from './pxe-options.codec.js';
import { RASPBERRY_PI_BOOT } from './raspberry-pi.js';
import { encodeWrittenPxeOptions } from './written-pxe-options.codec.js';

const hexOf = (value: unknown): string => must(encodeWrittenPxeOptions(value)).toString('hex');
const asHex = (text: string): string => Buffer.from(text).toString('hex');

describe('option 43 as an operator writes it', () => {
  const menu = `0915 000f 07 ${asHex('Install')} 0000 08 ${asHex('the disk')}`;
  it.each<[string, unknown, string]>([
    ['tags by name', { 'discovery control': 8 }, '060108'],
    ['a control in words', { 'discovery control': 'no broadcast, no multicast' }, '060103'],
    ['a control in a list of words', { 'discovery control': ['No broadcast', 'listed servers only'] }, '060105'],
    ['a control as it is printed', { 'discovery control': '8 (load the file at once)' }, '060108'],
    ['a control of bits without names', { 'discovery control': '19 (no broadcast, no multicast)' }, '060113'],
    [
      'servers in a list',
      { 'boot servers': ['15 at 10.79.0.1 10.79.0.2', '3 at any address'] },
      '080e 000f 02 0a4f0001 0a4f0002 0003 00',
    ],
    ['servers in one text', { 'boot servers': '15 at 10.79.0.1 | 3 at any address' }, '080a 000f 01 0a4f0001 0003 00'],
    ['a menu', { menu: ['15 Install', '0 "the disk"'] }, menu],
    ['a menu in one text', { menu: '15 "Install" | 0 the disk' }, menu],
    ['a label with a bar in quotes', { menu: '1 "a | b"' }, `0908 0001 05 ${asHex('a | b')}`],
    ['a prompt with its time', { prompt: 'Press F8 after 10 s' }, `0a09 0a ${asHex('Press F8')}`],
    ['a prompt in quotes', { prompt: '"at once" wait for a key' }, `0a08 ff ${asHex('at once')}`],
    ['a prompt without a text', { prompt: 'at once' }, '0a01 00'],
    [
      'addresses and numbers',
      { 'MTFTP address': '224.1.1.1', 'MTFTP client port': 64, 'MTFTP delay': '5' },
      '0104e0010101 02020040 050105',
    ],
    ['the item that is answered', { 'boot item': 'type 15 layer 0' }, '4704 000f 0000'],
    ['tags by number, in order of number', { 10: 'F8 at once', 6: 3 }, `060103 0a03 00 ${asHex('F8')}`],
    ['a tag of the vendor’s own in octets', { 128: '0x0102' }, '8002 0102'],
    ['a tag with a layout in octets', { menu: '0x00' }, '0901 00'],
    [
      'a printed line',
      '6 discovery control 3 (no broadcast, no multicast), 10 prompt "PXE" at once',
      `060103 0a04 00 ${asHex('PXE')}`,
    ],
    [
      'a line without numbers',
      'discovery control no broadcast, no multicast, prompt "a, b" after 5 s',
      `060103 0a05 05 ${asHex('a, b')}`,
    ],
  ])('%s', (_, written, hex) => {
    expect(hexOf(written)).toBe(`${hex.replaceAll(' ', '')}ff`);
  });

  it.each([
    ['hexadecimal', '0104c0a80001', '0104c0a80001'],
    ['hexadecimal with colons', '01:04:c0:a8:00:01', '0104c0a80001'],
    ['numbers of octets', [1, 4, 192, 168, 0, 1], '0104c0a80001'],
  ])('octets stay what they are: %s', (_, written, hex) => {
    expect(hexOf(written)).toBe(hex);
  });

  it('what we send ourselves is written as it is printed', () => {
    expect(must(encodeWrittenPxeOptions(printPxeOptions(RASPBERRY_PI_BOOT)))).toEqual(RASPBERRY_PI_BOOT);
  });

  const label = fc.string({
    unit: fc.constantFrom('a', 'Z', ' ', '9', '"', ',', '|', '(', ')', '\\'),
    minLength: 1,
    maxLength: 20,
  });
  const type = fc.integer({ min: 0, max: 0xffff });
  it('whatever is printed in words can be written so', () => {
    fc.assert(
      fc.property(
        fc.record({
          discoveryControl: fc.option(fc.integer({ min: 0, max: 255 }), { nil: undefined }),
          bootServers: fc.option(
            fc.array(
              fc.record({ type, addresses: fc.array(fc.constantFrom('10.0.0.1', '224.0.0.9'), { maxLength: 4 }) }),
              {
                minLength: 1,
                maxLength: 5,
              },
            ),
            { nil: undefined },
          ),
          menu: fc.option(fc.array(fc.record({ type, label }), { minLength: 1, maxLength: 5 }), { nil: undefined }),
          prompt: fc.option(fc.record({ timeoutSeconds: fc.integer({ min: 0, max: 255 }), text: label }), {
            nil: undefined,
          }),
          bootItem: fc.record({ type, layer: type }),
        }),
        ({ bootServers, ...rest }) => {
          const servers = bootServers?.map((one) => ({ ...one, addresses: one.addresses.map(ip) }));
          const octets = encodePxeOptions({ ...rest, bootServers: servers });
          expect(must(encodeWrittenPxeOptions(printPxeOptions(octets)))).toEqual(octets);
        },
      ),
    );
  });

  it.each<[string, unknown, RegExp]>([
    [
      'an unknown tag',
      { menus: [] },
      /^has no tag "menus"; PXE's are MTFTP address, .*discovery control.*, and the numbers from 1 to 254$/,
    ],
    ['the end as a tag', { 255: '00' }, /^has no tag "255"/],
    [
      'a word that no bit has',
      { 'discovery control': 'broadcast' },
      /^discovery control takes .*1 "no broadcast".*8 "load the file at once"; not "broadcast"$/,
    ],
    [
      'a number and other words',
      { 'discovery control': '3 (no broadcast)' },
      /^discovery control says 3, and its words mean 1$/,
    ],
    ['a control of two octets', { 'discovery control': 256 }, /^discovery control takes a number from 0 to 255/],
    [
      'servers without a type',
      { 'boot servers': ['10.79.0.1'] },
      /^boot servers takes items such as "15 at 10.79.0.1 10.79.0.2" .*not "10.79.0.1"$/,
    ],
    ['servers with a name', { 'boot servers': '15 at boot.lab' }, /^boot servers takes items/],
    ['a menu of labels', { menu: ['Install'] }, /^menu takes lines such as "15 Install".*not "Install"$/],
    ['a menu in Greek', { menu: ['1 Δίσκος'] }, /^menu takes lines .*ASCII/],
    ['a menu of objects', { menu: [{ type: 1 }] }, /^menu takes lines .*not/],
    [
      'a menu that is too long',
      { menu: Array.from({ length: 9 }, () => `1 ${'x'.repeat(30)}`) },
      /^menu takes 297 octets, and one tag holds no more than 255/,
    ],
    ['a prompt without a time', { prompt: 'Press F8' }, /^prompt takes ASCII text with "after 10 s" .*not "Press F8"$/],
    ['a prompt of 300 seconds', { prompt: 'F8 after 300 s' }, /^prompt takes ASCII text/],
    [
      'an address that is none',
      { 'discovery multicast address': '224.0.0' },
      /^discovery multicast address takes one IPv4 address, not "224.0.0"$/,
    ],
    [
      'a port of three octets',
      { 'MTFTP server port': 70_000 },
      /^MTFTP server port takes a whole number from 0 to 65535, not 70000$/,
    ],
    ['an item without a layer', { 'boot item': 15 }, /^boot item takes "type 15 layer 0", not 15$/],
    ['half an octet of the vendor’s own', { 128: '0x1' }, /^tag 128 takes octets in hexadecimal/],
    ['a tag twice in a line', 'prompt F8 at once, 10 prompt F9 at once', /^prompt stands there twice$/],
    ['a line with something else in it', 'discovery control 8, beep', /^has no tag "beep"; takes PXE's tags by name/],
    ['half an octet', '060', /^takes octets in hexadecimal/],
    ['nothing in it', {}, /^takes PXE's tags by name/],
    ['a number', 8, /^takes PXE's tags by name/],
    ['null', null, /^takes PXE's tags by name/],
  ])('%s is refused in words', (_, written, error) => {
    const encoded = encodeWrittenPxeOptions(written);
    expect(encoded.ok ? 'accepted' : encoded.error).toMatch(error);
  });

  it('the option is named with its tag', () => {
    const encoded = encodeOptionValue(43, { menu: ['Install'] });
    expect(encoded.ok ? '' : encoded.error).toMatch(/^option 43 \(Vendor.*\): menu takes lines such as/);
  });
});
