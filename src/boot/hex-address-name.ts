import type { Ipv4Address } from '../values/ipv4-address.js';

/**
 * The file that a machine asks for which knows nothing but its address from RARP: the address in hexadecimal, as a rule
 * upper case, with the architecture behind it from Sun-4 on. 192.168.0.21 asks for `C0A80015` (Sun-3) or
 * `C0A80015.SUN4U`. Undefined when the name is of another kind.
 */
export function readHexAddressName(name: string): Ipv4Address | undefined {
  const match = /^([0-9a-f]{8})(?:\.[0-9a-z]{1,8})?$/i.exec(name);
  return match?.[1] === undefined ? undefined : (Number.parseInt(match[1], 16) as Ipv4Address);
}
