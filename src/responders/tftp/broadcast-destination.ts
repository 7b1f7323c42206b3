import type { NetworkInterface } from '../../net/net.port.js';
import { BROADCAST_ADDRESS, type Ipv4Address } from '../../values/ipv4-address.js';
import { broadcastAddressOf } from '../../values/ipv4-network.js';

/**
 * Was this datagram sent to everybody rather than to us? 255.255.255.255, a multicast group, or the broadcast address
 * of one of the interface's networks, also in the all-zeros form of 4.2BSD (RFC 1122 §3.3.6).
 */
export function isForEverybody(destination: Ipv4Address, { addresses }: NetworkInterface): boolean {
  if (destination === BROADCAST_ADDRESS || destination >>> 28 === 0xe) return true;
  return addresses.some(
    ({ network }) =>
      network.prefixLength < 31 && (destination === broadcastAddressOf(network) || destination === network.address),
  );
}
