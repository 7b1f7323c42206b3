import protocol from 'dhcp/lib/protocol.js';
import { describe, expect, it } from 'vitest';
import { ANY_ADDRESS, type Ipv4Address } from '../../values/ipv4-address.js';
import { encodeBootp } from '../bootp/bootp.codec.js';
import type { OptionToSend } from '../bootp/bootp-message.js';
import { dhcpOption, encodeOptionValue } from './dhcp-option.table.js';

/** Values as an operator writes them, and as the package's parser, which is another person's work, reads our octets. */
const WRITTEN: readonly (readonly [code: number, value: unknown, parsed: unknown])[] = [
  [53, 5, 5],
  [54, '10.79.0.1', '10.79.0.1'],
  [51, 3600, 3600],
  [58, 1800, 1800],
  [1, '255.255.255.0', '255.255.255.0'],
  [3, ['10.79.0.1', '10.79.0.2'], ['10.79.0.1', '10.79.0.2']],
  [6, ['10.79.0.53'], ['10.79.0.53']],
  [12, 'ultra10', 'ultra10'],
  [15, 'lab.example', 'lab.example'],
  [26, 9000, 9000],
  [2, -3600, -3600],
  [19, true, 1],
  [20, true, 1],
  [25, [68, 296], [68, 296]],
  [43, '060103ff', [6, 1, 3, 255]],
  [60, 'PXEClient', 'PXEClient'],
  [61, '01c2aa00ff8001', [0x01, 0xc2, 0xaa, 0x00, 0xff, 0x80, 0x01]],
  [66, '10.79.0.1', '10.79.0.1'],
  [67, 'pxelinux.0', 'pxelinux.0'],
  [93, [7], [7]],
  [121, '10.8.0.0/16 10.79.0.1', [16, 10, 8, 10, 79, 0, 1]],
  [150, '10.79.0.1', ['10.79.0.1']],
  [209, 'pxelinux.cfg/default', 'pxelinux.cfg/default'],
  [211, 30, 30],
];

describe('the package dhcp as a second opinion', () => {
  it('reads our reply as we meant it', () => {
    const options = WRITTEN.map(([code, value]): OptionToSend => {
      const encoded = encodeOptionValue(code, value);
      if (!encoded.ok) throw new Error(encoded.error);
      return [code, encoded.value];
    });
    const { bytes, dropped } = encodeBootp({
      hardwareType: 1,
      hardwareLength: 6,
      hops: 0,
      transactionId: 0xfedc_ba98,
      seconds: 258,
      flags: 0x8000,
      clientAddress: ANY_ADDRESS,
      yourAddress: 0x0a4f_0015 as Ipv4Address,
      serverAddress: 0x0a4f_0001 as Ipv4Address,
      relayAddress: 0x0a09_0001 as Ipv4Address,
      hardwareAddress: Buffer.from('0800208e48de', 'hex'),
      serverName: 'boot1',
      bootFile: 'pxelinux.0',
      options,
      vendorArea: 'options',
      maximumSize: 1472,
    });
    expect(dropped).toEqual([]);
    const parsed = protocol.parse(bytes);
    expect(parsed).toMatchObject({
      op: 2,
      xid: 0xfedc_ba98,
      secs: 258,
      flags: 0x8000,
      ciaddr: '0.0.0.0',
      yiaddr: '10.79.0.21',
      siaddr: '10.79.0.1',
      giaddr: '10.9.0.1',
      chaddr: '08-00-20-8E-48-DE',
      sname: 'boot1',
      file: 'pxelinux.0',
    });
    expect(parsed.options).toEqual(Object.fromEntries(WRITTEN.map(([code, , value]) => [code, value])));
  });

  it('gives its names and value names to our table', () => {
    expect(dhcpOption(6)?.name).toBe('Domain Name Server');
    expect(dhcpOption(52)?.values).toEqual({ 1: 'file', 2: 'sname', 3: 'both' });
    expect(dhcpOption(53)?.values?.[13]).toBe('DHCPLEASEACTIVE');
  });
});
