import { describe, expect, it } from 'vitest';
import { printPxeOptions } from './print-pxe-options.js';
import { encodePxeOptions } from './pxe-options.codec.js';
import { RASPBERRY_PI_BOOT } from './raspberry-pi.js';
import { ip } from '../../../test/fakes/known-lab.js';

describe('option 43 of PXE clients in words', () => {
  it.each<[string, string, string]>([
    ['a multicast address', '0104e0010101', '1 MTFTP address 224.1.1.1'],
    [
      'the ports of MTFTP',
      '02020040030200450401050501ff',
      '2 MTFTP client port 64, 3 MTFTP server port 69, 4 MTFTP timeout 5, 5 MTFTP delay 255',
    ],
    ['discovery control', '060107ff', '6 discovery control 7 (no broadcast, no multicast, listed servers only)'],
    ['discovery control of no bits', '060100', '6 discovery control 0'],
    ['the file at once', '060108', '6 discovery control 8 (load the file at once)'],
    ['where servers are asked', '0704e0000102', '7 discovery multicast address 224.0.1.2'],
    ['a server anywhere', '0803000f00', '8 boot servers 15 at any address'],
    ['a prompt that waits', '0a02ff41', '10 prompt "A" wait for a key'],
    ['a prompt with a time', '0a030a4162', '10 prompt "Ab" after 10 s'],
    ['the item that is asked for', '4704000f8000', '71 boot item type 15 layer 32768'],
    ['a tag of the vendor’s own', '800100', '128 0x00'],
    ['servers that are cut', '0804000f020a', '8 boot servers 0x000f020a'],
    ['a menu that is cut', '09040000ff41', '9 menu 0x0000ff41'],
    ['a control of two octets', '06020003', '6 discovery control 0x0003'],
    ['an empty prompt', '0a00', '10 prompt empty'],
    ['an item of two octets', '4702000f', '71 boot item 0x000f'],
    [
      'a tag that runs past the end',
      '0601030a09',
      '6 discovery control 3 (no broadcast, no multicast), and 0x0a09 left over',
    ],
    ['text', '313732', '0x313732'],
    ['nothing', '', 'empty'],
  ])('%s', (_, hex, words) => {
    expect(printPxeOptions(Buffer.from(hex, 'hex'))).toBe(words);
  });

  it('shows what we send ourselves', () => {
    const bytes = encodePxeOptions({
      bootServers: [{ type: 15, addresses: [ip('10.79.0.1'), ip('10.79.0.2')] }],
      menu: [
        { type: 15, label: 'Install' },
        { type: 0, label: 'Local disk' },
      ],
    });
    expect(printPxeOptions(bytes)).toBe(
      '8 boot servers 15 at 10.79.0.1 10.79.0.2, 9 menu 15 "Install" | 0 "Local disk"',
    );
    expect(printPxeOptions(RASPBERRY_PI_BOOT)).toBe(
      '6 discovery control 3 (no broadcast, no multicast), 10 prompt "PXE" at once, 9 menu 0 "Raspberry Pi Boot"',
    );
  });
});
