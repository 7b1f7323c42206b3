import { CLIENT_KINDS, type ClientKind } from '../values/client-arch.js';
import type { Ipv4Address } from '../values/ipv4-address.js';

/** The name of a boot file that is an address. */
export interface HexAddressName {
  readonly address: Ipv4Address;
  /** The keys of `boot.files` that fit, best first: `rarp-sun4m` and `rarp` for `C0A80015.SUN4M`. */
  readonly kinds: readonly ClientKind[];
}

/**
 * The file that a machine asks for which knows nothing but its address from RARP: the address in hexadecimal, as a rule
 * upper case, on many with the architecture behind it. 192.168.0.21 asks for `C0A80015` (Sun-3, UltraSPARC),
 * `C0A80015.SUN4M` or `C0A80015.PREP`. Undefined when the name is of another kind.
 */
export function readHexAddressName(name: string): HexAddressName | undefined {
  const match = /^([0-9a-f]{8})(?:\.([0-9a-z]{1,8}))?$/i.exec(name);
  if (match?.[1] === undefined) return undefined;
  const address = Number.parseInt(match[1], 16) as Ipv4Address;
  const own = `rarp-${match[2]?.toLowerCase()}`;
  return { address, kinds: [...CLIENT_KINDS.filter((kind) => kind === own), 'rarp'] };
}
