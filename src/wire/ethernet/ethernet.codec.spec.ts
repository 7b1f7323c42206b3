import { describe, expect, it } from 'vitest';
import { BROADCAST_MAC, type MacAddress } from '../../values/mac-address.js';
import { ETHER_TYPE_RARP, readEthernetHeader, writeEthernetHeader } from './ethernet.codec.js';

describe('the Ethernet header', () => {
  const header = Buffer.from('ffffffffffff0800208e48de8035', 'hex');

  it('is destination, source, EtherType in that order', () => {
    expect(readEthernetHeader(header)).toEqual({
      destination: BROADCAST_MAC,
      source: 0x0800208e48de,
      etherType: ETHER_TYPE_RARP,
    });
  });

  it('writes the bytes that it reads, and only those', () => {
    const bytes = Buffer.alloc(16, 0xaa);
    writeEthernetHeader(bytes, BROADCAST_MAC, 0x0800208e48de as MacAddress, ETHER_TYPE_RARP);
    expect(bytes.toString('hex')).toBe('ffffffffffff0800208e48de8035aaaa');
  });

  it('is undefined in a frame that ends inside it', () => {
    for (let length = 0; length < 14; length += 1)
      expect(readEthernetHeader(header.subarray(0, length))).toBeUndefined();
  });
});
