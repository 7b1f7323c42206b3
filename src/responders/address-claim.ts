import type { Ipv4Address } from '../values/ipv4-address.js';
import { isGroupMac, ZERO_MAC, type MacAddress } from '../values/mac-address.js';
import { ARP_REPLY, type ArpPacket } from '../wire/arp/arp.codec.js';

/** Somebody says whose an address is, or is about to take it. */
export interface AddressClaim {
  /** `probe`: it asks whether anybody has the address before it takes it (RFC 5227 §2.1.1). `use`: it has it. */
  readonly kind: 'probe' | 'use';
  readonly address: Ipv4Address;
  readonly mac: MacAddress;
  /** A gratuitous frame: it answers nobody's question. */
  readonly announced: boolean;
}

/** What an ARP packet claims; undefined for an ordinary question, and for what no host can mean. */
export function readAddressClaim(packet: ArpPacket): AddressClaim | undefined {
  const { operation, senderHardwareAddress: mac, senderProtocolAddress, targetProtocolAddress } = packet;
  if (mac === ZERO_MAC || isGroupMac(mac)) return undefined;
  if (senderProtocolAddress === 0) {
    if (operation === ARP_REPLY || targetProtocolAddress === 0) return undefined;
    return { kind: 'probe', address: targetProtocolAddress, mac, announced: true };
  }
  const announced = senderProtocolAddress === targetProtocolAddress;
  if (operation !== ARP_REPLY && !announced) return undefined;
  return { kind: 'use', address: senderProtocolAddress, mac, announced };
}
