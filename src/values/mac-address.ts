import { fail, ok, type Result } from './result.js';

declare const macAddress: unique symbol;

/**
 * A 48-bit Ethernet hardware address as one integer (0 … 2⁴⁸−1): compares with `===`, is a Map key and costs no
 * allocation per packet. First octet on the wire is the most significant one.
 */
export type MacAddress = number & { readonly [macAddress]: true };

export const BROADCAST_MAC = 0xffff_ffff_ffff as MacAddress;
export const ZERO_MAC = 0 as MacAddress;

const ACCEPTED = 'write it as 08:00:20:8e:48:de, 8:0:20:8e:48:de, 08-00-20-8E-48-DE, 0800.208e.48de or 0800208e48de';

/**
 * Reads a hardware address as people write it: six octets of one or two digits between `:` or `-` (/etc/ethers and
 * Sun tools leave leading zeros out), three groups of four between `.` (Cisco), or twelve digits.
 */
export function parseMacAddress(text: string): Result<MacAddress> {
  const trimmed = text.trim();
  let digits: string | undefined;
  if (/^[0-9a-f]{1,2}([:-])[0-9a-f]{1,2}(?:\1[0-9a-f]{1,2}){4}$/i.test(trimmed)) {
    digits = trimmed
      .split(/[:-]/)
      .map((octet) => octet.padStart(2, '0'))
      .join('');
  } else if (/^[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4}$/i.test(trimmed)) {
    digits = trimmed.replaceAll('.', '');
  } else if (/^[0-9a-f]{12}$/i.test(trimmed)) {
    digits = trimmed;
  }
  if (digits === undefined) return fail(`"${text}" is not a hardware address; ${ACCEPTED}`);
  return ok(Number.parseInt(digits, 16) as MacAddress);
}

const OCTET_TEXT: readonly string[] = Array.from({ length: 256 }, (_, octet) => octet.toString(16).padStart(2, '0'));

/** The one way we print it: six lower-case octets with leading zeros, `08:00:20:8e:48:de`. */
export function formatMacAddress(mac: MacAddress): string {
  const high = Math.floor(mac / 0x1_0000_0000);
  const low = mac >>> 0;
  return `${OCTET_TEXT[high >>> 8]}:${OCTET_TEXT[high & 0xff]}:${OCTET_TEXT[low >>> 24]}:${OCTET_TEXT[(low >>> 16) & 0xff]}:${OCTET_TEXT[(low >>> 8) & 0xff]}:${OCTET_TEXT[low & 0xff]}`;
}

/** The way Sun tools and `in.rarpd -d` print it: no leading zeros, `8:0:20:8e:48:de`. */
export function formatSunMacAddress(mac: MacAddress): string {
  return formatMacAddress(mac)
    .split(':')
    .map((octet) => octet.replace(/^0(?=.)/, ''))
    .join(':');
}

/** Six octets at `offset`; the caller has checked the length. Octet by octet: Buffer's own readers take twice as long. */
export function readMacAddress(bytes: Buffer, offset: number): MacAddress {
  const octet = (index: number): number => bytes[offset + index] ?? 0;
  const low = (octet(2) << 24) | (octet(3) << 16) | (octet(4) << 8) | octet(5);
  return (((octet(0) << 8) | octet(1)) * 0x1_0000_0000 + (low >>> 0)) as MacAddress;
}

/** Writes six octets at `offset`, which has room for them. */
export function writeMacAddress(bytes: Buffer, offset: number, mac: MacAddress): void {
  const high = Math.floor(mac / 0x1_0000_0000);
  const low = mac >>> 0;
  bytes[offset] = high >>> 8;
  bytes[offset + 1] = high;
  bytes[offset + 2] = low >>> 24;
  bytes[offset + 3] = low >>> 16;
  bytes[offset + 4] = low >>> 8;
  bytes[offset + 5] = low;
}

/** The group bit (IEEE 802, first octet, least significant bit): multicast and broadcast; never one machine's own. */
export function isGroupMac(mac: MacAddress): boolean {
  return (Math.floor(mac / 0x100_0000_0000) & 1) === 1;
}
