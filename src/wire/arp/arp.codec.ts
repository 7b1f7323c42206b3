import { fail, type Result } from '../../values/result.js';
import { ETHER_TYPE_ARP } from '../ethernet/ethernet.codec.js';
import {
  decodeAddressResolution,
  encodeAddressResolution,
  type AddressResolutionPacket,
} from './address-resolution.codec.js';

/** RFC 826 ares_op$REQUEST. */
export const ARP_REQUEST = 1;
/** RFC 826 ares_op$REPLY. */
export const ARP_REPLY = 2;

/** An ARP request or reply (RFC 826); the layout is drawn above AddressResolutionPacket. */
export type ArpPacket = AddressResolutionPacket;

/**
 * Reads a frame with EtherType 0x0806. Operations other than request and reply are refused: 3 is RARP's, and a RARP
 * request under ARP's EtherType is not one.
 */
export function decodeArp(frame: Buffer): Result<ArpPacket> {
  const decoded = decodeAddressResolution(frame, ETHER_TYPE_ARP, 'ARP');
  if (!decoded.ok) return decoded;
  const { operation } = decoded.value;
  if (operation === ARP_REQUEST || operation === ARP_REPLY) return decoded;
  return fail(
    operation === 3 || operation === 4
      ? `operation ${operation} belongs to RARP but came under the EtherType of ARP`
      : `ARP operation ${operation} is neither request (1) nor reply (2)`,
  );
}

/** A frame of 60 bytes, padded with zeros. */
export function encodeArp(packet: ArpPacket): Buffer {
  return encodeAddressResolution(packet, ETHER_TYPE_ARP);
}
