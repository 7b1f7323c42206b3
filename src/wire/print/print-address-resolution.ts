import { formatIpv4Address } from '../../values/ipv4-address.js';
import { formatMacAddress } from '../../values/mac-address.js';
import type { AddressResolutionPacket } from '../arp/address-resolution.codec.js';
import { DRARP_ERROR_CODES } from '../rarp/rarp.codec.js';

const OPERATIONS: ReadonlyMap<number, string> = new Map([
  [1, 'ARP request'],
  [2, 'ARP reply'],
  [3, 'RARP request'],
  [4, 'RARP reply'],
  [5, 'DRARP request'],
  [6, 'DRARP reply'],
  [7, 'DRARP error'],
]);

/** A packet of RFC 826, 903 or 1931 in words: what it asks or says, then its fields. */
export function printAddressResolution(packet: AddressResolutionPacket): string {
  const { operation } = packet;
  return [
    `${OPERATIONS.get(operation) ?? `operation ${operation}`}: ${sentence(packet)}`,
    `  sender       ${formatMacAddress(packet.senderHardwareAddress)} ${formatIpv4Address(packet.senderProtocolAddress)}`,
    `  target       ${formatMacAddress(packet.targetHardwareAddress)} ${formatIpv4Address(packet.targetProtocolAddress)}`,
  ].join('\n');
}

function sentence(packet: AddressResolutionPacket): string {
  const targetMac = formatMacAddress(packet.targetHardwareAddress);
  const targetIp = formatIpv4Address(packet.targetProtocolAddress);
  const senderMac = formatMacAddress(packet.senderHardwareAddress);
  const senderIp = formatIpv4Address(packet.senderProtocolAddress);
  switch (packet.operation) {
    case 1:
      if (packet.senderProtocolAddress === 0) return `does anybody use ${targetIp}? (probe)`;
      return senderIp === targetIp ? `${senderIp} is at ${senderMac} (announcement)` : `who has ${targetIp}?`;
    case 2:
      return `${senderIp} is at ${senderMac}`;
    case 3:
    case 5:
      return `what is the address of ${targetMac}?`;
    case 4:
    case 6:
      return `${targetMac} has ${targetIp}, says ${senderIp}`;
    default:
      return `${targetMac} gets no address: ${printDrarpError(packet)}`;
  }
}

function printDrarpError({ targetProtocolAddress }: AddressResolutionPacket): string {
  const code = targetProtocolAddress >>> 24;
  const found = Object.entries(DRARP_ERROR_CODES).find(([, known]) => known === code);
  return found?.[0] ?? `code ${code}`;
}
