import type { KnownMachine } from '../../boot/known-machine.js';
import type { ServerWire } from '../../boot/server-wire.js';
import type { Ipv4Address } from '../../values/ipv4-address.js';
import type { MacAddress } from '../../values/mac-address.js';
import type { AddressClaim } from '../address-claim.js';

/** Whose an address is, as far as we know. */
export type AddressOwner =
  | { readonly kind: 'machine'; readonly machine: KnownMachine }
  | { readonly kind: 'lease'; readonly mac: MacAddress }
  | { readonly kind: 'appliance'; readonly mac: MacAddress };

export interface ConflictLookups {
  readonly machineOfAddress: (address: Ipv4Address) => KnownMachine | undefined;
  /** Who has this address from a pool. */
  readonly leaseHolder: (address: Ipv4Address) => MacAddress | undefined;
}

/** RFC 5227 §2.4: whose address it is that somebody else claims; undefined when nobody's, or rightly. */
export function decideConflict(
  claim: AddressClaim,
  wire: ServerWire,
  lookups: ConflictLookups,
): AddressOwner | undefined {
  const { address, mac } = claim;
  if (mac === wire.mac) return undefined;
  if (wire.addresses.some((own) => own.address === address)) return { kind: 'appliance', mac: wire.mac };
  const machine = lookups.machineOfAddress(address);
  if (machine !== undefined) {
    // A Sun has one address on all of its ports, and a bond shows any of them: each of a machine's own is right.
    const macs = machine.nics.flatMap((nic) => (nic.mac === undefined ? [] : [nic.mac]));
    return macs.length === 0 || macs.includes(mac) ? undefined : { kind: 'machine', machine };
  }
  const holder = lookups.leaseHolder(address);
  return holder === undefined || holder === mac ? undefined : { kind: 'lease', mac: holder };
}
