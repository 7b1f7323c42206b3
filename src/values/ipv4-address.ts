import { fail, ok, type Result } from './result.js';

declare const ipv4Address: unique symbol;

/** An IPv4 address as one unsigned 32-bit integer, first octet most significant. */
export type Ipv4Address = number & { readonly [ipv4Address]: true };

export const ANY_ADDRESS = 0 as Ipv4Address;
export const BROADCAST_ADDRESS = 0xffff_ffff as Ipv4Address;

const OCTET_TEXT: readonly string[] = Array.from({ length: 256 }, (_, octet) => String(octet));

/** Dotted quad, four decimal octets. Leading zeros are refused: `010` is 8 to some tools and 10 to others. */
export function parseIpv4Address(text: string): Result<Ipv4Address> {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text.trim());
  if (match === null) return fail(`"${text}" is not an IPv4 address; write it as 192.168.0.21`);
  let value = 0;
  for (const octet of match.slice(1)) {
    if (octet.length > 1 && octet.startsWith('0'))
      return fail(`"${text}" has an octet with a leading zero; write ${Number(octet)} instead of ${octet}`);
    if (Number(octet) > 255) return fail(`"${text}" is not an IPv4 address: ${octet} is over 255`);
    value = value * 256 + Number(octet);
  }
  return ok(value as Ipv4Address);
}

export function formatIpv4Address(address: Ipv4Address): string {
  return `${OCTET_TEXT[address >>> 24]}.${OCTET_TEXT[(address >>> 16) & 0xff]}.${OCTET_TEXT[(address >>> 8) & 0xff]}.${OCTET_TEXT[address & 0xff]}`;
}

/** Four octets at `offset`; the caller has checked the length. */
export function readIpv4Address(bytes: Buffer, offset: number): Ipv4Address {
  return bytes.readUInt32BE(offset) as Ipv4Address;
}

export function writeIpv4Address(bytes: Buffer, offset: number, address: Ipv4Address): void {
  bytes.writeUInt32BE(address, offset);
}
