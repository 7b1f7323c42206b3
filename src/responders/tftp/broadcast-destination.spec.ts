import { describe, expect, it } from 'vitest';
import type { NetworkInterface } from '../../net/net.port.js';
import { parseIpv4Address, type Ipv4Address } from '../../values/ipv4-address.js';
import { networkOf } from '../../values/ipv4-network.js';
import type { MacAddress } from '../../values/mac-address.js';
import { isForEverybody } from './broadcast-destination.js';

function ip(text: string): Ipv4Address {
  const address = parseIpv4Address(text);
  if (!address.ok) throw new Error(address.error);
  return address.value;
}
const wire = (...addresses: [address: string, prefixLength: number][]): NetworkInterface => ({
  index: 2,
  name: 'eth0',
  mac: 1 as MacAddress,
  mtu: 1500,
  loopback: false,
  addresses: addresses.map(([text, prefixLength]) => ({
    address: ip(text),
    network: networkOf(ip(text), prefixLength),
  })),
});

describe('a datagram is for everybody when it was sent to', () => {
  it.each([
    ['the limited broadcast address', '255.255.255.255', true],
    ['the broadcast address of the network, as a Xyplex terminal server does', '129.111.255.255', true],
    ['the broadcast address of the second network', '10.79.0.255', true],
    ['the all-zeros broadcast address of 4.2BSD', '129.111.0.0', true],
    ['a multicast group', '224.0.1.75', true],
    ['our address', '129.111.3.1', false],
    ['our second address', '10.79.0.1', false],
    ['an address that ends in 255 but is a host here', '129.111.3.255', false],
    ['another interface of ours', '172.16.0.1', false],
    ['loopback', '127.0.0.1', false],
  ])('%s: %s is %s', (_sentence, destination, expected) => {
    expect(isForEverybody(ip(destination), wire(['129.111.3.1', 16], ['10.79.0.1', 24]))).toBe(expected);
  });
  it('neither end of a /31, which has no broadcast address (RFC 3021)', () => {
    const link = wire(['10.0.0.0', 31]);
    expect([isForEverybody(ip('10.0.0.0'), link), isForEverybody(ip('10.0.0.1'), link)]).toEqual([false, false]);
  });
});
