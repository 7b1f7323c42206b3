import type { Instant } from '../values/instant.js';
import type { Ipv4Address } from '../values/ipv4-address.js';
import type { MacAddress } from '../values/mac-address.js';

/**
 * What asks: the firmware's own network boot, iPXE, an installer, an operating system, or a client of BOOTP, which says
 * nothing of itself.
 */
export const PERSONALITY_KINDS = ['firmware', 'ipxe', 'installer', 'system', 'bootp'] as const;
export type PersonalityKind = (typeof PERSONALITY_KINDS)[number];

/** How a client presents itself; one machine has several in one boot, and they share its address (RFC 4361 §6.3). */
export interface Personality {
  readonly kind: PersonalityKind;
  readonly mac: MacAddress | undefined;
  /** Option 61 in hexadecimal. */
  readonly clientId: string | undefined;
  /** Option 60. */
  readonly vendorClass: string | undefined;
  /** Option 77. */
  readonly userClass: string | undefined;
  /** Option 97 as text, octets in the order sent. */
  readonly uuid: string | undefined;
  /** Option 93, the first of the list. */
  readonly architecture: number | undefined;
}

/** A personality of a machine, since it was last written down. */
export interface SeenPersonality extends Personality {
  readonly machineId: number;
  readonly fingerprint: number;
  readonly firstAt: Instant;
  lastAt: Instant;
  /** The address that it was given or confirmed last. */
  ip: Ipv4Address | undefined;
  times: number;
}
