import { describe, expect, it } from 'vitest';
import type { Ipv4Address } from '../values/ipv4-address.js';
import { encodePxeOptions, type PxeOptions } from '../wire/pxe/pxe-options.codec.js';
import { readAllBootServerQuestions, readBootServerQuestions } from './boot-server-questions.js';

const PROXY = '10.79.0.1';
const NEXT = '10.79.0.9';
const LISTED = ((10 << 24) | (79 << 16) | 7) as Ipv4Address;

interface Said {
  readonly vendorClass?: string;
  readonly serverAddress?: string;
  readonly file?: string;
  readonly options?: PxeOptions;
}
const offer = ({ vendorClass, serverAddress, file, options }: Said) => ({
  server: PROXY,
  ...{ vendorClass, serverAddress, file },
  vendorOptions: options && encodePxeOptions(options),
});
const MENU = [
  { type: 0, label: 'local disk' },
  { type: 0x8001, label: 'Debian' },
];

describe('where an offer sends PXE firmware', () => {
  it.each<[string, Said, readonly (readonly [address: string, type?: number, label?: string])[]]>([
    ['no answer of PXE', { file: 'pxelinux.0' }, []],
    ['an answer for UEFI HTTP boot', { vendorClass: 'HTTPClient' }, []],
    ['without option 43: its server (BINL)', { vendorClass: 'PXEClient' }, [[PROXY]]],
    ['without option 43, a file named: there too (EDK2)', { vendorClass: 'PXEClient', file: 'a.efi' }, [[PROXY]]],
    ['without option 43: its next server first', { vendorClass: 'PXEClient', serverAddress: NEXT }, [[NEXT]]],
    ['load the file at once', { vendorClass: 'PXEClient', file: 'a.0', options: { discoveryControl: 8 } }, []],
    [
      'load a file that it does not name',
      { vendorClass: 'PXEClient', options: { discoveryControl: 8, menu: MENU } },
      [[PROXY, 0x8001, 'Debian']],
    ],
    [
      'a menu: each line but the own disk, at the server that is listed for it',
      {
        vendorClass: 'PXEClient',
        options: { discoveryControl: 3, menu: MENU, bootServers: [{ type: 0x8001, addresses: [LISTED] }] },
      },
      [['10.79.0.7', 0x8001, 'Debian']],
    ],
    [
      'boot servers without a menu',
      { vendorClass: 'PXEClient', options: { bootServers: [{ type: 1, addresses: [] }] } },
      [[PROXY, 1]],
    ],
    [
      'a Raspberry Pi’s menu, whose only line is the disk',
      { vendorClass: 'PXEClient', options: { menu: [{ type: 0, label: 'Raspberry Pi Boot' }] } },
      [],
    ],
  ])('%s', (_, said, expected) => {
    expect(readBootServerQuestions(offer(said)).map(({ address, type, label }) => [address, type, label])).toEqual(
      expected.map(([address, type, label]) => [address, type, label]),
    );
  });

  it('asks each once, whoever sends there, and no more than eight lines of a menu', () => {
    const twice = readAllBootServerQuestions([
      offer({ vendorClass: 'PXEClient' }),
      offer({ vendorClass: 'PXEClient' }),
    ]);
    expect(twice).toEqual([{ address: PROXY, sentBy: PROXY, type: undefined, label: undefined }]);
    const menu = Array.from({ length: 20 }, (_, index) => ({ type: index + 1, label: 'x' }));
    expect(readBootServerQuestions(offer({ vendorClass: 'PXEClient', options: { menu } }))).toHaveLength(8);
  });
});
