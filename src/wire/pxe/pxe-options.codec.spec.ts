import { describe, expect, it } from 'vitest';
import { ip } from '../../../test/fakes/known-lab.js';
import { decodePxeOptions, encodePxeOptions, readPxeBootItem, saysPxe, type PxeOptions } from './pxe-options.codec.js';
import { RASPBERRY_PI_BOOT } from './raspberry-pi.js';

describe('option 43 for PXE clients', () => {
  const cases: Record<string, [PxeOptions, string]> = {
    'nothing but its end': [{}, 'ff'],
    'load the file at once': [{ discoveryControl: 8 }, '060108 ff'],
    'the menu of pixiecore in front of a real BIOS (pxe-bios-proxydhcp-nsec.pcap, frame 2)': [
      {
        discoveryControl: 3,
        bootServers: [{ type: 0x8000, addresses: [ip('192.168.16.10')] }],
        menu: [{ type: 0x8000, label: 'Pixiecore' }],
        prompt: { timeoutSeconds: 0, text: 'Pixiecore' },
      },
      '060103 0807800001c0a8100a 090c800009506978 6965636f7265 0a0a00506978 6965636f7265 ff',
    ],
    'several servers of one type': [
      { bootServers: [{ type: 3, addresses: [ip('10.0.0.1'), ip('10.0.0.2')] }] },
      '080b 0003 02 0a000001 0a000002 ff',
    ],
    'the type that is answered': [{ bootItem: { type: 0x8001, layer: 0 } }, '4704 8001 0000 ff'],
  };
  it.each(Object.entries(cases))('%s', (_, [options, hex]) => {
    expect(encodePxeOptions(options).toString('hex')).toBe(hex.replaceAll(' ', ''));
    expect(decodePxeOptions(Buffer.from(hex.replaceAll(' ', ''), 'hex'))).toEqual(options);
  });

  it.each<[string, string, PxeOptions]>([
    ['another vendor’s', '01aabbcc', {}],
    ['a list of servers that is cut off', '0805 0001 00 0002', { bootServers: [{ type: 1, addresses: [] }] }],
    ['a menu whose text is longer than the tag', '0907 0001 01 41 0002 09', { menu: [{ type: 1, label: 'A' }] }],
    ['an empty prompt and no control', '0a00 0600', {}],
  ])('reads what is whole of %s', (_, hex, options) => {
    expect(decodePxeOptions(Buffer.from(hex.replaceAll(' ', ''), 'hex'))).toEqual(options);
  });

  it('leaves out a tag that one octet of length cannot count', () => {
    const menu = Array.from({ length: 9 }, (_, type) => ({ type, label: 'x'.repeat(30) }));
    expect(encodePxeOptions({ discoveryControl: 8, menu }).toString('hex')).toBe('060108ff');
  });

  it('has the Raspberry Pi’s text with the octets of raspberrypi3-bootrom.pcap, frame 2', () => {
    expect(RASPBERRY_PI_BOOT.toString('hex')).toBe(
      '060103' + '0a0400505845' + '0914000011' + Buffer.from('Raspberry Pi Boot').toString('hex') + 'ff',
    );
  });
});

describe('whose option 43 is', () => {
  it.each([
    ['PXE’s, with discovery control', '060108ff', true],
    ['PXE’s, with a menu and its prompt', '0903000000 0a0100', true],
    ['a wireless controller’s, an address', '0104c0a80001', false],
    ['a wireless controller’s, a text under tag 6', '060831302e37392e312e', false],
    ['cut short', '060108 0a09', false],
    ['nobody’s', 'ff', false],
  ])('%s', (_, hex, expected) => {
    expect(saysPxe(Buffer.from(hex.replaceAll(' ', ''), 'hex'))).toBe(expected);
  });
});

describe('the boot item that a client asks for', () => {
  it.each([
    ['a type and a layer (pxe-bios-proxydhcp-nsec.pcap, frame 6)', '47048000 0000', { type: 0x8000, layer: 0 }],
    ['behind other tags', '060108 4704 0003 8000 ff', { type: 3, layer: 0x8000 }],
    ['a type alone', '4702 8001 ff', { type: 0x8001, layer: 0 }],
    ['half a type', '470180 ff', undefined],
    ['a tag longer than the option', '4708 8000', undefined],
    ['no such tag', '060108 ff', undefined],
    ['nothing', '', undefined],
  ])('%s', (_, hex, item) => {
    expect(readPxeBootItem(Buffer.from(hex.replaceAll(' ', ''), 'hex'))).toEqual(item);
  });

  it('none without the option', () => {
    expect(readPxeBootItem(undefined)).toBeUndefined();
  });
});
