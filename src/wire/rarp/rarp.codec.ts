import type { Ipv4Address } from '../../values/ipv4-address.js';
import { fail, type Result } from '../../values/result.js';
import {
  decodeAddressResolution,
  encodeAddressResolution,
  type AddressResolutionPacket,
} from '../arp/address-resolution.codec.js';
import { ETHER_TYPE_RARP } from '../ethernet/ethernet.codec.js';

/** RFC 903 "request reverse". */
export const RARP_REQUEST = 3;
/** RFC 903 "reply reverse". */
export const RARP_REPLY = 4;
/** RFC 1931 §2.2: asks for an address even when none is on record. */
export const DRARP_REQUEST = 5;
/** RFC 1931 §2.2: a temporary address; one on record comes in a RARP reply. */
export const DRARP_REPLY = 6;
/** RFC 1931 §2.2: no address; the first octet of the target protocol address says why. */
export const DRARP_ERROR = 7;

/** RFC 1931 §2.2, the error octet. */
export const DRARP_ERROR_CODES = {
  /** Addresses are not given dynamically here: definitive. */
  RESTRICTED: 1,
  /** They are, but all are in use. */
  NOADDRESSES: 2,
  /** What gives addresses cannot be reached now. */
  SERVERDOWN: 3,
  /** The client has an address, but of another network. */
  MOVED: 4,
  /** Anything else. */
  FAILURE: 5,
} as const;
export type DrarpError = keyof typeof DRARP_ERROR_CODES;

/** The target protocol address of a DRARP error: its code in the first octet, zeros behind it. */
export function drarpErrorField(error: DrarpError): Ipv4Address {
  return (DRARP_ERROR_CODES[error] * 0x100_0000) as Ipv4Address;
}

/**
 * A RARP packet (RFC 903), which has the layout of ARP; it is drawn above AddressResolutionPacket. In a request the
 * target hardware address is the one that is asked for, as a rule the sender's own; both protocol addresses are
 * undefined (Sun firmware sends 255.255.255.255, Linux and hypervisors 0.0.0.0). In a reply the sender is the server
 * and the target protocol address is the answer.
 */
export type RarpPacket = AddressResolutionPacket;

/**
 * Reads a frame with EtherType 0x8035. Operations: 3 and 4 are RARP's, 5 to 7 DRARP's (RFC 1931), 1 and 2 are ARP's,
 * which some systems send in a RARP frame; every other number is refused with a reason.
 */
export function decodeRarp(frame: Buffer): Result<RarpPacket> {
  const decoded = decodeAddressResolution(frame, ETHER_TYPE_RARP, 'RARP');
  if (!decoded.ok) return decoded;
  const { operation } = decoded.value;
  if (operation >= 1 && operation <= DRARP_ERROR) return decoded;
  return fail(`RARP operation ${operation} is not known (3 request, 4 reply, 5 to 7 DRARP, 1 and 2 ARP)`);
}

/** A frame of 60 bytes, padded with zeros; in `frame`, when the caller brings its own. */
export function encodeRarp(packet: RarpPacket, frame?: Buffer): Buffer {
  return encodeAddressResolution(packet, ETHER_TYPE_RARP, frame);
}
