import { describe, expect, it } from 'vitest';
import type { Ipv4Address } from '../../values/ipv4-address.js';
import type { MacAddress } from '../../values/mac-address.js';
import { decodeBootp, encodeBootpRequest } from '../bootp/bootp.codec.js';
import { DHCP_MESSAGE_TYPES, dhcpMessageTypeName, isDhcpMessageType } from './dhcp-message-type.table.js';
import { printMessage } from './print-message.js';

function printed(payload: Buffer): string[] {
  const message = decodeBootp(payload);
  if (!message.ok) throw new Error(message.error);
  return printMessage(message.value).split('\n');
}

const MAC = 0x0800_208e_48de as MacAddress;

describe('printMessage', () => {
  it('prints a request that says everything', () => {
    const payload = encodeBootpRequest({
      mac: MAC,
      transactionId: 0xabc,
      seconds: 4,
      hops: 1,
      flags: 0x8000,
      clientAddress: 0xc0a8_0015 as Ipv4Address,
      relayAddress: 0x0a09_0001 as Ipv4Address,
      serverName: 'boot1',
      bootFile: 'unix',
      options: [
        [53, Buffer.from([3])],
        [201, Buffer.from([1, 2])],
      ],
    });
    expect(printed(payload)).toEqual([
      'BOOTREQUEST DHCPREQUEST xid 0x00000abc secs 4 flags 0x8000 broadcast hops 1',
      '  hardware     ethernet 08:00:20:8e:48:de',
      '  ciaddr       192.168.0.21',
      '  giaddr       10.9.0.1',
      '  sname        "boot1"',
      '  file         "unix"',
      '  option 53    DHCP Message Type: 3 DHCPREQUEST',
      '  option 201   unknown: 0x0102',
    ]);
  });

  it('prints a request of RFC 951 and its vendor area', () => {
    expect(printed(encodeBootpRequest({ mac: MAC, vendorArea: 'none' }))).toEqual([
      'BOOTREQUEST xid 0x00000000 secs 0 flags 0x0000',
      '  hardware     ethernet 08:00:20:8e:48:de',
      '  vendor area  none',
    ]);
  });

  it('prints a message type without a name by its number, and what was odd', () => {
    const payload = encodeBootpRequest({ mac: MAC, options: [[53, Buffer.from([77])]] });
    payload[2] = 17;
    expect(printed(payload)).toEqual([
      'BOOTREQUEST DHCP type 77 xid 0x00000000 secs 0 flags 0x0000',
      '  hardware     ethernet 0x0800208e48de00000000000000000000',
      '  option 53    DHCP Message Type: 77',
      '  odd          hlen is 17, chaddr has 16 octets',
    ]);
  });

  it.each([
    [32, 0, 'infiniband without an address'],
    [1, 2, 'ethernet 0x0800'],
    [99, 6, 'type 99 0x0800208e48de'],
  ])('prints hardware type %i with %i octets: %s', (hardwareType, hardwareLength, text) => {
    const payload = encodeBootpRequest({ mac: MAC });
    payload.set([hardwareType, hardwareLength], 1);
    expect(printed(payload)[1]).toBe(`  hardware     ${text}`);
  });

  it('cannot be made to print a line that the client wrote', () => {
    const forged = 'x"\n  yiaddr       6.6.6.6\r\u2028\u0085';
    const payload = encodeBootpRequest({
      mac: MAC,
      serverName: forged,
      bootFile: forged,
      options: [12, 60, 77, 82, 43, 15, 201].map((code) => [code, Buffer.from(forged)] as const),
    });
    const lines = printed(payload);
    expect(lines).toHaveLength(2 + 2 + 7);
    expect(lines.filter((line) => line.startsWith('  yiaddr'))).toEqual([]);
    expect(lines.join('')).not.toMatch(/[\r\u2028\u0085]/);
  });
});

describe('DHCP message types', () => {
  it('go from 1 to 18 without a gap', () => {
    expect(Object.values(DHCP_MESSAGE_TYPES)).toEqual(Array.from({ length: 18 }, (_, index) => index + 1));
  });

  it.each([
    [1, 'DHCPDISCOVER'],
    [2, 'DHCPOFFER'],
    [3, 'DHCPREQUEST'],
    [4, 'DHCPDECLINE'],
    [5, 'DHCPACK'],
    [6, 'DHCPNAK'],
    [7, 'DHCPRELEASE'],
    [8, 'DHCPINFORM'],
    [10, 'DHCPLEASEQUERY'],
    [13, 'DHCPLEASEACTIVE'],
  ])('%i is %s', (type, name) => {
    expect(dhcpMessageTypeName(type)).toBe(name);
    expect(isDhcpMessageType(type)).toBe(true);
  });

  it.each([0, 19, 255])('%i is none', (type) => {
    expect(dhcpMessageTypeName(type)).toBeUndefined();
    expect(isDhcpMessageType(type)).toBe(false);
  });
});
